package dev.bluegreen.aws.route53;

import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.check.slo.Bake;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.check.slo.Slo.Verdict;
import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.model.Finding;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.testkit.aws.fault.AwsFault;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Releases while Route 53 does not answer: for a moment, for a minute, and for good, from each phase on. */
class OutageReleaseTest {

    private static final Duration MOMENT = Duration.ofSeconds(8);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration BAKE = Duration.ofMinutes(5);

    private final Dns dns = Dns.weighted();
    private final AtomicBoolean began = new AtomicBoolean();
    private final AtomicReference<Instant> end = new AtomicReference<>(Instant.MIN);

    @AfterEach
    void close() {
        dns.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = Phase.class,
            names = {"PREFLIGHT", "LOCK", "SHIFT", "VERIFY", "BAKE"})
    void aMomentIsNoMatter(Phase phase) {
        CutoverReport report = release(phase, Duration.ZERO, MOMENT).switchTo(GREEN);

        assertThat(began).isTrue();
        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(report.findings()).extracting(Finding::id).doesNotContain("bake-unseen");
        assertThat(report.history().toString()).doesNotContain("nothing was seen of");
    }

    @Test
    void aMinuteAfterTheMoveIsNotAProof() {
        CutoverReport report = release(Phase.VERIFY, Duration.ZERO, MINUTE).switchTo(GREEN);

        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(report.times().verified().orElseThrow()).isAfterOrEqualTo(end.get());
    }

    @Test
    void anUnseenMinuteOfTheBakeIsReportedAndIsAFinding() {
        CutoverReport report = release(Phase.BAKE, MINUTE, MINUTE).switchTo(GREEN);

        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(report.history())
                .extracting(CutoverEvent::sentence)
                .anyMatch(sentence -> sentence.startsWith("nothing was seen of route53/Z1/api.example.com"));
        assertThat(report.findings()).extracting(Finding::id).contains("bake-unseen");
    }

    @Test
    void aBakeThatIsUnseenAtItsEndGoesOnUntilItIsSeenAgain() {
        CutoverReport report =
                release(Phase.BAKE, BAKE.minusSeconds(30), MINUTE).switchTo(GREEN);

        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(dns.time.now()).isAfterOrEqualTo(end.get());
    }

    @Test
    void aBakeThatStaysUnseenDoesNotSucceed() {
        CutoverReport report = catchThrowableOfType(
                        CutoverException.class,
                        () -> release(Phase.BAKE, MINUTE, Duration.ofHours(24)).switchTo(GREEN))
                .report();

        assertThat(report.outcome()).isNotEqualTo(Outcome.SWITCHED);
    }

    private Release release(Phase phase, Duration after, Duration outage) {
        return BlueGreen.release("shop")
                .on(dns.platform)
                .cutover(dns.cutover())
                .bake(Bake.lasting(BAKE).watching(good()))
                .listener(event -> {
                    boolean begins = event.kind() == CutoverEvent.Kind.PHASE && event.phase() == phase;
                    if (begins && began.compareAndSet(false, true)) {
                        end.set(dns.time.now().plus(after).plus(outage));
                        dns.time.after(after, () -> outage(outage));
                    }
                })
                .build();
    }

    private void outage(Duration lasting) {
        dns.route53.faults().onAny().then(AwsFault.dropBefore());
        dns.time.after(lasting, dns.route53.faults()::clear);
    }

    private static Slo good() {
        return asked -> new Slo.Result(Verdict.GOOD, "all is well");
    }
}
