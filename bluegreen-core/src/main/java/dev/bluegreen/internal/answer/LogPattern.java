package dev.bluegreen.internal.answer;

import dev.bluegreen.model.Wording;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern that is looked for in logs. What is in a log was written by somebody else: of a line only the beginning is looked
 * at, and a line on which the pattern would run away ends the search.
 *
 * @param regex a regular expression, found anywhere in a line
 */
public record LogPattern(String regex) {

    /** How much of a line is looked at, in characters. */
    static final int LONGEST_LINE = 4_096;

    private static final int LONGEST_PATTERN = 1_000;

    /** More than a pattern with a {@code .*} at each end takes for the longest line. */
    private static final int MOST_STEPS = 10_000_000;

    /** What is wrong with it; empty when nothing is. */
    public Optional<String> problem() {
        if (regex.length() > LONGEST_PATTERN) {
            return Optional.of(
                    "log: " + Wording.quoted(regex) + " is too long; give at most " + LONGEST_PATTERN + " characters");
        }
        try {
            Pattern.compile(regex);
            return regex.isEmpty()
                    ? Optional.of("log: '' is in every line; give a part of the one you expect")
                    : Optional.empty();
        } catch (PatternSyntaxException e) {
            return Optional.of("log: " + Wording.quoted(regex) + " is no regular expression: " + e.getDescription()
                    + " near index " + e.getIndex() + "; correct it");
        } catch (StackOverflowError e) {
            return Optional.of("log: " + Wording.quoted(regex) + " is nested too deeply; write it flatter");
        }
    }

    /**
     * Whether a line matches.
     *
     * @throws IllegalStateException if a line takes it too long: then nothing can be said
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
                    this + " runs away on a line of " + line.length()
                            + " characters; write it without nested repetitions, such as (.*,)*",
                    e);
        }
    }

    @Override
    public String toString() {
        return "/" + regex + "/";
    }
}
