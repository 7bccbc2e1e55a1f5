package dev.bluegreen.aws.route53;

import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.cutover.Schedule;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.testkit.aws.request.AwsRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Releases in steps through the fake: 20 % and 80 % for five minutes each, then all. */
class Route53StepsTest {

    private static final Duration PAUSE = Duration.ofMinutes(5);
    private static final Duration IN_SYNC = Duration.ofSeconds(10);
    private static final Duration TTL_AND_SLACK = Duration.ofSeconds(120);
    private static final Schedule SCHEDULE = Schedule.of(Schedule.step(20, PAUSE), Schedule.step(80, PAUSE));

    private final Dns dns = Dns.weighted();

    @AfterEach
    void close() {
        dns.close();
    }

    @Test
    void aPauseBeginsWhenClientsHaveForgottenTheStepBefore() {
        assertThat(release().switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);

        List<Instant> writes = dns.route53.requests().stream()
                .filter(AwsRequest::writes)
                .map(AwsRequest::at)
                .toList();
        assertThat(writes).hasSize(3);
        for (int i = 1; i < writes.size(); i++) {
            assertThat(Duration.between(writes.get(i - 1), writes.get(i)))
                    .isGreaterThanOrEqualTo(IN_SYNC.plus(TTL_AND_SLACK).plus(PAUSE));
        }
    }

    @Test
    void clientsThatResolveAreSharedAsAsked() {
        Map<String, Long> ofAHundred = new TreeMap<>();
        Slo measuring = asked -> {
            ofAHundred.computeIfAbsent(routing(), weights -> hundredClientsOnGreen());
            return new Slo.Result(Slo.Verdict.GOOD, "measured");
        };

        builder().bake(PAUSE, measuring).build().switchTo(GREEN);

        assertThat(ofAHundred)
                .containsOnlyKeys("CNAME blue=80 green=20", "CNAME blue=20 green=80", "CNAME blue=0 green=100");
        assertThat(ofAHundred.get("CNAME blue=80 green=20")).isBetween(10L, 30L);
        assertThat(ofAHundred.get("CNAME blue=20 green=80")).isBetween(70L, 90L);
        assertThat(ofAHundred.get("CNAME blue=0 green=100")).isEqualTo(100L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"before", "after", "late", "busy", "throttled", "failed"})
    void aStepThatGoesWrongIsSettledAndTheNextFollows(String how) {
        dns.route53.faults().on("ChangeResourceRecordSets").nth(2).then(Dns.fault(how));

        CutoverReport report = release().switchTo(GREEN);
        dns.time.advance(Duration.ofMinutes(10));

        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(routing()).isEqualTo("CNAME blue=0 green=100");
        assertThat(dns.cutover().observe(Dns.SHOP).cutoverId()).contains(report.id());
    }

    @Test
    void aBreachAtAStepGoesBackInOneBatch() {
        Slo breached = asked -> new Slo.Result(
                routing().equals("CNAME blue=20 green=80") ? Slo.Verdict.BAD : Slo.Verdict.GOOD, "GREEN fails");

        CutoverReport report = failed(builder().bake(PAUSE, breached).build());

        assertThat(report.sentence()).contains("was moved to 20/80 and sent back", "Traffic is on BLUE");
        assertThat(routing()).isEqualTo("CNAME blue=100 green=0");
        assertThat(dns.writes()).hasSize(3);
    }

    @Test
    void aStepThatIsNotInSyncInTimeStaysAndIsGoneOnWithByRecover() {
        dns.route53.inSyncAfter(Duration.ofMinutes(15));

        CutoverReport report = failed(release());

        assertThat(report.outcome()).isEqualTo(Outcome.NEEDS_ATTENTION);
        assertThat(report.sentence()).contains("PENDING", "CNAME blue=80 green=20", "recover()");
        assertThat(dns.writes()).hasSize(1);
        dns.route53.inSyncAfter(IN_SYNC);
        dns.time.advance(Duration.ofMinutes(10));
        assertThat(release().recover().outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(routing()).isEqualTo("CNAME blue=0 green=100");
    }

    @Test
    void aForeignWriteAtAStepIsLeftAlone() {
        dns.time.after(Duration.ofMinutes(4), () -> dns.route53.weigh(Dns.NAME, Map.of("blue", 50, "green", 50)));

        CutoverReport report = failed(release());

        assertThat(report.outcome()).isEqualTo(Outcome.NEEDS_ATTENTION);
        assertThat(routing()).isEqualTo("CNAME blue=50 green=50");
    }

    @Test
    void aFailoverPairIsRefusedSinceItHasNoShares() {
        try (Dns pair = Dns.failover()) {
            ReleaseBuilder builder = BlueGreen.release("shop")
                    .on(pair.platform)
                    .cutover(pair.failoverCutover())
                    .schedule(SCHEDULE);

            assertThatThrownBy(builder::build)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("cannot be set to");
        }
    }

    private long hundredClientsOnGreen() {
        return IntStream.range(0, 100)
                .mapToObj(client -> dns.route53.dnsClient().address(Dns.NAME))
                .filter("127.0.1.2"::equals)
                .count();
    }

    private String routing() {
        return dns.cutover().observe(Dns.SHOP).routing();
    }

    private ReleaseBuilder builder() {
        return BlueGreen.release("shop").on(dns.platform).cutover(dns.cutover()).schedule(SCHEDULE);
    }

    private Release release() {
        return builder().build();
    }

    private static CutoverReport failed(Release release) {
        return catchThrowableOfType(CutoverException.class, () -> release.switchTo(GREEN))
                .report();
    }
}
