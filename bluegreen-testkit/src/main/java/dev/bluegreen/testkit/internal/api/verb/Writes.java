package dev.bluegreen.testkit.internal.api.verb;

import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.internal.api.admission.Defaults;
import dev.bluegreen.testkit.internal.api.admission.DefinitionLimits;
import dev.bluegreen.testkit.internal.api.admission.Presented;
import dev.bluegreen.testkit.internal.api.admission.Validation;
import dev.bluegreen.testkit.internal.api.call.ApiCall;
import dev.bluegreen.testkit.internal.api.call.ApiError;
import dev.bluegreen.testkit.internal.patch.ManagedFields;
import dev.bluegreen.testkit.internal.patch.Schema;
import dev.bluegreen.testkit.internal.patch.Writer;
import dev.bluegreen.testkit.internal.store.ObjectStore;
import dev.bluegreen.testkit.internal.store.ResourceKey;
import dev.bluegreen.testkit.internal.store.StoreException;
import dev.bluegreen.testkit.internal.store.Trees;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Create and update, with what the server does around them: preconditions, defaults, validation, owners, dry run. */
public final class Writes {

    private final ObjectStore store;
    private final Time time;
    private final Defaults defaults = new Defaults();

    public Writes(ObjectStore store, Time time) {
        this.store = store;
        this.time = time;
    }

    /** Stores a new object. */
    public Map<String, Object> create(ApiCall call, Map<String, Object> sent) {
        return create(call, sent, tree -> recordOwner(call, Map.of(), tree));
    }

    /** Stores a new object whose owners are recorded by the given action. */
    public Map<String, Object> create(ApiCall call, Map<String, Object> sent, Consumer<Map<String, Object>> owners) {
        Map<String, Object> tree = Presented.stored(call, sent);
        Map<String, Object> metadata = Trees.child(tree, "metadata");
        requireSameNamespace(call, metadata);
        if (call.resource().namespaced()) {
            metadata.put("namespace", call.namespace());
        }
        metadata.keySet().removeIf(field -> field.equals("managedFields") || field.startsWith("deletion"));
        requireName(call, metadata);
        if (call.resource().hasStatus()) {
            tree.remove("status");
        }
        tree.put("apiVersion", call.storedApiVersion());
        tree.put("kind", call.resource().kind());
        return store.atomically(() -> {
            requireLivingNamespace(call);
            defaults.apply(call.resource(), tree);
            validateNew(call, tree);
            DefinitionLimits.requireServed(call.resource(), tree);
            owners.accept(tree);
            return call.isDryRun() ? preview(call, tree) : stored(call, tree);
        });
    }

    /** Changes an object; status and the rest are kept apart. */
    public Map<String, Object> change(ApiCall call, UnaryOperator<Map<String, Object>> change) {
        return change(call, change, (before, after) -> recordOwner(call, before, after));
    }

    /** Changes an object; its owners are recorded by the given action, which gets it before and after. */
    public Map<String, Object> change(ApiCall call, UnaryOperator<Map<String, Object>> change, Owners owners) {
        AtomicReference<Map<String, Object>> dry = new AtomicReference<>();
        Map<String, Object> result = store.update(call.key(), tree -> {
                    Map<String, Object> before = Trees.freeze(tree);
                    Map<String, Object> after = admitted(call, before, change.apply(tree));
                    owners.record(before, after);
                    dry.set(Trees.freeze(after));
                    return call.isDryRun() ? Trees.copy(before) : after;
                })
                .orElseThrow(call::notFound);
        return call.isDryRun() ? Objects.requireNonNull(dry.get()) : result;
    }

    private Map<String, Object> admitted(ApiCall call, Map<String, Object> before, Map<String, Object> after) {
        requirePreconditions(call, before, after);
        Map<String, Object> tree = separated(call, before, after);
        tree.put("apiVersion", call.storedApiVersion());
        tree.put("kind", call.resource().kind());
        keepDeletion(before, tree);
        if (call.subresource().equals("status")) {
            Validation.ofStatus(call.resource(), tree);
        } else {
            keepAddress(call, before, tree);
            defaults.apply(call.resource(), tree);
            Validation.ofChange(call.resource(), before, tree);
            DefinitionLimits.requireServed(call.resource(), tree);
        }
        return tree;
    }

    /** The main resource cannot change the status, and the status subresource nothing else. */
    private static Map<String, Object> separated(ApiCall call, Map<String, Object> before, Map<String, Object> after) {
        boolean statusOnly = call.subresource().equals("status");
        if (!statusOnly && !call.resource().hasStatus()) {
            return after;
        }
        Map<String, Object> tree = statusOnly ? Trees.copy(before) : after;
        Object status = statusOnly ? after.get("status") : before.get("status");
        if (status == null) {
            tree.remove("status");
        } else {
            tree.put("status", Trees.copyOf(status));
        }
        return tree;
    }

    private static void keepDeletion(Map<String, Object> before, Map<String, Object> after) {
        Map<String, Object> metadata = Trees.child(after, "metadata");
        for (String field : new String[] {"deletionTimestamp", "deletionGracePeriodSeconds"}) {
            metadata.remove(field);
            Object value = Trees.at(before, "metadata", field);
            if (value != null) {
                metadata.put(field, value);
            }
        }
    }

