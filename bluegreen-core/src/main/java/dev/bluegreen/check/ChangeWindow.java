package dev.bluegreen.check;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Wording;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A recurring time in which traffic may move forward (allow), or may not (deny):
 * {@code ChangeWindow.allow("Europe/Berlin").on(MONDAY, TUESDAY).between(LocalTime.of(8, 0), LocalTime.of(17, 0))}, or the same
 * as text, {@code ChangeWindow.parse("allow Mon,Tue 08:00-17:00 Europe/Berlin")}. As in the sync windows of Argo CD, deny comes
 * before allow, and where there is an allow window, one has to be open.
 *
 * <p>Without days it is every day, without hours the whole day. Hours that end at or before their beginning end on the next
 * day, and belong to the day on which they begin. Local time that a zone leaves out in spring does not occur; where it occurs
 * twice in autumn, a window begins at its first beginning, and ends at its first end (allow) or at its last (deny). Immutable.
 */
public final class ChangeWindow {

    /** Enough for a weekday to come again, even if its hours are left out by the zone once. */
    private static final int DAYS = 15;

    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 9999;
    private static final Instant LATEST = Instant.parse(LAST_YEAR + "-12-31T00:00:00Z");

    private final boolean allows;
    private final String zoneName;
    private final Optional<ZoneId> zone;
    private final Set<DayOfWeek> days;
    private final Optional<Dates> dates;
    private final Optional<Hours> hours;
    private final List<String> problems;

    /** First and last day, both included. */
    record Dates(LocalDate first, LocalDate last) {}

    /** From a time, included, to a time, not included. */
    record Hours(LocalTime from, LocalTime to) {

        boolean endNextDay() {
            return !to.isAfter(from);
        }
    }

    private ChangeWindow(
            boolean allows,
            String zoneName,
            Set<DayOfWeek> days,
            Optional<Dates> dates,
            Optional<Hours> hours,
            List<String> problems) {
        this.allows = allows;
        this.zoneName = zoneName;
        this.zone = WindowText.zone(zoneName);
        this.days = days;
        this.dates = dates;
        this.hours = hours;
        this.problems = List.copyOf(problems);
    }

    /**
     * A window in which traffic may move; outside of all of them it may not.
     *
     * @param zone its time zone, such as {@code Europe/Berlin}
     */
    public static ChangeWindow allow(String zone) {
        return always(true, zone);
    }

    /**
     * A window in which traffic may not move: a change freeze.
     *
     * @param zone its time zone, such as {@code Europe/Berlin}
     */
    public static ChangeWindow deny(String zone) {
        return always(false, zone);
    }

    private static ChangeWindow always(boolean allows, @Nullable String zone) {
        return new ChangeWindow(
                allows, zone == null ? "" : zone, Set.of(), Optional.empty(), Optional.empty(), List.of());
    }

    /**
     * The window that a line of text describes: {@code allow} or {@code deny}, days, dates, hours, and the zone at the end;
     * days, dates and hours may be left out: {@code deny Fri 12:00-24:00 Europe/Berlin}, {@code deny 2026-12-20/2027-01-06
     * Europe/Berlin}. {@link #problems()} has the errors of the text.
     */
    public static ChangeWindow parse(String text) {
        return WindowText.parse(text);
    }

    /** A copy with the days of the week on which it begins; every day without this. */
    public ChangeWindow on(DayOfWeek... given) {
        try {
            List<DayOfWeek> all = Input.allGiven("window.on", "give days of the week", given);
            return all.isEmpty()
                    ? with("window.on: no day; give days of the week, or leave it out for every day")
                    : new ChangeWindow(allows, zoneName, EnumSet.copyOf(all), dates, hours, problems);
        } catch (ConfigurationException e) {
            return with(e.problems().get(0));
        }
    }

    /**
     * A copy with the hours of the day, in whole minutes; the whole day without this. {@link LocalTime#MIDNIGHT} as the end is
     * the end of the day.
     *
     * @param from included
     * @param to not included; at or before {@code from} it is on the next day
     */
    public ChangeWindow between(LocalTime from, LocalTime to) {
        if (from == null || to == null) {
            return with("window.between: null; give two times, such as LocalTime.of(8, 0)");
        }
        if (!isWholeMinute(from) || !isWholeMinute(to)) {
            return with("window.between: " + from + " to " + to + " has seconds; give whole minutes, such as 08:00;"
                    + " the end of the day is 24:00, or LocalTime.MIDNIGHT");
        }
        if (from.equals(to)) {
            return with("window.between: " + from + " to " + to + " is empty; give an end after the beginning,"
                    + " or leave the hours out for the whole day");
        }
        return new ChangeWindow(allows, zoneName, days, dates, Optional.of(new Hours(from, to)), problems);
    }

    private static boolean isWholeMinute(LocalTime time) {
        return time.equals(time.truncatedTo(ChronoUnit.MINUTES));
    }

