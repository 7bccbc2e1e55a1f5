package dev.bluegreen.check;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern that is looked for in logs.
 *
 * @param regex a regular expression, found anywhere in a line
 */
record LogPattern(String regex) {

    /** What is wrong with it; empty when nothing is. */
    Optional<String> problem() {
        try {
            Pattern.compile(regex);
            return regex.isEmpty()
                    ? Optional.of("log: '' is in every line; give a part of the one you expect")
                    : Optional.empty();
        } catch (PatternSyntaxException e) {
            return Optional.of("log: '" + regex + "' is no regular expression: " + e.getDescription() + " near index "
                    + e.getIndex());
        }
    }

    boolean isIn(List<String> lines) {
        return lines.stream().anyMatch(Pattern.compile(regex).asPredicate());
    }

    @Override
    public String toString() {
        return "/" + regex + "/";
    }
}
