package dev.bluegreen.testkit.internal.gc;

import dev.bluegreen.testkit.internal.store.ResourceKey;
import dev.bluegreen.testkit.internal.store.StoreEvent;
import dev.bluegreen.testkit.internal.store.Trees;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Who owns whom, kept up to date by the store's events. Thread-safe. */
final class Owners {

    private final Map<String, Set<ResourceKey>> dependents = new HashMap<>();
    private final Map<String, ResourceKey> alive = new HashMap<>();

    synchronized void update(StoreEvent event) {
        owners(event.before())
                .forEach(owner -> dependents.getOrDefault(owner, Set.of()).remove(event.key()));
        owners(event.after())
                .forEach(owner -> dependents
                        .computeIfAbsent(owner, uid -> new TreeSet<>())
                        .add(event.key()));
        String uid = Trees.text(event.latest(), "metadata", "uid");
        if (event.after() != null) {
            alive.put(uid, event.key());
        } else {
            alive.remove(uid);
        }
    }

    synchronized List<ResourceKey> dependentsOf(String uid) {
        return List.copyOf(dependents.getOrDefault(uid, Set.of()));
    }

    /** The owners of an object that are still there. */
    synchronized List<ResourceKey> of(Map<String, Object> tree) {
        return owners(tree).stream().filter(alive::containsKey).map(alive::get).toList();
    }

    /** True if an object has owners, and all of them are gone. */
    synchronized boolean isOrphaned(Map<String, Object> tree) {
        List<String> owners = owners(tree);
        return !owners.isEmpty() && owners.stream().noneMatch(alive::containsKey);
    }

    private static List<String> owners(@Nullable Map<String, Object> tree) {
        return Trees.maps(tree, "metadata", "ownerReferences").stream()
                .map(reference -> Trees.text(reference, "uid"))
                .toList();
    }
}
