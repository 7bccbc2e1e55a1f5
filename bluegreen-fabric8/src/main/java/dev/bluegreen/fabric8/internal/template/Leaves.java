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
 * The leaves of a tree of maps and lists by their paths, as server-side apply names them: elements of a list by their key
 * where the list has one, so that {@code containers[app].image} is the same field wherever the container stands.
 *
 * @param values what each leaf holds, by the segments of its path
 */
public record Leaves(Map<List<String>, String> values) {

    /** The keys of lists in a pod template, the first that an element has; a port has a name beside its number. */
    private static final List<String> KEYS =
            List.of("containerPort", "mountPath", "devicePath", "ip", "topologyKey", "name");

    /** The leaves of a tree as a JSON parser makes it. */
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

    /** The same name twice, or an element without one, makes it a list that is told by position. */
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

    /** What is here and not there, a path each, such as {@code template.spec.containers[app].args}: the highest that is. */
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

    /** Each leaf by its path as text. */
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
