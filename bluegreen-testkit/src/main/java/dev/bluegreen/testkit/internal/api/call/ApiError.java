package dev.bluegreen.testkit.internal.api.call;

import dev.bluegreen.testkit.internal.json.Json;
import dev.bluegreen.testkit.internal.patch.PatchException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A request is refused: carries the Status body a real server sends. */
public final class ApiError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int code;
    private final String reason;
    private final transient Map<String, Object> details;

    public ApiError(int code, String reason, String message, Map<String, Object> details) {
        super(message, null, false, false);
        this.code = code;
        this.reason = reason;
        this.details = details;
    }

    static ApiError notFound(Resource resource, String name) {
        return about(404, "NotFound", resource, name, "%s \"%s\" not found".formatted(resource.qualified(), name));
    }

    public static ApiError namespaceNotFound(String namespace) {
        return new ApiError(
                404,
                "NotFound",
                "namespaces \"%s\" not found".formatted(namespace),
                Map.of("name", namespace, "kind", "namespaces"));
    }

    public static ApiError unknownResource() {
        return new ApiError(404, "NotFound", "the server could not find the requested resource", Map.of());
    }

    public static ApiError alreadyExists(Resource resource, String name) {
        String message = "%s \"%s\" already exists".formatted(resource.qualified(), name);
        return about(409, "AlreadyExists", resource, name, message);
    }

    public static ApiError conflict(Resource resource, String name, String why) {
        String message = "Operation cannot be fulfilled on %s \"%s\": %s".formatted(resource.qualified(), name, why);
        return about(409, "Conflict", resource, name, message);
    }

    public static ApiError forbidden(Resource resource, String name, String why) {
        String object = name.isEmpty() ? "" : " \"" + name + "\"";
        return about(
                403, "Forbidden", resource, name, "%s%s is forbidden: %s".formatted(resource.qualified(), object, why));
    }

    public static ApiError badRequest(String message) {
        return new ApiError(400, "BadRequest", message, Map.of());
    }

    /** A real server can, and this one says that it cannot. */
    public static ApiError notImplemented(String message) {
        return new ApiError(501, "NotImplemented", message, Map.of());
    }

    public static ApiError methodNotAllowed() {
        String message = "the server does not allow this method on the requested resource";
        return new ApiError(405, "MethodNotAllowed", message, Map.of());
    }

    public static ApiError unsupportedMediaType(String contentType) {
        String message = "the body of the request was in an unknown format - accepted media types include: "
                + "application/json-patch+json, application/merge-patch+json, "
                + "application/strategic-merge-patch+json, application/apply-patch+yaml (got " + contentType + ")";
        return new ApiError(415, "UnsupportedMediaType", message, Map.of());
    }

    public static ApiError expired(String message) {
        return new ApiError(410, "Expired", message, Map.of());
    }

    /** What a real server says to a patch that does not fit; the cause is added so that a test's author sees it. */
    public static ApiError patchDoesNotFit(PatchException error) {
        String cause = String.valueOf(error.getMessage());
        String message = "the server rejected our request due to an error in our request";
        return new ApiError(422, "Invalid", message, Map.of("causes", List.of(Map.of("message", cause))));
    }

    public static ApiError invalid(Resource resource, String name, List<Cause> causes) {
        String what = resource.group().isEmpty() ? resource.kind() : resource.kind() + "." + resource.group();
        String list = causes.size() == 1
                ? causes.get(0).toString()
                : "[" + String.join(", ", causes.stream().map(Cause::toString).toList()) + "]";
        Map<String, Object> details = new LinkedHashMap<>(details(resource, name));
        details.put("kind", resource.kind());
        details.put("causes", causes.stream().map(Cause::tree).toList());
        return new ApiError(422, "Invalid", "%s \"%s\" is invalid: %s".formatted(what, name, list), details);
    }

    /** A value that makes no sense to the storage: the real server calls that an error of its own, at least until 1.32. */
    static ApiError unreadable(Cause cause) {
        return new ApiError(500, "", cause.toString(), Map.of());
    }

    public static ApiError about(int code, String reason, Resource resource, String name, String message) {
        return new ApiError(code, reason, message, details(resource, name));
    }

    /** The same, telling the client when to come back, as a real server does in header and body. */
    public ApiError retryAfter(int seconds) {
        Map<String, Object> told = new LinkedHashMap<>(details);
        told.put("retryAfterSeconds", seconds);
        return new ApiError(code, reason, String.valueOf(getMessage()), told);
    }

    int code() {
        return code;
    }

    public Map<String, Object> status() {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("kind", "Status");
        status.put("apiVersion", "v1");
        status.put("metadata", Map.of());
        status.put("status", "Failure");
        status.put("message", getMessage());
        status.put("reason", reason);
        status.put("details", details);
        status.put("code", code);
        return status;
    }

    public Reply reply() {
        Reply.Text reply = Reply.json(code, Json.write(status()));
        Object seconds = details.get("retryAfterSeconds");
        return seconds == null ? reply : reply.withHeader("Retry-After", seconds.toString());
    }

    private static Map<String, Object> details(Resource resource, String name) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("name", name);
        if (!resource.group().isEmpty()) {
            details.put("group", resource.group());
        }
        details.put("kind", resource.plural());
        return details;
    }

    /** One field that is wrong, as the real server's validation lists it. */
    public record Cause(String reason, String message, String field) {

        public static Cause required(String field, String detail) {
            return new Cause(
                    "FieldValueRequired", detail.isEmpty() ? "Required value" : "Required value: " + detail, field);
        }

        public static Cause invalid(String field, Object value, String detail) {
            String shown = value instanceof String ? "\"" + value + "\"" : Json.write(value);
            return new Cause("FieldValueInvalid", "Invalid value: " + shown + ": " + detail, field);
        }

        public static Cause forbidden(String field, String detail) {
            return new Cause("FieldValueForbidden", "Forbidden: " + detail, field);
        }

        public static Cause duplicate(String field, String value) {
            return new Cause("FieldValueDuplicate", "Duplicate value: \"" + value + "\"", field);
        }

        Map<String, Object> tree() {
            return Map.of("reason", reason, "message", message, "field", field);
        }

        @Override
        public String toString() {
            return field + ": " + message;
        }
    }
}
