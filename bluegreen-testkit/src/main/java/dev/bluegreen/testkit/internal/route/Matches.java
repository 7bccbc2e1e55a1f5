package dev.bluegreen.testkit.internal.route;

import dev.bluegreen.testkit.internal.loopback.HttpRequest;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Conditions on requests that routes have in common. */
final class Matches {

    private Matches() {}

    static Predicate<HttpRequest> everything() {
        return request -> true;
    }

    static Predicate<HttpRequest> path(String exact) {
        return request -> request.path().equals(exact);
    }

    /** By whole parts: {@code /a} is a prefix of {@code /a} and {@code /a/b}, not of {@code /ab}. */
    static Predicate<HttpRequest> pathUnder(String prefix) {
        String parent = prefix.endsWith("/") ? prefix : prefix + "/";
        return request -> (request.path() + "/").startsWith(parent);
    }

    static Predicate<HttpRequest> header(String name, String value) {
        return request -> request.header(name).equals(value);
    }

    /** In any case; a star is for any number of characters (ALB guide, host conditions). */
    static Predicate<HttpRequest> host(String host) {
        Pattern wanted = Pattern.compile(
                Stream.of(host.split("[*]", -1)).map(Pattern::quote).collect(Collectors.joining(".*")),
                Pattern.CASE_INSENSITIVE);
        return host.isEmpty()
                ? everything()
                : request ->
                        wanted.matcher(request.header("host").split(":", 2)[0]).matches();
    }
}
