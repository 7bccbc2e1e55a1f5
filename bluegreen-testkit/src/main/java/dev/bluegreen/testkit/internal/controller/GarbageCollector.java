package dev.bluegreen.testkit.internal.controller;

import dev.bluegreen.testkit.internal.store.Deletion;
import dev.bluegreen.testkit.internal.store.ObjectStore;
import dev.bluegreen.testkit.internal.store.ResourceKey;
import dev.bluegreen.testkit.internal.store.StoreEvent;
import dev.bluegreen.testkit.internal.store.Trees;
import java.util.List;
import java.util.Map;

/**
 * Deletes what belonged to a deleted object: afterwards, or before it where its deletion asks for that ({@code
 * foregroundDeletion}), or not at all ({@code orphan}).
 */
final class GarbageCollector implements Reconciler {

    private static final String FOREGROUND = "foregroundDeletion";
    private static final String ORPHAN = "orphan";

    private final ObjectStore store;
    private final ControllerLoop loop;
    private final OwnerIndex index = new OwnerIndex();

    GarbageCollector(ObjectStore store, ControllerLoop loop) {
        this.store = store;
        this.loop = loop;
    }

    /** Called with the store's lock held: takes note and enqueues. */
    void onCommit(StoreEvent event) {
        index.follow(event);
        if (event.type() == StoreEvent.Type.DELETED) {
            String uid = Trees.text(event.latest(), "metadata", "uid");
            loop.add(new Bereaved(this, uid), event.key());
            OwnerIndex.owners(event.before())
                    .forEach(owner -> index.living(owner).ifPresent(key -> loop.add(this, key)));
        } else if (Pods.terminating(event.latest())) {
            loop.add(this, event.key());
        }
    }

    /** Looks at an owner that waits for its dependents. */
    @Override
    public void reconcile(ResourceKey key) {
        Map<String, Object> owner = store.get(key).orElse(Map.of());
        List<Object> finalizers = Trees.list(owner, "metadata", "finalizers");
        if (!Pods.terminating(owner)) {
            return;
        }
        List<ResourceKey> dependents = index.dependents(uid(owner));
        if (finalizers.contains(ORPHAN)) {
            dependents.forEach(dependent -> release(dependent, uid(owner)));
            dropFinalizer(key, ORPHAN);
        } else if (finalizers.contains(FOREGROUND)) {
            dependents.forEach(this::deleteForeground);
            if (index.dependents(uid(owner)).isEmpty()) {
                dropFinalizer(key, FOREGROUND);
            }
        }
    }

    /** The objects left behind by an owner that is gone. */
    private record Bereaved(GarbageCollector collector, String owner) implements Reconciler {

        @Override
        public void reconcile(ResourceKey key) {
            collector.index.dependents(owner).forEach(dependent -> collector.collect(dependent, owner));
        }
    }

    private void collect(ResourceKey dependent, String owner) {
        boolean otherOwner = OwnerIndex.owners(store.get(dependent).orElse(Map.of())).stream()
                .anyMatch(uid -> index.living(uid).isPresent());
        if (otherOwner) {
            release(dependent, owner);
        } else {
            store.delete(dependent, Deletion.background());
        }
    }

    private void deleteForeground(ResourceKey dependent) {
        if (!Pods.terminating(store.get(dependent).orElse(Map.of()))) {
            Deletion.Propagation propagation =
                    dependent.is("", "pods") ? Deletion.Propagation.BACKGROUND : Deletion.Propagation.FOREGROUND;
            store.delete(dependent, new Deletion(null, null, null, propagation));
        }
    }

    private void release(ResourceKey dependent, String owner) {
        store.update(dependent, tree -> {
            List<Map<String, Object>> others = Trees.maps(tree, "metadata", "ownerReferences").stream()
                    .filter(reference -> !owner.equals(reference.get("uid")))
                    .toList();
            Trees.child(tree, "metadata").put("ownerReferences", others);
            return tree;
        });
    }

    private void dropFinalizer(ResourceKey key, String finalizer) {
        store.update(key, tree -> {
            List<Object> left = Trees.list(tree, "metadata", "finalizers").stream()
                    .filter(other -> !finalizer.equals(other))
                    .toList();
            Trees.child(tree, "metadata").put("finalizers", left);
            return tree;
        });
    }

    private static String uid(Map<String, Object> object) {
        return Trees.text(object, "metadata", "uid");
    }
}
