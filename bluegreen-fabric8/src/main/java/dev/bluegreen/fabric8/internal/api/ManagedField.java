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

    /** An entry of it. */
    public ManagedField entry(String key) {
        return new ManagedField(
                kind, Stream.concat(path.stream(), Stream.of(key)).toList());
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

    /** True if a JSON pointer names it, or something around it. */
    boolean isAtOrBelow(String pointer) {
        return pointer().equals(pointer) || pointer().startsWith(pointer + "/");
    }

    /** True for a path of jq that names it, in one of the ways in which such a path is usually written. */
    boolean isJqPath(String path) {
        String plain = path.strip()
                .replace("\"", "")
                .replace("[", ".")
                .replace("]", "")
                .replace("..", ".");
        String own = path().stream().collect(Collectors.joining(".", ".", ""));
        return own.equals(plain) || own.startsWith(plain + ".");
    }

    List<String> managedPath() {
        return path.stream().map(key -> "f:" + key).toList();
    }

    private static String joined(Stream<String> keys) {
        return keys.reduce((before, key) -> key.contains(".") ? before + "[\"" + key + "\"]" : before + "." + key)
                .orElse("");
    }
}
