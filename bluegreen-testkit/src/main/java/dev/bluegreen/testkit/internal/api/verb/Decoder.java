package dev.bluegreen.testkit.internal.api.verb;

import dev.bluegreen.testkit.internal.api.call.ApiCall;
import dev.bluegreen.testkit.internal.api.call.ApiError;
import dev.bluegreen.testkit.internal.kind.KindCheck;
import dev.bluegreen.testkit.internal.patch.Duplicates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a real server's decoder does with built-in kinds: refuses wrong types, and drops fields that a kind does not have. */
public final class Decoder {

    private Decoder() {}

    /** What was sent as a whole; a client may ask that unknown fields be refused. */
    public static void ofBody(ApiCall call, Map<String, Object> tree) {
        KindCheck check = check(call, tree);
        String cannot = "%s in version \"%s\" cannot be handled as a %s: "
                .formatted(
                        call.resource().kind(), call.version(), call.resource().kind());
        if (!check.wrong().isEmpty()) {
            throw ApiError.badRequest(cannot + check.wrong().get(0));
        }
        if (call.query("fieldValidation").equals("Strict") && !check.unknown().isEmpty()) {
            throw ApiError.badRequest(cannot + "strict decoding error: unknown field \""
                    + String.join("\", unknown field \"", check.unknown()) + "\"");
        }
    }

    /** What a patch has made. */
    static void ofPatched(ApiCall call, Map<String, Object> tree) {
        KindCheck check = check(call, tree);
        if (!check.wrong().isEmpty()) {
            ApiError.Cause cause =
                    ApiError.Cause.invalid("patch", call.body(), check.wrong().get(0));
            throw ApiError.invalid(call.resource(), call.name(), List.of(cause));
        }
    }

    /** What is applied: here unknown fields are refused, too, and lists that have a key twice. The real server answers 500 without a reason. */
    static void ofApplied(ApiCall call, Map<String, Object> tree) {
        KindCheck check = check(call, tree);
        List<String> errors = check.wrong().isEmpty() ? undeclaredAndTwice(call, check, tree) : check.wrong();
        if (!errors.isEmpty()) {
            String object = "%s/%s; %s, Kind=%s"
                    .formatted(
                            call.namespace(),
                            call.name(),
                            call.apiVersion(),
                            call.resource().kind());
            String message = "failed to create typed patch object (" + object + "): " + String.join(", ", errors);
            throw new ApiError(500, "", message, Map.of());
        }
    }

    private static List<String> undeclaredAndTwice(ApiCall call, KindCheck check, Map<String, Object> tree) {
        List<String> errors = new ArrayList<>();
        check.unknown().forEach(field -> errors.add("." + field + ": field not declared in schema"));
        errors.addAll(Duplicates.in(tree, Writes.schema(call)));
        return errors;
    }

    private static KindCheck check(ApiCall call, Map<String, Object> tree) {
        return KindCheck.of(call.resource().custom() ? "" : call.resource().kind(), tree);
    }
}
