package dev.bluegreen.testkit.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.spi.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** The threads of virtual time; how it moves is tested where it is used. */
class VirtualTimeTest {

    private static final int REPEATS = 200;

    private final VirtualTime time = VirtualTime.create();
    private final List<String> seen = Collections.synchronizedList(new ArrayList<>());

    @Test
    void aThreadIsUsedAgain() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();

        for (int i = 0; i < REPEATS; i++) {
            time.fork("task", () -> threads.add(Thread.currentThread()));
            time.settle();
        }

        // Two would do; one that is not back yet when the next task comes is no fault.
        assertThat(threads).hasSizeLessThan(REPEATS / 2);
    }

    @Test
    void aThreadHasTheNameOfItsTaskAndNoInterruptOfTheTaskBefore() {
        for (int i = 0; i < REPEATS; i++) {
            time.fork("task-" + i, () -> {
                seen.add(Thread.currentThread().getName() + " "
                        + Thread.currentThread().isInterrupted());
                Thread.currentThread().interrupt();
            });
            time.settle();
        }

        assertThat(seen).hasSize(REPEATS).allMatch(task -> task.matches("task-\\d+ false"));
        assertThat(seen).doesNotHaveDuplicates();
    }

    @Test
    void aTaskThatFailsIsReportedUnderItsNameAndHoldsNobodyUp() {
        time.fork("fails", () -> {
            Thread.currentThread()
                    .setUncaughtExceptionHandler((thread, e) -> seen.add(thread.getName() + ": " + e.getMessage()));
            throw new IllegalStateException("on purpose");
        });
        time.settle();
        time.fork("another", () -> seen.add("ran"));
        time.settle();

        assertThat(seen).containsExactly("fails: on purpose", "ran");
    }

    @Test
    void aSleeperWakesAtItsTimeAndWhatIsDueBeforeComesFirst() {
        time.after(Duration.ofSeconds(1), () -> seen.add("timer at " + time.nanos()));
        time.fork("sleeper", () -> {
            seen.add("raised: " + await(time.signal(), Duration.ofSeconds(2)));
            seen.add("sleeper at " + time.nanos());
        });
        time.advanceUntilIdle(Duration.ofMinutes(1));

        assertThat(seen).containsExactly("timer at 1000000000", "raised: false", "sleeper at 2000000000");
    }

    private static boolean await(Time.Signal signal, Duration timeout) {
        try {
            return signal.await(timeout);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
