package dev.bluegreen.testkit.internal.api.call;

import dev.bluegreen.testkit.internal.store.ObjectStore;
import dev.bluegreen.testkit.internal.store.ResourceKey;
import dev.bluegreen.testkit.internal.store.Trees;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which objects a list or watch asks for: resource, namespace, name, selectors. */
public record Filter(
        String group,
        String plural,
        @Nullable String namespace,
        @Nullable String name,
        Predicate<Map<String, Object>> selected) {

    public static Filter of(ApiCall call) {
        Predicate<Map<String, Object>> labels = Selector.labels(call.query("labelSelector"));
        return new Filter(
                call.resource().storageGroup(),
                call.resource().plural(),
                call.namespace().isEmpty() ? null : call.namespace(),
                call.name().isEmpty() ? null : call.name(),
                labels.and(FieldSelector.of(call.resource(), call.query("fieldSelector"))));
    }

    public boolean covers(ResourceKey key) {
        return key.is(group, plural)
                && (namespace == null || namespace.equals(key.namespace()))
                && (name == null || name.equals(key.name()));
    }

    public boolean matches(Map<String, Object> tree) {
        return selected.test(tree);
    }

    public List<Map<String, Object>> current(ObjectStore store) {
        return store.list(group, plural, namespace).stream()
                .filter(tree -> name == null || name.equals(Trees.text(tree, "metadata", "name")))
                .filter(selected)
                .toList();
    }
}
