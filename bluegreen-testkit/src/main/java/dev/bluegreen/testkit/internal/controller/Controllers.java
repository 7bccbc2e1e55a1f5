package dev.bluegreen.testkit.internal.controller;

import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.internal.controller.loop.ControllerLoop;
import dev.bluegreen.testkit.internal.controller.loop.Owners;
import dev.bluegreen.testkit.internal.controller.loop.Pods;
import dev.bluegreen.testkit.internal.controller.loop.Reconciler;
import dev.bluegreen.testkit.internal.controller.workload.AutoscalerController;
import dev.bluegreen.testkit.internal.controller.workload.DeploymentController;
import dev.bluegreen.testkit.internal.controller.workload.DeploymentStatus;
import dev.bluegreen.testkit.internal.controller.workload.DisruptionController;
import dev.bluegreen.testkit.internal.controller.workload.JobController;
import dev.bluegreen.testkit.internal.controller.workload.ReplicaSetController;
import dev.bluegreen.testkit.internal.pod.LabelSelector;
import dev.bluegreen.testkit.internal.store.ObjectStore;
import dev.bluegreen.testkit.internal.store.ResourceKey;
import dev.bluegreen.testkit.internal.store.StoreEvent;
import dev.bluegreen.testkit.internal.store.Trees;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells each controller which objects to look at again after a commit. Runs with the store's lock held: only enqueues. */
final class Controllers {

    /** How often the real autoscaler looks. */
    private static final Duration AUTOSCALER_PERIOD = Duration.ofSeconds(15);

    /** How often ExternalDNS looks (its flag {@code --interval}). */
    private static final Duration DNS_PERIOD = Duration.ofMinutes(1);

    private final ObjectStore store;
    private final Time time;
    private final ControllerLoop loop;
    private final Reconciler deployments;
    private final Reconciler replicaSets;
    private final Reconciler slices;
    private final Reconciler endpoints;
    private final Reconciler jobs;
    private final Reconciler budgets;
    private final Reconciler autoscalers;
    private final Reconciler dnsEndpoints;
    private final Kubelet kubelet;
    private volatile Duration endpointsLag = Duration.ZERO;

    Controllers(ObjectStore store, Time time, ControllerLoop loop, Kubelet kubelet) {
        this.store = store;
        this.time = time;
        this.loop = loop;
        this.kubelet = kubelet;
        this.deployments = new DeploymentController(store, new DeploymentStatus(store, time, loop));
        this.replicaSets = new ReplicaSetController(store, time, loop);
        this.slices = new EndpointSliceController(store);
        this.endpoints = new EndpointsController(store);
        this.jobs = new JobController(store, time, loop);
        this.budgets = new DisruptionController(store, time);
        this.autoscalers = new AutoscalerController(store, time);
        this.dnsEndpoints = new DnsEndpointController(store);
    }

    /** From now on the endpoint controllers act this much after the change that concerns them. */
    void endpointsLag(Duration lag) {
        endpointsLag = lag;
    }

    /** Has the node look at every pod again: their scripts may have changed. */
    void recheckPods() {
        store.list("", "pods", null).forEach(pod -> loop.add(kubelet, Pods.key(pod)));
    }

    void onCommit(StoreEvent event) {
        ResourceKey key = event.key();
        if (key.is("", "pods")) {
            onPod(event);
        } else if (key.is("", "services")) {
            onService(key);
        } else if (key.is("apps", "replicasets")) {
            onReplicaSet(key, event.latest());
        } else if (key.is("apps", "deployments")) {
            onDeployment(event);
        } else if (key.is("batch", "jobs")) {
            loop.add(jobs, key);
        } else if (key.is(DisruptionController.GROUP, DisruptionController.PLURAL)) {
            loop.add(budgets, key);
        } else if (key.is(AutoscalerController.GROUP, AutoscalerController.PLURAL)) {
            loop.add(autoscalers, key);
        } else if (DnsEndpointController.isUnread(event)) {
            loop.addAfter(DNS_PERIOD, dnsEndpoints, key);
        } else if (key.is(EndpointSliceController.GROUP, EndpointSliceController.PLURAL)) {
            onSlice(key, event.latest());
        }
    }

    private void onPod(StoreEvent event) {
        loop.add(kubelet, event.key());
        Owners.controller(event.latest(), "ReplicaSet", "apps", "replicasets").ifPresent(set -> {
            loop.add(replicaSets, set);
            if (event.type() == StoreEvent.Type.DELETED) {
                store.get(set).ifPresent(this::addDeploymentOf);
            }
        });
        Owners.controller(event.latest(), "Job", "batch", "jobs").ifPresent(job -> loop.add(jobs, job));
        addBudgets(
                event.key().namespace(),
                budget -> Stream.of(event.before(), event.after())
                        .anyMatch(pod -> pod != null && DisruptionController.covers(budget, pod)));
        for (Map<String, Object> service :
                store.list("", "services", event.key().namespace())) {
            Map<String, Object> selector = Trees.map(service, "spec", "selector");
            if (selects(selector, event.before()) || selects(selector, event.after())) {
                onService(
                        ResourceKey.core("services", event.key().namespace(), Trees.text(service, "metadata", "name")));
            }
        }
    }

    private void onDeployment(StoreEvent event) {
        ResourceKey key = event.key();
        loop.add(deployments, key);
        if (!Objects.equals(
                Trees.at(event.before(), "spec", "replicas"), Trees.at(event.after(), "spec", "replicas"))) {
            addBudgets(key.namespace(), budget -> true);
            store.list(AutoscalerController.GROUP, AutoscalerController.PLURAL, key.namespace()).stream()
                    .filter(autoscaler -> AutoscalerController.targets(autoscaler, key))
                    .forEach(autoscaler ->
                            loop.addAfter(AUTOSCALER_PERIOD, autoscalers, AutoscalerController.keyOf(autoscaler)));
        }
    }

    private void addBudgets(String namespace, Predicate<Map<String, Object>> which) {
        store.list(DisruptionController.GROUP, DisruptionController.PLURAL, namespace).stream()
                .filter(which)
                .forEach(budget -> loop.add(budgets, DisruptionController.keyOf(budget)));
    }

    private static boolean selects(Map<String, Object> selector, @Nullable Map<String, Object> pod) {
        return pod != null && LabelSelector.selects(selector, pod);
    }

    private void onReplicaSet(ResourceKey key, Map<String, Object> set) {
        loop.add(replicaSets, key);
        addDeploymentOf(set);
    }

    private void addDeploymentOf(Map<String, Object> set) {
        Owners.controller(set, "Deployment", "apps", "deployments").ifPresent(owner -> loop.add(deployments, owner));
    }

    private void onSlice(ResourceKey key, Map<String, Object> slice) {
        Map<String, String> labels = Trees.strings(slice, "metadata", "labels");
        if (EndpointSliceController.MANAGER.equals(labels.get(EndpointSliceController.MANAGED_BY))) {
            String service = labels.getOrDefault(EndpointSliceController.SERVICE_NAME, "");
            loop.add(slices, ResourceKey.core("services", key.namespace(), service));
        }
    }

    private void onService(ResourceKey service) {
        Duration lag = endpointsLag;
        if (lag.isZero()) {
            addEndpoints(service);
        } else {
            time.after(lag, () -> addEndpoints(service));
        }
    }

    private void addEndpoints(ResourceKey service) {
        loop.add(slices, service);
        loop.add(endpoints, service);
    }
}
