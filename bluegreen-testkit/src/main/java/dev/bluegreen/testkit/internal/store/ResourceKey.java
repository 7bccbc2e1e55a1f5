package dev.bluegreen.testkit.internal.store;

import java.util.Comparator;

/**
 * Where an object is stored: by resource, not by version, since all versions of a kind share one storage.
 *
 * @param group API group, empty for the core group
 * @param plural resource name, such as {@code deployments}
 * @param namespace empty for a cluster-scoped object
 * @param name the object's name
 */
public record ResourceKey(String group, String plural, String namespace, String name)
        implements Comparable<ResourceKey> {

    private static final Comparator<ResourceKey> ORDER = Comparator.comparing(ResourceKey::group)
            .thenComparing(ResourceKey::plural)
            .thenComparing(ResourceKey::namespace)
            .thenComparing(ResourceKey::name);

    /** A key of the core group. */
    public static ResourceKey core(String plural, String namespace, String name) {
        return new ResourceKey("", plural, namespace, name);
    }

    /** Whether this is an object of the given resource. */
    public boolean is(String group, String plural) {
        return this.group.equals(group) && this.plural.equals(plural);
    }

    /** {@code deployments.apps}, or {@code pods} in the core group: as the API server's messages say it. */
    public String groupResource() {
        return group.isEmpty() ? plural : plural + "." + group;
    }

    @Override
    public int compareTo(ResourceKey other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return groupResource() + " " + (namespace.isEmpty() ? name : namespace + "/" + name);
    }
}
