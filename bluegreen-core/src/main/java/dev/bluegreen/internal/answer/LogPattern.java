package dev.bluegreen.internal.answer;

import dev.bluegreen.model.Wording;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern searched in logs. Logs are untrusted data: only the beginning of a line is searched, and runaway backtracking ends
 * the search.
 *
 * @param regex a regular expression, found anywhere in a line
 */
public record LogPattern(String regex) {

    /** Searched part of a line, in characters. */
    static final int LONGEST_LINE = 4_096;

    private static final int LONGEST_PATTERN = 1_000;

    /** Limit of steps: more than a pattern with {@code .*} at both ends needs for the longest line. */
    private static final int MOST_STEPS = 10_000_000;

    /** Problem of the pattern; empty if there is none. */
    public Optional<String> problem() {
        if (regex.length() > LONGEST_PATTERN) {
            return Optional.of(
                    "log: " + Wording.quoted(regex) + " is too long; give at most " + LONGEST_PATTERN + " characters");
        }
        try {
            Pattern.compile(regex);
            return regex.isEmpty()
                    ? Optional.of("log: '' is in every line; give a part of the expected one")
                    : Optional.empty();
        } catch (PatternSyntaxException e) {
            return Optional.of("log: " + Wording.quoted(regex) + " is not a regular expression: " + e.getDescription()
                    + " near index " + e.getIndex() + "; correct it");
        } catch (StackOverflowError e) {
            return Optional.of("log: " + Wording.quoted(regex) + " is nested too deeply; write it flatter");
        }
    }

    /**
     * Whether a line matches.
     *
     * @throws IllegalStateException if a line takes too long, so the result is unknown
     */
    public boolean isIn(List<String> lines) {
        Pattern pattern = Pattern.compile(regex);
        return lines.stream().anyMatch(line -> isIn(line, pattern));
    }

    private boolean isIn(String line, Pattern pattern) {
        String looked = line.substring(0, Math.min(LONGEST_LINE, line.length()));
        try {
            return pattern.matcher(new CountedText(looked, MOST_STEPS)).find();
        } catch (StackOverflowError | CountedText.Exceeded e) {
            throw new IllegalStateException(
                    this + " takes too long on a line of " + line.length()
                            + " characters; write it without nested repetitions, such as (.*,)*",
                    e);
        }
    }

    @Override
    public String toString() {
        return "/" + regex + "/";
    }

    /**
     * A text that can be read a limited number of times, and only by a thread that is not interrupted: this stops a regular
     * expression with runaway backtracking, deterministically. For use by one thread.
     */
    private static final class CountedText implements CharSequence {

        private final CharSequence text;
        private long left;

        CountedText(CharSequence text, long most) {
            this.text = text;
            this.left = most;
        }

        @Override
        public char charAt(int index) {
            if (--left < 0 || Thread.currentThread().isInterrupted()) {
                throw new Exceeded();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text.toString();
        }

        /** The limit of reads was exceeded. */
        static final class Exceeded extends RuntimeException {

            private static final long serialVersionUID = 1;

            Exceeded() {
                super("read too often", null, false, false);
            }
        }
    }
}
