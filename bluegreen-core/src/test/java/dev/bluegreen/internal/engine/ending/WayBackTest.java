package dev.bluegreen.internal.engine.ending;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.check.Standby;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.scene.Shop;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The way back needs nothing of the new track, and the sentences that tell why there is none. */
class WayBackTest {

    private final Shop shop = new Shop();

    @Test
    void rollsBackFromATrackWhoseWorkloadWasDeleted() {
        shop.release().switchTo(GREEN);
        shop.platform.undeploy("shop-green");

        CutoverReport report = shop.release().rollBack();

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @Test
    void rollsBackFromATrackThatMayNotBeRead() {
        shop.release().switchTo(GREEN);
        shop.platform.forbid("shop-green");

        assertThat(shop.release().rollBack().outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void switchesToTheOldTrackWhenTheNewOneWasDeletedAndSaysThatThereIsNoWayBackThen() {
        shop.release().switchTo(GREEN);
        shop.platform.undeploy("shop-green");

        CutoverReport report = shop.release().switchTo(BLUE);

        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(report.findings())
                .filteredOn(found -> found.id().equals("way-back-lost"))
                .singleElement()
                .satisfies(lost -> {
                    assertThat(lost.severity()).isEqualTo(Finding.Severity.WARNING);
                    assertThat(lost.sentence())
                            .isEqualTo(
                                    "traffic cannot come back to GREEN: workload: 'shop-green' does not exist; the workloads are"
                                            + " [shop-blue]");
                });
    }

    @Test
    void aPlanOfTheWayBackCanBeMadeWhenTheNewTrackWasDeleted() {
        shop.release().switchTo(GREEN);
        shop.platform.undeploy("shop-green");

        assertThat(shop.release().plan(BLUE).executable()).isTrue();
    }

    @Test
    void aBakeSendsTrafficBackFromATrackThatWasDeleted() {
        shop.after("shift router/web", Shop.once(() -> shop.platform.undeploy("shop-green")));

        assertThatThrownBy(() -> shop.builder()
                        .bake(Duration.ofMinutes(1), Slo.podHealth())
                        .build()
                        .switchTo(GREEN))
                .isInstanceOfSatisfying(
                        CutoverException.class,
                        back -> assertThat(back.report().outcome()).isEqualTo(Outcome.ROLLED_BACK));
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @Test
    void recoversToTheOldTrackWhenTheNewOneWasDeleted() {
        shop.crashAfter("shift router/web");
        shop.platform.undeploy("shop-green");

        assertThat(shop.release().recover().outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void recoversForwardWhenWhatTrafficWasLeavingIsGone() {
        shop.release().switchTo(GREEN);
        shop.crashAt("shift router/web", 1, release -> release.switchTo(BLUE));
        shop.platform.undeploy("shop-green");

        CutoverReport report = shop.release().recover();

        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @Test
    void recoversAtRestWhenATrackMayNotBeRead() {
        shop.release().switchTo(GREEN);
        shop.platform.forbid("shop-blue");

        assertThat(shop.release().recover().outcome()).isEqualTo(Outcome.UNCHANGED);
    }

    @Test
    void statusTellsWhyATrackWasNotRead() {
        shop.release().switchTo(GREEN);
        shop.platform.forbid("shop-blue");

        assertThat(shop.release().status().toString()).contains("may not get workload/shop-blue");
    }

    @Test
    void statusTellsWhereTrafficIsWhenBothStacksAreGone() {
        shop.platform.undeploy("shop-green").undeploy("shop-blue");

        assertThat(shop.release().status().active()).contains(BLUE);
        assertThat(shop.release().status().toString()).contains("workload: 'shop-blue' does not exist");
    }

    @Test
    void aWayBackToATrackThatWasDeletedIsRefusedAndSaysWhereTrafficIs() {
        shop.release().switchTo(GREEN);
        shop.platform.undeploy("shop-blue");

        assertThatThrownBy(() -> shop.release().rollBack())
                .isInstanceOfSatisfying(
                        CutoverException.class,
                        refused -> assertThat(refused.report().active()).contains(GREEN))
                .hasMessageContaining("traffic cannot go back to BLUE: workload: 'shop-blue' does not exist")
                .hasMessageEndingWith("Nothing was moved; traffic is on GREEN.");
    }

    @Test
    void aTrackThatMayNotBeReadIsNotCalledOneWithoutPods() {
        shop.release().switchTo(GREEN);
        shop.platform.forbid("shop-blue");

        assertThatThrownBy(() -> shop.release().rollBack())
                .hasMessageContaining("traffic cannot go back to BLUE: may not get workload/shop-blue")
                .hasMessageNotContaining("no ready pod");
    }

    @Test
    void aTrackThatMayNotBeScaledUpIsNotWaitedFor() {
        shop.builder()
                .standby(Standby.lasting(Duration.ofHours(1)).scaledTo(1))
                .build()
                .switchTo(GREEN);
        shop.before("scale workload/shop-blue", () -> {
            throw new PlatformException(PlatformException.Kind.FORBIDDEN, "may not patch workload/shop-blue");
        });

        CutoverReport report = shop.release().rollBack();

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(report.took()).isLessThan(Duration.ofSeconds(5));
        assertThat(report.findings()).extracting(Finding::id).contains("way-back-weaker");
    }

    @Test
    void aTrackWhoseAutoscalerMayNotBeRestoredIsScaledUpAllTheSame() {
        shop.platform.autoscale("shop-blue", 2, 9);
        shop.builder()
                .standby(Standby.lasting(Duration.ofHours(1)).scaledTo(1))
                .build()
                .switchTo(GREEN);
        shop.before("pin autoscaler/shop-blue", () -> {
            throw new PlatformException(PlatformException.Kind.FORBIDDEN, "may not patch autoscaler/shop-blue");
        });

        assertThat(shop.release().rollBack().outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(shop.platform.ready("shop-blue")).isEqualTo(3);
    }

    @Test
    void aRefusalBeforeAnythingWasReadSaysWhereTrafficIsAllTheSame() {
        shop.platform.undeploy("shop-green");

        assertThatThrownBy(() -> shop.release().switchTo(GREEN))
                .isInstanceOfSatisfying(
                        CutoverException.class,
                        refused -> assertThat(refused.report().active()).contains(BLUE))
                .hasMessageEndingWith("Nothing was moved; traffic is on BLUE.");
    }

    @Test
    void aRefusalForARouterThatIsNotThereDoesNotSpeakOfTraffic() {
        shop.before("observe router/web", () -> {
            throw new PlatformException(PlatformException.Kind.NOT_FOUND, "router/web does not exist");
        });

        assertThatThrownBy(() -> shop.release().switchTo(GREEN))
                .hasMessage("shop was not switched to GREEN: router/web does not exist. Nothing was moved.");
    }

    @Test
    void aRefusalWhileTheApiIsAwaySaysThatTheRouterCouldNotBeRead() {
        shop.before("observe router/web", () -> {
            throw new PlatformException(PlatformException.Kind.TRANSIENT, "503");
        });

        assertThatThrownBy(() -> shop.release().switchTo(GREEN))
                .hasMessageEndingWith("Nothing was moved; where traffic is could not be read.");
    }

    @Test
    void theReportOfARefusalThatReadNoStackHasNoFindings() {
        shop.platform.undeploy("shop-green").undeploy("shop-blue");

        assertThatThrownBy(() -> shop.release().switchTo(GREEN))
                .isInstanceOfSatisfying(CutoverException.class, refused -> {
                    assertThat(refused.report().active()).isEqualTo(Optional.of(BLUE));
                    assertThat(refused.report().findings()).isEqualTo(List.of());
                });
    }
}
