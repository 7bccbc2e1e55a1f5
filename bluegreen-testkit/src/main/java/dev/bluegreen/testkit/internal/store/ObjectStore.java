package dev.bluegreen.testkit.internal.store;

import dev.bluegreen.spi.Time;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * All objects of one fake cluster, with the API server's rules for resourceVersion, uid, generation and deletion.
 *
 * <p>Thread-safe by one lock. Trees that come out are unmodifiable; trees that go in are copied. Integers come out as
 * {@link Long}s, null fields are dropped.
 */
public final class ObjectStore {

    private static final String NAME_ALPHABET = "bcdfghjklmnpqrstvwxz2456789";
    private static final int SUFFIX_LENGTH = 5;

    private final Time time;
    private final Random names;
    private final NavigableMap<ResourceKey, Map<String, Object>> objects = new TreeMap<>();
    private final OwnedObjects owned = new OwnedObjects();
    private final LabelledObjects labelled = new LabelledObjects();
    private final List<Consumer<StoreEvent>> subscribers = new CopyOnWriteArrayList<>();
    private final EventLog log = new EventLog();
    private long version;
    private long uids;

    /**
     * An empty store.
     *
     * @param time gives creation and deletion timestamps
     * @param seed for the random part of generated names
     */
    public ObjectStore(Time time, long seed) {
        this.time = time;
        this.names = new Random(seed);
    }

    /** The object, if it is there. */
    public synchronized Optional<Map<String, Object>> get(ResourceKey key) {
        return Optional.ofNullable(objects.get(key));
    }

    /**
     * All objects of a resource, ordered by namespace and name.
     *
     * @param namespace null for all namespaces
     */
    public synchronized List<Map<String, Object>> list(String group, String plural, @Nullable String namespace) {
        List<Map<String, Object>> objectsOfRange = new ArrayList<>();
        range(group, plural, namespace).values().forEach(objectsOfRange::add);
        return Collections.unmodifiableList(objectsOfRange);
    }

    /** The objects of a resource whose controller has this uid, ordered by namespace and name. */
    public synchronized List<Map<String, Object>> controlledBy(String uid, String group, String plural) {
        return owned.of(uid, group, plural);
    }

    /**
     * The objects of a resource in a namespace that have all of these labels, ordered by name.
     *
     * @param labels none for all objects
     */
    public synchronized List<Map<String, Object>> labelled(
            String group, String plural, String namespace, Map<String, String> labels) {
        return labels.isEmpty() ? list(group, plural, namespace) : labelled.of(group, plural, namespace, labels);
    }

    /** The keys of all objects, ordered. */
    public synchronized List<ResourceKey> keys() {
        return List.copyOf(objects.keySet());
    }

    /** The version of the last commit. */
    public synchronized long resourceVersion() {
        return version;
    }

    /** Runs reads and writes that nobody may come between. */
    public synchronized <T> T atomically(Supplier<T> action) {
        return action.get();
    }

    /**
     * Adds an object under {@code metadata.namespace} and {@code metadata.name}, or a name made from
     * {@code metadata.generateName}.
     *
     * @return the object as stored
     * @throws StoreException if it is there already or has no name
     */
    public synchronized Map<String, Object> create(String group, String plural, Map<String, Object> object) {
        Map<String, Object> tree = Trees.copy(object);
        Map<String, Object> metadata = Trees.child(tree, "metadata");
        ResourceKey key = new ResourceKey(group, plural, Trees.text(metadata, "namespace"), nameOf(metadata));
        requireFree(key);
        metadata.put("name", key.name());
        metadata.put("uid", nextUid());
        metadata.put("creationTimestamp", Terminations.timestamp(time.now()));
        metadata.remove("generation");
        if (Generations.counted(key)) {
            metadata.put("generation", 1L);
        }
        return put(StoreEvent.Type.ADDED, key, tree);
    }

