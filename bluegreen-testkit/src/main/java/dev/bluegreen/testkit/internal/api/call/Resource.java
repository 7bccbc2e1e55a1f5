package dev.bluegreen.testkit.internal.api.call;

import java.util.List;
import java.util.stream.Stream;

/**
 * What the server knows about one kind.
 *
 * @param versions preferred first
 * @param storageGroup where its objects are kept; another than {@code group} for a kind served in two groups
 * @param custom a custom resource: permissive, lists are atomic
 */
public record Resource(
        String group,
        List<String> versions,
        String kind,
        String plural,
        String storageGroup,
        boolean namespaced,
        boolean hasStatus,
        boolean scalable,
        boolean custom) {

    public static Resource of(String group, String version, String kind, String plural) {
        return new Resource(group, List.of(version), kind, plural, group, true, false, false, false);
    }

    public static Resource custom(String group, List<String> versions, String kind, String plural, boolean hasStatus) {
        return new Resource(group, versions, kind, plural, group, true, hasStatus, false, true);
    }

    Resource withVersion(String other) {
        List<String> both = Stream.concat(versions.stream(), Stream.of(other)).toList();
        return new Resource(group, both, kind, plural, storageGroup, namespaced, hasStatus, scalable, custom);
    }

    public Resource clusterScoped() {
        return new Resource(group, versions, kind, plural, storageGroup, false, hasStatus, scalable, custom);
    }

    Resource withStatus() {
        return new Resource(group, versions, kind, plural, storageGroup, namespaced, true, scalable, custom);
    }

    public Resource withScale() {
        return new Resource(group, versions, kind, plural, storageGroup, namespaced, hasStatus, true, custom);
    }

    Resource storedIn(String otherGroup) {
        return new Resource(group, versions, kind, plural, otherGroup, namespaced, hasStatus, scalable, custom);
    }

    /** {@code deployments.apps}, or {@code pods} in the core group. */
    public String qualified() {
        return group.isEmpty() ? plural : plural + "." + group;
    }

    String apiVersion(String version) {
        return group.isEmpty() ? version : group + "/" + version;
    }

    public boolean is(String group, String plural) {
        return this.group.equals(group) && this.plural.equals(plural);
    }
}
