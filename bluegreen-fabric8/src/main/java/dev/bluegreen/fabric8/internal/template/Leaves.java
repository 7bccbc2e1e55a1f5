package dev.bluegreen.fabric8.internal.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The leaves of a tree of maps and lists by path, in the notation of server-side apply: list elements are named by their key if
 * they have one, so that {@code containers[app].image} is the same field at any position.
 *
 * @param values value of each leaf, by the segments of its path
 */
public record Leaves(Map<List<String>, String> values) {

    /** Key fields of list elements in a pod template, in order of preference. */
    private static final List<String> KEYS =
            List.of("containerPort", "mountPath", "devicePath", "ip", "topologyKey", "name");

    /** The leaves of parsed JSON. */
    public static Leaves of(Object tree) {
        Map<List<String>, String> values = new LinkedHashMap<>();
        collect(List.of(), tree, values);
        return new Leaves(values);
    }

    private static void collect(List<String> path, Object tree, Map<List<String>, String> values) {
        if (tree instanceof Map<?, ?> map && !map.isEmpty()) {
            map.forEach((name, value) -> collect(with(path, "." + name), value, values));
        } else if (tree instanceof List<?> list && !list.isEmpty()) {
            List<String> names = names(list);
            IntStream.range(0, list.size())
                    .forEach(index -> collect(with(path, "[" + names.get(index) + "]"), list.get(index), values));
        } else {
            values.put(path, String.valueOf(tree));
        }
    }

    private static List<String> with(List<String> path, String segment) {
        return Stream.concat(path.stream(), Stream.of(segment)).toList();
    }

    /** Names of the elements: their keys, or positions if a key is missing or duplicate. */
    private static List<String> names(List<?> list) {
        List<String> keyed = new ArrayList<>();
        list.forEach(element -> key(element).ifPresent(keyed::add));
        return Set.copyOf(keyed).size() == list.size()
                ? keyed
                : IntStream.range(0, list.size()).mapToObj(String::valueOf).toList();
    }

    private static Optional<String> key(Object element) {
        if (!(element instanceof Map<?, ?> map)) {
            return Optional.empty();
        }
        return KEYS.stream()
                .filter(map::containsKey)
                .findFirst()
                .map(key -> key.equals("containerPort") ? port(map) : String.valueOf(map.get(key)));
    }

    private static String port(Map<?, ?> port) {
        Object protocol = port.get("protocol");
        return port.get("containerPort") + "/" + (protocol == null ? "TCP" : protocol);
    }

    /** Topmost paths that are here and not in the other, such as {@code template.spec.containers[app].args}. */
    public List<String> besides(Leaves there) {
        Set<List<String>> known = there.values.keySet().stream()
                .flatMap(path -> IntStream.rangeClosed(1, path.size()).mapToObj(length -> path.subList(0, length)))
                .collect(Collectors.toSet());
        Set<String> highest = new LinkedHashSet<>();
        for (List<String> path : values.keySet()) {
            IntStream.rangeClosed(1, path.size())
                    .mapToObj(length -> path.subList(0, length))
                    .filter(part -> !known.contains(part))
                    .findFirst()
                    .ifPresent(part -> highest.add(text(part)));
        }
        return List.copyOf(highest);
    }

    /** The values by path as text. */
    public Map<String, String> byPath() {
        Map<String, String> texts = new LinkedHashMap<>();
        values.forEach((path, value) -> texts.put(text(path), value));
        return texts;
    }

    private static String text(List<String> path) {
        String joined = String.join("", path);
        return joined.startsWith(".") ? joined.substring(1) : joined;
    }
}
