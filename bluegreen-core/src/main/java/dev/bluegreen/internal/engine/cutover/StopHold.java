package dev.bluegreen.internal.engine.cutover;

import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Deadline;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.engine.proof.OngoingCutover;
import dev.bluegreen.internal.engine.proof.Watch;
import dev.bluegreen.model.Wording;
import java.time.Duration;
import java.util.Optional;

/**
 * Traffic that has moved stays where it is while releases are stopped, watched like a bake: until the stop is lifted, or goes
 * back when the time for that is over.
 */
final class StopHold {

    private static final Duration LOOK = Duration.ofSeconds(10);

    private final OngoingCutover cutover;
    private final Context context;
    private Deadline next;
    private Optional<Deadline> limit = Optional.empty();
    private boolean stopped;

    StopHold(OngoingCutover cutover) {
        this.cutover = cutover;
        this.context = cutover.context();
        this.next = context.deadline(Duration.ZERO);
    }

    /** @throws Stop when the stop is not lifted in time, or what is watched does not hold */
    void await() {
        new Watch(cutover, "traffic while releases are stopped").run(LOOK, this::holds);
    }

    /** True while releases are stopped; looks every 10 s. */
    boolean holds() {
        if (next.passed()) {
            Optional<String> why = context.freezes().stopped(context.calls(context.deadline(LOOK)));
            why.ifPresent(this::goOn);
            stopped = why.isPresent();
            next = context.deadline(LOOK);
        }
        return stopped;
    }

    private void goOn(String why) {
        Duration longest = context.freezes().settings().stoppable().orElse(Duration.ZERO);
        Deadline until = limit.orElseGet(() -> context.deadline(longest));
        limit = Optional.of(until);
        if (until.passed()) {
            throw Stop.because(why + "; that was not lifted within " + Wording.of(longest));
        }
        context.waits("holds traffic where it is: " + why, until);
    }
}
