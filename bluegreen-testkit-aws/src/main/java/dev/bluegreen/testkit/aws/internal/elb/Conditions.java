package dev.bluegreen.testkit.aws.internal.elb;

import dev.bluegreen.testkit.aws.internal.Xml;
import dev.bluegreen.testkit.internal.loopback.HttpRequest;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which requests a rule is for: all of its conditions have to hold, of each one value. */
record Conditions(List<Xml> members) {

    boolean matches(HttpRequest request) {
        return members.stream().allMatch(condition -> matches(condition, request));
    }

    private static boolean matches(Xml condition, HttpRequest request) {
        String sent = switch (condition.childText("Field").orElse("")) {
            case "path-pattern" -> request.path();
            case "host-header" -> request.header("host").replaceFirst(":\\d+$", "");
            case "http-header" -> request.header(headerName(condition));
            case "http-request-method" -> request.method();
            default -> "";
        };
        return values(condition).anyMatch(pattern -> matches(pattern, sent));
    }

    private static String headerName(Xml condition) {
        return condition
                .child("HttpHeaderConfig")
                .flatMap(config -> config.childText("HttpHeaderName"))
                .orElse("");
    }

    /** Values stand in the condition itself, or in the configuration of its field. */
    private static Stream<String> values(Xml condition) {
        return Stream.concat(Stream.of(condition), condition.children().stream())
                .flatMap(holder -> holder.all("Values"))
                .flatMap(values -> values.all("member"))
                .map(Xml::text);
    }

    private static boolean matches(String pattern, String text) {
        String regex = pattern.chars()
                .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c)))
                .collect(Collectors.joining());
        return text.matches(regex);
    }
}
