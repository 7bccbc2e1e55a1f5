package dev.bluegreen.testkit.internal.route;

import dev.bluegreen.testkit.internal.loopback.HttpRequest;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

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

    /** A star is for any number of characters, a question mark for one (ALB guide, path conditions). */
    static Predicate<HttpRequest> pattern(String path) {
        Pattern wanted = wildcards(path, 0);
        return request -> wanted.matcher(request.path()).matches();
    }

    /** The same for the host of a request, in any case; empty for any host. */
    static Predicate<HttpRequest> host(String host) {
        Pattern wanted = wildcards(host.isEmpty() ? "*" : host, Pattern.CASE_INSENSITIVE);
        return request ->
                wanted.matcher(request.header("host").split(":", 2)[0]).matches();
    }

    private static Pattern wildcards(String text, int flags) {
        return Pattern.compile(
                text.chars()
                        .mapToObj(one -> one == '*' ? ".*" : one == '?' ? "." : Pattern.quote(Character.toString(one)))
                        .collect(Collectors.joining()),
                flags);
    }
}