    /**
     * Changes an object. The change may touch every part of it, status too; what the server owns (uid, creation time,
     * resourceVersion, generation) is kept right. A change that changes nothing is not a commit. An object that was
     * being deleted and whose last finalizer goes is removed.
     *
     * @param change gets a mutable copy and returns what the object shall be; what it throws is passed on, and nothing
     *     is committed
     * @return the object as it is then, or empty if there is none
     */
    public synchronized Optional<Map<String, Object>> update(
            ResourceKey key, UnaryOperator<Map<String, Object>> change) {
        return change(key, change, (before, after) -> raiseGeneration(key, before, after));
    }

    /** As {@link #update}, but as through the status endpoint, which never raises the generation. */
    public synchronized Optional<Map<String, Object>> updateStatus(
            ResourceKey key, UnaryOperator<Map<String, Object>> change) {
        return change(key, change, (before, after) -> after);
    }

    private Optional<Map<String, Object>> change(
            ResourceKey key,
            UnaryOperator<Map<String, Object>> change,
            BinaryOperator<Map<String, Object>> generation) {
        Map<String, Object> before = objects.get(key);
        if (before == null) {
            return Optional.empty();
        }
        Map<String, Object> after = Trees.freeze(keepIdentity(before, change.apply(Trees.copy(before))));
        if (after.equals(before)) {
            return Optional.of(before);
        }
        if (Terminations.isOver(key, after)) {
            remove(key);
            return Optional.of(after);
        }
        return Optional.of(put(StoreEvent.Type.MODIFIED, key, generation.apply(before, after)));
    }

    /**
     * Deletes an object as the API server does: a pod on a node is marked until {@link #remove} confirms it, an object
     * with finalizers until the last of them goes, everything else is gone at once.
     *
     * @return the object as it is or was last, or empty if there is none
     * @throws StoreException if a precondition does not hold
     */
    public synchronized Optional<Deleted> delete(ResourceKey key, Deletion deletion) {
        Map<String, Object> before = objects.get(key);
        if (before == null) {
            return Optional.empty();
        }
        Deleted deleted = deleted(key, before, deletion);
        if (deleted.gone()) {
            remove(key);
            return Optional.of(deleted);
        }
        Map<String, Object> after = deleted.object();
        return Optional.of(
                new Deleted(after.equals(before) ? before : put(StoreEvent.Type.MODIFIED, key, after), false));
    }

    /**
     * What {@link #delete} would do, without doing it.
     *
     * @throws StoreException if a precondition does not hold
     */
    public synchronized Optional<Deleted> previewDelete(ResourceKey key, Deletion deletion) {
        return get(key).map(before -> deleted(key, before, deletion));
    }

    private Deleted deleted(ResourceKey key, Map<String, Object> before, Deletion deletion) {
        requirePreconditions(key, before, deletion);
        return Terminations.mark(key, Trees.copy(before), deletion, time.now())
                .map(marked -> new Deleted(Trees.freeze(marked), false))
                .orElseGet(() -> new Deleted(before, true));
    }

    /** Takes an object out of the store now, whatever finalizers or grace it has. */
    public synchronized boolean remove(ResourceKey key) {
        Map<String, Object> before = objects.remove(key);
        if (before != null) {
            owned.changed(key, before, null);
            labelled.changed(key, before, null);
            commit(new StoreEvent(StoreEvent.Type.DELETED, key, before, null, ++version));
        }
        return before != null;
    }

    /**
     * Tells the subscriber every commit from now on, in order, with the store's lock held: it must not block, and not
     * write to this store (it should enqueue what it wants to do).
     *
     * @return ends the subscription
     */
    public synchronized Runnable subscribe(Consumer<StoreEvent> subscriber) {
        subscribers.add(subscriber);
        return () -> subscribers.remove(subscriber);
    }

    /** All commits after the given version, or empty if some of them are forgotten or the version is in the future. */
    public synchronized Optional<List<StoreEvent>> eventsAfter(long resourceVersion) {
        return resourceVersion > version ? Optional.empty() : log.after(resourceVersion);
    }

    /** All commits that are not forgotten, in order. */
    public synchronized List<StoreEvent> eventsKept() {
        return log.kept();
    }

    /** Forgets all commits so far, so that a watch from an older version is answered 410 Gone. */
    public synchronized void compact() {
        log.compact(version);
    }

