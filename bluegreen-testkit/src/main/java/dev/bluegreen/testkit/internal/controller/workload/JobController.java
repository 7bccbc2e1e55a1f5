package dev.bluegreen.testkit.internal.controller.workload;

import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.internal.controller.loop.Conditions;
import dev.bluegreen.testkit.internal.controller.loop.ControllerLoop;
import dev.bluegreen.testkit.internal.controller.loop.Owners;
import dev.bluegreen.testkit.internal.controller.loop.Pods;
import dev.bluegreen.testkit.internal.controller.loop.Reconciler;
import dev.bluegreen.testkit.internal.store.Deletion;
import dev.bluegreen.testkit.internal.store.ObjectStore;
import dev.bluegreen.testkit.internal.store.ResourceKey;
import dev.bluegreen.testkit.internal.store.Trees;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Runs the pods of each Job until enough of them have succeeded, or too many have failed. */
public final class JobController implements Reconciler {

    private static final Duration FIRST_BACKOFF = Duration.ofSeconds(10);
    private static final int MOST_DOUBLINGS = 5;

    private final ObjectStore store;
    private final Time time;
    private final ControllerLoop loop;

    public JobController(ObjectStore store, Time time, ControllerLoop loop) {
        this.store = store;
        this.time = time;
        this.loop = loop;
    }

    /** A Job and its pods at one moment. */
    private record Work(Map<String, Object> job, List<Map<String, Object>> pods) {

        List<Map<String, Object>> active() {
            return pods.stream()
                    .filter(pod -> !Pods.terminating(pod) && !Pods.ended(pod))
                    .toList();
        }

        List<Map<String, Object>> in(String phase) {
            return pods.stream()
                    .filter(pod -> phase.equals(Trees.text(pod, "status", "phase")))
                    .toList();
        }

        long number(String field, long otherwise) {
            return Trees.integer(job, "spec", field).orElse(otherwise);
        }

        long completions() {
            return number("completions", number("parallelism", 1));
        }

        boolean tooManyFailed() {
            return in("Failed").size() > number("backoffLimit", 6);
        }

        boolean complete() {
            return in("Succeeded").size() >= completions();
        }

        boolean isOver() {
            return !Pods.condition(job, "Complete").isEmpty()
                    || !Pods.condition(job, "Failed").isEmpty();
        }

        Instant overSince() {
            return Stream.of("Complete", "Failed")
                    .flatMap(type -> Trees.string(Pods.condition(job, type), "lastTransitionTime").stream())
                    .map(Instant::parse)
                    .findFirst()
                    .orElseThrow();
        }

        boolean isSuspended() {
            return Trees.isTrue(job, "spec", "suspend");
        }
    }

    @Override
    public void reconcile(ResourceKey key) {
        Optional<Work> work =
                store.get(key).filter(job -> !Pods.terminating(job)).map(this::work);
        work.filter(now -> !now.isOver()).ifPresent(now -> advance(key, now));
        work.filter(Work::isOver).ifPresent(now -> leave(key, now));
    }

    /** What is over goes when its time to live has passed; without one it stays. */
    private void leave(ResourceKey key, Work work) {
        OptionalLong seconds = Trees.integer(work.job(), "spec", "ttlSecondsAfterFinished");
        if (seconds.isEmpty()) {
            return;
        }
        Instant due = work.overSince().plusSeconds(seconds.getAsLong());
        Duration left = Duration.between(time.now(), due);
        if (left.compareTo(Duration.ZERO) > 0) {
            loop.addAfter(left, this, key);
        } else {
            store.delete(key, Deletion.background());
        }
    }

    private Work work(Map<String, Object> job) {
        return new Work(job, Owners.controlled(store, "", "pods", job));
    }

    private void advance(ResourceKey key, Work work) {
        if (work.tooManyFailed() || work.isSuspended()) {
            work.active().forEach(pod -> store.delete(Pods.key(pod), Deletion.background()));
        } else if (!work.complete()) {
            startMore(key, work);
        }
        store.get(key).map(this::work).ifPresent(now -> writeStatus(key, now));
    }

