package dev.bluegreen.testkit;

import dev.bluegreen.testkit.internal.controller.ControlPlane;
import dev.bluegreen.testkit.internal.controller.ReadinessGates;
import dev.bluegreen.testkit.internal.dataplane.PodEndpoint;
import dev.bluegreen.testkit.internal.dataplane.PodIdentity;
import dev.bluegreen.testkit.internal.dataplane.PodNetwork;
import dev.bluegreen.testkit.internal.dataplane.ServiceFeed;
import dev.bluegreen.testkit.internal.dataplane.ServiceProxy;
import dev.bluegreen.testkit.internal.dataplane.ServiceView;
import dev.bluegreen.testkit.internal.pod.LabelSelector;
import dev.bluegreen.testkit.internal.pod.PodScript.Fate;
import dev.bluegreen.testkit.internal.store.ObjectStore;
import dev.bluegreen.testkit.internal.store.ResourceKey;
import dev.bluegreen.testkit.internal.store.Trees;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds objects that are not ready yet. Leaves out pods that are scripted not to become ready. */
final class ReadyCheck {

    private final ObjectStore store;
    private final ControlPlane controlPlane;
    private final PodNetwork network;
    private final ServiceFeed feed;
    private final ServiceProxy proxy;

    ReadyCheck(ObjectStore store, ControlPlane controlPlane, PodNetwork network, ServiceFeed feed, ServiceProxy proxy) {
        this.store = store;
        this.controlPlane = controlPlane;
        this.network = network;
        this.feed = feed;
        this.proxy = proxy;
    }

    /** One sentence per object that is not ready; empty when all are. */
    List<String> pending() {
        return unready().toList();
    }

    /** True if nothing is pending; looks no further than the first object that is. */
    boolean isReady() {
        return unready().findFirst().isEmpty();
    }

    private Stream<String> unready() {
        Stream<String> deployments = store.list("apps", "deployments", null).stream()
                .filter(deployment -> !rolledOut(deployment))
                .map(deployment -> "Deployment " + name(deployment) + " is not rolled out");
        Stream<String> services = store.list("", "services", null).stream()
                .filter(service -> !followed(service))
                .map(service -> "Service " + name(service) + " does not reach its ready pods");
        return Stream.concat(deployments, services);
    }

    private boolean rolledOut(Map<String, Object> deployment) {
        long wanted = Trees.integer(deployment, "spec", "replicas").orElse(1);
        boolean seen = Trees.integer(deployment, "status", "observedGeneration")
                .equals(Trees.integer(deployment, "metadata", "generation"));
        long hopeless =
                controlPlane.podsOf(deployment).stream().filter(this::hopeless).count();
        return seen
                && status(deployment, "replicas") == wanted
                && status(deployment, "availableReplicas") >= wanted - hopeless;
    }

    private static long status(Map<String, Object> deployment, String counter) {
        return Trees.integer(deployment, "status", counter).orElse(0);
    }

    /** All pods that are to be ready are in its slices, and the listeners follow the slices. */
    private boolean followed(Map<String, Object> service) {
        ResourceKey key = ResourceKey.core(
                "services", Trees.text(service, "metadata", "namespace"), Trees.text(service, "metadata", "name"));
        ServiceView view = feed.view(key);
        return listed(view).containsAll(toBeReady(service))
                && names(proxy.pods(key)).containsAll(routed(view));
    }

    private Set<String> toBeReady(Map<String, Object> service) {
        return selected(service, "spec", "selector").stream()
                .filter(pod -> !hopeless(pod) && !ended(pod) && sharesFamily(service, pod))
                .map(pod -> Trees.text(pod, "metadata", "name"))
                .collect(Collectors.toSet());
    }

    private static Set<String> listed(ServiceView view) {
        return view.slices().stream()
                .flatMap(slice -> Trees.maps(slice, "endpoints").stream())
                .filter(endpoint -> Trees.isTrue(endpoint, "conditions", "ready"))
                .map(endpoint -> Trees.text(endpoint, "targetRef", "name"))
                .collect(Collectors.toSet());
    }

    private Set<String> routed(ServiceView view) {
        return names(view.backends().values().stream()
                .flatMap(List::stream)
                .flatMap(backend -> network.at(backend.ip()).stream())
                .map(PodEndpoint::identity)
                .toList());
    }

    private static Set<String> names(List<PodIdentity> pods) {
        return pods.stream().map(PodIdentity::pod).collect(Collectors.toSet());
    }

    /** A pod that has no address yet may still get one of any family. */
    private static boolean sharesFamily(Map<String, Object> service, Map<String, Object> pod) {
        List<Object> families = Trees.list(service, "spec", "ipFamilies");
        List<String> addresses = Trees.maps(pod, "status", "podIPs").stream()
                .map(address -> Trees.text(address, "ip"))
                .toList();
        return families.isEmpty()
                || addresses.isEmpty()
                || addresses.stream().anyMatch(ip -> families.contains(ip.contains(":") ? "IPv6" : "IPv4"));
    }

    private static boolean ended(Map<String, Object> pod) {
        return Trees.text(pod, "status", "phase").matches("Succeeded|Failed");
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
        return controlPlane.scriptOf(pod).fate() != Fate.HEALTHY
                || ReadinessGates.missing(pod).isPresent();
    }

    private static String name(Map<String, Object> object) {
        return Trees.text(object, "metadata", "namespace") + "/" + Trees.text(object, "metadata", "name");
    }
}