    /** A Service that is sent back without its address keeps it. */
    private static void keepAddress(ApiCall call, Map<String, Object> before, Map<String, Object> after) {
        String address = Trees.text(before, "spec", "clusterIP");
        boolean external = Trees.text(after, "spec", "type").equals("ExternalName");
        if (call.resource().is("", "services") && !external && !address.isEmpty()) {
            Trees.child(after, "spec").putIfAbsent("clusterIP", address);
        }
    }

    private void recordOwner(ApiCall call, Map<String, Object> before, Map<String, Object> after) {
        Map<String, Object> old = before.isEmpty() ? Map.of() : before;
        restoreOwners(old, after);
        ManagedFields.of(after, schema(call)).recordUpdate(writer(call, "Update"), old, after);
    }

    private static void restoreOwners(Map<String, Object> before, Map<String, Object> after) {
        Object owners = Trees.at(before, "metadata", "managedFields");
        if (owners != null) {
            Trees.child(after, "metadata").put("managedFields", Trees.copyOf(owners));
        }
    }

    Writer writer(ApiCall call, String operation) {
        String now = time.now().truncatedTo(ChronoUnit.SECONDS).toString();
        return new Writer(call.manager(), operation, call.apiVersion(), call.subresource(), now);
    }

    static Schema schema(ApiCall call) {
        return call.resource().custom()
                ? Schema.custom()
                : Schema.builtIn(call.resource().plural());
    }

    private static void requirePreconditions(ApiCall call, Map<String, Object> before, Map<String, Object> after) {
        String name = Trees.text(after, "metadata", "name");
        if (!name.equals(call.name())) {
            throw ApiError.badRequest(
                    "the name of the object (" + name + ") does not match the name on the URL (" + call.name() + ")");
        }
        requireSameNamespace(call, Trees.map(after, "metadata"));
        String uid = Trees.text(after, "metadata", "uid");
        String actual = Trees.text(before, "metadata", "uid");
        if (!uid.isEmpty() && !uid.equals(actual)) {
            throw ApiError.conflict(
                    call.resource(),
                    call.name(),
                    "Precondition failed: UID in precondition: " + uid + ", UID in object meta: " + actual);
        }
        String version = Trees.text(after, "metadata", "resourceVersion");
        if (!version.isEmpty() && !version.equals(Trees.text(before, "metadata", "resourceVersion"))) {
            throw ApiError.conflict(
                    call.resource(),
                    call.name(),
                    "the object has been modified; please apply your changes to the latest version and try again");
        }
    }

    private static void requireSameNamespace(ApiCall call, Map<String, Object> metadata) {
        String namespace = Trees.text(metadata, "namespace");
        if (!namespace.isEmpty() && !namespace.equals(call.namespace())) {
            throw ApiError.badRequest(
                    "the namespace of the provided object does not match the namespace sent on the " + "request");
        }
    }

    private static void requireName(ApiCall call, Map<String, Object> metadata) {
        boolean named = !Trees.text(metadata, "name").isEmpty()
                || !Trees.text(metadata, "generateName").isEmpty();
        if (!named) {
            throw ApiError.invalid(
                    call.resource(),
                    "",
                    List.of(ApiError.Cause.required("metadata.name", "name or generateName is required")));
        }
    }

    private void requireLivingNamespace(ApiCall call) {
        if (!call.resource().namespaced()) {
            return;
        }
        Map<String, Object> namespace = store.get(ResourceKey.core("namespaces", "", call.namespace()))
                .orElseThrow(() -> ApiError.namespaceNotFound(call.namespace()));
        if (Trees.at(namespace, "metadata", "deletionTimestamp") != null) {
            throw ApiError.forbidden(
                    call.resource(),
                    call.name(),
                    "unable to create new content in namespace " + call.namespace()
                            + " because it is being terminated");
        }
    }

    private static void validateNew(ApiCall call, Map<String, Object> tree) {
        if (!Trees.text(tree, "metadata", "name").isEmpty()) {
            Validation.ofNew(call.resource(), tree);
        }
    }

    private Map<String, Object> stored(ApiCall call, Map<String, Object> tree) {
        try {
            return store.create(call.resource().storageGroup(), call.resource().plural(), tree);
        } catch (StoreException e) {
            throw ApiError.alreadyExists(call.resource(), Trees.text(tree, "metadata", "name"));
        }
    }

    private Map<String, Object> preview(ApiCall call, Map<String, Object> tree) {
        String name = Trees.text(tree, "metadata", "name");
        if (store.get(call.keyOf(name)).isPresent()) {
            throw ApiError.alreadyExists(call.resource(), name);
        }
        Map<String, Object> seen = new LinkedHashMap<>(tree);
        Trees.child(seen, "metadata").put("uid", "00000000-0000-4000-8000-dddddddddddd");
        Trees.child(seen, "metadata")
                .put(
                        "creationTimestamp",
                        time.now().truncatedTo(ChronoUnit.SECONDS).toString());
        return seen;
    }

    /** Records who owns what after a change. */
    @FunctionalInterface
    interface Owners {

        void record(Map<String, Object> before, Map<String, Object> after);
    }
}
