package dev.bluegreen.aws.alb;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static dev.bluegreen.testkit.PodSelector.pods;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.RefusedException;
import dev.bluegreen.testkit.Behaviour;
import dev.bluegreen.testkit.aws.fault.AwsFault;
import dev.bluegreen.testkit.traffic.Traffic;
import dev.bluegreen.testkit.traffic.TrafficResult;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole releases, with real requests through the load balancer. */
class ReleaseTest {

    /** Of the reads of a listener in a rollback: before the lock, right before the write, right after it. */
    private static final int READ_BACK = 3;

    private final Scene scene = Scene.open(3);

    @AfterEach
    void close() {
        assertThat(scene.alb.faults().unused()).isEmpty();
        scene.close();
    }

    @Test
    void noRequestFailsWhileTrafficMovesThereAndBack() {
        Release shop = release(defaultAction()).build();
        try (Traffic traffic = scene.alb.traffic(scene.listener).keepAlive().start()) {
            traffic.awaitAnswered(50);
            CutoverReport there = shop.switchTo(GREEN);
            traffic.awaitTrack(GREEN);
            traffic.awaitAnswered(50);
            CutoverReport back = shop.rollBack();
            traffic.awaitTrack(BLUE);
            traffic.awaitAnswered(50);
            TrafficResult result = traffic.stop();

            assertThat(there.outcome()).isEqualTo(Outcome.SWITCHED);
            assertThat(back.outcome()).isEqualTo(Outcome.ROLLED_BACK);
            assertThat(result.failures()).isEmpty();
        }
        assertThat(scene.alb.weights(scene.listener))
                .containsExactlyInAnyOrderEntriesOf(Map.of(scene.blue, 100, scene.green, 0));
    }

    @Test
    void aRuleAndTheDefaultActionMoveTogether() {
        release(scene.groups().rule(scene.rule), defaultAction()).build().switchTo(GREEN);

        assertThat(scene.alb.weights(scene.rule))
                .containsEntry(scene.green, 100)
                .containsEntry(scene.blue, 0);
        assertThat(scene.alb.weights(scene.listener)).containsEntry(scene.green, 100);
    }

    @Test
    void whatMovedGoesBackWhenTheNextCannotMove() {
        scene.alb.faults().on("ModifyListener").first(1).then(AwsFault.accessDenied());

        CutoverReport report =
                failed(release(scene.groups().rule(scene.rule), defaultAction()).build());

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(report.sentence()).contains("elasticloadbalancing:ModifyListener", scene.listener);
        assertThat(scene.alb.weights(scene.rule)).containsEntry(scene.blue, 100).containsEntry(scene.green, 0);
    }

    @Test
    void aLostAnswerIsReadBackAndNotRepeated() {
        scene.alb.faults().on("ModifyListener").first(1).then(AwsFault.dropAfter());

        CutoverReport report = release(defaultAction()).build().switchTo(GREEN);

        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(scene.alb.requests())
                .filteredOn(call -> call.action().equals("ModifyListener"))
                .hasSize(1);
    }

    @Test
    void aReadBackThatIsRefusedDoesNotHideTheWrite() {
        Release release = release(defaultAction()).build();
        release.switchTo(GREEN);
        int before = scene.alb.requests().size();
        scene.alb
                .faults()
                .on("DescribeListeners")
                .nth(READ_BACK)
                .then(AwsFault.error(400, "OperationNotPermitted", "the listener cannot be used like this now"));

        CutoverReport report = release.rollBack();

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(release.status().active()).contains(BLUE);
        assertThat(scene.alb.requests().subList(before, scene.alb.requests().size()))
                .as("the read that failed is the one after the write")
                .extracting(call -> call.action() + " " + call.status())
                .containsSubsequence("ModifyListener 200", "DescribeListeners 400");
    }

