package dev.bluegreen.internal.engine.stack;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.RefusedException;
import dev.bluegreen.result.ReleaseStatus;
import dev.bluegreen.result.StageException;
import dev.bluegreen.result.StageReport;
import dev.bluegreen.result.UnresolvedException;
import dev.bluegreen.scene.Shop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Making the idle track ready. */
class StageTest {

    private final Shop shop = new Shop();

    @Test
    void changesTheIdleTrackAndReturnsWhenItIsReady() {
        StageReport report = shop.release().stage(GREEN).image("shop:3").apply();

        assertThat(report.workload().images()).containsExactly("shop:3");
        assertThat(report.workload().ready()).isEqualTo(3);
        assertThat(report.sentence()).isEqualTo("shop is staged: GREEN shop-green [shop:3] 3/3 ready");
        assertThat(shop.active()).isEqualTo(BLUE);
        assertThat(shop.lockIsFree()).isTrue();
    }

    @Test
    void createsATrackThatIsNotThere() {
        Release release = BlueGreen.release("shop")
                .on(shop.platform)
                .workload(GREEN, "shop-next")
                .build();
        assertThat(release.status().world().green().isNone()).isTrue();

        release.stage(GREEN).image("shop:3").replicas(1).apply();

        assertThat(shop.platform.ready("shop-next")).isEqualTo(1);
    }

    @Test
    void runsWhatAManifestSays() {
        StageReport report = shop.release()
                .stage(GREEN)
                .manifest("image: shop:9\nreplicas: 5")
                .apply();

        assertThat(report.workload().images()).containsExactly("shop:9");
        assertThat(report.workload().desired()).isEqualTo(5);
    }

    @Test
    void aManifestThatCannotBeReadIsRefusedBeforeAnythingIsWritten() {
        assertThatThrownBy(() -> shop.release()
                        .stage(GREEN)
                        .manifest("image: shop:9\nrubbish")
                        .apply())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("manifest: line 2");
        assertThat(shop.writes()).isEmpty();
    }

    @Test
    void asksForAsManyPodsAsTheActiveTrackHas() {
        shop.platform.deploy("shop-blue", "shop:1", 7);

        assertThat(shop.release().stage(GREEN).apply().workload().desired()).isEqualTo(7);
    }

    @Test
    void isRefusedForTheTrackThatHasTheTraffic() {
        assertThatThrownBy(() -> shop.release().stage(BLUE).image("shop:3").apply())
                .isInstanceOf(RefusedException.class)
                .hasMessage("shop: BLUE was not staged: traffic is on BLUE; switch to GREEN first");
        assertThat(shop.writes()).isEmpty();
    }

    @Test
    void isRefusedWhenTrafficMovesInTheLastMoment() {
        shop.before(
                "save record/shop",
                Shop.once(() -> shop.platform.foreignWrite("web", TrafficSplit.all(GREEN), "somebody")));

        assertThatThrownBy(() -> shop.release().stage(GREEN).image("shop:3").apply())
                .hasMessageContaining("traffic is on GREEN");
        assertThat(shop.calls).doesNotContain("stage workload/shop-green");
        assertThat(shop.lockIsFree()).isTrue();
    }

    @Test
    void isRefusedWhileTrafficMayStillComeAndWhileTheTrackIsStandby() {
        Release release = shop.builder().standby(Duration.ofHours(1)).build();
        release.switchTo(GREEN);

        assertThatThrownBy(() -> release.stage(BLUE).apply()).hasMessageContaining("may still get requests until");
        shop.time.advance(Shop.SETTLE);
        assertThatThrownBy(() -> release.stage(BLUE).apply()).hasMessageContaining("kept as standby until");
        assertThat(shop.calls).doesNotContain("stage workload/shop-blue");

        release.stage(BLUE).image("shop:3").overStandby().apply();

        assertThat(release.status().standby()).isEmpty();
    }

