package dev.bluegreen.testkit.internal.controller;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.internal.controller.loop.ControllerLoop;
import dev.bluegreen.testkit.internal.controller.loop.Reconciler;
import dev.bluegreen.testkit.internal.dataplane.ServiceFeed;
import dev.bluegreen.testkit.internal.dataplane.ServiceView;
import dev.bluegreen.testkit.internal.store.EventWriter;
import dev.bluegreen.testkit.internal.store.ObjectStore;
import dev.bluegreen.testkit.internal.store.ResourceKey;
import dev.bluegreen.testkit.internal.store.StoreEvent;
import dev.bluegreen.testkit.internal.store.Trees;
import dev.bluegreen.testkit.traffic.TargetGroups;
import dev.bluegreen.testkit.traffic.TargetGroups.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Fills target groups with the ready pods of Services, as the AWS Load Balancer Controller does for a TargetGroupBinding of
 * target type {@code ip}: the group is its own, so that foreign targets are deregistered too, and it deregisters what is
 * gone before it registers what came. It looks at a group only when the binding or the pods have changed. It writes no
 * finalizer and no checkpoint annotation.
 */
public final class TargetGroupBindingController implements Reconciler, AutoCloseable {

    private static final String GROUP = "elbv2.k8s.aws";
    private static final String PLURAL = "targetgroupbindings";
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(5);
    private static final Duration MAX_BACKOFF = Duration.ofSeconds(1_000);
    private static final int MAX_DOUBLINGS = 20;

    private final ObjectStore store;
    private final ServiceFeed feed;
    private final TargetGroups groups;
    private final ControllerLoop loop;
    private final EventWriter events;
    private final Map<ResourceKey, Bound> bound = new HashMap<>();
    private final Map<ResourceKey, Integer> failures = new HashMap<>();
    private final Runnable unsubscribe;
    private final Runnable unfollow;

    /**
     * What a group was last filled by.
     *
     * @param pods empty if the Service or its port was not there
     */
    private record Bound(Map<String, Object> spec, Optional<List<Target>> pods) {

        String group() {
            return Trees.text(spec, "targetGroupARN");
        }

        String backend() {
            return Trees.text(spec, "serviceRef", "name") + ":" + Trees.at(spec, "serviceRef", "port");
        }
    }

    /** Acts on the bindings there are and on those to come. */
    public TargetGroupBindingController(ObjectStore store, Time time, ServiceFeed feed, TargetGroups groups) {
        this.store = store;
        this.feed = feed;
        this.groups = groups;
        this.loop = new ControllerLoop(time);
        this.events = new EventWriter(store, time, "targetGroupBinding");
        this.unsubscribe = store.subscribe(this::onCommit);
        this.unfollow = feed.follow((service, view) -> addBindingsOf(service));
        store.list(GROUP, PLURAL, null).forEach(binding -> loop.add(this, keyOf(binding)));
    }

    @Override
    public void reconcile(ResourceKey key) {
        Optional<Map<String, Object>> binding = store.get(key);
        if (binding.isEmpty()) {
            release(key);
        } else if ("ip".equals(Trees.text(binding.get(), "spec", "targetType"))) {
            tryToBind(key, binding.get());
        }
    }

    @Override
    public void close() {
        unsubscribe.run();
        unfollow.run();
        loop.close();
    }

    private void onCommit(StoreEvent event) {
        if (event.key().is(GROUP, PLURAL)) {
            loop.add(this, event.key());
        }
    }

    private void addBindingsOf(ResourceKey service) {
        store.list(GROUP, PLURAL, service.namespace()).stream()
                .filter(binding -> service.name().equals(Trees.text(binding, "spec", "serviceRef", "name")))
                .forEach(binding -> loop.add(this, keyOf(binding)));
    }

    private void release(ResourceKey key) {
        failures.remove(key);
        Bound before = bound.remove(key);
        if (before != null) {
            empty(before.group());
        }
    }

    private void empty(String group) {
        try {
            fill(group, List.of());
        } catch (ConfigurationException e) {
            // The group is gone, and its targets with it.
        }
    }

    /** Like the real controller it says nothing of a group that is not there, and tries again later and later. */
    private void tryToBind(ResourceKey key, Map<String, Object> binding) {
        Map<String, Object> spec = Trees.map(binding, "spec");
        Bound wanted = new Bound(spec, readyPods(key.namespace(), spec));
        if (wanted.equals(bound.get(key))) {
            return;
        }
        try {
            fill(wanted.group(), wanted.pods().orElse(List.of()));
            failures.remove(key);
            bound.put(key, wanted);
            tell(key, binding, wanted);
        } catch (ConfigurationException e) {
            loop.addAfter(backoff(failures.merge(key, 1, Integer::sum)), this, key);
        }
    }

    private static Duration backoff(int failures) {
        Duration backoff = FIRST_BACKOFF.multipliedBy(1L << Math.min(failures - 1, MAX_DOUBLINGS));
        return backoff.compareTo(MAX_BACKOFF) > 0 ? MAX_BACKOFF : backoff;
    }

    private Optional<List<Target>> readyPods(String namespace, Map<String, Object> spec) {
        ServiceView view = feed.view(ResourceKey.core("services", namespace, Trees.text(spec, "serviceRef", "name")));
        return ServiceFeed.port(view.service(), Trees.map(spec, "serviceRef").getOrDefault("port", "none"))
                .map(port -> view.ready().getOrDefault(port, List.of()).stream()
                        .map(pod -> new Target(pod.ip(), pod.port()))
                        .toList());
    }

    private void fill(String group, List<Target> wanted) {
        List<Target> present = groups.targets(group);
        groups.deregister(group, without(present, wanted));
        groups.register(group, without(wanted, present));
    }

    private static List<Target> without(List<Target> these, List<Target> those) {
        List<Target> left = new ArrayList<>(these);
        left.removeAll(those);
        return left;
    }

    private void tell(ResourceKey key, Map<String, Object> binding, Bound by) {
        if (by.pods().isEmpty()) {
            events.warning(binding, "BackendNotFound", "backend not found: no Service with that port: " + by.backend());
        }
        store.updateStatus(key, tree -> {
            Trees.child(tree, "status").put("observedGeneration", Trees.at(binding, "metadata", "generation"));
            return tree;
        });
        events.normal(binding, "SuccessfullyReconciled", "Successfully reconciled");
    }

    private static ResourceKey keyOf(Map<String, Object> binding) {
        return new ResourceKey(
                GROUP, PLURAL, Trees.text(binding, "metadata", "namespace"), Trees.text(binding, "metadata", "name"));
    }
}
