package dev.bluegreen.check;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SUNDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.check.slo.Bake;
import dev.bluegreen.model.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Weekdays, hours and dates of a zone, also where its clock jumps. */
class ChangeWindowTest {

    private static final String BERLIN = "Europe/Berlin";

    @Test
    void textAndCallsDescribeTheSameWindow() {
        ChangeWindow called = ChangeWindow.deny(BERLIN)
                .on(FRIDAY, MONDAY)
                .during(LocalDate.of(2026, 12, 20), LocalDate.of(2027, 1, 6))
                .between(LocalTime.of(12, 0), LocalTime.MIDNIGHT);

        ChangeWindow parsed = ChangeWindow.parse("  DENY mon,FRI  2026-12-20/2027-01-06 12:00-24:00 Europe/Berlin ");

        assertThat(called).isEqualTo(parsed).hasSameHashCodeAs(parsed);
        assertThat(called).hasToString("deny Mon,Fri 2026-12-20/2027-01-06 12:00-24:00 Europe/Berlin");
        assertThat(called.problems()).isEmpty();
        assertThat(ChangeWindow.parse("allow Fri-Mon 00:00-24:00 UTC")).hasToString("allow Mon,Fri,Sat,Sun UTC");
        assertThat(ChangeWindow.parse("deny 2026-12-24 22:30-06:00 Asia/Kolkata"))
                .hasToString("deny 2026-12-24 22:30-06:00 Asia/Kolkata");
    }

    @ParameterizedTest
    @CsvSource({
        "allow Mon-Thu 08:00-17:00 Europe/Berlin, 2026-06-01T07:59+02:00, false",
        "allow Mon-Thu 08:00-17:00 Europe/Berlin, 2026-06-01T08:00+02:00, true",
        "allow Mon-Thu 08:00-17:00 Europe/Berlin, 2026-06-01T17:00+02:00, false",
        "allow Mon-Thu 08:00-17:00 Europe/Berlin, 2026-06-05T12:00+02:00, false",
        "allow Mon-Thu 08:00-17:00 America/New_York, 2026-06-01T08:00+02:00, false",
        "allow Mon-Thu 08:00-17:00 America/New_York, 2026-06-01T14:00+02:00, true",
        // Belongs to the day on which it begins.
        "deny Fri 22:00-06:00 UTC, 2026-06-06T05:59Z, true",
        "deny Fri 22:00-06:00 UTC, 2026-06-05T05:59Z, false",
        "deny 2026-12-24/2026-12-26 Pacific/Kiritimati, 2026-12-23T10:00Z, true",
        "deny 2026-12-24/2026-12-26 Pacific/Kiritimati, 2026-12-26T10:00Z, false",
    })
    void coversTheTimesOfItsZone(String text, String at, boolean covers) {
        assertThat(ChangeWindow.parse(text)
                        .covering(ZonedDateTime.parse(at).toInstant())
                        .isPresent())
                .isEqualTo(covers);
    }

    @Test
    void hoursThatAreLeftOutInSpringAreWhereTheClockJumps() {
        ChangeWindow night = ChangeWindow.parse("allow Sun 02:30-04:00 Europe/Berlin");
        Instant jump = Instant.parse("2026-03-29T01:00:00Z");

        assertThat(night.next(jump.minusSeconds(3_600))).contains(jump);
        assertThat(night.covering(jump)).contains(Instant.parse("2026-03-29T02:00:00Z"));
        assertThat(ChangeWindow.parse("allow Sun 02:15-02:45 Europe/Berlin").next(jump.minusSeconds(3_600)))
                .contains(Instant.parse("2026-04-05T00:15:00Z"));
    }

    @Test
    void hoursThatComeTwiceInAutumnEndAtTheFirstForAllowAndAtTheLastForDeny() {
        Instant first = Instant.parse("2026-10-25T00:15:00Z");
        Instant last = Instant.parse("2026-10-25T01:15:00Z");

        assertThat(night("allow").covering(first)).contains(Instant.parse("2026-10-25T00:30:00Z"));
        assertThat(night("allow").covering(last)).isEmpty();
        assertThat(night("deny").covering(first)).contains(Instant.parse("2026-10-25T01:30:00Z"));
        assertThat(night("deny").covering(last)).contains(Instant.parse("2026-10-25T01:30:00Z"));
    }

