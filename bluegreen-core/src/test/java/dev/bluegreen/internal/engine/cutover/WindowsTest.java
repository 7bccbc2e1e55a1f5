package dev.bluegreen.internal.engine.cutover;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bluegreen.Release;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.check.ChangeWindow;
import dev.bluegreen.check.approval.Approval;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.cutover.Schedule;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Recovery;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.RefusedException;
import dev.bluegreen.scene.Shop;
import dev.bluegreen.spi.NamespaceNotices;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Change windows of a release and of its namespace, in virtual time. */
class WindowsTest {

    private static final ChangeWindow OFFICE = ChangeWindow.parse("allow Mon-Fri 08:00-17:00 Europe/Berlin");
    private static final String FRIDAY_NOON = "2026-01-02T11:00:00Z";
    private static final String FRIDAY_EVENING = "2026-01-02T18:00:00Z";

    private final Shop shop = new Shop();

    @Test
    void refusesOnFridayEveningAndSaysWhenItOpens() {
        at(FRIDAY_EVENING);

        CutoverReport refused = refused(shop.builder().window(OFFICE).build());

        assertThat(refused.sentence())
                .contains("the change windows are closed: none is open of allow Mon,Tue,Wed,Thu,Fri 08:00-17:00")
                .contains("they open Mon 08:00 Europe/Berlin")
                .contains("Nothing was moved");
        assertThat(shop.writes()).isEmpty();
    }

    @Test
    void waitsFromFridayEveningToMondayMorningAndShowsIt() {
        at(FRIDAY_EVENING);
        List<String> seen = new ArrayList<>();
        shop.time.after(
                Duration.ofHours(40), () -> seen.add(shop.release().status().toString()));
        Release release =
                shop.builder().window(OFFICE).waitForWindow(Duration.ofDays(3)).build();

        assertThat(release.plan(GREEN).toString())
                .contains("PASS change-window: waits for the window that opens Mon 08:00 Europe/Berlin");
        CutoverReport report = release.switchTo(GREEN);

        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(report.times().applied()).contains(Instant.parse("2026-01-05T07:00:00Z"));
        assertThat(seen)
                .singleElement()
                .asString()
                .contains("waits for the window that opens Mon 08:00 Europe/Berlin, until 2026-01-05");
    }

    @Test
    void doesNotWaitForAWindowThatOpensTooLate() {
        at(FRIDAY_EVENING);
        Release release = shop.builder()
                .window(OFFICE)
                .waitForWindow(Duration.ofHours(10))
                .build();

        assertThat(refused(release).sentence())
                .contains("they open Mon 08:00 Europe/Berlin, and are waited for 10 h 0 min at most");
        assertThat(release.plan(GREEN).executable()).isFalse();
    }

    @Test
    void aWindowIsWaitedForWithTheApprovalGiven() {
        at(FRIDAY_EVENING);
        Release release = shop.builder()
                .window(OFFICE)
                .waitForWindow(Duration.ofDays(3))
                .approval(Approval.callback(request -> {
                    shop.told.add("asked at " + shop.time.now());
                    return new Approval.Answer(Approval.Decision.APPROVED, "ann", "");
                }))
                .build();

        release.switchTo(GREEN);

        assertThat(shop.told).containsExactly("asked at " + FRIDAY_EVENING);
    }

    /** From right before the clock jumps, on Sunday night: the window is Monday's, at eight of its own clock. */
    @ParameterizedTest
    @CsvSource({
        "2026-03-29T00:30:00Z, Europe/Berlin, 2026-03-30T06:00:00Z",
        "2026-10-25T00:30:00Z, Europe/Berlin, 2026-10-26T07:00:00Z",
        "2026-03-08T06:30:00Z, America/New_York, 2026-03-09T12:00:00Z",
        "2026-01-04T18:00:00Z, Asia/Kolkata, 2026-01-05T02:30:00Z",
        "2026-01-04T18:00:00Z, UTC, 2026-01-05T08:00:00Z",
    })
    void opensByTheClockOfItsZone(String from, String zone, Instant opens) {
        at(from);
        ChangeWindow office = ChangeWindow.parse("allow Mon-Fri 08:00-17:00 " + zone);

        CutoverReport report = shop.builder()
                .window(office)
                .waitForWindow(Duration.ofDays(3))
                .build()
                .switchTo(GREEN);

        assertThat(report.times().applied()).contains(opens);
    }

