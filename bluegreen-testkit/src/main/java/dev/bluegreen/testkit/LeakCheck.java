package dev.bluegreen.testkit;

import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.fault.Faults;
import dev.bluegreen.testkit.time.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Finds leaks of a test. */
final class LeakCheck {

    /** The end of a watch travels over a socket, so it may be seen a little later. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Duration STEP = Duration.ofMillis(5);

    private final Time time;
    private final Supplier<List<String>> watches;
    private final Faults faults;

    LeakCheck(Time time, Supplier<List<String>> watches, Faults faults) {
        this.time = time;
        this.watches = watches;
        this.faults = faults;
    }

    List<String> leaks() {
        List<String> leaks = new ArrayList<>();
        holds(leaks);
        stillOpen().forEach(watch -> leaks.add("open " + watch + ": close it, or what opened it"));
        faults.unused().forEach(rule -> leaks.add("unused fault rule: " + rule + "; correct it or take it out"));
        return leaks;
    }

    private void holds(List<String> leaks) {
        if (time instanceof VirtualTime virtual) {
            try {
                virtual.settle();
            } catch (IllegalStateException e) {
                leaks.add(e.getMessage());
            }
        }
    }

    private List<String> stillOpen() {
        Time real = Time.system();
        Time.Signal never = real.signal();
        long giveUp = real.nanos() + PATIENCE.toNanos();
        try {
            while (!watches.get().isEmpty() && real.nanos() - giveUp < 0) {
                never.await(STEP);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return watches.get();
    }
}
