package dev.bluegreen.testkit.internal.api.call;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** From a URL to the object, collection or subresource it names. */
public final class CallParser {

    private static final Pattern LEADING_SLASH = Pattern.compile("^/");

    private final Resources resources;

    public CallParser(Resources resources) {
        this.resources = resources;
    }

    /**
     * The call a request makes.
     *
     * @return empty if the path is none of a resource
     * @throws ApiError if the group is served, but not this resource or method
     */
    public Optional<ApiCall> parse(HttpCall http) {
        List<String> parts =
                List.of(LEADING_SLASH.matcher(http.path()).replaceFirst("").split("/"));
        if (parts.size() > 2 && parts.get(0).equals("api")) {
            return Optional.of(resource(http, "", parts.get(1), parts.subList(2, parts.size())));
        }
        if (parts.size() > 3 && parts.get(0).equals("apis") && resources.hasGroup(parts.get(1))) {
            return Optional.of(resource(http, parts.get(1), parts.get(2), parts.subList(3, parts.size())));
        }
        return Optional.empty();
    }

    private ApiCall resource(HttpCall http, String group, String version, List<String> rest) {
        boolean inNamespace = rest.get(0).equals("namespaces")
                && rest.size() > 2
                && !(rest.size() == 3 && List.of("status", "finalize").contains(rest.get(2)));
        String namespace = inNamespace ? rest.get(1) : "";
        List<String> path = inNamespace ? rest.subList(2, rest.size()) : rest;
        Resource resource = resources.find(group, version, path.get(0)).orElseThrow(ApiError::unknownResource);
        if (path.size() > 4) {
            throw ApiError.unknownResource();
        }
        String name = path.size() > 1 ? path.get(1) : "";
        Map<String, String> query = query(http.query());
        return withWebSocket(new ApiCall(
                verb(http.method(), name, query),
                resource,
                version,
                namespace,
                name,
                path.size() > 2 ? String.join("/", path.subList(2, path.size())) : "",
                query,
                http.client(),
                query.getOrDefault("fieldManager", http.agent()),
                http.contentType(),
                http.body(),
                http.webSocket(),
                http.watchId()));
    }

    private static ApiCall withWebSocket(ApiCall call) {
        if (call.verb().equals("watch") && !call.webSocket()) {
            WatchOptions.requireVersion(call);
            throw ApiError.notImplemented("the fake API server serves watches over WebSockets only, as fabric8's client"
                    + " asks for them; use such a client");
        }
        return call;
    }

    private static String verb(String method, String name, Map<String, String> query) {
        return switch (method) {
            case "GET" -> name.isEmpty() ? (isWatch(query) ? "watch" : "list") : isWatch(query) ? "watch" : "get";
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> name.isEmpty() ? "deletecollection" : "delete";
            default -> throw ApiError.methodNotAllowed();
        };
    }

    private static boolean isWatch(Map<String, String> query) {
        return List.of("true", "1").contains(query.getOrDefault("watch", ""));
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new LinkedHashMap<>();
        for (String pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return query;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
