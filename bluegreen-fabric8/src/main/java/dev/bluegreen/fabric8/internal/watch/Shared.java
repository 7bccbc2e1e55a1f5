package dev.bluegreen.fabric8.internal.watch;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Equal parts of cached objects, kept once and as long as one of the objects: the pods of a track differ by little more than
 * name and address. Nobody may change a part. Thread-safe.
 */
final class Shared {

    private final Map<Object, WeakReference<Object>> parts = new WeakHashMap<>();

    /** The part that all objects with an equal one have. */
    @SuppressWarnings("unchecked") // Equal parts of one class are of one type.
    synchronized <T> T one(T part) {
        WeakReference<Object> known = parts.get(part);
        Object same = known == null ? null : known.get();
        if (same != null && same.getClass() == part.getClass()) {
            return (T) same;
        }
        parts.put(part, new WeakReference<>(part));
        return part;
    }
}
