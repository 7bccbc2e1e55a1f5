package dev.bluegreen.internal.engine.cutover;

import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.Release;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.check.ChangeWindow;
import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.internal.record.intent.Terms.Freezing;
import dev.bluegreen.model.Recovery;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.spi.CrashException;
import dev.bluegreen.spi.NamespaceNotices;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What freezes a cutover, and who let it pass, is in the record: a release that resumes does not know less of it. */
class RecordedFreezeTest extends ResumeScene {

    private static final ChangeWindow CLOSED = ChangeWindow.parse("allow 12:00-13:00 UTC");
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Map<String, String> STOP = Map.of("stopped", "true", "by", "ann", "reason", "INC-4711");

    @Test
    void aStopHoldsAlsoWhoIsNotStoppable() {
        dieWhen(
                event -> event.sentence().startsWith("holds " + new TrafficSplit(90, 10)),
                minutes(1),
                builder().holdWhileStopped(minutes(30)));
        shop.platform.post(NamespaceNotices.STOP, STOP);
        Instant resumed = shop.time.now();

        assertThatThrownBy(() -> whole().resume())
                .hasMessageContainingAll("INC-4711", "that was not lifted within 30 min", "Traffic is on BLUE");
        assertThat(Duration.between(resumed, shop.time.now())).isBetween(minutes(30), minutes(45));
    }

    @Test
    void ofTwoLimitsOfAStopTheShorterHolds() {
        dieWhen(
                event -> event.sentence().startsWith("holds " + new TrafficSplit(90, 10)),
                minutes(1),
                builder().stoppable());
        shop.platform.post(NamespaceNotices.STOP, STOP);

        assertThatThrownBy(() -> builder().holdWhileStopped(minutes(20)).build().resume())
                .hasMessageContaining("that was not lifted within 20 min");
    }

    @Test
    void finishingIsStoppedToo() {
        dieWhen(
                event -> event.sentence().startsWith("holds " + new TrafficSplit(90, 10)),
                minutes(1),
                builder().stoppable());
        shop.platform.post(NamespaceNotices.STOP, STOP);

        assertThatThrownBy(() -> whole().recover(Recovery.FINISH)).hasMessageContaining("INC-4711");
        assertThat(splits()).containsOnly(new TrafficSplit(90, 10));
    }

    @Test
    void aWindowHoldsAlsoWhoHasNone() {
        builder().window(CLOSED).waitForWindow(Duration.ofDays(1)).build().request(GREEN);

        CutoverReport report = whole().resume();

        assertResumed(report);
        assertThat(report.findings())
                .anySatisfy(found -> assertThat(found.sentence()).contains("windows [" + CLOSED));
        assertThat(report.history())
                .filteredOn(event -> event.kind() == Kind.INTENT)
                .allSatisfy(event -> assertThat(event.at()).isAfterOrEqualTo(NOON));
    }

    @Test
    void theLastOfManyWindowsHoldsToo() {
        ReleaseBuilder frozen = builder();
        for (int day = 1; day < Freezing.WINDOWS; day++) {
            LocalDate holiday = LocalDate.of(2027, 1, 1).plusDays(day);
            frozen = frozen.window(ChangeWindow.deny("UTC").during(holiday, holiday));
        }
        frozen.window(CLOSED).waitForWindow(Duration.ofDays(1)).build().request(GREEN);

        assertThat(whole().resume().history())
                .filteredOn(event -> event.kind() == Kind.INTENT)
                .allSatisfy(event -> assertThat(event.at()).isAfterOrEqualTo(NOON));
    }

    @Test
    void whoPassedAWindowByNameHasPassedItForTheNextProcess() {
        Release frozen = builder().window(CLOSED).build();
        AtomicBoolean dead = new AtomicBoolean();
        Release passing = builder()
                .window(CLOSED)
                .listener(event -> dead.compareAndSet(false, event.phase() == Phase.TEST))
                .build();
        shop.die(dead::get);
        assertThatThrownBy(() -> passing.overridingWindows("ann", "INC-4711").switchTo(GREEN))
                .isInstanceOf(CrashException.class);
        shop.stopIntercepting();

        CutoverReport report = frozen.resume();

        assertResumed(report);
        assertThat(last().reason()).contains("passed by ann", "INC-4711");
    }

    @Test
    void theOneWhoBakesHearsThatTheWayBackIsClosed() {
        List<String> heard = new CopyOnWriteArrayList<>();
        AtomicBoolean closed = new AtomicBoolean();
        Release release = builder()
                .listener(event -> {
                    if (event.kind() == Kind.WAY_BACK) {
                        heard.add(event.phase() + " " + event.sentence());
                    }
                    closeWhenBaking(event, closed);
                })
                .build();

        release.switchTo(GREEN);

        assertThat(heard).singleElement().asString().startsWith("BAKE the way back to BLUE was closed at");
    }

    private void closeWhenBaking(CutoverEvent event, AtomicBoolean closed) {
        if (event.phase() == Phase.BAKE && closed.compareAndSet(false, true)) {
            shop.time.after(minutes(1), () -> routed().closeWayBack("orders v1 columns dropped"));
        }
    }
}
