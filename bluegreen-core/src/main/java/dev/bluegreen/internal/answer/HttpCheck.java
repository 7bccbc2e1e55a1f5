package dev.bluegreen.internal.answer;

import dev.bluegreen.internal.http.Http;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The headers that a check sends, and the response it expects.
 *
 * @param field name of the setting, for messages
 * @param headers sent with each request
 * @param expected the first is the expectation of the status
 */
public record HttpCheck(String field, Headers headers, List<Expectation> expected) {

    /** A check that expects 2xx. */
    public static HttpCheck of(String field) {
        return new HttpCheck(field, Headers.NONE, List.of(Expectation.success()));
    }

    /** Copies the list. */
    public HttpCheck {
        expected = List.copyOf(expected);
    }

    public HttpCheck sending(String name, String value) {
        return new HttpCheck(field, headers.with(field, name, value), expected);
    }

    public HttpCheck expecting(Expectation more) {
        return new HttpCheck(
                field,
                headers,
                Stream.concat(expected.stream(), Stream.of(more)).toList());
    }

    /** A copy that expects this status instead of 2xx. */
    public HttpCheck expectingStatus(int status) {
        List<Expectation> all = new ArrayList<>(expected);
        all.set(0, Expectation.status(status));
        return new HttpCheck(field, headers, all);
    }

    /** All mismatches of a response, without the values of headers that were sent; empty if there are none. */
    public String misses(Http.Answer answer) {
        String all = expected.stream()
                .flatMap(one -> one.miss().apply(answer).stream())
                .collect(Collectors.joining(", "));
        return headers.removedFrom(all);
    }

    public List<String> problems() {
        return expected.stream().flatMap(one -> one.problem().stream()).toList();
    }
}