    private NavigableMap<ResourceKey, Map<String, Object>> range(
            String group, String plural, @Nullable String namespace) {
        return namespace == null
                ? objects.subMap(
                        new ResourceKey(group, plural, "", ""),
                        true,
                        new ResourceKey(group, plural + "\0", "", ""),
                        false)
                : objects.subMap(
                        new ResourceKey(group, plural, namespace, ""),
                        true,
                        new ResourceKey(group, plural, namespace + "\0", ""),
                        false);
    }

    private Map<String, Object> put(StoreEvent.Type type, ResourceKey key, Map<String, Object> tree) {
        Map<String, Object> stamped = Trees.copy(tree);
        Trees.child(stamped, "metadata").put("resourceVersion", Long.toString(++version));
        Map<String, Object> stored = Trees.freeze(stamped);
        Map<String, Object> before = objects.put(key, stored);
        owned.changed(key, before, stored);
        labelled.changed(key, before, stored);
        commit(new StoreEvent(type, key, before, stored, version));
        return stored;
    }

    private void commit(StoreEvent event) {
        log.add(event);
        subscribers.forEach(subscriber -> subscriber.accept(event));
    }

    private static Map<String, Object> keepIdentity(Map<String, Object> before, Map<String, Object> after) {
        Map<String, Object> metadata = Trees.child(after, "metadata");
        for (String field : List.of("name", "namespace", "uid", "creationTimestamp", "resourceVersion", "generation")) {
            Object value = Trees.at(before, "metadata", field);
            if (value == null) {
                metadata.remove(field);
            } else {
                metadata.put(field, value);
            }
        }
        return after;
    }

    private static Map<String, Object> raiseGeneration(
            ResourceKey key, Map<String, Object> before, Map<String, Object> after) {
        if (!Generations.counted(key) || !Generations.raised(key, before, after)) {
            return after;
        }
        Map<String, Object> raised = Trees.copy(after);
        Trees.child(raised, "metadata")
                .put(
                        "generation",
                        Trees.integer(before, "metadata", "generation").orElse(0) + 1);
        return raised;
    }

    private void requireFree(ResourceKey key) {
        if (objects.containsKey(key)) {
            throw new StoreException(
                    StoreException.Reason.ALREADY_EXISTS,
                    key,
                    key.groupResource() + " \"" + key.name() + "\" already exists");
        }
    }

    private static void requirePreconditions(ResourceKey key, Map<String, Object> tree, Deletion deletion) {
        requireSame(key, "UID", deletion.uid(), Trees.text(tree, "metadata", "uid"));
        requireSame(
                key, "ResourceVersion", deletion.resourceVersion(), Trees.text(tree, "metadata", "resourceVersion"));
    }

    private static void requireSame(ResourceKey key, String what, @Nullable String wanted, String found) {
        if (wanted != null && !wanted.equals(found)) {
            throw new StoreException(
                    StoreException.Reason.CONFLICT,
                    key,
                    "the " + what + " in the precondition (" + wanted + ") does not match the " + what + " in record ("
                            + found + "). The object might have been deleted and then recreated");
        }
    }

    private String nameOf(Map<String, Object> metadata) {
        return Trees.string(metadata, "name").filter(name -> !name.isEmpty()).orElseGet(() -> generateName(metadata));
    }

    private String generateName(Map<String, Object> metadata) {
        String prefix = Trees.text(metadata, "generateName");
        if (prefix.isEmpty()) {
            throw new StoreException(
                    StoreException.Reason.INVALID, new ResourceKey("", "", "", ""), "name or generateName is required");
        }
        StringBuilder name = new StringBuilder(prefix);
        for (int i = 0; i < SUFFIX_LENGTH; i++) {
            name.append(NAME_ALPHABET.charAt(names.nextInt(NAME_ALPHABET.length())));
        }
        return name.toString();
    }

    private String nextUid() {
        return "00000000-0000-4000-8000-%012x".formatted(++uids);
    }

    /**
     * What a deletion did.
     *
     * @param object as it is while it terminates, or as it was last
     * @param gone true if it has left the store
     */
    public record Deleted(Map<String, Object> object, boolean gone) {}
}
