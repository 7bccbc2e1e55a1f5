package dev.bluegreen.testkit.internal.controller;

import dev.bluegreen.testkit.internal.store.ResourceKey;
import dev.bluegreen.testkit.internal.store.StoreEvent;
import dev.bluegreen.testkit.internal.store.Trees;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who owns whom, by uid, kept in step with the store. Thread-safe. */
final class OwnerIndex {

    private final Map<String, ResourceKey> living = new HashMap<>();
    private final Map<String, Set<ResourceKey>> dependents = new HashMap<>();

    /** Takes in a commit. */
    synchronized void follow(StoreEvent event) {
        String uid = Trees.text(event.latest(), "metadata", "uid");
        if (event.type() == StoreEvent.Type.DELETED) {
            living.remove(uid);
        } else {
            living.put(uid, event.key());
        }
        for (String owner : owners(event.before())) {
            dependents.getOrDefault(owner, new TreeSet<>()).remove(event.key());
        }
        for (String owner : owners(event.after())) {
            dependents.computeIfAbsent(owner, any -> new TreeSet<>()).add(event.key());
        }
    }

    /** The objects that name this owner, ordered. */
    synchronized List<ResourceKey> dependents(String owner) {
        return List.copyOf(dependents.getOrDefault(owner, Set.of()));
    }

    /** The object of that uid, while it is there. */
    synchronized Optional<ResourceKey> living(String uid) {
        return Optional.ofNullable(living.get(uid));
    }

    /** The uids of all owners an object names. */
    static Set<String> owners(@Nullable Map<String, Object> object) {
        return Trees.maps(object, "metadata", "ownerReferences").stream()
                .map(reference -> Trees.text(reference, "uid"))
                .collect(Collectors.toSet());
    }
}
