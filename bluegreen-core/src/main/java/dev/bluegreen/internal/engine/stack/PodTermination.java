package dev.bluegreen.internal.engine.stack;

import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.internal.engine.operation.Calls;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Deadline;
import dev.bluegreen.internal.engine.operation.Wait;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Pod;
import dev.bluegreen.model.RetireBy;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Wording;
import dev.bluegreen.model.Workload;
import dev.bluegreen.model.World;
import dev.bluegreen.result.Retirement;
import dev.bluegreen.result.Retirement.State;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Waits by watch until the pods of a retired track are gone, and names those that stay. */
public record PodTermination(Context context, Track track) {

    /** More than Kubernetes' default grace period of 30 s and the usual longer ones. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration LOOK = Duration.ofSeconds(5);

    public Retirement await() {
        Deadline deadline = context.deadline(PATIENCE);
        Calls calls = context.calls(deadline);
        try (Subscription changes = calls.watchStacks()) {
            World last = new Wait(context, deadline, LOOK)
                    .until(calls.survey(), world -> waitsFor(world, deadline), world -> look(world, calls));
            return ended(last.workload(track));
        }
    }

    private Optional<String> waitsFor(World world, Deadline deadline) {
        return isLeft(world) && !deadline.passed() && !isAborted()
                ? Optional.of("waits for " + Wording.pods(pods(world).size()) + " to end")
                : Optional.empty();
    }

    /** A pod that is no longer seen is not necessarily gone. */
    private World look(World world, Calls calls) {
        World watched = context.workloads().refresh(world);
        if (watched.unseenSince().isEmpty()) {
            return watched;
        }
        try {
            return calls.survey();
        } catch (PlatformException e) {
            return world;
        }
    }

    private Retirement ended(Workload workload) {
        List<String> left = workload.pods().stream().map(Pod::name).toList();
        String retired = context.release().name() + ": " + context.release().named(track) + " is retired";
        String sentence = left.isEmpty()
                ? retired + ", none of its pods is left"
                : retired + ", but " + since() + " these pods are still there: " + left
                        + "; see kubectl describe, and delete them by force if nothing else ends them";
        context.tell(left.isEmpty() ? Kind.ENDED : Kind.FINDING, sentence);
        return new Retirement(context.release().name(), Optional.of(track), State.RETIRED, sentence, left);
    }

    /** A deleted workload is gone only with its object: until then it cannot be staged again. */
    private boolean isLeft(World world) {
        boolean deleting = context.settings().departure().by() == RetireBy.DELETION;
        return !pods(world).isEmpty()
                || (deleting && !world.workload(track).version().isEmpty());
    }

    /** The track is retired; only the wait for its pods is given up. */
    private boolean isAborted() {
        return context.control().aborted().isPresent();
    }

    private String since() {
        return context.control()
                .aborted()
                .map(reason -> "the wait for their end was given up (" + reason + "):")
                .orElse("after " + Wording.of(PATIENCE));
    }

    private List<Pod> pods(World world) {
        return world.workload(track).pods();
    }
}
