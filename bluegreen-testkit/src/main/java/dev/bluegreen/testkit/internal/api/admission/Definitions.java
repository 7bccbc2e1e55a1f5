package dev.bluegreen.testkit.internal.api.admission;

import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.internal.api.call.Resource;
import dev.bluegreen.testkit.internal.api.call.Resources;
import dev.bluegreen.testkit.internal.store.ObjectStore;
import dev.bluegreen.testkit.internal.store.StoreEvent;
import dev.bluegreen.testkit.internal.store.Trees;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Serves what CustomResourceDefinitions define, for as long as they are there. Thread-safe. */
public final class Definitions {

    private final ObjectStore store;
    private final Resources resources;
    private final Time time;

    private Definitions(ObjectStore store, Resources resources, Time time) {
        this.store = store;
        this.resources = resources;
        this.time = time;
    }

    public static void start(ObjectStore store, Resources resources, Time time) {
        Definitions definitions = new Definitions(store, resources, time);
        Runnable unused = store.subscribe(definitions::committed);
    }

    private void committed(StoreEvent event) {
        if (!event.key().is("apiextensions.k8s.io", "customresourcedefinitions")) {
            return;
        }
        Map<String, Object> before = event.before();
        Map<String, Object> after = event.after();
        if (before != null) {
            resources.remove(defined(before));
        }
        if (after != null) {
            resources.add(defined(after));
        } else if (before != null) {
            Resource gone = defined(before);
            Time.Timer unused = time.after(Duration.ZERO, () -> removeAll(gone));
        }
    }

    private void removeAll(Resource gone) {
        store.keys().stream().filter(key -> key.is(gone.group(), gone.plural())).forEach(store::remove);
    }

    private static Resource defined(Map<String, Object> definition) {
        List<Map<String, Object>> versions = Trees.maps(definition, "spec", "versions").stream()
                .filter(version -> Trees.isTrue(version, "served"))
                .toList();
        Resource resource = Resource.custom(
                Trees.text(definition, "spec", "group"),
                versions.stream().map(version -> Trees.text(version, "name")).toList(),
                Trees.text(definition, "spec", "names", "kind"),
                Trees.text(definition, "spec", "names", "plural"),
                has(versions, "status"));
        resource = has(versions, "scale") ? resource.withScale() : resource;
        return Trees.text(definition, "spec", "scope").equals("Cluster") ? resource.clusterScoped() : resource;
    }

    private static boolean has(List<Map<String, Object>> versions, String subresource) {
        return versions.stream().anyMatch(version -> Trees.at(version, "subresources", subresource) != null);
    }
}
