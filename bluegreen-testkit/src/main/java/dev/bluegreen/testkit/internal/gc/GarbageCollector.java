package dev.bluegreen.testkit.internal.gc;

import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.internal.store.Deletion;
import dev.bluegreen.testkit.internal.store.ObjectStore;
import dev.bluegreen.testkit.internal.store.ResourceKey;
import dev.bluegreen.testkit.internal.store.StoreEvent;
import dev.bluegreen.testkit.internal.store.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Deletes what has lost its owners: in the background, before the owner (foreground), or not at all (orphan). */
public final class GarbageCollector {

    private static final String FOREGROUND = "foregroundDeletion";
    private static final String ORPHAN = "orphan";

    private final ObjectStore store;
    private final WorkQueue queue;
    private final Owners owners = new Owners();

    private GarbageCollector(ObjectStore store, Time time) {
        this.store = store;
        this.queue = new WorkQueue(time);
    }

    /** Works on the store from now on, on the given time. */
    public static void start(ObjectStore store, Time time) {
        store.subscribe(new GarbageCollector(store, time)::react);
    }

    /** Runs with the store's lock held, so it only notes what is to do. */
    private void react(StoreEvent event) {
        owners.update(event);
        Map<String, Object> after = event.after();
        if (after == null) {
            afterDeletion(event.latest());
        } else if (waitsFor(after, FOREGROUND) || waitsFor(after, ORPHAN)) {
            queue.add(() -> release(event.key()));
        } else if (owners.isOrphaned(after)) {
            queue.add(() -> deleteIfOrphaned(event.key()));
        }
    }

    private void afterDeletion(Map<String, Object> gone) {
        owners.dependentsOf(uid(gone)).forEach(key -> queue.add(() -> deleteIfOrphaned(key)));
        owners.of(gone).forEach(key -> queue.add(() -> release(key)));
    }

    private void deleteIfOrphaned(ResourceKey key) {
        store.get(key)
                .filter(owners::isOrphaned)
                .filter(tree -> Trees.at(tree, "metadata", "deletionTimestamp") == null)
                .ifPresent(tree -> store.delete(key, Deletion.background()));
    }

    /** Goes one step towards the end of an owner that waits for its dependents. */
    private void release(ResourceKey key) {
        store.get(key).ifPresent(owner -> {
            List<ResourceKey> dependents = owners.dependentsOf(uid(owner));
            if (waitsFor(owner, ORPHAN)) {
                dependents.forEach(dependent -> disown(dependent, uid(owner)));
                finish(key, ORPHAN);
            } else if (waitsFor(owner, FOREGROUND) && dependents.isEmpty()) {
                finish(key, FOREGROUND);
            } else if (waitsFor(owner, FOREGROUND)) {
                dependents.forEach(this::deleteForeground);
            }
        });
    }

    private void deleteForeground(ResourceKey key) {
        store.get(key)
                .filter(tree -> Trees.at(tree, "metadata", "deletionTimestamp") == null)
                .ifPresent(tree -> store.delete(key, new Deletion(null, null, null, Deletion.Propagation.FOREGROUND)));
    }

    private void disown(ResourceKey key, String owner) {
        store.update(key, tree -> {
            List<Object> rest = new ArrayList<>(Trees.list(tree, "metadata", "ownerReferences"));
            rest.removeIf(reference -> owner.equals(Trees.at(reference, "uid")));
            Trees.child(tree, "metadata").put("ownerReferences", rest.isEmpty() ? null : rest);
            return tree;
        });
    }

    private void finish(ResourceKey key, String finalizer) {
        store.update(key, tree -> {
            Trees.list(tree, "metadata", "finalizers").remove(finalizer);
            return tree;
        });
    }

    private static boolean waitsFor(Map<String, Object> tree, String finalizer) {
        return Trees.at(tree, "metadata", "deletionTimestamp") != null
                && Trees.list(tree, "metadata", "finalizers").contains(finalizer);
    }

    private static String uid(Map<String, Object> tree) {
        return Trees.text(tree, "metadata", "uid");
    }
}
