package dev.bluegreen.testkit.internal.store;

import org.jspecify.annotations.Nullable;

/**
 * How an object is to be deleted.
 *
 * @param graceSeconds null for the object's own grace period
 * @param uid null, or the uid it must have
 * @param resourceVersion null, or the version it must have
 */
public record Deletion(
        @Nullable Long graceSeconds,
        @Nullable String uid,
        @Nullable String resourceVersion,
        Propagation propagation) {

    /** What becomes of the objects owned by the deleted one. */
    public enum Propagation {
        /** They are deleted after it. */
        BACKGROUND,
        /** They are deleted before it. */
        FOREGROUND,
        /** They stay, without owner. */
        ORPHAN
    }

    /** With the object's own grace period, without preconditions, dependents afterwards. */
    public static Deletion background() {
        return new Deletion(null, null, null, Propagation.BACKGROUND);
    }

    /** The same with another grace period in seconds. */
    public Deletion grace(long seconds) {
        return new Deletion(seconds, uid, resourceVersion, propagation);
    }
}
