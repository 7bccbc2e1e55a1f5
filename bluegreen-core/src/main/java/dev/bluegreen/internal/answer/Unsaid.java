package dev.bluegreen.internal.answer;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Stream;

/** Removes secrets that were sent from messages about the response: a server may echo them. */
public final class Unsaid {

    /** Shorter values are no secrets, and would match parts of words. */
    private static final int SHORTEST = 4;

    private Unsaid() {}

    /** The text without these headers' values, also without a scheme such as {@code Bearer}. */
    public static String without(Map<String, String> headers, String text) {
        return hidden(headers.values(), text);
    }

    private static String hidden(Collection<String> values, String text) {
        return values.stream()
                .flatMap(value -> Stream.of(value, value.substring(value.indexOf(' ') + 1)))
                .filter(value -> value.length() >= SHORTEST)
                .reduce(text, (said, value) -> said.replace(value, "(a header that was sent)"));
    }
}
