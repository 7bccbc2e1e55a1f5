package dev.bluegreen.micrometer;

import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One operation, as its events have told it so far. For one thread at a time. */
final class RunningOperation {

    private final Instant started;
    private final Map<String, TrafficSplit> moved = new HashMap<>();
    private boolean mayHaveMoved;
    private Optional<Phase> phase = Optional.empty();
    private Instant since;
    private Optional<EndedPhase> ended = Optional.empty();
    private boolean hadLock;

    RunningOperation(Instant started) {
        this.started = started;
        this.since = started;
    }

    /** A phase that is over. */
    record EndedPhase(Phase phase, Duration took) {}

    void on(CutoverEvent event) {
        ended = Optional.empty();
        if (event.kind() == Kind.PHASE) {
            end(event.at());
            phase = Optional.of(event.phase());
            since = event.at();
        } else if (event.kind() == Kind.ENDED) {
            end(event.at());
        }
        event.move().ifPresent(move -> {
            mayHaveMoved = true;
            if (event.kind() == Kind.WRITE) {
                moved.put(move.router(), move.after());
            }
        });
    }

    private void end(Instant at) {
        ended = phase.map(over -> new EndedPhase(over, Duration.between(since, at)));
    }

    Instant started() {
        return started;
    }

    /** The phase that the last event ended. */
    Optional<EndedPhase> endedPhase() {
        return ended;
    }

    /** True if it may have moved traffic, or moved it back. */
    boolean mayHaveMoved() {
        return mayHaveMoved;
    }

    /** The track that all moved routers send all traffic to; empty when they disagree. */
    Optional<Track> active() {
        List<Optional<Track>> tracks =
                moved.values().stream().map(TrafficSplit::only).distinct().toList();
        return tracks.size() == 1 ? tracks.get(0) : Optional.empty();
    }

    void hasLock() {
        hadLock = true;
    }

    boolean hadLock() {
        return hadLock;
    }
}
