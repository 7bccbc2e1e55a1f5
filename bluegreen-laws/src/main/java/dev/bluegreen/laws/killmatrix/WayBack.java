package dev.bluegreen.laws.killmatrix;

import dev.bluegreen.Release;
import dev.bluegreen.laws.Fact;
import dev.bluegreen.laws.Law;
import dev.bluegreen.laws.Violation;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import java.util.List;
import java.util.Optional;

/** Checks after a blow to the new track: law 4. BLUE is not touched, so all traffic can be on it again. */
final class WayBack {

    private final RunProcesses processes;

    WayBack(RunProcesses processes) {
        this.processes = processes;
    }

    /** Violations of an undisturbed operation that left something to recover. */
    List<Violation> ended() {
        Fact.Rest rest = processes.scene().rest();
        return rest.unfinished().isEmpty() && rest.holder().isEmpty()
                ? List.of()
                : List.of(new Violation(
                        Law.WAY_BACK, "an operation could not end, although only the new track was touched: " + rest));
    }

    /** Goes back, if traffic is not there yet; what was broken if it then is not. */
    List<Violation> gone() {
        if (!isBack()) {
            processes.attempt("returner", Fact.Operation.ROLL_BACK, Optional.empty(), Release::rollBack);
        }
        return isBack()
                ? List.of()
                : List.of(new Violation(
                        Law.WAY_BACK,
                        "nothing brings all traffic back to BLUE, which was well all the time: "
                                + processes.scene().rest()));
    }

    private boolean isBack() {
        Fact.Rest rest = processes.scene().rest();
        return rest.unfinished().isEmpty()
                && rest.recorded().filter(track -> track != Track.BLUE).isEmpty()
                && rest.routers().values().stream().allMatch(TrafficSplit.all(Track.BLUE)::equals);
    }
}
