package dev.bluegreen.testkit.internal.store;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One commit to the store. The trees are unmodifiable.
 *
 * @param before the object as it was; null for {@link Type#ADDED}
 * @param after the object as it is; null for {@link Type#DELETED}
 * @param resourceVersion the version of this commit, also for a deletion
 */
public record StoreEvent(
        Type type,
        ResourceKey key,
        @Nullable Map<String, Object> before,
        @Nullable Map<String, Object> after,
        long resourceVersion) {

    /** What happened to the object. */
    public enum Type {
        /** It was created. */
        ADDED,
        /** It was changed. */
        MODIFIED,
        /** It is gone. */
        DELETED
    }

    /** The newest state there is: after the commit, or before it if the object is gone. */
    public Map<String, Object> latest() {
        return Objects.requireNonNull(after != null ? after : before);
    }
}
