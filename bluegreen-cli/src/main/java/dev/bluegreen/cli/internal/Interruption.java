package dev.bluegreen.cli.internal;

import dev.bluegreen.model.Wording;
import dev.bluegreen.spi.Platform;
import dev.bluegreen.spi.Platform.Handover;
import dev.bluegreen.spi.Time;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Ends what is under way when the process is told to end, or its time is over: safely, and in a bounded time. The command then
 * ends by itself, with the exit code of what became of its operation. Thread-safe.
 */
public final class Interruption {

    /** What there was to end. */
    public enum Found {
        /** Nothing. */
        NOTHING,
        /** A command, which has ended, or is about to. */
        A_COMMAND,
        /** A command that has not ended in time. */
        A_COMMAND_THAT_HANGS
    }

    private static final Duration GRACE = Duration.ofMinutes(2);

    /** For what a command prints and writes after its operation. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(10);

    private final PrintStream err;
    private Optional<Guarded> guarded = Optional.empty();

    /** What is to end safely; {@code ended} is raised when the command does. */
    private record Guarded(Platform platform, Duration grace, Handover handover, Time.Signal ended) {}

    /** Nothing is under way yet. */
    public Interruption(PrintStream err) {
        this.err = err;
    }

    /** From now on the operations of a platform are to end safely. */
    synchronized void guard(Platform platform, Arguments arguments) {
        guarded = Optional.of(new Guarded(
                platform,
                arguments.duration(Options.GRACE).orElse(GRACE),
                arguments.has(Options.LEAVE) ? Handover.LEAVE : Handover.ROLL_BACK,
                platform.time().signal()));
    }

    /** The command has ended. */
    synchronized void end() {
        guarded.ifPresent(guard -> guard.ended.raise());
        guarded = Optional.empty();
    }

    /**
     * Ends what is under way, and waits for that.
     *
     * @param why such as the name of a signal
     */
    public Found interrupt(String why) {
        Optional<Guarded> now = current();
        return now.map(guard -> end(why, guard)).orElse(Found.NOTHING);
    }

    private Found end(String why, Guarded guard) {
        err.println(why + ": "
                + (guard.handover == Handover.LEAVE
                        ? "a cutover under way stays where it is, for `resume` to go on with"
                        : "what is under way ends, and traffic that has moved goes back")
                + "; waiting for that, at most " + Wording.of(guard.grace));
        List<String> ends = guard.platform.shutdown(guard.grace, guard.handover);
        if (hasEnded(guard)) {
            return Found.A_COMMAND;
        }
        ends.forEach(err::println);
        return Found.A_COMMAND_THAT_HANGS;
    }

    private static boolean hasEnded(Guarded guard) {
        try {
            return guard.ended.await(LAST_WORDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized Optional<Guarded> current() {
        return guarded;
    }
}