    @Test
    void aLostRequestIsFencedAndMadeAgain() {
        scene.alb.faults().on("ModifyListener").first(1).then(AwsFault.dropBefore());

        CutoverReport report = release(defaultAction()).build().switchTo(GREEN);

        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(scene.alb.weights(scene.listener)).containsEntry(scene.green, 100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DescribeListeners", "DescribeTags"})
    void aReadBackThatIsRefusedIsNotTakenForAWriteThatWasRefused(String reading) {
        Release shop = release(defaultAction()).build();
        shop.switchTo(GREEN);
        scene.alb.faults().on(reading).nth(READ_BACK).then(AwsFault.accessDenied());

        CutoverReport report = shop.rollBack();

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(report.active()).contains(BLUE);
        assertThat(shop.status().strayed()).isFalse();
        assertThat(scene.alb.weights(scene.listener)).containsEntry(scene.blue, 100);
    }

    @Test
    void aReadBackThatStaysRefusedIsLeftToRecover() {
        Release shop = release(defaultAction()).build();
        shop.switchTo(GREEN);
        scene.alb.faults().on("DescribeListeners").fromNth(READ_BACK).then(AwsFault.accessDenied());

        CutoverReport report =
                catchThrowableOfType(CutoverException.class, shop::rollBack).report();
        scene.alb.faults().clear();
        CutoverReport recovered = release(defaultAction()).build().recover();

        assertThat(report.outcome()).isEqualTo(Outcome.NEEDS_ATTENTION);
        assertThat(report.sentence()).contains("could not be settled", "recover()");
        assertThat(recovered.active())
                .contains(scene.alb.weights(scene.listener).get(scene.blue) == 100 ? BLUE : GREEN);
        assertThat(shop.status().strayed()).isFalse();
    }

    @Test
    void throttlingIsWaitedOut() {
        scene.alb.faults().onAny().first(4).then(AwsFault.throttled());

        assertThat(release(defaultAction()).build().switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void aBreachInTheBakeSendsTrafficBackWithoutAFailedRequest() {
        Slo breached = asked -> new Slo.Result(Slo.Verdict.BAD, "5 % of requests fail");
        try (Traffic traffic = scene.alb.traffic(scene.listener).start()) {
            traffic.awaitAnswered(20);
            CutoverReport report = failed(release(defaultAction())
                    .bake(Duration.ofMinutes(5), breached)
                    .build());
            traffic.awaitTrack(BLUE);

            assertThat(report.outcome()).as(report.sentence()).isEqualTo(Outcome.ROLLED_BACK);
            assertThat(traffic.stop().failures()).isEmpty();
        }
    }

    @Test
    void aReadBackThatIsLongerThanTheDeadlineIsWaitedFor() {
        Release patient = release(
                        scene.groups().readBackFor(Duration.ofMinutes(4)).defaultAction(scene.listener))
                .build();

        assertThat(patient.plan(GREEN).deadlines().verify()).isEqualTo(Duration.ofSeconds(270));
        CutoverReport.Times times = patient.switchTo(GREEN).times();

        assertThat(times.verified().orElseThrow())
                .isAfterOrEqualTo(times.applied().orElseThrow().plusSeconds(240));
    }

    @Test
    void aForeignWriteInTheReadBackIsReportedWithBothValuesAndLeftAlone() {
        scene.time.after(Duration.ofSeconds(12), () -> scene.foreignWrite(scene.listener, BLUE));

        CutoverReport report = failed(release(defaultAction()).build());

        assertThat(report.outcome()).isEqualTo(Outcome.NEEDS_ATTENTION);
        assertThat(report.toString() + report.history())
                .contains("was set to {blue=0, green=100} and is {blue=100, green=0}");
        assertThat(scene.alb.weights(scene.listener))
                .containsEntry(scene.blue, 100)
                .containsEntry(scene.green, 0);
    }

    @Test
    void aRightThatIsMissingWhileItIsReadBackIsNamedInWhatIsMissing() {
        scene.time.after(
                Duration.ofSeconds(12),
                () -> scene.alb.faults().on("DescribeTargetHealth").then(AwsFault.accessDenied()));

        CutoverReport report = failed(release(defaultAction()).build());

        assertThat(report.history().toString())
                .contains("the last look failed: cannot elasticloadbalancing:DescribeTargetHealth");
    }

    @Test
    void aWriteThatComesLateKeepsTheOldTrackFromBeingRetired() {
        Release shop = release(defaultAction()).build();
        shop.switchTo(GREEN);
        shop.rollBack();
        scene.time.advance(Duration.ofHours(1));
        scene.foreignWrite(scene.listener, GREEN);

        assertThatThrownBy(() -> shop.retire(GREEN))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("traffic is on GREEN");
        assertThat(scene.platform.ready("shop-green")).isEqualTo(3);
    }

    @Test
    void aLateWriteIsReportedByStatusAndRecoverWithBothValues() {
        Release shop = release(defaultAction()).build();
        shop.switchTo(GREEN);
        scene.time.advance(Duration.ofHours(1));
        scene.foreignWrite(scene.listener, BLUE);

        assertThat(shop.status().toString()).contains("traffic on BLUE, but it was moved to GREEN last");
        assertThatThrownBy(shop::recover)
                .isInstanceOf(CutoverException.class)
                .hasMessageContaining("moved to GREEN last")
                .hasMessageContaining("{blue=100, green=0}");
        assertThatThrownBy(() -> shop.retire(GREEN)).isInstanceOf(RefusedException.class);
        assertThat(scene.alb.weights(scene.listener)).containsEntry(scene.blue, 100);
    }

    @Test
    void aTrackWhosePodsFailTheLoadBalancersChecksGetsNothing() {
        scene.cluster.behave(pods("track=green"), Behaviour.neverReady());
        scene.time.advance(Duration.ofMinutes(1));

        CutoverReport report = failed(release(defaultAction()).build());

        assertThat(report.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(report.sentence()).contains("has 0 of 3 required healthy targets", "unhealthy");
        assertThat(scene.alb.weights(scene.listener)).containsEntry(scene.blue, 100);
    }

    private CutoverStrategy defaultAction() {
        return scene.groups().defaultAction(scene.listener);
    }

    private ReleaseBuilder release(CutoverStrategy... strategies) {
        ReleaseBuilder builder = BlueGreen.release("shop").on(scene.platform);
        for (CutoverStrategy strategy : strategies) {
            builder = builder.cutover(strategy);
        }
        return builder;
    }

    private static CutoverReport failed(Release release) {
        return catchThrowableOfType(CutoverException.class, () -> release.switchTo(GREEN))
                .report();
    }
}
