package dev.bluegreen.internal.engine.rollback;

import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.internal.engine.observe.Observation;
import dev.bluegreen.internal.engine.observe.Observation.Routed;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Deadline;
import dev.bluegreen.internal.engine.operation.Failures;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.engine.plan.Planner;
import dev.bluegreen.internal.engine.plan.ShiftStep;
import dev.bluegreen.internal.engine.proof.VerifyPhase;
import dev.bluegreen.internal.engine.write.Progress;
import dev.bluegreen.internal.engine.write.Progress.Applied;
import dev.bluegreen.internal.engine.write.TrafficWriter;
import dev.bluegreen.internal.record.ReleaseRecord;
import dev.bluegreen.internal.record.lock.ReleaseLock;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Moves routers back, and proves it. One that cannot be moved, such as one that was deleted, does not keep the others from
 * going back. Not to be aborted.
 */
final class MoveBack {

    private final Context context;
    private final ReleaseLock lock;
    private final Track back;
    private final Progress progress;
    private final TrafficWriter writer;
    private final List<String> failed = new ArrayList<>();
    private Deadline deadline;

    /** @param progress where the writes are entered that were made */
    MoveBack(Context context, ReleaseLock lock, Track back, Progress progress) {
        this.context = context;
        this.lock = lock;
        this.back = back;
        this.progress = progress;
        this.deadline = context.rollBackDeadline();
        this.writer = new TrafficWriter(context);
    }

    /** @throws Stop if the way back was closed */
    void requireOpen() {
        ReleaseRecord unused = TrafficWriter.requireOpen(lock.record(), back);
    }

    Deadline deadline() {
        return deadline;
    }

    /** Brings a track that was made smaller to its full size, as far as time allows. */
    Observation restoreSize(Observation now) {
        return now.with(restoreSize(now.world()));
    }

    World restoreSize(World now) {
        return new RestoreSize(context, lock, back).run(now, deadline);
    }

    /**
     * Moves every router that sends the other track traffic; the others are proven as they stand.
     *
     * @param standing is given those
     * @param unfenced routers on which a write of a process that died may still land
     * @throws Stop when traffic is not known to be back everywhere
     */
    void everyRouter(Observation now, Consumer<Applied> standing, List<String> unfenced) {
        Planner planner = new Planner(context);
        List<Routed> routers =
                throughBoth(now.routers(), (routed, both) -> planner.move(now, routed, both, 1, lock.token()));
        for (Routed routed : routers) {
            if (routed.state().split().sendsTo(back.other())) {
                router(routed.strategy(), planner.move(now, routed, back, 1, lock.token()));
            } else {
                standing.accept(planner.standing(now, routed, back));
            }
        }
        if (!progress.applied().isEmpty()) {
            prove();
        }
        requireAll(now.unread(), unfenced);
    }

    /**
     * Lets both tracks take traffic where a router makes before it breaks, and waits for the old one. What cannot be done, or
     * is not proven in time, does not keep traffic from going back by the second write.
     *
     * @param move makes the move to both tracks
     * @return all routers, as they are after that
     */
    List<Routed> throughBoth(List<Routed> routers, BiFunction<Routed, ShiftStep, Move> move) {
        Optional<ShiftStep> both = new Planner(context).both();
        if (both.isEmpty() || routers.stream().noneMatch(routed -> BothTracks.isDue(routed, back.other()))) {
            return routers;
        }
        List<Routed> after = routers.stream()
                .map(routed -> BothTracks.isDue(routed, back.other())
                        ? widened(routed.strategy(), move.apply(routed, both.get()))
                        : routed)
                .toList();
        if (!progress.applied().isEmpty()) {
            goingOn(() -> new BothTracks(context, lock).hold(both.get(), progress, deadline));
        }
        deadline = context.rollBackDeadline();
        return after;
    }

    private Routed widened(CutoverStrategy strategy, Move move) {
        Optional<String> obstacle = unreachable(strategy, move);
        obstacle.ifPresent(why -> context.tell(Kind.ROLL_BACK, "goes back by one write: " + why));
        if (obstacle.isEmpty()) {
            goingOn(() -> progress.applied(writer.moveBack(strategy, move, back, lock, deadline)));
        }
        return new Routed(
                strategy,
                progress.applied().stream()
                        .filter(write -> write.strategy().router().equals(strategy.router()))
                        .map(Applied::after)
                        .findFirst()
                        .orElse(move.before()));
    }

    private void goingOn(Runnable step) {
        try {
            step.run();
        } catch (Stop e) {
            if (!e.isPlain()) {
                throw e;
            }
            context.tell(Kind.ROLL_BACK, "goes back all the same: " + e.why());
        } catch (PlatformException e) {
            context.tell(Kind.ROLL_BACK, "goes back all the same: " + Failures.sentence(e));
        }
    }

    /** Traffic stays if no pod would answer at its destination. */
    void router(CutoverStrategy strategy, Move move) {
        unreachable(strategy, move).ifPresentOrElse(failed::add, () -> write(strategy, move));
    }

    /** An unknown state does not stop it. */
    private Optional<String> unreachable(CutoverStrategy strategy, Move move) {
        try {
            return strategy.unreachable(move);
        } catch (PlatformException e) {
            context.tell(Kind.FINDING, e.getMessage() + "; it is moved all the same");
            return Optional.empty();
        }
    }

    private void write(CutoverStrategy strategy, Move move) {
        try {
            progress.applied(writer.moveBack(strategy, move, back, lock, deadline));
        } catch (Stop e) {
            if (!e.isPlain()) {
                throw e;
            }
            failed.add(e.why());
        } catch (PlatformException e) {
            failed.add(Failures.sentence(e));
        }
    }

    /** @throws Stop when it is not proven in time */
    void prove() {
        new VerifyPhase(context).prove(progress, deadline, lock::requireHeld);
    }

    /** @throws Stop when a router could not be moved */
    void requireMoved() {
        if (!failed.isEmpty()) {
            throw Stop.because(String.join("; ", failed));
        }
    }

    /** Moved routers are back; the state of the others is unknown. */
    private void requireAll(List<String> unread, List<String> unfenced) {
        if (!progress.moved() && unread.isEmpty() && unfenced.isEmpty()) {
            requireMoved();
        }
        List<String> open = Stream.of(unread, unfenced, failed)
                .flatMap(List::stream)
                .distinct()
                .toList();
        if (!open.isEmpty()) {
            String why = "it is not known to be back everywhere: " + String.join(", ", open);
            throw unfenced.isEmpty() ? Stop.because(why) : Stop.unresolved(why);
        }
    }
}
