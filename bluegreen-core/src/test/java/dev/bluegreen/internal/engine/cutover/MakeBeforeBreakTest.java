package dev.bluegreen.internal.engine.cutover;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Cutover;
import dev.bluegreen.Release;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.cutover.PlannedWrite;
import dev.bluegreen.cutover.Schedule;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Recovery;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.ReleaseStatus;
import dev.bluegreen.scene.Shop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A router that lets both tracks take traffic before it takes it from one. */
class MakeBeforeBreakTest {

    private static final Duration OVERLAP = Duration.ofMinutes(3);
    private static final String SHIFT = "shift router/web";

    private final Shop shop = new Shop();
    private final List<String> splits = new ArrayList<>();

    @BeforeEach
    void router() {
        overlapping(Duration.ZERO);
        shop.after(SHIFT, () -> splits.add(split()));
    }

    @Test
    void bothTracksTakeTrafficBeforeTheOldOneIsLeft() {
        CutoverReport report = release().switchTo(GREEN);

        assertThat(splits).containsExactly("1/1", "0/100");
        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(shop.platform.routing("web").cutoverId()).contains(report.id());
        assertThat(shop.lockIsFree()).isTrue();
    }

    @Test
    void reportAndHistorySayHowLongBothTookTraffic() {
        overlapping(OVERLAP);

        CutoverReport report = release().switchTo(GREEN);

        assertThat(report.mixed()).contains(OVERLAP);
        assertThat(report.toString()).contains("both tracks took traffic for 3 min");
        ReleaseStatus status = release().status();
        assertThat(status.history().get(0).mixed()).contains(OVERLAP);
        assertThat(status.toString()).contains("SWITCHED, both tracks for 3 min");
    }

    @Test
    void aMoveByOneWriteMixesNothing() {
        shop.platform.route("web", BLUE, Shop.SETTLE);

        assertThat(release().switchTo(GREEN).mixed()).isEmpty();
        assertThat(release().status().history().get(0).mixed()).isEmpty();
    }

    @Test
    void theSecondWriteWaitsForTheProofOfTheFirst() {
        shop.after(SHIFT, Shop.once(() -> {
            shop.platform.setReady("shop-green", 2);
            shop.time.after(Duration.ofSeconds(40), () -> shop.platform.setReady("shop-green", 3));
        }));

        assertThat(release().switchTo(GREEN).mixed()).contains(Duration.ofSeconds(40));
    }

    @Test
    void anUnprovenFirstWriteIsTakenBackByOne() {
        shop.after(SHIFT, () -> {
            splits.add(split());
            shop.platform.setReady("shop-green", 2);
        });

        assertThatThrownBy(() -> release().switchTo(GREEN))
                .isInstanceOf(CutoverException.class)
                .hasMessageContaining("was moved to both tracks and sent back")
                .hasMessageContaining("Traffic is on BLUE");
        assertThat(splits).containsExactly("1/1", "100/0");
    }

    @Test
    void thePlanNamesBothWritesAndTheirTime() {
        overlapping(OVERLAP);

        assertThat(release().plan(GREEN).writes())
                .filteredOn(PlannedWrite::movesTraffic)
                .extracting(PlannedWrite::toString)
                .containsExactly(
                        "set router/web: 100/0 -> 1/1, 3 pods ready; held 3 min from its proof",
                        "set router/web: both tracks -> 0/100");
        assertThat(release().plan(GREEN).held()).isEqualTo(OVERLAP);
    }

    @Test
    void anOverlapIsPartOfWhatIsApproved() {
        String before = release().plan(GREEN).hash();
        overlapping(OVERLAP);

        assertThat(release().plan(GREEN).hash()).isNotEqualTo(before);
    }

    @Test
    void rollBackTakesTwoWritesTheFirstOfWhichRestoresTheOldTrack() {
        overlapping(OVERLAP);
        release().switchTo(GREEN);
        splits.clear();

        CutoverReport report = release().rollBack();

        assertThat(splits).containsExactly("1/1", "100/0");
        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(report.mixed()).contains(OVERLAP);
        assertThat(intents(report)).containsExactly("router/web 0/100 -> 1/1", "router/web 1/1 -> 100/0");
    }

    @Test
    void aBreachInTheBakeGoesBackByTwoWrites() {
        assertThatThrownBy(() -> builder()
                        .bake(Duration.ofMinutes(5), seen -> new Slo.Result(Slo.Verdict.BAD, "10 errors"))
                        .build()
                        .switchTo(GREEN))
                .hasMessageContaining("Traffic is on BLUE");
        assertThat(splits).containsExactly("1/1", "0/100", "1/1", "100/0");
    }

