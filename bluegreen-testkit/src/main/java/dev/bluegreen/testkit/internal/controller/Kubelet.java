package dev.bluegreen.testkit.internal.controller;

import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.internal.controller.loop.Conditions;
import dev.bluegreen.testkit.internal.controller.loop.ControllerLoop;
import dev.bluegreen.testkit.internal.controller.loop.Owners;
import dev.bluegreen.testkit.internal.controller.loop.PodAddresses;
import dev.bluegreen.testkit.internal.controller.loop.PodIdentities;
import dev.bluegreen.testkit.internal.controller.loop.Pods;
import dev.bluegreen.testkit.internal.controller.loop.Reconciler;
import dev.bluegreen.testkit.internal.dataplane.PodEndpoint;
import dev.bluegreen.testkit.internal.dataplane.PodNetwork;
import dev.bluegreen.testkit.internal.pod.PodScript;
import dev.bluegreen.testkit.internal.pod.ScriptBook;
import dev.bluegreen.testkit.internal.store.ObjectStore;
import dev.bluegreen.testkit.internal.store.ResourceKey;
import dev.bluegreen.testkit.internal.store.Trees;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The nodes: run each pod as its script says, and tell its status. */
final class Kubelet implements Reconciler {

    private static final Duration FIRST_BACKOFF = Duration.ofSeconds(10);
    private static final Duration MAX_BACKOFF = Duration.ofMinutes(5);

    private final ObjectStore store;
    private final Time time;
    private final ControllerLoop loop;
    private final PodNetwork network;
    private final ScriptBook scripts;
    private final PodIdentities identities;
    private final Map<ResourceKey, PodRun> runs = new HashMap<>();
    private volatile int nodes = 1;
    private int addresses;

    Kubelet(
            ObjectStore store,
            Time time,
            ControllerLoop loop,
            PodNetwork network,
            ScriptBook scripts,
            PodIdentities identities) {
        this.store = store;
        this.time = time;
        this.loop = loop;
        this.network = network;
        this.scripts = scripts;
        this.identities = identities;
    }

    /** From now on pods that start are put on so many nodes in turn. */
    void nodes(int number) {
        nodes = number;
    }

    @Override
    public void reconcile(ResourceKey key) {
        Map<String, Object> pod = store.get(key).orElse(Map.of());
        PodRun run = runs.get(key);
        if (run != null && !run.uid.equals(Trees.text(pod, "metadata", "uid"))) {
            loop.forget(this, key);
            network.stop(run.ip);
            runs.remove(key);
        }
        if (Pods.terminating(pod)) {
            end(key, pod);
        } else if (!pod.isEmpty() && Pods.scheduled(pod) && !Pods.ended(pod)) {
            live(key, pod);
        }
    }

    private void live(ResourceKey key, Map<String, Object> pod) {
        PodRun run = runs.computeIfAbsent(key, any -> begin(key, pod));
        PodScript script = script(key, pod);
        switch (script.fate()) {
            case IMAGE_PULL_ERROR -> pullInVain(key, run);
            case CRASH_LOOP -> crash(key, run);
            case SUCCEEDS, FAILS -> runTask(key, pod, run, script);
            default -> serveOrRunTask(key, pod, run, script);
        }
    }

    /** The pod of a Job is there to end. */
    private void serveOrRunTask(ResourceKey key, Map<String, Object> pod, PodRun run, PodScript script) {
        boolean ofJob = Owners.controller(pod, "Job", "batch", "jobs").isPresent();
        if (ofJob && script.fate() == PodScript.Fate.HEALTHY) {
            runTask(key, pod, run, script.fate(PodScript.Fate.SUCCEEDS));
        } else {
            serve(key, pod, run, script);
        }
    }

    private void runTask(ResourceKey key, Map<String, Object> pod, PodRun run, PodScript script) {
        if (isBackingOff(run)) {
            crash(key, run);
            return;
        }
        if (run.since == run.crashedAt) {
            run.since = time.nanos();
        }
        Duration left = script.startup().minusNanos(time.nanos() - run.since);
        if (left.compareTo(Duration.ZERO) > 0) {
            start(key, pod, run).ready(true);
            write(key, PodStatus.running(run, true));
            loop.addAfter(left, this, key);
        } else {
            endTask(key, pod, run, script.fate() == PodScript.Fate.SUCCEEDS);
        }
    }

    private boolean isBackingOff(PodRun run) {
        return run.crashedAt >= 0 && time.nanos() - run.crashedAt < backoff(run).toNanos();
    }