    /** A copy with the first and the last day on which it begins, both included; without this it has no end. */
    public ChangeWindow during(LocalDate first, LocalDate last) {
        if (first == null || last == null) {
            return with("window.during: null; give two dates, such as LocalDate.of(2026, 12, 20)");
        }
        if (last.isBefore(first)) {
            return with("window.during: " + first + " to " + last + " ends before it begins; give the first day first");
        }
        if (first.getYear() < FIRST_YEAR || last.getYear() > LAST_YEAR) {
            return with("window.during: " + first + " to " + last + "; give dates of the years " + FIRST_YEAR + " to "
                    + LAST_YEAR);
        }
        return new ChangeWindow(allows, zoneName, days, Optional.of(new Dates(first, last)), hours, problems);
    }

    /** A copy with one problem more. */
    ChangeWindow with(String problem) {
        List<String> all = new ArrayList<>(problems);
        all.add(problem);
        return new ChangeWindow(allows, zoneName, days, dates, hours, all);
    }

    /** True if traffic may move in it; false if it may not. */
    public boolean allows() {
        return allows;
    }

    /**
     * Its time zone.
     *
     * @throws ConfigurationException if the zone is unknown
     */
    public ZoneId zone() {
        return zone.orElseThrow(() -> new ConfigurationException(problems()));
    }

    /**
     * The end of the occurrence at an instant; empty when it does not occur then.
     *
     * @throws ConfigurationException if the zone is unknown, or the instant is not in the years 1970 to 9999
     */
    public Optional<Instant> covering(Instant at) {
        LocalDate today = day("window.covering", at);
        return Stream.of(today.minusDays(1), today)
                .filter(this::occursOn)
                .filter(day -> !begin(day).isAfter(at) && end(day).isAfter(at))
                .map(this::end)
                .max(Instant::compareTo);
    }

    /**
     * The beginning of the next occurrence after an instant; empty when there is none.
     *
     * @throws ConfigurationException if the zone is unknown, or the instant is not in the years 1970 to 9999
     */
    public Optional<Instant> next(Instant after) {
        LocalDate today = day("window.next", after);
        LocalDate first = dates.map(Dates::first).filter(today::isBefore).orElse(today);
        return first.datesUntil(first.plusDays(DAYS))
                .filter(this::occursOn)
                .filter(day -> begin(day).isAfter(after) && end(day).isAfter(begin(day)))
                .map(this::begin)
                .findFirst();
    }

    private LocalDate day(String field, Instant at) {
        if (Input.given(field, at, "give an Instant").isBefore(Instant.EPOCH) || at.isAfter(LATEST)) {
            throw new ConfigurationException(
                    field + ": " + at + "; give an Instant of the years " + FIRST_YEAR + " to " + LAST_YEAR);
        }
        return at.atZone(zone()).toLocalDate();
    }

    private boolean occursOn(LocalDate day) {
        boolean within = dates.filter(all -> day.isBefore(all.first()) || day.isAfter(all.last()))
                .isEmpty();
        return within && (days.isEmpty() || days.contains(day.getDayOfWeek()));
    }

    private Instant begin(LocalDate day) {
        return instant(hours.map(Hours::from).orElse(LocalTime.MIDNIGHT).atDate(day), false);
    }

    private Instant end(LocalDate day) {
        LocalDate last = hours.map(Hours::endNextDay).orElse(true) ? day.plusDays(1) : day;
        return instant(hours.map(Hours::to).orElse(LocalTime.MIDNIGHT).atDate(last), !allows);
    }

    /** Local time that is left out is where the clock jumps; of one that comes twice, the first or the last. */
    private Instant instant(LocalDateTime local, boolean last) {
        ZoneOffsetTransition jump = zone().getRules().getTransition(local);
        if (jump != null && jump.isGap()) {
            return jump.getInstant();
        }
        var first = local.atZone(zone());
        return (last ? first.withLaterOffsetAtOverlap() : first).toInstant();
    }

    /** All problems, one sentence each with field, value and remedy. */
    public List<String> problems() {
        List<String> all = new ArrayList<>(problems);
        if (zone.isEmpty()) {
            all.add("window.zone: " + Wording.quoted(zoneName)
                    + " is not a time zone; give a name of the tz database, such as Europe/Berlin or UTC");
        }
        dates.filter(range -> range.first()
                        .datesUntil(range.last().plusDays(1))
                        .limit(DAYS)
                        .noneMatch(this::occursOn))
                .ifPresent(range -> all.add("window: " + Wording.quoted(this)
                        + " never occurs: none of its dates is one of its days; give other dates or days"));
        return List.copyOf(all);
    }

    /** The text that {@link #parse} takes. */
    @Override
    public String toString() {
        return (allows ? "allow" : "deny") + WindowText.days(days)
                + dates.map(WindowText::dates).orElse("")
                + hours.map(WindowText::hours).orElse("") + " " + zoneName;
    }

    /** Equal if the text is the same. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ChangeWindow that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }
}
