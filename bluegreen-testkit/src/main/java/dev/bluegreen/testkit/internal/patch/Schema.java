package dev.bluegreen.testkit.internal.patch;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which lists of a kind are merged by which keys, and which objects are atomic. What is not listed is atomic if a list,
 * granular if an object: as in the real server's schemas for the kinds that a release touches.
 */
public final class Schema {

    private static final Map<String, List<String>> LIST_KEYS = Map.ofEntries(
            Map.entry("containers", List.of("name")),
            Map.entry("initContainers", List.of("name")),
            Map.entry("ephemeralContainers", List.of("name")),
            Map.entry("volumes", List.of("name")),
            Map.entry("env", List.of("name")),
            Map.entry("imagePullSecrets", List.of("name")),
            Map.entry("volumeMounts", List.of("mountPath")),
            Map.entry("volumeDevices", List.of("devicePath")),
            Map.entry("hostAliases", List.of("ip")),
            Map.entry("topologySpreadConstraints", List.of("topologyKey", "whenUnsatisfiable")),
            Map.entry("conditions", List.of("type")),
            Map.entry("ownerReferences", List.of("uid")));
    private static final List<String> SERVICE_PORT = List.of("port", "protocol");
    private static final List<String> CONTAINER_PORT = List.of("containerPort", "protocol");
    private static final Set<String> ATOMIC_MAPS = Set.of("selector", "nodeSelector", "claimRef", "scaleTargetRef");

    private final String plural;
    private final boolean custom;

    private Schema(String plural, boolean custom) {
        this.plural = plural;
        this.custom = custom;
    }

    /** The schema of a built-in kind. */
    public static Schema builtIn(String plural) {
        return new Schema(plural, false);
    }

    /** The schema of a custom resource: all lists atomic, all objects granular. */
    public static Schema custom() {
        return new Schema("", true);
    }

    /** The fields that tell the elements of a list apart; empty if the list is replaced as a whole. */
    List<String> listKeys(List<String> path) {
        String field = last(path);
        if (custom && !path.equals(List.of("metadata", "ownerReferences"))) {
            return List.of();
        }
        return field.equals("ports") ? portKeys(path) : LIST_KEYS.getOrDefault(field, List.of());
    }

    /** A list of plain values that is merged as a set. */
    boolean isSet(List<String> path) {
        return path.equals(List.of("metadata", "finalizers"));
    }

    boolean isAtomicMap(List<String> path) {
        return !custom && path.size() > 1 && ATOMIC_MAPS.contains(last(path));
    }

    private List<String> portKeys(List<String> path) {
        if (path.size() > 1 && path.get(path.size() - 2).endsWith("ontainers")) {
            return CONTAINER_PORT;
        }
        return plural.equals("services") && path.equals(List.of("spec", "ports")) ? SERVICE_PORT : List.of();
    }

    private static String last(List<String> path) {
        return path.get(path.size() - 1);
    }
}