    @Test
    void aRollbackToAStagedTrackIsRefused() {
        Release release = shop.release();
        release.switchTo(GREEN);
        shop.time.advance(Shop.SETTLE);
        release.stage(BLUE).image("shop:3").apply();

        assertThatThrownBy(release::rollBack).hasMessageContaining("BLUE was staged since the last cutover");
        assertThat(shop.active()).isEqualTo(GREEN);
        assertThat(release.switchTo(BLUE).outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(release.rollBack().outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void saysWhyPodsDoNotGetReady() {
        shop.after("stage workload/shop-green", () -> shop.platform.setReady("shop-green", 1));

        assertThatThrownBy(() -> shop.release()
                        .stage(GREEN)
                        .image("shop:3")
                        .within(Duration.ofMinutes(2))
                        .apply())
                .isInstanceOfSatisfying(StageException.class, failed -> {
                    assertThat(failed.report().took()).isEqualTo(Duration.ofMinutes(2));
                    assertThat(failed.report().history())
                            .anySatisfy(event -> assertThat(event.sentence()).contains("waits for pods: 1 of 3 ready"));
                })
                .hasMessageContaining("after 2 min: 1 of 3 ready, 1 of 3 pods available")
                .hasMessageContaining("Traffic was not touched");
        assertThat(shop.lockIsFree()).isTrue();
    }

    @Test
    void waitsForPodsThatAreSlowAndLeavesTheLockFree() {
        shop.after("stage workload/shop-green", () -> {
            shop.platform.setReady("shop-green", 0);
            shop.time.after(Duration.ofSeconds(90), () -> {
                assertThat(shop.lockIsFree()).isTrue();
                shop.platform.setReady("shop-green", 3);
            });
        });

        assertThat(shop.release().stage(GREEN).apply().took()).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void aLostAnswerIsSettledByAnotherWrite() {
        shop.after("stage workload/shop-green", Shop.once(() -> {
            throw new PlatformException(PlatformException.Kind.OUTCOME_UNKNOWN, "answer lost");
        }));

        assertThat(shop.release()
                        .stage(GREEN)
                        .image("shop:3")
                        .apply()
                        .workload()
                        .images())
                .containsExactly("shop:3");
        assertThat(shop.lockIsFree()).isTrue();
    }

    @Test
    void anAnswerThatStaysLostLeavesTheLockToRunOut() {
        shop.before("stage workload/shop-green", () -> {
            throw new PlatformException(PlatformException.Kind.OUTCOME_UNKNOWN, "answer lost");
        });

        assertThatThrownBy(() -> shop.release().stage(GREEN).image("shop:3").apply())
                .isInstanceOf(UnresolvedException.class)
                .hasMessageContaining("could not be settled")
                .hasMessageContaining("stage it again");
        assertThat(shop.lockIsFree()).isFalse();
    }

    @Test
    void isRefusedWhileAnotherOperationIsUnderWay() {
        AtomicReference<Throwable> refusal = new AtomicReference<>();
        shop.before(
                "shift router/web",
                Shop.once(() -> refusal.set(
                        catchThrowable(() -> shop.release().stage(GREEN).apply()))));
        shop.release().switchTo(GREEN);

        assertThat(refusal.get()).isInstanceOf(RefusedException.class).hasMessageContaining("which is alive");
        assertThat(shop.calls).doesNotContain("stage workload/shop-green");
    }

    @Test
    void listsEverythingThatIsWrongWithTheDescription() {
        assertThatThrownBy(() -> shop.release()
                        .stage(GREEN)
                        .image("two words")
                        .env("1=2", "secret-value")
                        .request("cpu", "lots")
                        .annotation("not a key", "x")
                        .replicas(0)
                        .within(Duration.ofSeconds(-1))
                        .apply())
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        wrong -> assertThat(wrong.problems()).hasSize(6))
                .hasMessageContaining("image: 'two words'")
                .hasMessageContaining("env: '1=2'")
                .hasMessageContaining("request.cpu: 'lots'")
                .hasMessageContaining("annotation: 'not a key'")
                .hasMessageContaining("replicas: 0")
                .hasMessageContaining("within: -1 s")
                .hasMessageNotContaining("secret-value");
        assertThat(shop.calls).isEqualTo(List.of());
    }

    @Test
    void namesAContainerThatIsNotThere() {
        assertThatThrownBy(() -> shop.release()
                        .stage(GREEN)
                        .container("sidecar")
                        .image("x:1")
                        .apply())
                .hasMessageContaining("[sidecar]");
        assertThat(shop.lockIsFree()).isTrue();
    }

    @Test
    void aDeadStageDoesNotHinder() {
        shop.crashAt(
                "stage workload/shop-green",
                1,
                release -> release.stage(GREEN).image("shop:3").apply());

        assertThat(shop.release()
                        .stage(GREEN)
                        .image("shop:3")
                        .apply()
                        .workload()
                        .images())
                .containsExactly("shop:3");
        ReleaseStatus status = shop.release().status();
        assertThat(status.unfinished()).isEmpty();
        assertThat(status.active()).contains(BLUE);
    }
}
