package dev.bluegreen.internal.engine.rollback;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.Release;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.RefusedException;
import dev.bluegreen.scene.Shop;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Going back, and retiring. */
class BackAndAwayTest {

    private final Shop shop = new Shop();

    @Test
    void rollsBackByOneWriteFromAFreshProcess() {
        shop.release().switchTo(GREEN);

        CutoverReport report = shop.release().rollBack();

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(report.sentence()).isEqualTo("shop was rolled back; traffic is on BLUE.");
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @Test
    void rollingBackNeedsNothingOfTheNewTrack() {
        shop.release().switchTo(GREEN);
        shop.platform.setReady("shop-green", 0);

        assertThat(shop.release().rollBack().outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void rollingBackAcceptsAWeakenedTrackAndTheReportSaysSo() {
        shop.release().switchTo(GREEN);
        shop.platform.setReady("shop-blue", 1);

        CutoverReport report = shop.release().rollBack();

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(report.findings()).singleElement().satisfies(weaker -> {
            assertThat(weaker.id()).isEqualTo("way-back-weaker");
            assertThat(weaker.severity()).isEqualTo(Finding.Severity.WARNING);
            assertThat(weaker.sentence())
                    .isEqualTo("traffic goes back to a weakened BLUE: shop-blue has 1 of 3 pods ready");
        });
    }

    @Test
    void aTrackThatIsSmallerThanWhatServesTheTrafficNowIsWeakened() {
        shop.release().switchTo(GREEN);
        shop.platform.deploy("shop-green", "shop:2", 5);

        assertThat(shop.release().rollBack().findings())
                .extracting(Finding::sentence)
                .containsExactly("traffic goes back to a weakened BLUE: shop-blue has 3 of 5 pods ready");
    }

    @Test
    void aTrackWithAsManyReadyPodsAsTheUserWantsIsNotWeakened() {
        shop.release().switchTo(GREEN);
        shop.platform.setReady("shop-blue", 2);

        assertThat(shop.builder().minReadyPods(2).build().rollBack().findings()).isEmpty();
    }

    @Test
    void aRecoveryToAWeakenedTrackSaysSoToo() {
        shop.crashAfter("shift router/web");
        shop.platform.setReady("shop-green", 0);
        shop.platform.setReady("shop-blue", 2);

        CutoverReport report = shop.release().recover();

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(report.findings()).extracting(Finding::id).containsExactly("way-back-weaker");
    }

    @Test
    void theSeverityOfAWeakenedTrackCanBeWaived() {
        shop.release().switchTo(GREEN);
        shop.platform.setReady("shop-blue", 1);

        assertThat(shop.builder()
                        .severity("way-back-weaker", Finding.Severity.INFO)
                        .build()
                        .rollBack()
                        .findings())
                .extracting(Finding::severity)
                .containsExactly(Finding.Severity.INFO);
    }

    @Test
    void rollingBackIsRefusedOnlyWithoutAnyReadyPod() {
        shop.release().switchTo(GREEN);
        shop.platform.setReady("shop-blue", 0);

        assertThatThrownBy(() -> shop.release().rollBack())
                .isInstanceOf(CutoverException.class)
                .hasMessageContaining("shop-blue has no ready pod")
                .hasMessageContaining("traffic is on GREEN");
    }

    @Test
    void rollingBackThatIsRefusedWritesNothing() {
        shop.release().switchTo(GREEN);
        shop.platform.setReady("shop-blue", 0);
        shop.calls.clear();

        assertThatThrownBy(() -> shop.release().rollBack()).isInstanceOf(CutoverException.class);

        assertThat(shop.writes()).isEmpty();
    }

    @Test
    void aWayBackThatCannotBeProvenNeedsAttention() {
        shop.release().switchTo(GREEN);
        shop.after("shift router/web", () -> shop.platform.setReady("shop-blue", 0));

        assertThatThrownBy(() -> shop.release().rollBack())
                .isInstanceOfSatisfying(
                        CutoverException.class,
                        stuck -> assertThat(stuck.report().outcome()).isEqualTo(Outcome.NEEDS_ATTENTION))
                .hasMessageContaining("the proof is contradicted: router/web: 0 of 1 required pods ready")
                .hasMessageContaining("Current routing: router/web 100/0");
        assertThat(shop.lockIsFree()).isTrue();
        assertThat(shop.release().status().unfinished()).isPresent();
    }

    @Test
    void aWayBackThatMayNotBeWrittenMovesNothing() {
        shop.release().switchTo(GREEN);
        shop.before("shift router/web", () -> {
            throw new PlatformException(PlatformException.Kind.FORBIDDEN, "may not patch");
        });

        assertThatThrownBy(() -> shop.release().rollBack())
                .isInstanceOfSatisfying(
                        CutoverException.class,
                        refused -> assertThat(refused.report().outcome()).isEqualTo(Outcome.REFUSED))
                .hasMessageContaining("may not patch. Nothing was moved; traffic is on GREEN");
        assertThat(shop.lockIsFree()).isTrue();
    }

    @Test
    void aRollbackWhoseLockIsTakenLeavesItToTheNewHolder() {
        shop.release().switchTo(GREEN);
        shop.after("shift router/web", shop::stealLock);

        assertThatThrownBy(() -> shop.release().rollBack())
                .isInstanceOfSatisfying(
                        CutoverException.class,
                        lost -> assertThat(lost.report().outcome()).isEqualTo(Outcome.NEEDS_ATTENTION))
                .hasMessageContaining("was taken by thief");
        assertThat(shop.lockIsFree()).isFalse();
    }

    @Test
    void noTrackIsNoTrackToDoAnythingWith() {
        List<Consumer<Release>> operations = List.of(
                release -> release.plan(null),
                release -> release.switchTo(null),
                release -> release.start(null),
                release -> release.stage(null),
                release -> release.retire(null));

        for (Consumer<Release> operation : operations) {
            assertThatThrownBy(() -> operation.accept(shop.release()))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("track: null; give Track.BLUE or Track.GREEN");
        }
        assertThat(shop.calls).isEmpty();
    }

    @Test
    void rollingBackTwiceIsANoOp() {
        shop.release().switchTo(GREEN);
        shop.release().rollBack();
        List<String> before = shop.writes();

        assertThat(shop.release().rollBack().outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(shop.writes()).isEqualTo(before);
    }

    @Test
    void rollingBackWithoutACutoverIsRefused() {
        assertThatThrownBy(() -> shop.release().rollBack()).hasMessageContaining("no cutover is recorded");
        assertThat(shop.writes()).isEmpty();
    }

    @Test
    void retiresTheOldTrackWhenItsStandbyIsOver() {
        Release release = shop.builder().standby(Duration.ofHours(24)).build();
        release.switchTo(GREEN);

        shop.time.advance(Duration.ofHours(24).plusSeconds(29));
        assertThatThrownBy(() -> release.retire(BLUE))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("kept as standby until");
        shop.time.advance(Duration.ofSeconds(1));
        release.retire(BLUE);

        assertThat(shop.platform.ready("shop-blue")).isZero();
        assertThat(shop.lockIsFree()).isTrue();
    }

    @Test
    void doesNotRetireBeforeTrafficIsVerified() {
        Release release = shop.release();
        release.switchTo(GREEN);

        assertThatThrownBy(() -> release.retire(BLUE)).hasMessageContaining("may still get requests until");
        shop.time.advance(Shop.SETTLE);
        release.retire(BLUE);

        assertThat(shop.platform.ready("shop-blue")).isZero();
    }

    @Test
    void doesNotRetireTheTrackThatHasTheTraffic() {
        shop.release().switchTo(GREEN);
        shop.time.advance(Duration.ofHours(1));

        assertThatThrownBy(() -> shop.release().retire(GREEN))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("traffic is on GREEN");
        assertThat(shop.platform.ready("shop-green")).isEqualTo(3);
    }

    @Test
    void doesNotRetireWithoutARecordedCutover() {
        assertThatThrownBy(() -> shop.release().retire(GREEN)).hasMessageContaining("no cutover to BLUE is recorded");
    }

    @Test
    void aRollbackToARetiredTrackIsRefused() {
        shop.release().switchTo(GREEN);
        shop.time.advance(Shop.SETTLE);
        shop.release().retire(BLUE);

        assertThatThrownBy(() -> shop.release().rollBack()).hasMessageContaining("has no ready pod");
        assertThat(shop.active()).isEqualTo(GREEN);
    }

    @Test
    void aStrayPodOfARetiredTrackIsNotAStandby() {
        retired();
        shop.platform.setReady("shop-blue", 1);
        shop.calls.clear();

        assertThatThrownBy(() -> shop.release().rollBack())
                .hasMessageContaining(
                        "BLUE was retired, so it is not a standby any more: shop-blue has 1 of 3 pods ready;"
                                + " bring them up and call rollBack(), or call switchTo(BLUE), which tests it first")
                .hasMessageEndingWith("Nothing was moved; traffic is on GREEN.");
        assertThat(shop.writes()).isEmpty();
    }

    @Test
    void aRetiredTrackThatHasAllItsPodsAgainTakesTheTrafficBack() {
        retired();
        shop.platform.setReady("shop-blue", 3);

        assertThat(shop.release().rollBack().outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void asManyPodsAsTheUserAsksForAreEnoughOfARetiredTrack() {
        retired();
        shop.platform.setReady("shop-blue", 1);

        assertThat(shop.builder().minReadyPods(1).build().rollBack().outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void aTrackThatHadTrafficSinceItWasRetiredIsAStandbyLikeAnyOther() {
        retired();
        shop.platform.setReady("shop-blue", 3);
        shop.release().switchTo(BLUE);
        shop.release().switchTo(GREEN);
        shop.platform.setReady("shop-blue", 1);

        assertThat(shop.release().rollBack().outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    private void retired() {
        shop.release().switchTo(GREEN);
        shop.time.advance(Shop.SETTLE);
        shop.release().retire(BLUE);
    }
}
