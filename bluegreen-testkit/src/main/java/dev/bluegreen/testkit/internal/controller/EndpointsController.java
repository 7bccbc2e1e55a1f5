package dev.bluegreen.testkit.internal.controller;

import dev.bluegreen.testkit.internal.controller.loop.PodAddresses;
import dev.bluegreen.testkit.internal.controller.loop.Pods;
import dev.bluegreen.testkit.internal.controller.loop.Reconciler;
import dev.bluegreen.testkit.internal.store.Deletion;
import dev.bluegreen.testkit.internal.store.ObjectStore;
import dev.bluegreen.testkit.internal.store.ResourceKey;
import dev.bluegreen.testkit.internal.store.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Keeps the older Endpoints object of each Service, for those who still read it. */
final class EndpointsController implements Reconciler {

    private final ObjectStore store;
    private final ServiceEndpoints endpoints;

    EndpointsController(ObjectStore store) {
        this.store = store;
        this.endpoints = new ServiceEndpoints(store);
    }

    @Override
    public void reconcile(ResourceKey service) {
        ResourceKey key = ResourceKey.core("endpoints", service.namespace(), service.name());
        Map<String, Object> tree = store.get(service).orElse(Map.of());
        if (tree.isEmpty()) {
            store.delete(key, Deletion.background());
        } else if (ServiceEndpoints.areManaged(tree)) {
            write(key, tree);
        }
    }

    private void write(ResourceKey key, Map<String, Object> service) {
        List<Map<String, Object>> subsets = subsets(service);
        Map<String, Object> labels = Trees.map(service, "metadata", "labels");
        boolean there = store.update(key, tree -> {
                    Trees.child(tree, "metadata").put("labels", labels);
                    tree.put("subsets", subsets);
                    return tree;
                })
                .isPresent();
        if (!there) {
            store.create("", "endpoints", endpoints(key, labels, subsets));
        }
    }

    private static Map<String, Object> endpoints(
            ResourceKey key, Map<String, Object> labels, List<Map<String, Object>> subsets) {
        Map<String, Object> tree = new LinkedHashMap<>(Map.of("apiVersion", "v1", "kind", "Endpoints"));
        tree.put("metadata", Map.of("namespace", key.namespace(), "name", key.name(), "labels", labels));
        tree.put("subsets", subsets);
        return tree;
    }

    private List<Map<String, Object>> subsets(Map<String, Object> service) {
        Predicate<Map<String, Object>> ready = pod -> ServiceEndpoints.publishesNotReady(service) || Pods.ready(pod);
        String family = ServiceEndpoints.families(service).get(0);
        List<Map<String, Object>> subsets = new ArrayList<>();
        endpoints.byPorts(service, family).forEach((ports, pods) -> {
            List<Map<String, Object>> alive =
                    pods.stream().filter(pod -> !Pods.terminating(pod)).toList();
            if (!alive.isEmpty()) {
                subsets.add(subset(family, ports, alive, ready));
            }
        });
        return subsets;
    }

    private static Map<String, Object> subset(
            String family,
            List<Map<String, Object>> ports,
            List<Map<String, Object>> pods,
            Predicate<Map<String, Object>> ready) {
        Map<String, Object> subset = new LinkedHashMap<>();
        addresses(subset, "addresses", family, pods, ready);
        addresses(subset, "notReadyAddresses", family, pods, ready.negate());
        subset.put("ports", ports);
        return subset;
    }

    private static void addresses(
            Map<String, Object> subset,
            String field,
            String family,
            List<Map<String, Object>> pods,
            Predicate<Map<String, Object>> which) {
        List<Map<String, Object>> addresses =
                pods.stream().filter(which).map(pod -> address(pod, family)).toList();
        if (!addresses.isEmpty()) {
            subset.put(field, addresses);
        }
    }

    private static Map<String, Object> address(Map<String, Object> pod, String family) {
        return Map.of(
                "ip", PodAddresses.of(pod, family).orElseThrow(),
                "nodeName", Trees.text(pod, "spec", "nodeName"),
                "targetRef", EndpointSliceController.targetRef(pod));
    }
}
