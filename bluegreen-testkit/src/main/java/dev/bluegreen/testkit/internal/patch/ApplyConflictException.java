package dev.bluegreen.testkit.internal.patch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A server-side apply would change what others own. */
public final class ApplyConflictException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Conflict> conflicts;

    ApplyConflictException(Map<Writer, List<List<String>>> owned) {
        super(message(owned));
        List<Conflict> all = new ArrayList<>();
        owned.forEach((owner, paths) ->
                paths.forEach(path -> all.add(new Conflict("conflict with " + name(owner), FieldsV1.readable(path)))));
        this.conflicts = List.copyOf(all);
    }

    /** One field each. */
    public List<Conflict> conflicts() {
        return conflicts;
    }

    private static String message(Map<Writer, List<List<String>>> owned) {
        int count = owned.values().stream().mapToInt(List::size).sum();
        List<String> parts = new ArrayList<>();
        owned.forEach((owner, paths) -> parts.add(part(owner, paths)));
        return "Apply failed with " + count + (count == 1 ? " conflict: " : " conflicts: ") + String.join("\n", parts);
    }

    private static String part(Writer owner, List<List<String>> paths) {
        if (paths.size() == 1) {
            return "conflict with " + name(owner) + ": " + FieldsV1.readable(paths.get(0));
        }
        StringBuilder text = new StringBuilder("conflicts with " + name(owner) + ":");
        paths.forEach(path -> text.append("\n- ").append(FieldsV1.readable(path)));
        return text.toString();
    }

    private static String name(Writer owner) {
        boolean update = owner.operation().equals("Update");
        return "\"" + owner.manager() + "\"" + (update ? " using " + owner.apiVersion() : "");
    }

    /**
     * One field that somebody else owns.
     *
     * @param message names the owner
     * @param field readable path
     */
    public record Conflict(String message, String field) {}
}