    @Test
    void denyComesBeforeAllowAndTheNamespaceBeforeTheRelease() {
        at(FRIDAY_NOON);
        shop.platform.post(
                NamespaceNotices.WINDOWS,
                Map.of("no-fridays", "deny Fri Europe/Berlin", "days", "allow Mon-Fri Europe/Berlin"));
        ChangeWindow weekend = ChangeWindow.parse("allow Fri-Sun Europe/Berlin");

        RefusedException denied =
                refusal(shop.builder().window(weekend).namespaceWindows().build());
        at("2026-01-03T11:00:00Z");
        RefusedException unallowed =
                refusal(shop.builder().window(weekend).namespaceWindows().build());

        assertThat(denied)
                .hasMessageContaining("deny Fri Europe/Berlin (notice/bluegreen-windows, no-fridays) is in force")
                .hasMessageContaining("they do not open within ten years");
        assertThat(unallowed).hasMessageContaining("none is open of allow Mon,Tue,Wed,Thu,Fri Europe/Berlin");
        assertThat(shop.builder().window(weekend).build().switchTo(GREEN).outcome())
                .isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void whatDoesNotOpenIsNotWaitedFor() {
        shop.platform.post(NamespaceNotices.WINDOWS, Map.of("never", "deny UTC"));

        assertThat(refusal(shop.builder()
                        .namespaceWindows()
                        .waitForWindow(Duration.ofHours(72))
                        .build()))
                .hasMessageContaining("they do not open within ten years")
                .hasMessageNotContaining("waited for");
        assertThatThrownBy(() -> shop.builder().window(ChangeWindow.deny("UTC")).build())
                .hasMessageContaining("window: 'deny UTC' does not open within ten years; give an allow window");
    }

    @Test
    void aLaterChangeOfTheArrayChangesNoWindow() {
        ChangeWindow[] windows = {ChangeWindow.deny("UTC").during(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 1, 9))};
        ReleaseBuilder builder = shop.builder().window(windows);
        windows[0] = ChangeWindow.allow("UTC");

        assertThat(refusal(builder.build())).hasMessageContaining("deny 2026-01-01/2026-01-09 UTC");
    }

