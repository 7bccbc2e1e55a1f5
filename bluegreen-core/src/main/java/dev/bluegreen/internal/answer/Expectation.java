package dev.bluegreen.internal.answer;

import dev.bluegreen.internal.http.Http;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Wording;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * An expectation of an HTTP response.
 *
 * @param miss the mismatch as a message; empty if the response matches
 * @param problem problem of the expectation itself; empty if there is none
 */
public record Expectation(Function<Http.Answer, Optional<String>> miss, Optional<String> problem) {

    private static final int LONGEST = 100;
    private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}");

    public static Expectation success() {
        return new Expectation(
                answer -> when(answer.status() / 100 != 2, () -> status(answer) + ", expected 2xx"), Optional.empty());
    }

    public static Expectation status(int status) {
        return new Expectation(
                answer -> when(answer.status() != status, () -> status(answer) + ", expected " + status),
                when(
                        status < 100 || status > 599,
                        () -> "expectStatus: " + status + " is not an HTTP status; give one from 100 to 599"));
    }

    public static Expectation body(String part) {
        Input.given("expectBody", part, "give a part of the body you expect");
        return new Expectation(
                answer -> when(!answer.body().contains(part), () -> "the body does not contain '" + part + "'"),
                when(part.isEmpty(), () -> "expectBody: '' is in every body; give a part of the one you expect"));
    }

    public static Expectation header(String name, String value) {
        Input.given("expectHeader", name, "give the name of a header");
        Input.given("expectHeader." + name, value, "give the value you expect");
        return new Expectation(
                answer -> {
                    Optional<String> seen = answer.headers().firstValue(name);
                    return when(
                            !seen.equals(Optional.of(value)),
                            () -> "header " + name + " is " + shown(seen) + ", expected '" + value + "'");
                },
                when(
                        !HEADER.matcher(name).matches(),
                        () -> "expectHeader: " + Wording.quoted(name) + " is not a header; give its name"));
    }

    public static Expectation json(String pointer, String value) {
        Input.given("expectJson", pointer, "give a JSON pointer such as /build/version");
        Input.given("expectJson." + Wording.line(pointer), value, "give the value you expect");
        return new Expectation(
                answer -> {
                    Optional<String> seen = Json.parse(answer.body()).flatMap(new JsonPointer(pointer)::in);
                    return when(
                            !seen.equals(Optional.of(value)),
                            () -> "JSON " + pointer + " is " + shown(seen) + ", expected '" + value + "'");
                },
                JsonPointer.problem(pointer).map(why -> "expectJson: " + why));
    }

    public static Expectation within(Duration most) {
        return new Expectation(
                answer -> when(
                        answer.took().compareTo(most) > 0,
                        () -> "it took " + answer.took().toMillis() + " ms, expected at most " + most.toMillis()),
                Input.positive("expectWithin", most));
    }

    /** The status, with the target of a redirect, which is not followed. */
    private static String status(Http.Answer answer) {
        return "status " + answer.status()
                + answer.headers()
                        .firstValue("Location")
                        .filter(place -> answer.status() / 100 == 3)
                        .map(place -> " (redirects to " + shownPlace(place) + ")")
                        .orElse("");
    }

    /** A location without user, query and fragment, which may hold secrets. */
    private static String shownPlace(String location) {
        try {
            URI place = URI.create(location);
            String shown = place.getHost() == null ? String.valueOf(place.getPath()) : WebAddress.shown(place);
            return StoreStatus.shortened(shown);
        } catch (IllegalArgumentException e) {
            return "an invalid address";
        }
    }

    private static String shown(Optional<String> value) {
        return value.map(text -> "'" + (text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text) + "'")
                .orElse("missing");
    }

    private static Optional<String> when(boolean wrong, Supplier<String> sentence) {
        return wrong ? Optional.of(sentence.get()) : Optional.empty();
    }
}
