package dev.bluegreen.check.smoke;

import dev.bluegreen.model.Pod;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a smoke test is asked about, and the ways to it. Given to one test, and used by its thread. */
public interface SmokeContext {

    /** Which release. */
    ReleaseSpec release();

    /** The idle track, with its pods as last seen. */
    Workload idle();

    /** The cutover that the test is part of. */
    String cutoverId();

    /**
     * Opens a way to one pod. The test that uses it says so in {@link SmokeTest#uses}, or else its rights are not printed.
     *
     * @throws dev.bluegreen.model.PlatformException if the platform has no such way, or does not allow it
     */
    Tunnel tunnel(Pod pod, int port);

    /**
     * The lines that the containers of one pod wrote, at most the last 5,000 of each.
     *
     * @param since leaves out what was written before, by the clock of the pod's node
     * @throws dev.bluegreen.model.PlatformException if the platform has no logs, or does not allow it
     */
    List<String> log(Pod pod, Optional<Instant> since);

    /** Tells listeners what the test waits for; the same sentence again is told once. */
    void waitsFor(String what);

    /** Lets time pass, in which the cutover can be paused and aborted; an aborted one does not come back from here. */
    void pause(Duration time);

    /** How long the test has run, on the monotonic clock. */
    Duration elapsed();
}
