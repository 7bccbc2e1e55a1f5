package dev.bluegreen.aws.alb;

import static dev.bluegreen.model.Track.BLUE;
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
import dev.bluegreen.model.Deadlines;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Track;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.testkit.aws.fault.AwsFault;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Releases while Elastic Load Balancing does not answer: for a moment, for a minute, and for good, from each phase on. */
class OutageReleaseTest {

    private static final Duration MOMENT = Duration.ofSeconds(8);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration BAKE = Duration.ofMinutes(5);

    private final Scene scene = Scene.open(2);
    private final AtomicBoolean began = new AtomicBoolean();

    @AfterEach
    void close() {
        scene.close();
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
        assertThat(traffic()).isEqualTo(GREEN);
    }

    @Test
    void aMinuteBeforeTheMoveRefusesIt() {
        outage(MINUTE);

        CutoverReport report = catchThrowableOfType(
                        CutoverException.class,
                        () -> release(Phase.DONE, Duration.ZERO, MINUTE).switchTo(GREEN))
                .report();

        assertThat(report.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(traffic()).isEqualTo(BLUE);
    }

    @Test
    void aMinuteAfterTheMoveIsNotAProof() {
        Instant[] end = {Instant.MIN};
        Release shop = release(Phase.VERIFY, Duration.ZERO, MINUTE, end);

        CutoverReport report = shop.switchTo(GREEN);

        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(report.times().verified().orElseThrow()).isAfterOrEqualTo(end[0]);
        assertThat(report.history().toString()).contains("not seen since ");
    }

    @Test
    void anUnseenMinuteOfTheBakeIsReportedAndIsAFinding() {
        CutoverReport report = release(Phase.BAKE, MINUTE, MINUTE).switchTo(GREEN);

        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(report.history())
                .extracting(CutoverEvent::sentence)
                .anyMatch(sentence -> sentence.startsWith("nothing was seen of Listener/"))
                .anyMatch(sentence -> sentence.endsWith("is seen again"));
        assertThat(report.findings()).extracting(Finding::id).contains("bake-unseen");
    }

    @Test
    void aBakeThatIsUnseenAtItsEndGoesOnUntilItIsSeenAgain() {
        Instant[] end = {Instant.MIN};
        Release shop = release(Phase.BAKE, BAKE.minusSeconds(30), MINUTE, end);

        CutoverReport report = shop.switchTo(GREEN);

        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(scene.time.now()).isAfterOrEqualTo(end[0]);
    }

    @Test
    void aBakeThatStaysUnseenDoesNotSucceed() {
        CutoverReport report = catchThrowableOfType(
                        CutoverException.class,
                        () -> release(Phase.BAKE, MINUTE, Duration.ofHours(24)).switchTo(GREEN))
                .report();

        assertThat(report.outcome()).isNotEqualTo(Outcome.SWITCHED);
        assertThat(report.history().toString()).contains("nothing was seen of Listener/");
        scene.alb.faults().clear();
        assertThat(traffic()).isEqualTo(GREEN);
        assertThat(release(Phase.DONE, Duration.ZERO, MOMENT).status().toString())
                .contains("unfinished cutover");
    }

    @Test
    void aMomentOnTheWayBackIsNoMatter() {
        Release shop = release(Phase.ROLL_BACK, Duration.ZERO, MOMENT);
        shop.switchTo(GREEN);

        assertThat(shop.rollBack().outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(began).isTrue();
        assertThat(traffic()).isEqualTo(BLUE);
    }

    private Release release(Phase phase, Duration after, Duration outage) {
        return release(phase, after, outage, new Instant[1]);
    }

    /** @param end takes when the outage ends */
    private Release release(Phase phase, Duration after, Duration outage, Instant[] end) {
        return BlueGreen.release("shop")
                .on(scene.platform)
                .cutover(scene.groups().defaultAction(scene.listener))
                .deadlines(Deadlines.DEFAULT.withVerify(Duration.ofMinutes(5)))
                .bake(Bake.lasting(BAKE).watching(good()))
                .listener(event -> {
                    boolean begins = event.kind() == CutoverEvent.Kind.PHASE && event.phase() == phase;
                    if (begins && began.compareAndSet(false, true)) {
                        end[0] = scene.time.now().plus(after).plus(outage);
                        scene.time.after(after, () -> outage(outage));
                    }
                })
                .build();
    }

    private void outage(Duration lasting) {
        scene.alb.faults().onAny().then(AwsFault.dropBefore());
        scene.time.after(lasting, scene.alb.faults()::clear);
    }

    private static Slo good() {
        return asked -> new Slo.Result(Verdict.GOOD, "all is well");
    }

    private Track traffic() {
        return scene.alb.weights(scene.listener).get(scene.green) > 0 ? GREEN : BLUE;
    }
}