    @Test
    void withoutANoticeTheNamespaceIsOpen() {
        assertThat(shop.builder().namespaceWindows().build().switchTo(GREEN).outcome())
                .isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void windowsThatChangeBetweenPlanAndWriteCloseIt() {
        Release release = shop.builder().namespaceWindows().build();
        assertThat(release.plan(GREEN).executable()).isTrue();
        shop.after("save record/shop", Shop.once(() -> {
            shop.platform.post(NamespaceNotices.WINDOWS, Map.of("incident", "deny 2026-01-01 UTC"));
            shop.pass(Duration.ofSeconds(1));
        }));

        CutoverReport refused = refused(release);

        assertThat(refused.sentence()).contains("deny 2026-01-01 UTC (notice/bluegreen-windows, incident) is in force");
        assertThat(shop.active()).isEqualTo(BLUE);
        assertThat(shop.calls).doesNotContain("shift router/web");
        assertThat(shop.lockIsFree()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"open", "deny Fry UTC", "deny Fri Europe/Berln", "deny 2026-13-01 UTC", ""})
    void whatCannotBeReadAsAWindowClosesThemAll(String text) {
        shop.platform.post(NamespaceNotices.WINDOWS, Map.of("a", "allow UTC", "typo", text));

        assertThat(refused(shop.builder().namespaceWindows().build()).sentence())
                .contains("the change windows count as closed, because they cannot be read: notice/bluegreen-windows,"
                        + " entry typo, is not a change window: window");
    }

    @Test
    void aForbiddenNoticeClosesThemOnlyWhereItIsRequired() {
        shop.before("read notice/bluegreen-windows", () -> {
            throw new PlatformException(PlatformException.Kind.FORBIDDEN, "may not get configmaps");
        });

        assertThat(refused(shop.builder().namespaceWindows().build()).sentence())
                .contains("may not get configmaps; mend it, or remove namespaceWindows()");
        assertThat(shop.release().switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void goingBackIsNeverFrozen() {
        at(FRIDAY_NOON);
        Release release = shop.builder().window(OFFICE).build();
        release.switchTo(GREEN);
        at(FRIDAY_EVENING);

        assertThat(release.rollBack().outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @Test
    void aBreachAfterTheWindowClosedGoesBack() {
        at("2026-01-02T15:58:00Z");
        Slo breached = context -> new Slo.Result(
                shop.time.now().isAfter(Instant.parse("2026-01-02T16:00:00Z")) ? Slo.Verdict.BAD : Slo.Verdict.GOOD,
                "errors");
        Release release = shop.builder()
                .window(OFFICE)
                .bake(Duration.ofMinutes(10), breached)
                .build();

        assertThatThrownBy(() -> release.switchTo(GREEN)).hasMessageContaining("sent back");
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @Test
    void aDeadCutoverIsRecoveredInAFreeze() {
        shop.crashAt("shift router/web", 1);
        at(FRIDAY_EVENING);
        shop.time.advance(Duration.ofMinutes(1));

        CutoverReport report = shop.builder().window(OFFICE).build().recover(Recovery.FINISH);

        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void aCutoverThatHadMovedIsResumedInAFreeze() {
        at(FRIDAY_NOON);
        shop.platform.routeByShares("web", BLUE, Shop.SETTLE);
        ReleaseBuilder office = shop.builder().window(OFFICE).schedule(Schedule.canary(50, Duration.ofHours(8)));
        shop.crashAt("shift router/web", 2, release -> office.build().switchTo(GREEN));
        at("2026-01-03T12:00:00Z");

        assertThat(office.build().resume().outcome()).isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void oneThatHadNotMovedIsResumedInTheWindowOnly() {
        at(FRIDAY_NOON);
        ReleaseBuilder office = shop.builder().window(OFFICE);
        shop.crashAt("shift router/web", 1, release -> office.build().switchTo(GREEN));
        at(FRIDAY_EVENING);

        assertThatThrownBy(() -> office.build().resume()).hasMessageContaining("they open Mon 08:00 Europe/Berlin");
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @Test
    void aScheduleThatBeganInTheWindowGoesOnAndThePlanWarns() {
        at("2026-01-02T15:58:00Z");
        shop.platform.routeByShares("web", BLUE, Shop.SETTLE);
        Release release = shop.builder()
                .window(OFFICE)
                .schedule(Schedule.linear(50, Duration.ofMinutes(10)))
                .build();

        assertThat(release.plan(GREEN).findings())
                .filteredOn(finding -> finding.id().equals("window-closes-early"))
                .singleElement()
                .asString()
                .contains("the change windows close Fri 17:00 Europe/Berlin, and the cutover may take 12 min");
        assertThat(release.switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void aWindowThatStaysOpenLongEnoughIsNoFinding() {
        at(FRIDAY_NOON);
        Release release = shop.builder()
                .window(ChangeWindow.parse("allow UTC"), ChangeWindow.parse("deny 2026-01-03 UTC"))
                .bake(Duration.ofHours(10))
                .build();

        assertThat(release.plan(GREEN).findings())
                .noneMatch(finding -> finding.id().equals("window-closes-early"));
    }

    @Test
    void whereTrafficIsAlreadyNothingIsFrozen() {
        at(FRIDAY_EVENING);
        Release release = shop.builder().window(OFFICE).build();

        assertThat(release.switchTo(BLUE).outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(release.plan(BLUE).executable()).isTrue();
    }

    @Test
    void statusShowsThatTheWindowsAreClosed() {
        at(FRIDAY_EVENING);

        assertThat(shop.builder().window(OFFICE).build().status().freezes())
                .singleElement()
                .asString()
                .contains("the change windows are closed", "they open Mon 08:00 Europe/Berlin");
        assertThat(shop.release().status().freezes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "allow 2025-01-01/2025-12-31 UTC",
                "allow Mon 10:00-12:00 UTC|deny Mon 09:00-13:00 UTC",
                "deny UTC",
                "allow 2026-03-29 02:15-02:45 Europe/Berlin",
                "allow Mon UTC|allow Mon UTC",
            })
    void refusesWindowsThatNeverOpenAndThoseGivenTwice(String texts) {
        ChangeWindow[] windows =
                List.of(texts.split("\\|")).stream().map(ChangeWindow::parse).toArray(ChangeWindow[]::new);

        assertThatThrownBy(() -> shop.builder().window(windows).build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("window: '")
                .hasMessageContaining("; give ");
    }

    @Test
    void refusesAWaitForNoWindow() {
        assertThatThrownBy(
                        () -> shop.builder().waitForWindow(Duration.ofHours(1)).build())
                .hasMessageContaining("waitForWindow: 1 h 0 min without a window to wait for");
    }

    private void at(String instant) {
        shop.time.advance(Duration.between(shop.time.now(), Instant.parse(instant)));
    }

    private RefusedException refusal(Release release) {
        return catchThrowableOfType(RefusedException.class, () -> release.switchTo(GREEN));
    }

    private CutoverReport refused(Release release) {
        return refusal(release).report();
    }
}
