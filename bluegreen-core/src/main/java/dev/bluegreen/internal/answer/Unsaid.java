package dev.bluegreen.internal.answer;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Stream;

/** Keeps what was sent as a secret out of what is said of the answer: a server may send it back. */
public final class Unsaid {

    /** What is shorter is no secret, and would be in many a word. */
    private static final int SHORTEST = 4;

    private Unsaid() {}

    /** The text without the values of these headers, nor what stands behind a scheme such as {@code Bearer} in them. */
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
