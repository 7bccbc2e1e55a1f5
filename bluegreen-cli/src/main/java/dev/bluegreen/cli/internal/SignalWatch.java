package dev.bluegreen.cli.internal;

import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.utils.Signals;

/**
 * What becomes of the signals that end a process. The first one ends the command safely; Ctrl-C after that ends the process at
 * once, and leaves what is under way to {@code recover}. Others change nothing more: build servers send several, and so does a
 * terminal that closes. The JVM would end beside a command that is still at work.
 */
public final class SignalWatch {

    private static final String CTRL_C = "INT";

    /** Their numbers, which a process that ends by one adds to 128. */
    private static final Map<String, Integer> ENDING = Map.of(CTRL_C, 2, "TERM", 15, "HUP", 1);

    private static final int BY_SIGNAL = 128;

    private final AtomicBoolean isEnding = new AtomicBoolean();
    private final Interruption interruption;
    private final PrintStream err;

    private SignalWatch(Interruption interruption, PrintStream err) {
        this.interruption = interruption;
        this.err = err;
    }

    /** From now on. */
    public static void over(Interruption interruption, PrintStream err) {
        SignalWatch watch = new SignalWatch(interruption, err);
        ENDING.forEach((name, number) -> Signals.register(name, () -> watch.on(name, number)));
    }

    private void on(String name, int number) {
        if (isEnding.compareAndSet(false, true)) {
            end(name, number);
        } else if (name.equals(CTRL_C)) {
            err.println(
                    "Ctrl-C again: ends at once; if a cutover was under way, `recover` or `resume` goes on with it");
            Runtime.getRuntime().halt(ExitCode.NEEDS_ATTENTION.number());
        }
    }

    private void end(String name, int number) {
        switch (interruption.interrupt("SIG" + name)) {
            case NOTHING -> Runtime.getRuntime().halt(BY_SIGNAL + number);
            case A_COMMAND_THAT_HANGS -> Runtime.getRuntime().halt(ExitCode.NEEDS_ATTENTION.number());
            case A_COMMAND -> {
                // It ends by itself, with its own code.
            }
        }
    }
}