    private void startMore(ResourceKey key, Work work) {
        Duration wait = backoff(work);
        if (!wait.isZero()) {
            loop.addAfter(wait, this, key);
            return;
        }
        long open = work.completions() - work.in("Succeeded").size();
        long missing =
                Math.min(work.number("parallelism", 1), open) - work.active().size();
        for (long i = 0; i < missing; i++) {
            store.create("", "pods", newPod(work.job()));
        }
    }

    /** Twice as long after each failure, from the last one on. */
    private Duration backoff(Work work) {
        List<Map<String, Object>> failed = work.in("Failed");
        Optional<Instant> last = failed.stream().map(JobController::finishedAt).max(Comparator.naturalOrder());
        if (last.isEmpty()) {
            return Duration.ZERO;
        }
        Duration pause = FIRST_BACKOFF.multipliedBy(1L << Math.min(failed.size() - 1, MOST_DOUBLINGS));
        Duration left = Duration.between(time.now(), last.get().plus(pause));
        return left.isNegative() ? Duration.ZERO : left;
    }

    private static Instant finishedAt(Map<String, Object> pod) {
        return Trees.maps(pod, "status", "containerStatuses").stream()
                .map(container -> Trees.text(container, "state", "terminated", "finishedAt"))
                .filter(text -> !text.isEmpty())
                .map(Instant::parse)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }

    private static Map<String, Object> newPod(Map<String, Object> job) {
        String name = Trees.text(job, "metadata", "name");
        Map<String, Object> labels = new LinkedHashMap<>(Trees.map(job, "spec", "template", "metadata", "labels"));
        labels.put("batch.kubernetes.io/job-name", name);
        labels.put("job-name", name);
        labels.put("batch.kubernetes.io/controller-uid", Trees.text(job, "metadata", "uid"));
        Map<String, Object> pod = new LinkedHashMap<>(Map.of("apiVersion", "v1", "kind", "Pod"));
        Map<String, Object> metadata = Trees.child(pod, "metadata");
        metadata.put("generateName", name + "-");
        metadata.put("namespace", Trees.text(job, "metadata", "namespace"));
        metadata.put("labels", labels);
        metadata.put("annotations", Trees.map(job, "spec", "template", "metadata", "annotations"));
        metadata.put("ownerReferences", Owners.reference("batch/v1", "Job", job));
        Map<String, Object> spec = Trees.copy(Trees.map(job, "spec", "template", "spec"));
        spec.putIfAbsent("restartPolicy", "Never");
        spec.putIfAbsent("terminationGracePeriodSeconds", 30L);
        pod.put("spec", spec);
        pod.put("status", Map.of("phase", "Pending"));
        return pod;
    }

    private void writeStatus(ResourceKey key, Work work) {
        store.updateStatus(key, tree -> {
            Map<String, Object> status = new LinkedHashMap<>();
            count(status, "active", work.active());
            count(status, "succeeded", work.in("Succeeded"));
            count(status, "failed", work.in("Failed"));
            String now = Conditions.text(time.now());
            status.put("startTime", Trees.string(tree, "status", "startTime").orElse(now));
            if (work.complete()) {
                status.put("completionTime", now);
            }
            status.put("conditions", conditions(work));
            tree.put("status", status);
            return tree;
        });
    }

    private static void count(Map<String, Object> status, String field, List<Map<String, Object>> pods) {
        if (!pods.isEmpty()) {
            status.put(field, pods.size());
        }
    }

    private List<Object> conditions(Work work) {
        List<Object> conditions = new ArrayList<>();
        if (work.complete()) {
            conditions.add(over("Complete", "CompletionsReached", "Reached expected number of succeeded pods"));
        } else if (work.tooManyFailed()) {
            conditions.add(over("Failed", "BackoffLimitExceeded", "Job has reached the specified backoff limit"));
        }
        return conditions;
    }

    private Map<String, Object> over(String type, String reason, String message) {
        return Conditions.next(Map.of(), type, "True", reason, message, false, time.now());
    }
}
