package dev.bluegreen.internal.engine.cutover;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.Release;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.check.ChangeWindow;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.model.Recovery;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.scene.Shop;
import dev.bluegreen.spi.CrashException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A named way past closed change windows. */
class WayPastWindowsTest {

    private static final ChangeWindow OFFICE = ChangeWindow.parse("allow Mon-Fri 08:00-17:00 Europe/Berlin");
    private static final String FRIDAY_NOON = "2026-01-02T11:00:00Z";
    private static final String FRIDAY_EVENING = "2026-01-02T18:00:00Z";

    private final Shop shop = new Shop();

    @Test
    void aNamedWayPastIsInPlanEventsAndHistory() {
        at(FRIDAY_EVENING);
        List<String> told = new ArrayList<>();
        Release release = shop.builder()
                .window(OFFICE)
                .listener(event -> told.add(event.toString()))
                .build()
                .overridingWindows("ann", "INC-4711");

        assertThat(release.plan(GREEN).toString())
                .contains("INFO window-overridden", "passed by ann (claimed by memory): INC-4711");
        release.switchTo(GREEN);

        assertThat(shop.active()).isEqualTo(GREEN);
        assertThat(release.status().history().get(0).reason())
                .contains("the change windows are closed", "passed by ann (claimed by memory): INC-4711");
        assertThat(told)
                .anySatisfy(event -> assertThat(event)
                        .contains(CutoverEvent.Kind.GATE.name(), "passed by ann (claimed by memory): INC-4711"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoPassedThemIsInTheHistoryThoughTheProcessDied(boolean resumed) {
        at(FRIDAY_EVENING);
        ReleaseBuilder office = shop.builder().window(OFFICE);
        shop.crashAt(
                "save record/shop",
                4,
                any -> office.build().overridingWindows("ann", "INC-4711").switchTo(GREEN));

        CutoverReport report =
                resumed ? office.build().resume() : office.build().recover(Recovery.FINISH);

        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(shop.release().status().history().get(0).reason())
                .contains("the change windows are closed", "passed by ann (claimed by memory): INC-4711");
    }

    @Test
    void anOpenWindowIsNotPassedByAnybody() {
        at(FRIDAY_NOON);
        Release release = shop.builder().window(OFFICE).build().overridingWindows("ann", "INC-4711");

        release.switchTo(GREEN);

        assertThat(release.status().history().get(0).reason()).isEqualTo("proven");
    }

    @Test
    void whatAnotherWriterMovedOpensNoClosedWindow() {
        shop.platform.route("api", BLUE, Shop.SETTLE);
        Release office = shop.builder()
                .window(OFFICE)
                .cutover(shop.platform.router("web"))
                .cutover(shop.platform.router("api"))
                .build();
        dieBeforeTheFirstMove(office);
        shop.platform.foreignWrite("web", TrafficSplit.all(GREEN), "kubectl");

        CutoverReport report = office.recover();

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(report.sentence()).contains("the change windows are closed");
        assertThat(shop.calls).doesNotContain("shift router/api");
    }

    private void dieBeforeTheFirstMove(Release office) {
        at(FRIDAY_NOON);
        shop.eachCall(call -> {
            if (call.equals("shift router/web")) {
                throw new CrashException(call);
            }
        });
        assertThatThrownBy(() -> office.switchTo(GREEN)).isInstanceOf(CrashException.class);
        shop.stopIntercepting();
        at(FRIDAY_EVENING);
    }

    private void at(String instant) {
        shop.time.advance(Duration.between(shop.time.now(), Instant.parse(instant)));
    }
}
