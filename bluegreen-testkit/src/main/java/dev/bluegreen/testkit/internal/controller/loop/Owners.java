package dev.bluegreen.testkit.internal.controller.loop;

import dev.bluegreen.testkit.internal.store.ObjectStore;
import dev.bluegreen.testkit.internal.store.ResourceKey;
import dev.bluegreen.testkit.internal.store.Trees;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tie between an object and the controller object it belongs to. */
public final class Owners {

    private Owners() {}

    /** The reference to put on an object made for the owner. */
    public static List<Object> reference(String apiVersion, String kind, Map<String, Object> owner) {
        Map<String, Object> reference = new LinkedHashMap<>();
        reference.put("apiVersion", apiVersion);
        reference.put("kind", kind);
        reference.put("name", Trees.text(owner, "metadata", "name"));
        reference.put("uid", Trees.text(owner, "metadata", "uid"));
        reference.put("controller", true);
        reference.put("blockOwnerDeletion", true);
        return List.of(reference);
    }

    /** The key of the controlling owner, if it is of that kind. */
    public static Optional<ResourceKey> controller(
            Map<String, Object> object, String kind, String group, String plural) {
        return references(object)
                .filter(reference -> kind.equals(reference.get("kind")))
                .map(reference -> new ResourceKey(
                        group, plural, Trees.text(object, "metadata", "namespace"), Trees.text(reference, "name")))
                .findFirst();
    }

    /** All objects of a resource that the owner controls, ordered by name. */
    public static List<Map<String, Object>> controlled(
            ObjectStore store, String group, String plural, Map<String, Object> owner) {
        return store.controlledBy(Trees.text(owner, "metadata", "uid"), group, plural);
    }

    private static java.util.stream.Stream<Map<String, Object>> references(Map<String, Object> object) {
        return Trees.maps(object, "metadata", "ownerReferences").stream()
                .filter(reference -> Trees.isTrue(reference, "controller"));
    }
}