    @Test
    void theWayBackNeedsNothingOfTheNewTrack() {
        release().switchTo(GREEN);
        shop.platform.setReady("shop-green", 0);

        assertThat(release().rollBack().outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @ParameterizedTest
    @EnumSource(Recovery.class)
    void aProcessThatDiedBetweenTheWritesIsRecovered(Recovery how) {
        shop.crashAt(SHIFT, 2, any -> release().switchTo(GREEN));

        release().recover(how);

        Track end = how == Recovery.ROLL_BACK ? BLUE : GREEN;
        assertThat(shop.platform.routing("web").split()).isEqualTo(TrafficSplit.all(end));
        assertThat(shop.lockIsFree()).isTrue();
        assertThat(release().status().history().get(0).mixed()).isPresent();
    }

    @Test
    void betweenTheWritesTheStatusSaysSoAndNothingIsTouched() {
        shop.crashAt(SHIFT, 2, any -> release().switchTo(GREEN));

        assertThat(release().status().toString())
                .startsWith("shop: traffic on both tracks, shared by the number of their pods")
                .contains("BLUE -> GREEN in SHIFT, traffic may have moved");
        assertThatThrownBy(() -> release().retire(BLUE)).hasMessageContaining("traffic is shared");
        assertThatThrownBy(() -> release().retire(GREEN)).hasMessageContaining("traffic is shared");
        assertThatThrownBy(() -> release().rollBack()).hasMessageContaining("call recover(ROLL_BACK)");
        assertThat(split()).isEqualTo("1/1");
    }

    @ParameterizedTest
    @CsvSource({"1, switch", "2, switch", "1, rollBack", "2, rollBack"})
    void recoverEndsOnOneTrackWhereverTheProcessDied(int write, String operation) {
        Consumer<Release> doing = release -> release.switchTo(GREEN);
        if (operation.equals("rollBack")) {
            release().switchTo(GREEN);
            doing = Release::rollBack;
        }
        Consumer<Release> dying = doing;
        shop.crashAt(SHIFT, write, any -> dying.accept(release()));

        release().recover();

        assertThat(release().status().active()).isPresent();
        assertThat(release().status().unfinished()).isEmpty();
        assertThat(shop.lockIsFree()).isTrue();
    }

    @Test
    void finishGoesThroughBothTracksIfTheFirstWriteWasNotMade() {
        shop.crashAt(SHIFT, 1, any -> release().switchTo(GREEN));
        splits.clear();
        shop.after(SHIFT, () -> splits.add(split()));

        release().recover(Recovery.FINISH);

        assertThat(splits).containsExactly("1/1", "0/100");
    }

    @Test
    void aReleaseWhoseRouterMovesByOneWriteDoesNotGoOnWithIt() {
        shop.crashAt(SHIFT, 2, any -> release().switchTo(GREEN));

        assertThatThrownBy(() -> shop.release().resume()).hasMessageContaining("router/web, make-before-break");
        assertThat(shop.release().recover().active()).contains(BLUE);
    }

    @Test
    void aPausedCutoverStaysOnBothTracks() {
        Release release = release();
        AtomicReference<Cutover> cutover = new AtomicReference<>();
        shop.after(SHIFT, () -> {
            splits.add(split());
            if (splits.size() == 1) {
                shop.await(() -> cutover.get() != null);
                cutover.get().pause();
                shop.time.after(Duration.ofMinutes(20), () -> cutover.get().resume());
            }
        });
        cutover.set(release.start(GREEN));

        CutoverReport report = cutover.get().completion().toCompletableFuture().join();

        assertThat(report.mixed())
                .hasValueSatisfying(time -> assertThat(time).isGreaterThanOrEqualTo(Duration.ofMinutes(20)));
    }

    @Test
    void isRefusedForAnAppThatMayNotMixVersions() {
        assertThatThrownBy(() -> builder().oneVersionAtATime().build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("router/web makes before it breaks, but oneVersionAtATime()");
        shop.platform.routeByShares("web", BLUE, Shop.SETTLE);
        assertThatThrownBy(() -> builder()
                        .oneVersionAtATime()
                        .schedule(Schedule.canary(10, Duration.ofMinutes(5)))
                        .build())
                .hasMessageContaining("schedule: 10 % for 5 min, then all; oneVersionAtATime()");
        assertThat(builder().oneVersionAtATime().build().switchTo(GREEN).mixed())
                .isEmpty();
    }

    @Test
    void isRefusedBesideARouterThatCannotSendTrafficToBoth() {
        shop.platform.route("api", BLUE, Shop.SETTLE);

        assertThatThrownBy(() -> builder().cutover(shop.platform.router("api")).build())
                .hasMessageContaining("router/api cannot send traffic to both tracks, which router/web does");
    }

    @Test
    void severalRoutersGoThroughBothTracksTogether() {
        shop.platform.routeThroughBoth("api", BLUE, Shop.SETTLE, OVERLAP);
        List<String> seen = new ArrayList<>();
        shop.after(
                "shift router/api",
                () -> seen.add(split() + " " + shop.platform.routing("api").split()));

        builder().cutover(shop.platform.router("api")).build().switchTo(GREEN);

        assertThat(seen).containsExactly("1/1 1/1", "0/100 0/100");
    }

    private static List<String> intents(CutoverReport report) {
        return report.history().stream()
                .filter(event -> event.kind() == Kind.INTENT)
                .map(event -> event.sentence())
                .toList();
    }

    private void overlapping(Duration overlap) {
        shop.platform.routeThroughBoth("web", BLUE, Shop.SETTLE, overlap);
    }

    private String split() {
        return shop.platform.routing("web").split().toString();
    }

    private Release release() {
        return builder().build();
    }

    private ReleaseBuilder builder() {
        return BlueGreen.release("shop").on(shop.platform).cutover(shop.platform.router("web"));
    }
}