    private void endTask(ResourceKey key, Map<String, Object> pod, PodRun run, boolean well) {
        if (Trees.string(pod, "spec", "restartPolicy").orElse("Always").equals("Always")) {
            crash(key, run);
        } else {
            network.stop(run.ip);
            run.process = null;
            write(key, PodStatus.ended(run, well));
        }
    }

    private PodEndpoint start(ResourceKey key, Map<String, Object> pod, PodRun run) {
        PodEndpoint process = run.process;
        if (process == null) {
            process = network.start(identities.of(pod, run.ips), () -> script(key, pod));
            run.process = process;
        }
        return process;
    }

    private PodRun begin(ResourceKey key, Map<String, Object> pod) {
        addresses++;
        List<String> ips = PodAddresses.next(addresses, script(key, pod).families());
        int node = (addresses - 1) % nodes + 1;
        return new PodRun(Trees.text(pod, "metadata", "uid"), ips, node, time.nanos(), Conditions.text(time.now()));
    }

    private void serve(ResourceKey key, Map<String, Object> pod, PodRun run, PodScript script) {
        Readiness readiness = Readiness.of(run, script, time.nanos());
        start(key, pod, run).ready(readiness.able());
        write(key, PodStatus.running(run, readiness.able() || !Readiness.isProbed(pod)));
        readiness.next().ifPresent(delay -> loop.addAfter(delay, this, key));
    }

    private void pullInVain(ResourceKey key, PodRun run) {
        run.since = time.nanos();
        write(key, PodStatus.waiting(run, "ImagePullBackOff", "Pending"));
    }

    /** Crashes at once, again after each backoff; every backoff is twice the one before. */
    private void crash(ResourceKey key, PodRun run) {
        if (run.crashedAt < 0 || time.nanos() - run.crashedAt >= backoff(run).toNanos()) {
            network.kill(run.ip);
            run.process = null;
            run.restarts++;
            run.crashedAt = time.nanos();
            run.since = run.crashedAt;
            run.upSince = -1;
        }
        write(key, PodStatus.waiting(run, "CrashLoopBackOff", "Running"));
        loop.addAfter(backoff(run).minusNanos(time.nanos() - run.crashedAt), this, key);
    }

    private static Duration backoff(PodRun run) {
        Duration backoff = FIRST_BACKOFF.multipliedBy(1L << Math.min(run.restarts - 1, 10));
        return backoff.compareTo(MAX_BACKOFF) > 0 ? MAX_BACKOFF : backoff;
    }

    /** Serves on for the time its script takes to shut down, at most its grace period, and then is gone. */
    private void end(ResourceKey key, Map<String, Object> pod) {
        PodRun run = runs.get(key);
        if (run == null || run.process == null) {
            confirm(key, pod);
            return;
        }
        run.process.drain();
        if (run.endingSince < 0) {
            run.endingSince = time.nanos();
        }
        PodScript script = script(key, pod);
        if (!script.zombie()) {
            shutDown(key, pod, run, script.shutdown());
        }
    }

    private void shutDown(ResourceKey key, Map<String, Object> pod, PodRun run, Duration needs) {
        Duration grace = Duration.ofSeconds(
                Trees.integer(pod, "metadata", "deletionGracePeriodSeconds").orElse(0));
        boolean killed = needs.compareTo(grace) > 0;
        Duration left = (killed ? grace : needs).minusNanos(time.nanos() - run.endingSince);
        if (left.compareTo(Duration.ZERO) > 0) {
            loop.addAfter(left, this, key);
            return;
        }
        if (killed) {
            network.kill(run.ip);
        } else {
            network.stop(run.ip);
        }
        confirm(key, pod);
    }

    /** The pod's containers have ended: only finalizers can hold the object now. */
    private void confirm(ResourceKey key, Map<String, Object> pod) {
        loop.forget(this, key);
        runs.remove(key);
        if (Trees.list(pod, "metadata", "finalizers").isEmpty()) {
            store.remove(key);
        } else {
            store.update(key, tree -> {
                Trees.child(tree, "metadata").put("deletionGracePeriodSeconds", 0L);
                Trees.child(tree, "status").put("phase", "Succeeded");
                return tree;
            });
        }
    }

    private PodScript script(ResourceKey key, Map<String, Object> pod) {
        return scripts.scriptOf(
                key.namespace(),
                Trees.strings(pod, "metadata", "labels"),
                Trees.strings(pod, "metadata", "annotations"));
    }

    private void write(ResourceKey key, PodStatus status) {
        store.update(key, tree -> status.writeTo(tree, time.now()));
    }
}
