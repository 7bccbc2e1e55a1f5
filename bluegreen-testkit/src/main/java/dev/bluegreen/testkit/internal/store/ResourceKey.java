package dev.bluegreen.testkit.internal.store;

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

    /** A key of the core group. */
    public static ResourceKey core(String plural, String namespace, String name) {
        return new ResourceKey("", plural, namespace, name);
    }

    /** True if this is an object of the given resource. */
    public boolean is(String group, String plural) {
        return this.group.equals(group) && this.plural.equals(plural);
    }

    /** {@code deployments.apps}, or {@code pods} in the core group: as the API server's messages say it. */
    public String groupResource() {
        return group.isEmpty() ? plural : plural + "." + group;
    }

    /** Written out, since every look into a store is some of these. */
    @Override
    public int compareTo(ResourceKey other) {
        int order = group.compareTo(other.group);
        order = order == 0 ? plural.compareTo(other.plural) : order;
        order = order == 0 ? namespace.compareTo(other.namespace) : order;
        return order == 0 ? name.compareTo(other.name) : order;
    }

    @Override
    public String toString() {
        return groupResource() + " " + (namespace.isEmpty() ? name : namespace + "/" + name);
    }
}
