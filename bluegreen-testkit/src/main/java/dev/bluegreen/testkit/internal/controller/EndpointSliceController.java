package dev.bluegreen.testkit.internal.controller;

import dev.bluegreen.testkit.internal.controller.loop.Owners;
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
import org.jspecify.annotations.Nullable;

/**
 * Writes the pods a Service selects into EndpointSlices of at most 100, each of one address family. Copies the Service's labels to each slice, as
 * the real controller does: who finds a label there knows that the controller has acted on the Service that carried it.
 */
final class EndpointSliceController implements Reconciler {

    static final String GROUP = "discovery.k8s.io";
    static final String PLURAL = "endpointslices";
    static final String SERVICE_NAME = "kubernetes.io/service-name";
    static final String MANAGED_BY = "endpointslice.kubernetes.io/managed-by";
    static final String MANAGER = "endpointslice-controller.k8s.io";

    private static final String HEADLESS = "service.kubernetes.io/headless";
    private static final List<String> FAMILIES = List.of("IPv4", PodAddresses.IPV6);
    private static final int PER_SLICE = 100;

    private final ObjectStore store;
    private final ServiceEndpoints endpoints;

    EndpointSliceController(ObjectStore store) {
        this.store = store;
        this.endpoints = new ServiceEndpoints(store);
    }

    @Override
    public void reconcile(ResourceKey key) {
        Map<String, Object> service = store.get(key).orElse(Map.of());
        List<String> families = ServiceEndpoints.areManaged(service) ? ServiceEndpoints.families(service) : List.of();
        List<Map<String, Object>> present = slices(key);
        for (String family : FAMILIES) {
            List<Map<String, Object>> ofFamily = present.stream()
                    .filter(slice -> family.equals(Trees.text(slice, "addressType")))
                    .toList();
            reconcile(ofFamily, families.contains(family) ? wanted(service, family) : List.of());
        }
    }

    private void reconcile(List<Map<String, Object>> present, List<Map<String, Object>> wanted) {
        for (int i = 0; i < wanted.size(); i++) {
            write(i < present.size() ? present.get(i) : null, wanted.get(i));
        }
        present.stream().skip(wanted.size()).forEach(slice -> store.delete(keyOf(slice), Deletion.background()));
    }

    private List<Map<String, Object>> slices(ResourceKey service) {
        return store.labelled(
                GROUP, PLURAL, service.namespace(), Map.of(SERVICE_NAME, service.name(), MANAGED_BY, MANAGER));
    }

    private static ResourceKey keyOf(Map<String, Object> slice) {
        return new ResourceKey(
                GROUP, PLURAL, Trees.text(slice, "metadata", "namespace"), Trees.text(slice, "metadata", "name"));
    }

    /** One slice per hundred pods and set of ports; a Service without pods has one slice that says so. */
    private List<Map<String, Object>> wanted(Map<String, Object> service, String family) {
        List<Map<String, Object>> slices = new ArrayList<>();
        endpoints.byPorts(service, family).forEach((ports, pods) -> {
            for (int from = 0; from < pods.size(); from += PER_SLICE) {
                slices.add(slice(service, family, ports, pods.subList(from, Math.min(pods.size(), from + PER_SLICE))));
            }
        });
        return slices.isEmpty() ? List.of(slice(service, family, List.of(), List.of())) : slices;
    }

    private static Map<String, Object> slice(
            Map<String, Object> service,
            String family,
            List<Map<String, Object>> ports,
            List<Map<String, Object>> pods) {
        boolean notReadyToo = ServiceEndpoints.publishesNotReady(service);
        Map<String, Object> slice =
                new LinkedHashMap<>(Map.of("apiVersion", "discovery.k8s.io/v1", "kind", "EndpointSlice"));
        Map<String, Object> metadata = Trees.child(slice, "metadata");
        metadata.put("generateName", Trees.text(service, "metadata", "name") + "-");
        metadata.put("namespace", Trees.text(service, "metadata", "namespace"));
        metadata.put("labels", labels(service));
        metadata.put("ownerReferences", Owners.reference("v1", "Service", service));
        slice.put("addressType", family);
        slice.put(
                "endpoints",
                pods.stream().map(pod -> endpoint(pod, family, notReadyToo)).toList());
        slice.put("ports", ports);
        return slice;
    }

    private static Map<String, Object> labels(Map<String, Object> service) {
        Map<String, Object> labels = new LinkedHashMap<>(Trees.map(service, "metadata", "labels"));
        labels.put(SERVICE_NAME, Trees.text(service, "metadata", "name"));
        labels.put(MANAGED_BY, MANAGER);
        if ("None".equals(Trees.text(service, "spec", "clusterIP"))) {
            labels.put(HEADLESS, "");
        }
        return labels;
    }

    private static Map<String, Object> endpoint(Map<String, Object> pod, String family, boolean notReadyToo) {
        boolean terminating = Pods.terminating(pod);
        boolean serving = Pods.ready(pod);
        Map<String, Object> endpoint = new LinkedHashMap<>();
        endpoint.put("addresses", List.of(PodAddresses.of(pod, family).orElseThrow()));
        endpoint.put(
                "conditions",
                Map.of(
                        "ready", notReadyToo || (serving && !terminating),
                        "serving", serving,
                        "terminating", terminating));
        endpoint.put("nodeName", Trees.text(pod, "spec", "nodeName"));
        endpoint.put("targetRef", targetRef(pod));
        return endpoint;
    }

    static Map<String, Object> targetRef(Map<String, Object> pod) {
        Map<String, Object> reference = new LinkedHashMap<>();
        reference.put("kind", "Pod");
        reference.put("namespace", Trees.text(pod, "metadata", "namespace"));
        reference.put("name", Trees.text(pod, "metadata", "name"));
        reference.put("uid", Trees.text(pod, "metadata", "uid"));
        return reference;
    }

    private void write(@Nullable Map<String, Object> present, Map<String, Object> wanted) {
        if (present == null) {
            store.create(GROUP, PLURAL, wanted);
            return;
        }
        store.update(keyOf(present), tree -> {
            Trees.child(tree, "metadata").put("labels", Trees.map(wanted, "metadata", "labels"));
            tree.put("endpoints", wanted.get("endpoints"));
            tree.put("ports", wanted.get("ports"));
            return tree;
        });
    }
}
