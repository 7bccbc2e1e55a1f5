package dev.bluegreen.internal.engine.lock;

import dev.bluegreen.internal.engine.observe.Observation;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.record.InFlight;
import dev.bluegreen.internal.record.ReleaseRecord;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.Unfinished;
import java.util.List;
import java.util.Optional;

/** A move of traffic that was announced by a process that died. */
record DeadMove(InFlight dead, Unfinished left) {

    static Optional<DeadMove> in(ReleaseRecord record) {
        return record.inFlight()
                .filter(dead -> dead.operation().isMove() && !dead.announced().isEmpty())
                .flatMap(dead -> record.unfinished().map(left -> new DeadMove(dead, left)));
    }

    /** @throws Stop if a router may have been written: a recovery has to see to it */
    void requireAbsent(Observation now) {
        List<String> others = now.besides(dead);
        if (!others.isEmpty()) {
            throw ofOthers(others);
        }
        boolean isAbsent =
                now.unread().isEmpty() && now.routers().stream().allMatch(routed -> isUntouched(routed.state()));
        if (!isAbsent) {
            throw unfinished(left, "recover()");
        }
    }

    private boolean isUntouched(RouterState state) {
        return state.split().equals(TrafficSplit.all(dead.from()))
                && state.cutoverId().filter(dead::wrote).isEmpty();
    }

    private Stop ofOthers(List<String> routers) {
        return Stop.because(dead.name() + " was left unfinished, and may have moved " + String.join(", ", routers)
                + ", which this release does not move; call recover() of a release that does");
    }

    static Stop unfinished(Unfinished left, String remedy) {
        return Stop.because(left.operation().noun() + " " + left.id() + " (" + left.from() + " -> " + left.to()
                + ") was left unfinished in " + left.phase() + "; call " + remedy);
    }
}
