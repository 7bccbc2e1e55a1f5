package dev.bluegreen.micrometer;

import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.CutoverEvent.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** One operation, as its events have told it so far. For one thread at a time. */
final class RunningOperation {

    private final Instant started;
    private Optional<Phase> phase = Optional.empty();
    private Optional<Phase> before = Optional.empty();
    private Instant since;
    private Optional<EndedPhase> ended = Optional.empty();
    private Optional<String> cause = Optional.empty();
    private boolean isNewCause;
    private boolean shifted;
    private boolean hadLock;

    RunningOperation(Instant started) {
        this.started = started;
        this.since = started;
    }

    /** A phase that is over. */
    record EndedPhase(Phase phase, Duration took) {}

    void on(CutoverEvent event) {
        ended = Optional.empty();
        isNewCause = false;
        if (event.kind() == Kind.PHASE) {
            enter(event);
            if (event.phase() == Phase.ROLL_BACK && !shifted) {
                goesBack("request");
            }
        } else if (event.kind() == Kind.ENDED) {
            end(event.at());
        } else if (event.kind() == Kind.ROLL_BACK) {
            goesBack(cause(event));
        }
    }

    private void goesBack(String why) {
        if (cause.isEmpty()) {
            cause = Optional.of(why);
            isNewCause = true;
        }
    }

    private void enter(CutoverEvent event) {
        end(event.at());
        before = phase.or(() -> before);
        phase = Optional.of(event.phase());
        since = event.at();
        shifted |= event.phase() == Phase.SHIFT;
    }

    private void end(Instant at) {
        ended = phase.map(over -> new EndedPhase(over, Duration.between(since, at)));
    }

    /** A breached objective, or else the phase that could not go on. */
    private String cause(CutoverEvent event) {
        if (event.sentence().contains("an SLO is breached")) {
            return "breach";
        }
        Optional<Phase> from = event.phase() == Phase.ROLL_BACK ? before : phase;
        return from.map(failed -> failed.name().toLowerCase(Locale.ROOT)).orElse("request");
    }

    Instant started() {
        return started;
    }

    /** The phase that the last event ended. */
    Optional<EndedPhase> endedPhase() {
        return ended;
    }

    /** The cause for going back, if the last event has told it. */
    Optional<String> goneBack() {
        return cause.filter(told -> isNewCause);
    }

    boolean shifted() {
        return shifted;
    }

    /** True if it may have moved traffic, or moved it back. */
    boolean moved() {
        return shifted || before.equals(Optional.of(Phase.ROLL_BACK)) || phase.equals(Optional.of(Phase.ROLL_BACK));
    }

    void hasLock() {
        hadLock = true;
    }

    boolean hadLock() {
        return hadLock;
    }
}
