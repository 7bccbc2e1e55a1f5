package dev.bluegreen.testkit.internal.api.admission;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What the definition of a custom resource says, but for its schema.
 *
 * @param versions the stored one first
 */
public record Definition(String group, String kind, String plural, List<String> versions, boolean namespaced) {

    /** A namespaced kind with a status subresource. */
    public static Definition of(String group, String kind, String plural, String... versions) {
        return new Definition(group, kind, plural, List.of(versions), true);
    }

    /** The same, without a namespace. */
    public Definition clusterScoped() {
        return new Definition(group, kind, plural, versions, false);
    }

    /** As the object that a cluster's administrator applies. */
    public Map<String, Object> tree() {
        return Map.of(
                "apiVersion",
                "apiextensions.k8s.io/v1",
                "kind",
                "CustomResourceDefinition",
                "metadata",
                Map.of("name", plural + "." + group),
                "spec",
                Map.of(
                        "group",
                        group,
                        "scope",
                        namespaced ? "Namespaced" : "Cluster",
                        "names",
                        Map.of("kind", kind, "plural", plural, "singular", kind.toLowerCase(Locale.ROOT)),
                        "versions",
                        IntStream.range(0, versions.size())
                                .mapToObj(this::version)
                                .toList()));
    }

    private Map<String, Object> version(int index) {
        return Map.of(
                "name",
                versions.get(index),
                "served",
                true,
                "storage",
                index == 0,
                "subresources",
                Map.of("status", Map.of()),
                "schema",
                Map.of("openAPIV3Schema", Map.of("type", "object", "x-kubernetes-preserve-unknown-fields", true)));
    }
}
