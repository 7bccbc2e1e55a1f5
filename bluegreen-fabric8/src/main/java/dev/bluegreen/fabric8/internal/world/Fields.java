package dev.bluegreen.fabric8.internal.world;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Fields of API objects, which may be absent. */
public final class Fields {

    private Fields() {}

    /** The elements of a list. */
    public static <T> Stream<T> each(@Nullable List<T> list) {
        return list == null ? Stream.empty() : list.stream();
    }

    /** The map, or an empty one. */
    public static <K, V> Map<K, V> orEmpty(@Nullable Map<K, V> map) {
        return map == null ? Map.of() : map;
    }

    /** A copy sorted by key, so that its text is stable. */
    public static Map<String, String> sorted(@Nullable Map<String, String> map) {
        return new TreeMap<>(orEmpty(map));
    }

    /** The labels of an object. */
    public static Map<String, String> labels(HasMetadata object) {
        return orEmpty(object.getMetadata().getLabels());
    }

    /** The annotations of an object. */
    public static Map<String, String> annotations(HasMetadata object) {
        return orEmpty(object.getMetadata().getAnnotations());
    }

    /** The part of a tree of maps at a path. */
    public static Optional<Object> at(Object tree, String... path) {
        Optional<Object> found = Optional.of(tree);
        for (String key : path) {
            found = found.flatMap(
                    part -> part instanceof Map<?, ?> map ? Optional.ofNullable(map.get(key)) : Optional.empty());
        }
        return found;
    }

    /** The elements of a list in a tree of maps; none if there is no list. */
    public static Stream<?> list(Object tree, String... path) {
        return at(tree, path).filter(List.class::isInstance).stream().flatMap(list -> ((List<?>) list).stream());
    }

    /** The value at a path as a text; empty if it is absent. */
    public static String text(Object tree, String... path) {
        return at(tree, path).map(String::valueOf).orElse("");
    }

    /** True if labels satisfy an equality selector; an empty selector selects nothing. */
    public static boolean selects(Map<String, String> selector, Map<String, String> labels) {
        return !selector.isEmpty() && labels.entrySet().containsAll(selector.entrySet());
    }

    /** The labels that a Deployment's selector requires. */
    public static Map<String, String> matchLabels(Deployment deployment) {
        return sorted(deployment.getSpec().getSelector().getMatchLabels());
    }

    /** The labels of a Deployment's pods. */
    public static Map<String, String> templateLabels(Deployment deployment) {
        return deployment.getSpec().getTemplate().getMetadata() == null
                ? Map.of()
                : orEmpty(deployment.getSpec().getTemplate().getMetadata().getLabels());
    }
}
