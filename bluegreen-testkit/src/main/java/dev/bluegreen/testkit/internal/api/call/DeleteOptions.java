package dev.bluegreen.testkit.internal.api.call;

import dev.bluegreen.testkit.internal.json.Json;
import dev.bluegreen.testkit.internal.store.Deletion;
import dev.bluegreen.testkit.internal.store.Trees;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a client wants something deleted: from the body, or else from the query. */
public final class DeleteOptions {

    private static final Resource OPTIONS = Resource.of("meta.k8s.io", "v1", "DeleteOptions", "deleteoptions");
    private static final List<String> POLICIES = List.of("Background", "Foreground", "Orphan");

    private DeleteOptions() {}

    public static Map<String, Object> body(ApiCall call) {
        return call.body().isBlank() ? Map.of() : Json.parseObject(call.body());
    }

    public static boolean isDryRun(ApiCall call, Map<String, Object> options) {
        return call.isDryRun() || Trees.list(options, "dryRun").contains("All");
    }

    /**
     * The deletion that the options ask for.
     *
     * @throws ApiError 422 if there is no such propagation policy
     */
    public static Deletion of(ApiCall call, Map<String, Object> options) {
        return new Deletion(
                seconds(call, options),
                Trees.string(options, "preconditions", "uid").orElse(null),
                Trees.string(options, "preconditions", "resourceVersion").orElse(null),
                propagation(call, options));
    }

    private static @Nullable Long seconds(ApiCall call, Map<String, Object> options) {
        String query = call.query("gracePeriodSeconds");
        if (options.get("gracePeriodSeconds") instanceof Number number) {
            return number.longValue();
        }
        return query.isEmpty() ? null : Long.valueOf(query);
    }

    private static Deletion.Propagation propagation(ApiCall call, Map<String, Object> options) {
        String policy = Trees.string(options, "propagationPolicy").orElse(call.query("propagationPolicy"));
        if (policy.isEmpty()) {
            boolean orphan = Trees.isTrue(options, "orphanDependents") || call.isTrue("orphanDependents");
            return orphan ? Deletion.Propagation.ORPHAN : Deletion.Propagation.BACKGROUND;
        }
        return switch (policy) {
            case "Background" -> Deletion.Propagation.BACKGROUND;
            case "Foreground" -> Deletion.Propagation.FOREGROUND;
            case "Orphan" -> Deletion.Propagation.ORPHAN;
            default -> throw ApiError.invalid(OPTIONS, "", List.of(unknown(policy)));
        };
    }

    private static ApiError.Cause unknown(String policy) {
        String message = "Unsupported value: \"%s\": supported values: \"%s\""
                .formatted(policy, String.join("\", \"", POLICIES));
        return new ApiError.Cause("FieldValueNotSupported", message, "propagationPolicy");
    }
}
