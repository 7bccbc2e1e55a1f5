package dev.bluegreen.internal.engine.rollback;

import dev.bluegreen.cutover.Move;
import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.internal.engine.ending.OldTrack;
import dev.bluegreen.internal.engine.observe.Observation;
import dev.bluegreen.internal.engine.observe.Observation.Routed;
import dev.bluegreen.internal.engine.observe.Observer;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Deadline;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.engine.proof.OngoingCutover;
import dev.bluegreen.internal.engine.write.Progress;
import dev.bluegreen.internal.engine.write.Progress.Applied;
import dev.bluegreen.internal.record.InFlight;
import dev.bluegreen.internal.record.lock.ReleaseLock;
import dev.bluegreen.model.ForeignWrites;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.model.World;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * ROLL_BACK: undoes the traffic writes of this operation in reverse, one write per router, and proves it. Needs nothing of
 * the new track; of the old one a single ready pod. Not to be aborted.
 */
public final class RollBackPhase {

    /** What the ids of its writes have in them. */
    public static final String BACK = "-back";

    private final Context context;
    private final OngoingCutover cutover;
    private final Progress backward;
    private final List<String> foreign = new ArrayList<>();

    /**
     * A way back of a cutover.
     *
     * @param backward what has been moved back, as it goes on
     */
    public RollBackPhase(OngoingCutover cutover, Progress backward) {
        this.context = cutover.context();
        this.cutover = cutover;
        this.backward = backward;
    }

    /** True if the process of a cutover had begun to send traffic back: that begins with the write. */
    public static boolean hasBegun(InFlight left, Observation now) {
        return left.phase() == Phase.ROLL_BACK
                || now.routers().stream()
                        .flatMap(routed -> routed.state().cutoverId().stream())
                        .anyMatch(id -> left.wrote(id) && id.contains(BACK));
    }

    /**
     * Sends traffic back, and proves it.
     *
     * @throws Stop when that is not possible, or not proven in time
     */
    public void run(Stop reason) {
        Track back = cutover.from();
        ReleaseLock lock = cutover.lock();
        MoveBack routers = new MoveBack(context, lock, back, backward);
        routers.requireOpen();
        context.goBack(reason.cause());
        context.tell(Kind.ROLL_BACK, "back to " + back + ": " + reason.why());
        World now = routers.restoreSize(current(routers.deadline()));
        OldTrack.ofCutover(context, backward, back).take(now, lock.record().sizes());
        List<Applied> undo = new ArrayList<>(cutover.progress().applied());
        Collections.reverse(undo);
        Map<String, RouterState> widened = throughBoth(undo, routers, now);
        for (Applied write : undo) {
            Optional.ofNullable(widened.get(write.after().router()))
                    .or(() -> left(write))
                    .ifPresent(state -> routers.router(write.strategy(), back(state, TrafficSplit.all(back), now)));
        }
        routers.requireMoved();
        requireAllBack(back, routers.deadline());
        routers.prove();
    }

    /** The routers that take two writes, as they are after the first. */
    private Map<String, RouterState> throughBoth(List<Applied> undo, MoveBack routers, World now) {
        List<Routed> ours = undo.stream()
                .filter(write -> BothTracks.isDue(routed(write), cutover.to()))
                .filter(write -> overwritten(write).isEmpty())
                .map(RollBackPhase::routed)
                .toList();
        return routers.throughBoth(ours, (routed, both) -> back(routed.state(), both.target(), now)).stream()
                .map(Routed::state)
                .collect(Collectors.toMap(RouterState::router, Function.identity()));
    }

    private static Routed routed(Applied write) {
        return new Routed(write.strategy(), write.after());
    }

    /** The router as the cutover left it; empty if another client has written to it since. */
    private Optional<RouterState> left(Applied write) {
        Optional<String> foreignWrite = overwritten(write);
        foreignWrite.ifPresent(this::keep);
        return foreignWrite.isPresent() ? Optional.empty() : Optional.of(write.after());
    }

    /** The last state seen suffices if reading is not permitted. */
    private World current(Deadline deadline) {
        try {
            return new Observer(context).current(context.calls(deadline), cutover.world());
        } catch (PlatformException e) {
            if (e.kind() != PlatformException.Kind.FORBIDDEN) {
                throw e;
            }
            return watched();
        }
    }

    /** What was seen at first, if it may not be watched either. */
    private World watched() {
        try {
            return context.workloads().refresh(cutover.world());
        } catch (PlatformException e) {
            return cutover.world();
        }
    }

    /** An unknown state does not stop it: a router with a foreign write refuses the write. */
    private Optional<String> overwritten(Applied write) {
        try {
            return write.strategy().overwritten(write.move());
        } catch (PlatformException e) {
            context.tell(Kind.FINDING, e.getMessage() + "; it is moved all the same");
            return Optional.empty();
        }
    }

    private Move back(RouterState state, TrafficSplit target, World now) {
        return Move.builder(now, state, target)
                .cutoverId(context.writeId() + BACK + (target.only().isPresent() ? "" : "-both"))
                .token(cutover.lock().token())
                .requestedBy(context.identity())
                .routers(cutover.preflight().observation().routers().stream()
                        .map(routed -> routed.state().router())
                        .collect(Collectors.toUnmodifiableSet()))
                .build();
    }

    /** Foreign writes stay; the user decides if the rest goes back. */
    private void keep(String what) {
        if (context.settings().foreignWrites() == ForeignWrites.HOLD) {
            throw Stop.foreign(what);
        }
        context.tell(Kind.ROLL_BACK, "foreign write: " + what + "; it is left as it is");
        foreign.add(what);
    }

    private void requireAllBack(Track back, Deadline deadline) {
        boolean isBack = foreign.isEmpty()
                || cutover.progress().applied().stream()
                        .map(write -> context.calls(deadline)
                                .read(() -> write.strategy().observe(context.release())))
                        .allMatch(state -> state.split().only().equals(Optional.of(back)));
        if (!isBack) {
            throw Stop.foreign(String.join("; ", foreign));
        }
    }
}
