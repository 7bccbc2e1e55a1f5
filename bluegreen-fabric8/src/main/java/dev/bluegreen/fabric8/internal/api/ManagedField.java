package dev.bluegreen.fabric8.internal.api;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A field that we write, in the terms of those who may write it too.
 *
 * @param kind of its object, such as {@code Service}
 * @param path such as {@code spec, selector}
 */
public record ManagedField(String kind, List<String> path) {

    /** The selector of a Service. */
    public static final ManagedField SELECTOR = new ManagedField("Service", List.of("spec", "selector"));

    /** An annotation of an object. */
    public static ManagedField annotation(String kind, String key) {
        return new ManagedField(kind, List.of("metadata", "annotations", key));
    }

    /** As a JSON pointer: {@code /spec/selector}. */
    public String pointer() {
        return path.stream().map(JsonPatch::escape).collect(Collectors.joining("/", "/", ""));
    }

    /** {@code spec.selector}; a key with dots in it is quoted. */
    public String dotted() {
        return joined(path.stream());
    }

    /** The same as a path of Terraform, whose objects are lists of one. */
    String terraform() {
        return joined(
                Stream.concat(Stream.of(path.get(0) + "[0]"), path.stream().skip(1)));
    }

    List<String> managedPath() {
        return path.stream().map(key -> "f:" + key).toList();
    }

    private static String joined(Stream<String> keys) {
        return keys.reduce((before, key) -> key.contains(".") ? before + "[\"" + key + "\"]" : before + "." + key)
                .orElse("");
    }
}
