package dev.bluegreen.internal.engine.stack;

import dev.bluegreen.check.DrainContext;
import dev.bluegreen.check.DrainGate;
import dev.bluegreen.internal.engine.observe.Observation;
import dev.bluegreen.internal.engine.observe.Observer;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Deadline;
import dev.bluegreen.internal.engine.operation.Longest;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.engine.operation.Wait;
import dev.bluegreen.internal.engine.proof.VerifyPhase;
import dev.bluegreen.internal.engine.write.Progress;
import dev.bluegreen.model.GateResult;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.World;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Waits, without the lock, until the routers prove that an idle track gets nothing, and until the drain gates say that it has
 * ended its work.
 */
record DrainWait(Context context, Track track) {

    /** Long connections may take long; a track that is not drained by then is retired another time. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final Duration UNDER_LOCK = Duration.ofSeconds(10);

    /** @throws Stop when it is not drained in time, or will not be */
    void await(Observation observation) {
        prove(observation);
        awaitGates(observation.world());
    }

    /** @throws Stop when it is not drained now */
    void require(World world) {
        List<GateResult> closed = closed(world, UNDER_LOCK);
        if (!closed.isEmpty()) {
            throw Stop.because("it is not drained: " + sentences(closed));
        }
    }

    /** Evidence that no endpoint and no target of the track is left behind the routers. */
    private void prove(Observation observation) {
        new VerifyPhase(context).proveStanding(observation, track.other(), new Progress(), context::requireNotAborted);
    }

    private void awaitGates(World world) {
        Deadline deadline = context.deadline(PATIENCE);
        new Wait(context, deadline, LOOK)
                .until(
                        closed(world, Longest.of(LOOK, deadline.remaining())),
                        closed -> waitsFor(closed, deadline),
                        closed -> closed(
                                new Observer(context).current(context.calls(deadline), world),
                                Longest.of(LOOK, deadline.remaining())));
    }

    private Optional<String> waitsFor(List<GateResult> closed, Deadline deadline) {
        if (closed.isEmpty()) {
            return Optional.empty();
        }
        context.requireNotAborted();
        boolean useless = closed.stream().anyMatch(result -> result.verdict() == GateResult.Verdict.FAIL);
        if (useless || deadline.passed()) {
            throw Stop.because("it is not drained: " + sentences(closed));
        }
        return Optional.of("waits until " + track + " is drained: " + sentences(closed));
    }

    private List<GateResult> closed(World world, Duration limit) {
        List<DrainGate> gates = context.settings().departure().gates();
        DrainContext drainContext = DrainContext.of(world, track);
        return gates.stream()
                .map(gate -> answer(gate, drainContext, limit))
                .filter(result -> !result.passed())
                .toList();
    }

    private GateResult answer(DrainGate gate, DrainContext drainContext, Duration limit) {
        return context.ask(gate, limit, () -> gate.check(drainContext), context::requireNotAborted)
                .orElse(why -> GateResult.fail("drain-gate", "a drain gate failed: " + why));
    }

    private static String sentences(List<GateResult> closed) {
        return closed.stream().map(GateResult::sentence).collect(Collectors.joining("; "));
    }
}
