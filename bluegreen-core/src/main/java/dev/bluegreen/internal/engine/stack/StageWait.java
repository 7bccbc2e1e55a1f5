package dev.bluegreen.internal.engine.stack;

import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.internal.engine.observe.Observer;
import dev.bluegreen.internal.engine.operation.Calls;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Deadline;
import dev.bluegreen.internal.engine.operation.Failures;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.engine.operation.Wait;
import dev.bluegreen.internal.result.StageReportData;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Wording;
import dev.bluegreen.model.Workload;
import dev.bluegreen.model.World;
import dev.bluegreen.result.StageException;
import dev.bluegreen.result.StageReport;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Waits by watch until all pods of a staged track are ready, and says what it waits for, or why it was in vain. */
public final class StageWait {

    /** Time without progress before pods are diagnosed, which takes requests. */
    private static final Duration LOOK = Duration.ofSeconds(15);

    private final Context context;
    private final Track track;
    private final Duration within;
    private final Set<String> told = new HashSet<>();
    private Workload seen;

    public StageWait(Context context, Track track, Duration within) {
        this.context = context;
        this.track = track;
        this.within = within;
        this.seen = Workload.none(track);
    }

    StageReport untilReady(int pods, List<String> notes) {
        notes.forEach(note -> context.tell(Kind.FINDING, note));
        Deadline deadline = context.deadline(within);
        try (Subscription changes = context.calls(deadline).watchStacks()) {
            await(pods, deadline);
            awaitOldPods(deadline);
        } catch (Stop | PlatformException e) {
            throw failed(Failures.sentence(e));
        }
        return report(context.release().name() + " is staged: " + seen, notes);
    }

    /** The write was made, and the track is not ready. */
    StageException failed(String why) {
        String sentence = context.release().name() + ": " + track + " was staged and is not ready: " + why
                + ". Traffic was not touched.";
        return new StageException(report(sentence, List.of()));
    }

    /** Watches may lag behind the write: only a read from the API shows that all are ready. */
    public void await(int pods, Deadline deadline) {
        Calls calls = context.calls(deadline);
        World world = read(calls);
        Deadline quiet = context.deadline(LOOK);
        while (!isReady(pods)) {
            context.checkpoint();
            if (deadline.passed()) {
                throw Stop.because("after " + Wording.of(within) + ": " + missing(pods) + reasons());
            }
            context.waitsQuietly("waits for pods: " + missing(pods), deadline);
            if (tell("waits for pods: " + missing(pods)) || (quiet.passed() && explain())) {
                quiet = context.deadline(LOOK);
            }
            context.await(deadline.atMost(quiet.passed() ? LOOK : quiet.remaining()));
            world = new Observer(context).current(calls, world);
            seen = world.workload(track);
            world = isReady(pods) ? read(calls) : world;
        }
    }

    /** A plan made right after is one that can be carried out; pods that end slowly make no failure of what is ready. */
    private void awaitOldPods(Deadline deadline) {
        new Wait(context, deadline, LOOK).until(read(context.calls(deadline)), any -> lingering(deadline), world -> {
            World now = context.workloads().refresh(world);
            seen = now.workload(track);
            return now;
        });
    }

    private Optional<String> lingering(Deadline deadline) {
        if (seen.lingering().isEmpty() || deadline.passed()) {
            return Optional.empty();
        }
        context.checkpoint();
        return Optional.of("waits for pods of the old version to end: "
                + Wording.pods(seen.lingering().size()));
    }

    private World read(Calls calls) {
        World world = calls.survey();
        seen = world.workload(track);
        return world;
    }

    private boolean isReady(int pods) {
        return seen.ready() >= pods && seen.rollout().isEmpty();
    }

    private String missing(int pods) {
        return Math.min(seen.ready(), pods) + " of " + pods + " ready"
                + seen.rollout().map(text -> ", " + text).orElse("");
    }

    private boolean explain() {
        diagnose().forEach(this::tell);
        return true;
    }

    private String reasons() {
        return diagnose().stream().map(reason -> "; " + reason).collect(Collectors.joining());
    }

    private List<String> diagnose() {
        try {
            return context.workloads().diagnose(seen);
        } catch (PlatformException e) {
            return List.of("why is not known: " + e.getMessage());
        }
    }

    /** False when it was told before. */
    private boolean tell(String sentence) {
        boolean isNew = told.add(sentence);
        if (isNew) {
            context.tell(Kind.WAITING, sentence);
        }
        return isNew;
    }

    private StageReport report(String sentence, List<String> notes) {
        context.tell(Kind.ENDED, sentence);
        return new StageReportData(
                context.id(),
                context.release().name(),
                seen,
                sentence,
                notes,
                context.started(),
                context.time().now(),
                context.eventLog().events());
    }
}
