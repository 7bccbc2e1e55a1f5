package dev.bluegreen.check.smoke;

import dev.bluegreen.model.Pod;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Input of a smoke test, and access to the idle track. Given to one test, and used by its thread. */
public interface SmokeContext {

    /** The release. */
    ReleaseSpec release();

    /** The idle track, with its pods as last seen. */
    Workload idle();

    /** The id of the test's cutover. */
    String cutoverId();

    /**
     * Opens a tunnel to one pod. A test that uses it must declare that in {@link SmokeTest#uses}, or its permissions are not
     * printed.
     *
     * @throws dev.bluegreen.model.PlatformException if the platform has no tunnels, or does not permit it
     */
    Tunnel tunnel(Pod pod, int port);

    /**
     * Log lines of a pod's containers, at most the last 5,000 of each.
     *
     * @param since start of the lines, by the clock of the pod's node
     * @throws dev.bluegreen.model.PlatformException if the platform has no logs, or does not permit it
     */
    List<String> log(Pod pod, Optional<Instant> since);

    /** Reports to listeners what the test waits for; a repeated sentence is reported once. */
    void waitsFor(String what);

    /** Pauses; meanwhile the cutover can be paused and aborted. Does not return after an abort. */
    void pause(Duration time);

    /**
     * Runs work on several threads at once, each with a context of its own, and returns when all have ended. They end with the
     * test, and with an abort; the first failure is thrown. A test double may run it one after the other.
     *
     * @param threads 1 to 32
     */
    default void beside(int threads, Consumer<SmokeContext> work) {
        for (int i = 0; i < threads; i++) {
            work.accept(this);
        }
    }

    /** The time the test has run, on the monotonic clock. */
    Duration elapsed();
}