    private static ChangeWindow night(String kind) {
        return ChangeWindow.parse(kind + " Sun 01:00-02:30 Europe/Berlin");
    }

    @Test
    void aDayHasTheHoursThatItsZoneGivesIt() {
        ChangeWindow sundays = ChangeWindow.deny(BERLIN).on(SUNDAY);

        assertThat(sundays.covering(Instant.parse("2026-03-28T23:00:00Z")))
                .contains(Instant.parse("2026-03-29T22:00:00Z"));
        assertThat(sundays.covering(Instant.parse("2026-10-24T22:00:00Z")))
                .contains(Instant.parse("2026-10-25T23:00:00Z"));
    }

    @Test
    void itsNextBeginningMayBeYearsAwayOrNever() {
        ChangeWindow once = ChangeWindow.parse("deny 2031-05-01 UTC");

        assertThat(once.next(Instant.parse("2026-01-01T00:00:00Z"))).contains(Instant.parse("2031-05-01T00:00:00Z"));
        assertThat(once.next(Instant.parse("2031-05-01T00:00:00Z"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "allow",
                "permit Mon UTC",
                "allow Mon 08:00-17:00 Europe/Berln",
                "allow Moon UTC",
                "allow Mon Tue UTC",
                "allow Mon 8-17 UTC",
                "allow 25:00-26:00 UTC",
                "allow 08:00-08:00 UTC",
                "deny 2026-02-30 UTC",
                "deny 2026-12-24/2026-12-20 UTC",
                "deny 1926-12-24 UTC",
                "allow Sun 2026-06-01/2026-06-05 UTC",
                "allow \u001b[2J UTC",
                "allow Mon 08:00-17:00",
            })
    void saysWhatIsWrongWithAText(String text) {
        assertThat(ChangeWindow.parse(text).problems())
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem)
                        .startsWith("window")
                        .contains("; give ")
                        .doesNotContain("\u001b"));
    }

    @Test
    void readsTheExamplesOfTheDocumentation() throws IOException {
        List<ChangeWindow> windows = Files.readAllLines(Path.of("../docs/how-to/freezes.md")).stream()
                .filter(line -> line.matches("  [a-z-]+: (allow|deny) .*"))
                .map(line -> ChangeWindow.parse(line.substring(line.indexOf(':') + 1)))
                .toList();

        assertThat(windows)
                .hasSize(3)
                .allSatisfy(window -> assertThat(window.problems()).isEmpty());
    }

    @Test
    void anUnknownZoneHasNoTimes() {
        ChangeWindow nowhere = ChangeWindow.allow("Europe/Berln");

        assertThat(nowhere.problems())
                .containsExactly(
                        "window.zone: 'Europe/Berln' is not a time zone; give a name of the tz database, such as"
                                + " Europe/Berlin or UTC");
        assertThatThrownBy(() -> nowhere.covering(Instant.EPOCH)).isInstanceOf(ConfigurationException.class);
    }

    @ParameterizedTest
    @CsvSource({"08:00:30, 17:00", "08:00, 16:59:59.5"})
    void refusesSecondsWhichItsTextCouldNotSay(LocalTime from, LocalTime to) {
        assertThat(ChangeWindow.allow("UTC").between(from, to).problems())
                .singleElement()
                .asString()
                .contains(from + " to " + to + " has seconds; give whole minutes");
    }

    @Test
    void itsProblemsCannotBeChanged() {
        List<String> problems = ChangeWindow.allow("Europe/Berln").problems();

        assertThat(problems).isUnmodifiable();
        assertThat(Bake.lasting(Duration.ofSeconds(-1)).problems()).isUnmodifiable();
    }

    @Test
    void refusesAnInstantThatNoCalendarHas() {
        for (Instant at : List.of(Instant.MAX, Instant.MIN)) {
            assertThatThrownBy(() -> ChangeWindow.allow(BERLIN).covering(at))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("window.covering: ")
                    .hasMessageContaining("give an Instant of the years 1970 to 9999");
            assertThatThrownBy(() -> ChangeWindow.allow(BERLIN).next(at)).isInstanceOf(ConfigurationException.class);
        }
    }
}
