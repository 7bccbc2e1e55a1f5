package dev.bluegreen.testkit.internal.patch;

import dev.bluegreen.testkit.internal.store.Trees;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** JSON patch, RFC 6902, as strict as the API server's: a failed test or an object that is not there refuses it all. */
public final class JsonPatch {

    private JsonPatch() {}

    /**
     * Changes the target in place; after a failure the target is undefined, and must be thrown away.
     *
     * @throws PatchException if an operation does not fit the target
     */
    public static void apply(Map<String, Object> target, List<Map<String, Object>> operations) {
        operations.forEach(operation -> apply(target, operation));
    }

    private static @Nullable Object copied(@Nullable Object value) {
        return value == null ? null : Trees.copyOf(value);
    }

    private static void apply(Map<String, Object> target, Map<String, Object> operation) {
        JsonPointer path = pointer(operation, "path");
        switch (Trees.text(operation, "op")) {
            case "add" -> path.add(target, value(operation));
            case "replace" -> path.replace(target, value(operation));
            case "remove" -> path.remove(target);
            case "test" -> test(target, path, operation.get("value"));
            case "move" -> path.add(target, pointer(operation, "from").remove(target));
            case "copy" -> path.add(target, copied(pointer(operation, "from").get(target)));
            default -> throw new PatchException("unknown operation: " + operation.get("op"));
        }
    }

    /** A missing path equals null, as the API server's library has it. */
    private static void test(Map<String, Object> target, JsonPointer path, @Nullable Object wanted) {
        Object found = path.find(target);
        if (!Objects.equals(normal(found), normal(wanted))) {
            throw new PatchException("testing value " + path + " failed");
        }
    }

    private static @Nullable Object normal(@Nullable Object value) {
        return value == null ? null : Trees.freeze(Map.of("value", value)).get("value");
    }

    private static JsonPointer pointer(Map<String, Object> operation, String field) {
        return JsonPointer.parse(Trees.string(operation, field)
                .orElseThrow(() -> new PatchException("operation without \"" + field + "\": " + operation)));
    }

    private static @Nullable Object value(Map<String, Object> operation) {
        if (!operation.containsKey("value")) {
            throw new PatchException("operation without \"value\": " + operation);
        }
        Object value = operation.get("value");
        return value == null ? null : Trees.copyOf(value);
    }
}
