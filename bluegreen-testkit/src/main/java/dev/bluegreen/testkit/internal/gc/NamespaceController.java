package dev.bluegreen.testkit.internal.gc;

import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.internal.store.Deletion;
import dev.bluegreen.testkit.internal.store.ObjectStore;
import dev.bluegreen.testkit.internal.store.ResourceKey;
import dev.bluegreen.testkit.internal.store.StoreEvent;
import dev.bluegreen.testkit.internal.store.Trees;
import java.util.List;
import java.util.Map;

/** Empties a namespace that is being deleted, then lets it go. */
public final class NamespaceController {

    private final ObjectStore store;
    private final WorkQueue queue;

    private NamespaceController(ObjectStore store, Time time) {
        this.store = store;
        this.queue = new WorkQueue(time);
    }

    /** Works on the store from now on, on the given time. */
    public static void start(ObjectStore store, Time time) {
        store.subscribe(new NamespaceController(store, time)::react);
    }

    /** Runs with the store's lock held, so it only notes what is to do. */
    private void react(StoreEvent event) {
        ResourceKey key = event.key();
        boolean goes = key.is("", "namespaces") && isTerminating(event.latest());
        boolean emptier =
                event.type() == StoreEvent.Type.DELETED && !key.namespace().isEmpty();
        if (goes || emptier) {
            queue.add(() -> empty(goes ? key.name() : key.namespace()));
        }
    }

    private void empty(String namespace) {
        ResourceKey key = ResourceKey.core("namespaces", "", namespace);
        if (store.get(key).filter(NamespaceController::isTerminating).isEmpty()) {
            return;
        }
        List<ResourceKey> contents = store.keys().stream()
                .filter(content -> content.namespace().equals(namespace))
                .toList();
        if (contents.isEmpty()) {
            store.remove(key);
        } else {
            store.update(key, tree -> {
                Trees.child(tree, "status").put("phase", "Terminating");
                return tree;
            });
            contents.forEach(this::delete);
        }
    }

    private void delete(ResourceKey key) {
        store.get(key).filter(tree -> !isTerminating(tree)).ifPresent(tree -> store.delete(key, Deletion.background()));
    }

    private static boolean isTerminating(Map<String, Object> tree) {
        return Trees.at(tree, "metadata", "deletionTimestamp") != null;
    }
}
