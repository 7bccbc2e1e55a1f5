package dev.bluegreen.model;

import java.util.Map;
import java.util.Set;

/**
 * One pod of a track, as last seen.
 *
 * @param name its name
 * @param uid its uid; a pod that was replaced under the same name has another
 * @param labels its labels
 * @param ready true if its Ready condition holds and it is not terminating
 * @param terminating true if it was told to stop
 * @param outdated true if it belongs to an older revision of its workload
 * @param restarts how often its containers were started again, all of them together
 * @param endings why its containers last ended, where one has, such as {@code OOMKilled}
 * @param digests what its containers run, such as {@code registry/checkout@sha256:...}; empty until they run
 */
public record Pod(
        String name,
        String uid,
        Map<String, String> labels,
        boolean ready,
        boolean terminating,
        boolean outdated,
        int restarts,
        Set<String> endings,
        Set<String> digests) {

    /** Copies the collections. */
    public Pod {
        labels = Map.copyOf(labels);
        endings = Set.copyOf(endings);
        digests = Set.copyOf(digests);
    }

    /** True if it should be gone: terminating, or of an older revision. */
    public boolean lingers() {
        return terminating || outdated;
    }

    /** True if its labels satisfy an equality selector; an empty selector matches nothing. */
    public boolean matches(Map<String, String> selector) {
        Input.given("selector", selector, "give labels");
        return !selector.isEmpty() && labels.entrySet().containsAll(selector.entrySet());
    }
}
