package dev.bluegreen.check;

import dev.bluegreen.check.ChangeWindow.Dates;
import dev.bluegreen.check.ChangeWindow.Hours;
import dev.bluegreen.model.Wording;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A window as one line of text, such as {@code allow Mon-Thu 08:00-17:00 Europe/Berlin}. */
final class WindowText {

    private static final int LONGEST = 200;
    private static final String FORM =
            "; give it as in 'allow Mon-Thu 08:00-17:00 Europe/Berlin' or 'deny 2026-12-20/2027-01-06 Europe/Berlin'";
    private static final Pattern DATES = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)(?:/(\\d{4}-\\d\\d-\\d\\d))?");
    private static final Pattern HOURS = Pattern.compile("(\\d\\d:\\d\\d(?::\\d\\d)?)-(\\d\\d:\\d\\d(?::\\d\\d)?)");
    private static final Pattern DAYS = Pattern.compile("(?i)[a-z]{3}(-[a-z]{3})?(,[a-z]{3}(-[a-z]{3})?)*");
    private static final String END_OF_DAY = "24:00";

    private WindowText() {}

    static Optional<ZoneId> zone(String name) {
        try {
            return Optional.of(ZoneId.of(name));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    static ChangeWindow parse(@Nullable String text) {
        if (text == null || text.length() > LONGEST) {
            return ChangeWindow.deny("UTC").with("window: " + Wording.quoted(text) + FORM);
        }
        List<String> words = new ArrayList<>(Arrays.asList(text.strip().split("\\s+", -1)));
        String kind = words.remove(0).toLowerCase(Locale.ROOT);
        if (words.isEmpty() || !Set.of("allow", "deny").contains(kind)) {
            return ChangeWindow.deny("UTC").with("window: " + Wording.quoted(text) + FORM);
        }
        String zone = words.remove(words.size() - 1);
        ChangeWindow window = kind.equals("allow") ? ChangeWindow.allow(zone) : ChangeWindow.deny(zone);
        return parse(window, words, text);
    }

    private static ChangeWindow parse(ChangeWindow begun, List<String> words, String text) {
        ChangeWindow window = begun;
        Set<Pattern> seen = new HashSet<>();
        for (String word : words) {
            Optional<Pattern> form = Stream.of(DAYS, DATES, HOURS)
                    .filter(pattern -> pattern.matcher(word).matches())
                    .findFirst();
            if (form.isEmpty() || !seen.add(form.get())) {
                return window.with("window: " + Wording.quoted(text) + ": " + Wording.quoted(word)
                        + (form.isEmpty() ? " is neither days, dates nor hours" : " is given besides others") + FORM);
            }
            window = with(window, word, text);
        }
        return window;
    }

    private static ChangeWindow with(ChangeWindow window, String word, String text) {
        try {
            Matcher dates = DATES.matcher(word);
            if (dates.matches()) {
                LocalDate first = LocalDate.parse(dates.group(1));
                return window.during(first, dates.group(2) == null ? first : LocalDate.parse(dates.group(2)));
            }
            Matcher hours = HOURS.matcher(word);
            return hours.matches()
                    ? between(window, LocalTime.parse(hours.group(1)), hours.group(2))
                    : window.on(days(word));
        } catch (DateTimeException e) {
            return window.with(
                    "window: " + Wording.quoted(text) + ": " + Wording.quoted(word) + " is not in the calendar" + FORM);
        }
    }

    private static ChangeWindow between(ChangeWindow window, LocalTime from, String to) {
        LocalTime end = to.equals(END_OF_DAY) ? LocalTime.MIDNIGHT : LocalTime.parse(to);
        boolean isWholeDay = to.equals(END_OF_DAY) && from.equals(LocalTime.MIDNIGHT);
        return isWholeDay ? window : window.between(from, end);
    }

    private static DayOfWeek[] days(String word) {
        Set<DayOfWeek> all = EnumSet.noneOf(DayOfWeek.class);
        for (String range : word.split(",", -1)) {
            String[] ends = range.split("-", -1);
            DayOfWeek last = day(ends[ends.length - 1]);
            for (DayOfWeek day = day(ends[0]); day != last; day = day.plus(1)) {
                all.add(day);
            }
            all.add(last);
        }
        return all.toArray(DayOfWeek[]::new);
    }

    private static DayOfWeek day(String name) {
        return Stream.of(DayOfWeek.values())
                .filter(day -> shown(day).equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new DateTimeException(name));
    }

    private static String shown(DayOfWeek day) {
        return day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
    }

    static String days(Collection<DayOfWeek> days) {
        return days.isEmpty() ? "" : " " + days.stream().map(WindowText::shown).collect(Collectors.joining(","));
    }

    static String dates(Dates dates) {
        return " " + dates.first() + (dates.last().equals(dates.first()) ? "" : "/" + dates.last());
    }

    static String hours(Hours hours) {
        return " " + hours.from() + "-" + (hours.to().equals(LocalTime.MIDNIGHT) ? END_OF_DAY : hours.to());
    }
}
