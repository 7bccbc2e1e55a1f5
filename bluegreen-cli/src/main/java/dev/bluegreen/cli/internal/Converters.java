package dev.bluegreen.cli.internal;

import dev.bluegreen.model.Track;
import dev.bluegreen.model.Wording;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.TypeConversionException;

/** Values as they are written on a command line. */
public final class Converters {

    private static final Pattern DURATION =
            Pattern.compile("(?:(\\d{1,4})d)?(?:(\\d{1,6})h)?(?:(\\d{1,7})m)?(?:(\\d{1,9})s)?");

    private Converters() {}

    /** {@code 90s}, {@code 10m}, {@code 1h30m}, {@code 2d}. */
    static Duration duration(String text) {
        Matcher parts = DURATION.matcher(text.toLowerCase(Locale.ROOT));
        if (text.isEmpty() || !parts.matches()) {
            throw new TypeConversionException(
                    Wording.quoted(text) + " is not a duration; give one such as 90s, 10m, 1h30m or 2d");
        }
        return Duration.ofDays(part(parts, 1))
                .plusHours(part(parts, 2))
                .plusMinutes(part(parts, 3))
                .plusSeconds(part(parts, 4));
    }

    private static long part(Matcher parts, int group) {
        String digits = parts.group(group);
        return digits == null ? 0 : Long.parseLong(digits);
    }

    static Track track(String text) {
        return Stream.of(Track.values())
                .filter(track -> track.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() ->
                        new TypeConversionException(Wording.quoted(text) + " is not a track; give blue or green"));
    }
}
