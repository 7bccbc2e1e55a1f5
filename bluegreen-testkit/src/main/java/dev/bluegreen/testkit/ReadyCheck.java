package dev.bluegreen.testkit;

import dev.bluegreen.testkit.internal.controller.ControlPlane;
import dev.bluegreen.testkit.internal.dataplane.PodIdentity;
import dev.bluegreen.testkit.internal.dataplane.ServiceProxy;
import dev.bluegreen.testkit.internal.pod.LabelSelector;
import dev.bluegreen.testkit.internal.pod.PodScript.Fate;
import dev.bluegreen.testkit.internal.store.ObjectStore;
import dev.bluegreen.testkit.internal.store.ResourceKey;
import dev.bluegreen.testkit.internal.store.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells what is still on its way. Pods whose script keeps them from becoming ready are not waited for. */
final class ReadyCheck {

    private final ObjectStore store;
    private final ControlPlane controlPlane;
    private final ServiceProxy proxy;

    ReadyCheck(ObjectStore store, ControlPlane controlPlane, ServiceProxy proxy) {
        this.store = store;
        this.controlPlane = controlPlane;
        this.proxy = proxy;
    }

    /** One sentence per object that is not as it should be; empty when all is ready. */
    List<String> pending() {
        List<String> pending = new ArrayList<>();
        store.list("apps", "deployments", null).stream()
                .filter(deployment -> !rolledOut(deployment))
                .forEach(deployment -> pending.add("Deployment " + name(deployment) + " is not rolled out"));
        store.list("", "services", null).stream()
                .filter(service -> !followed(service))
                .forEach(service -> pending.add("Service " + name(service) + " does not reach its ready pods"));
        return pending;
    }

    private boolean rolledOut(Map<String, Object> deployment) {
        List<Map<String, Object>> pods = selected(deployment, "spec", "selector", "matchLabels");
        long wanted = Trees.integer(deployment, "spec", "replicas").orElse(1);
        boolean seen = Trees.integer(deployment, "status", "observedGeneration")
                .equals(Trees.integer(deployment, "metadata", "generation"));
        long hopeless = pods.stream().filter(this::hopeless).count();
        return seen
                && pods.size() == wanted
                && Trees.integer(deployment, "status", "availableReplicas").orElse(0) >= wanted - hopeless;
    }

    /** The listener sends to exactly the pods that are ready; scripted misfits may or may not be among them. */
    private boolean followed(Map<String, Object> service) {
        Set<String> ready = selected(service, "spec", "selector").stream()
                .filter(pod -> !hopeless(pod))
                .map(pod -> Trees.text(pod, "metadata", "name"))
                .collect(Collectors.toSet());
        ResourceKey key = ResourceKey.core(
                "services", Trees.text(service, "metadata", "namespace"), Trees.text(service, "metadata", "name"));
        Set<String> reached = proxy.pods(key).stream().map(PodIdentity::pod).collect(Collectors.toSet());
        return reached.containsAll(ready);
    }

    private List<Map<String, Object>> selected(Map<String, Object> object, String... path) {
        Map<String, String> labels = Trees.strings(object, path);
        return labels.isEmpty()
                ? List.of()
                : controlPlane.pods(LabelSelector.of(labels), Trees.text(object, "metadata", "namespace")).stream()
                        .filter(pod -> Trees.string(pod, "metadata", "deletionTimestamp")
                                .isEmpty())
                        .toList();
    }

    private boolean hopeless(Map<String, Object> pod) {
        return controlPlane.scriptOf(pod).fate() != Fate.HEALTHY;
    }

    private static String name(Map<String, Object> object) {
        return Trees.text(object, "metadata", "namespace") + "/" + Trees.text(object, "metadata", "name");
    }
}
