package dev.bluegreen.cli.internal;

import dev.bluegreen.model.Wording;
import dev.bluegreen.spi.Platform;
import dev.bluegreen.spi.Platform.Handover;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Ends what is under way when the process is told to end, or its time is over: safely, and in a bounded time. The command then
 * ends by itself, with the exit code of what became of its operation. Thread-safe.
 */
public final class Interruption {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final PrintStream err;
    private Optional<Guarded> guarded = Optional.empty();

    private record Guarded(Platform platform, Duration grace, Handover handover) {}

    /** Nothing is under way yet. */
    public Interruption(PrintStream err) {
        this.err = err;
    }

    /** From now on the operations of a platform are to end safely. */
    synchronized void guard(Platform platform, Arguments arguments) {
        Duration grace = arguments.duration(Options.GRACE).orElse(PATIENCE);
        guarded = Optional.of(
                new Guarded(platform, grace, arguments.has(Options.LEAVE) ? Handover.LEAVE : Handover.ROLL_BACK));
    }

    /** The platform is closed. */
    synchronized void end() {
        guarded = Optional.empty();
    }

    /**
     * Ends what is under way, and waits for that.
     *
     * @param why such as the name of a signal
     * @return false if nothing could be under way
     */
    public boolean interrupt(String why) {
        Optional<Guarded> now = current();
        now.ifPresent(guard -> {
            err.println(why + ": "
                    + (guard.handover == Handover.LEAVE
                            ? "a cutover under way stays where it is, for `resume` to go on with"
                            : "what is under way ends, and traffic that has moved goes back")
                    + "; waiting for that, at most " + Wording.of(guard.grace));
            List<String> ends = guard.platform.shutdown(guard.grace, guard.handover);
            ends.forEach(err::println);
        });
        return now.isPresent();
    }

    private synchronized Optional<Guarded> current() {
        return guarded;
    }
}
