package dev.bluegreen.model;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Instants and durations as messages say them to a person. Thread-safe. */
public final class Wording {

    /** Maximum lengths of a quoted value, a sentence, and a text of several sentences. */
    private static final int VALUE = 200;

    private static final int SENTENCE = 500;
    private static final int MESSAGE = 2_000;

    private static final int DIGITS = 4;

    /** Maximum edit distance of a suggestion. */
    private static final int NEAR = 3;

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MILLISECOND = Duration.ofMillis(1);

    private Wording() {}

    /**
     * One line that is safe to show in a log or a terminal: characters that would end the line, colour it or turn its
     * direction are shown as codes, and it is cut after 500 characters.
     */
    public static String line(String text) {
        return plain(text, SENTENCE);
    }

    /** The same for a text of several sentences: cut after 2,000 characters. */
    public static String lines(String text) {
        return plain(text, MESSAGE);
    }

    /** A user's value in quotes, cut after 200 characters; {@code null} without quotes. */
    public static String quoted(@Nullable Object value) {
        return value == null ? "null" : "'" + plain(value.toString(), VALUE) + "'";
    }

    private static String plain(String text, int longest) {
        String shown = text.substring(0, Math.min(longest + 1, text.length()));
        return cut(escaped(shown), longest);
    }

    private static String escaped(String text) {
        return isPlain(text) ? text : codes(text);
    }

    /** True if nothing in it would have to be escaped. */
    static boolean isPlain(String text) {
        return text.codePoints().allMatch(Wording::isPlain);
    }

    private static String codes(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(point -> {
            if (isPlain(point)) {
                shown.appendCodePoint(point);
            } else {
                shown.append(code(point));
            }
        });
        return shown.toString();
    }

    /** No control, line or paragraph separator, unseen mark (such as one of direction) or half of a character. */
    private static boolean isPlain(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }

    private static String code(int point) {
        return switch (point) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> "\\u%04x".formatted(point);
        };
    }

    private static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        boolean half = Character.isHighSurrogate(text.charAt(longest - 1));
        return text.substring(0, half ? longest - 1 : longest) + "...";
    }

    /** {@code 2026-11-29T09:32:12Z}: rounded up to the second, so that the instant has passed by then. */
    public static String of(Instant moment) {
        Instant second = moment.truncatedTo(ChronoUnit.SECONDS);
        return (second.equals(moment) ? second : second.plusSeconds(1)).toString();
    }

    /** {@code 23 h 59 min}: a duration as people read it; seconds only below 10 minutes, {@code 250 ms} below a second. */
    public static String of(Duration time) {
        if (time.isNegative()) {
            return time.compareTo(MILLISECOND.negated()) > 0 ? "less than 0 s" : "-" + of(positive(time));
        }
        if (time.compareTo(SECOND) < 0 && !time.isZero()) {
            return time.compareTo(MILLISECOND) < 0 ? "less than 1 ms" : time.toMillis() + " ms";
        }
        if (time.toMinutes() == 0) {
            return time.toSeconds() + " s";
        }
        if (time.toMinutes() < 10 && time.toSecondsPart() > 0) {
            return time.toMinutes() + " min " + time.toSecondsPart() + " s";
        }
        return time.toHours() == 0 ? time.toMinutes() + " min" : time.toHours() + " h " + time.toMinutesPart() + " min";
    }

    private static Duration positive(Duration negative) {
        return negative.toSeconds() == Long.MIN_VALUE ? Duration.ofSeconds(Long.MAX_VALUE) : negative.negated();
    }

    /** {@code 0.0213}, {@code 1234568}: a number with 4 digits, or more if there are more before the point. */
    public static String number(double value) {
        double size = Math.abs(value);
        boolean plain = Double.isFinite(value) && (size == 0 || (size >= 1e-6 && size < 1e15));
        if (!plain) {
            return String.valueOf(value);
        }
        BigDecimal exact = BigDecimal.valueOf(value);
        int before = exact.precision() - exact.scale();
        BigDecimal shown = exact.round(new MathContext(Math.max(DIGITS, before)));
        return shown.signum() == 0 ? "0" : shown.stripTrailingZeros().toPlainString();
    }

    /** {@code 1 pod}, {@code 3 pods}. */
    public static String pods(int count) {
        return count + (count == 1 ? " pod" : " pods");
    }

    /** The known word that was probably meant by a mistyped one, for a suggestion; empty if none is near. */
    public static Optional<String> nearest(String word, Collection<String> known) {
        int most = Math.min(NEAR, Math.max(1, word.length() / 2));
        return known.stream()
                .filter(one -> Math.abs(one.length() - word.length()) <= most && distance(one, word) <= most)
                .min(Comparator.comparingInt((String one) -> distance(one, word))
                        .thenComparing(one -> one));
    }

    /** The edit distance (Levenshtein). */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
