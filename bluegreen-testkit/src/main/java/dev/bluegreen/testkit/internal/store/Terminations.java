package dev.bluegreen.testkit.internal.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The API server's rules for objects that cannot vanish at once: pods with grace, finalizers, propagation. */
final class Terminations {

    static final String FOREGROUND = "foregroundDeletion";
    static final String ORPHAN = "orphan";

    private static final long DEFAULT_GRACE = 30;

    private Terminations() {}

    /** The object marked as terminating, or empty if nothing holds it back. The tree is mutable. */
    static Optional<Map<String, Object>> mark(
            ResourceKey key, Map<String, Object> tree, Deletion deletion, Instant now) {
        addPropagationFinalizer(tree, deletion.propagation());
        long grace = grace(key, tree, deletion);
        if (grace == 0 && !hasFinalizers(key, tree)) {
            return Optional.empty();
        }
        Map<String, Object> metadata = Trees.child(tree, "metadata");
        OptionalLong running = Trees.integer(metadata, "deletionGracePeriodSeconds");
        if (running.isEmpty() || grace < running.getAsLong()) {
            metadata.put("deletionTimestamp", timestamp(now.plusSeconds(grace)));
            metadata.put("deletionGracePeriodSeconds", grace);
            Trees.integer(metadata, "generation").ifPresent(old -> metadata.put("generation", old + 1));
        }
        return Optional.of(tree);
    }

    /** True if an object that was marked before has nothing left that holds it back. */
    static boolean isOver(ResourceKey key, Map<String, Object> tree) {
        return Trees.string(tree, "metadata", "deletionTimestamp").isPresent()
                && Trees.integer(tree, "metadata", "deletionGracePeriodSeconds").orElse(0) == 0
                && !hasFinalizers(key, tree);
    }

    static boolean hasFinalizers(ResourceKey key, Map<String, Object> tree) {
        return !Trees.list(tree, "metadata", "finalizers").isEmpty()
                || (key.is("", "namespaces")
                        && !Trees.list(tree, "spec", "finalizers").isEmpty());
    }

    static String timestamp(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Only pods have grace, and only those that a node runs. */
    private static long grace(ResourceKey key, Map<String, Object> tree, Deletion deletion) {
        if (!key.is("", "pods") || Trees.text(tree, "spec", "nodeName").isEmpty()) {
            return 0;
        }
        return deletion.graceSeconds() != null
                ? deletion.graceSeconds()
                : Trees.integer(tree, "spec", "terminationGracePeriodSeconds").orElse(DEFAULT_GRACE);
    }

    private static void addPropagationFinalizer(Map<String, Object> tree, Deletion.Propagation propagation) {
        if (propagation == Deletion.Propagation.BACKGROUND) {
            return;
        }
        String finalizer = propagation == Deletion.Propagation.FOREGROUND ? FOREGROUND : ORPHAN;
        List<Object> finalizers = new ArrayList<>(Trees.list(tree, "metadata", "finalizers"));
        if (!finalizers.contains(finalizer)) {
            finalizers.add(finalizer);
            Trees.child(tree, "metadata").put("finalizers", finalizers);
        }
    }
}
