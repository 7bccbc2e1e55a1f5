package dev.bluegreen.internal.engine.stack;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.Release;
import dev.bluegreen.check.Standby;
import dev.bluegreen.cutover.PlannedWrite;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.RefusedException;
import dev.bluegreen.result.ReleaseStatus.Pinned;
import dev.bluegreen.result.ReleaseStatus.Reduced;
import dev.bluegreen.result.StageReport;
import dev.bluegreen.scene.Shop;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How big the tracks are: a small preview, a target brought to size, a standby of reduced size. */
class SizesTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Standby ONE_POD = Standby.lasting(HOUR).scaledTo(1);

    private final Shop shop = new Shop();

    @Test
    void aPreviewIsStagedSmallAndBroughtToSizeByTheCutover() {
        StageReport staged = shop.release().stage(GREEN).previewReplicas(1).apply();
        assertThat(staged.workload().desired()).isEqualTo(1);
        assertThat(shop.release().plan(GREEN).writes())
                .extracting(PlannedWrite::toString)
                .contains("scale shop-green: 1 -> 3 pods, and wait for them");

        CutoverReport report = shop.release().switchTo(GREEN);

        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(shop.platform.ready("shop-green")).isEqualTo(3);
        assertThat(shop.calls.indexOf("scale workload/shop-green")).isLessThan(shop.calls.indexOf("shift router/web"));
        assertThat(shop.platform.record("shop").orElseThrow().json()).doesNotContain("fullSizes");
    }

    @Test
    void aPreviewThatDoesNotComeToSizeMovesNoTraffic() {
        shop.release().stage(GREEN).previewReplicas(1).apply();
        shop.after("scale workload/shop-green", () -> shop.platform.setReady("shop-green", 1));

        assertThatThrownBy(() -> shop.release().switchTo(GREEN))
                .isInstanceOf(CutoverException.class)
                .hasMessageContaining("after 10 min: 1 of 3 ready");
        assertThat(shop.active()).isEqualTo(BLUE);
        assertThat(shop.lockIsFree()).isTrue();
    }

    @Test
    void aPreviewLargerThanTheWholeIsRefused() {
        assertThatThrownBy(() -> shop.release()
                        .stage(GREEN)
                        .replicas(2)
                        .previewReplicas(3)
                        .apply())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("previewReplicas: 3 is more than the 2 pods of full size");
        assertThatThrownBy(() -> shop.release().stage(GREEN).previewReplicas(0).apply())
                .hasMessageContaining("previewReplicas: 0");
        assertThatThrownBy(() ->
                        shop.release().stage(GREEN).previewReplicas(100_001).apply())
                .hasMessage("previewReplicas: 100001; give at most 100000");
        assertThatThrownBy(() -> shop.release().stage(GREEN).previewReplicas(4).apply())
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("previewReplicas: 4 is more than the 3");
        assertThat(shop.writes()).isEmpty();
    }

    @Test
    void aPreviewThatAnAutoscalerWouldNotLeaveAsSmallIsRefused() {
        shop.platform.autoscale("shop-green", 2, 5);

        assertThatThrownBy(() -> shop.release().stage(GREEN).previewReplicas(1).apply())
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(
                        "previewReplicas: autoscaler/shop-green keeps at least 2 pods, so that the preview"
                                + " would not stay at 1; give 2 or more, or lower its minReplicas");
        assertThat(shop.writes()).isEmpty();
        assertThat(shop.release()
                        .stage(GREEN)
                        .previewReplicas(2)
                        .apply()
                        .workload()
                        .desired())
                .isEqualTo(2);
    }

    @Test
    void prescaleBringsTheTargetToTheSizeOfTheActiveTrackAndPinsItsAutoscalerUntilTheEnd() {
        shop.platform.deploy("shop-green", "shop:2", 1).autoscale("shop-green", 1, 5);
        Release release = shop.builder().prescale().bake(Duration.ofMinutes(1)).build();
        assertThat(release.plan(GREEN).writes())
                .extracting(PlannedWrite::toString)
                .contains("patch autoscaler/shop-green: at least 1 -> 3 pods, until the cutover ends");
        shop.after("shift router/web", () -> {
            assertThat(shop.platform.minimum("shop-green")).isEqualTo(3);
            assertThat(shop.platform.record("shop").orElseThrow().json())
                    .contains("{\"track\":\"GREEN\",\"autoscaler\":\"autoscaler/shop-green\",\"was\":1,\"min\":3}");
        });

        assertThat(release.switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);

        assertThat(shop.platform.ready("shop-green")).isEqualTo(3);
        assertThat(shop.platform.minimum("shop-green")).isEqualTo(1);
        assertThat(shop.platform.record("shop").orElseThrow().json()).doesNotContain("pins");
    }

    @Test
    void anAutoscalerThatAllowsTooFewPodsIsRefusedBeforeAnythingIsWritten() {
        shop.platform.deploy("shop-green", "shop:2", 1).autoscale("shop-green", 1, 2);

        assertThatThrownBy(() -> shop.builder().prescale().build().switchTo(GREEN))
                .hasMessageContaining("lets shop-green have 2 pods at most, and 3 are needed; raise its maxReplicas");
        assertThat(shop.writes()).isEmpty();
    }

    @Test
    void whatADeadCutoverPinnedIsReleasedByRecover() {
        shop.platform.deploy("shop-green", "shop:2", 1).autoscale("shop-green", 1, 5);

        shop.crashAt(
                "shift router/web",
                1,
                release -> shop.builder().prescale().build().switchTo(GREEN));
        assertThat(shop.platform.minimum("shop-green")).isEqualTo(3);
        shop.release().recover();

        assertThat(shop.platform.minimum("shop-green")).isEqualTo(1);
        assertThat(shop.lockIsFree()).isTrue();
    }

    @Test
    void whatADeadCutoverPinnedIsReleasedByTheNextOperation() {
        shop.platform.deploy("shop-green", "shop:2", 1).autoscale("shop-green", 1, 5);
        shop.crashAt(
                "save record/shop",
                3,
                release -> shop.builder().prescale().build().switchTo(GREEN));
        assertThat(shop.platform.minimum("shop-green")).isEqualTo(3);

        shop.release().stage(GREEN).apply();

        assertThat(shop.platform.minimum("shop-green")).isEqualTo(1);
    }

    @Test
    void aForeignValueOfAnAutoscalerIsLeft() {
        shop.platform.deploy("shop-green", "shop:2", 1).autoscale("shop-green", 1, 5);
        shop.after("shift router/web", () -> shop.platform.autoscale("shop-green", 2, 5));

        CutoverReport report = shop.builder().prescale().build().switchTo(GREEN);

        assertThat(shop.platform.minimum("shop-green")).isEqualTo(2);
        assertThat(report.history())
                .extracting(CutoverEvent::sentence)
                .contains("autoscaler/shop-green is left as it is: it was changed since");
    }

    @Test
    void anAutoscalerThatCannotBeRestoredStaysInTheRecordUntilItCan() {
        shop.platform.deploy("shop-green", "shop:2", 1).autoscale("shop-green", 1, 5);
        AtomicInteger pins = new AtomicInteger();
        shop.before("pin autoscaler/shop-green", () -> {
            if (pins.incrementAndGet() > 1) {
                throw new PlatformException(PlatformException.Kind.FORBIDDEN, "may not patch");
            }
        });

        CutoverReport report = shop.builder().prescale().build().switchTo(GREEN);
        assertThat(report.history())
                .anySatisfy(event -> assertThat(event.sentence()).contains("autoscalers stay pinned"));
        shop.stopIntercepting();
        shop.release().recover();

        assertThat(shop.platform.minimum("shop-green")).isEqualTo(1);
    }

    @Test
    void theStatusShowsWhatWasChangedForATimeUntilItIsRestored() {
        shop.platform.deploy("shop-green", "shop:2", 1).autoscale("shop-green", 1, 5);
        shop.crashAt(
                "shift router/web",
                1,
                release -> shop.builder().prescale().build().switchTo(GREEN));
        assertThat(shop.release().status().pinned()).containsExactly(new Pinned(GREEN, "autoscaler/shop-green", 1, 3));
        assertThat(shop.release().status().toString())
                .contains("autoscaler/shop-green is pinned to at least 3 pods; restored to 1 when the cutover ends,"
                        + " or by the next operation or recover()");
        shop.release().recover();
        assertThat(shop.release().status().pinned()).isEmpty();

        shop.platform.autoscale("shop-blue", 2, 9);
        shop.builder().standby(ONE_POD).build().switchTo(GREEN);
        assertThat(shop.release().status().reduced()).containsExactly(new Reduced(BLUE, 3));
        assertThat(shop.release().status().toString())
                .contains("kept small: brought to 3 pods before it gets traffic")
                .contains(
                        "autoscaler/shop-blue is pinned to at least 1 pod; restored to 2 when traffic comes back, or the"
                                + " track is retired");
        shop.release().rollBack();
        assertThat(shop.release().status().toString()).doesNotContain("small").doesNotContain("pinned");
    }

    @Test
    void aStandbyIsMadeSmallWhenTrafficIsVerified() {
        Release release = shop.builder().standby(ONE_POD).build();
        assertThat(release.plan(GREEN).writes())
                .extracting(PlannedWrite::toString)
                .contains("scale shop-blue: 3 -> 1 pods, when the cutover is proven, baked and settled");
        Instant[] scaled = new Instant[1];
        shop.after("scale workload/shop-blue", () -> scaled[0] = shop.time.now());
        Instant begin = shop.time.now();

        release.switchTo(GREEN);

        assertThat(shop.platform.ready("shop-blue")).isEqualTo(1);
        assertThat(scaled[0]).isAfterOrEqualTo(begin.plus(Shop.SETTLE));
        assertThat(release.status().standby().orElseThrow().until()).isAfter(begin.plus(HOUR));
    }

    @Test
    void aStandbyThatCannotBeMadeSmallStaysAsItIs() {
        shop.before("scale workload/shop-blue", () -> {
            throw new PlatformException(PlatformException.Kind.FORBIDDEN, "may not patch");
        });

        CutoverReport report = shop.builder().standby(ONE_POD).build().switchTo(GREEN);

        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(report.history())
                .extracting(CutoverEvent::sentence)
                .contains("BLUE is kept at full size: may not patch");
        assertThat(shop.platform.ready("shop-blue")).isEqualTo(3);
    }

    @Test
    void aRollbackBringsASmallStandbyToSizeBeforeTrafficMoves() {
        shop.platform.autoscale("shop-blue", 2, 9);
        Release release = shop.builder().standby(ONE_POD).build();
        release.switchTo(GREEN);
        assertThat(shop.platform.minimum("shop-blue")).isEqualTo(1);
        shop.calls.clear();

        CutoverReport report = shop.release().rollBack();

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(shop.platform.ready("shop-blue")).isEqualTo(3);
        assertThat(shop.platform.minimum("shop-blue")).isEqualTo(2);
        assertThat(shop.calls.indexOf("scale workload/shop-blue")).isLessThan(shop.calls.indexOf("shift router/web"));
    }

    @Test
    void aRollbackGoesToAWeakenedTrackWhenPodsDoNotComeInTime() {
        shop.builder().standby(ONE_POD).build().switchTo(GREEN);
        shop.after("scale workload/shop-blue", () -> shop.platform.setReady("shop-blue", 1));
        Instant asked = shop.time.now();

        CutoverReport report = shop.release().rollBack();

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(Duration.between(asked, shop.time.now())).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60));
        assertThat(report.history())
                .extracting(CutoverEvent::sentence)
                .contains("traffic goes back to a weakened BLUE: shop-blue has 1 of 3 pods ready");
        assertThat(report.findings()).extracting(Finding::id).contains("way-back-weaker");
    }

    @Test
    void aRollbackDoesNotFailForAScaleUpThatDoes() {
        shop.builder().standby(ONE_POD).build().switchTo(GREEN);
        shop.before("scale workload/shop-blue", () -> {
            throw new PlatformException(PlatformException.Kind.FORBIDDEN, "may not patch");
        });

        CutoverReport report = shop.release().rollBack();

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(shop.active()).isEqualTo(BLUE);
        assertThat(report.history())
                .extracting(CutoverEvent::sentence)
                .contains("BLUE was not scaled up: may not patch");
    }

    @Test
    void aRollbackIsRefusedOnlyWithoutAnyReadyPod() {
        shop.builder().standby(ONE_POD).build().switchTo(GREEN);
        shop.platform.setReady("shop-blue", 0);
        shop.after("scale workload/shop-blue", () -> shop.platform.setReady("shop-blue", 0));

        assertThatThrownBy(() -> shop.release().rollBack()).hasMessageContaining("shop-blue has no ready pod");
        assertThat(shop.active()).isEqualTo(GREEN);
    }

    @Test
    void aSmallStandbyIsBroughtToSizeByASwitchToItToo() {
        shop.builder().standby(ONE_POD).build().switchTo(GREEN);

        assertThat(shop.release().switchTo(BLUE).outcome()).isEqualTo(Outcome.SWITCHED);

        assertThat(shop.platform.ready("shop-blue")).isEqualTo(3);
    }

    @Test
    void aStandbyOfNoPodsOrNoTimeIsRefused() {
        assertThatThrownBy(() -> shop.builder()
                        .standby(Standby.lasting(HOUR).scaledTo(0))
                        .build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("standby.scaledTo: 0; keep 1 pod or more");
        assertThatThrownBy(() -> shop.builder()
                        .standby(Standby.lasting(Duration.ZERO).scaledTo(1))
                        .build())
                .hasMessageContaining("standby.scaledTo: 1 with a standby of 0 s");
        assertThatThrownBy(() -> shop.builder().standby(Duration.ofHours(-1)).build())
                .hasMessageContaining("standby: -1 h 0 min is negative");
    }
}
