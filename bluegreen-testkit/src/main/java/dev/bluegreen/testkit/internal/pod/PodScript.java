package dev.bluegreen.testkit.internal.pod;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Wording;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a pod does in its life.
 *
 * @param startup time from running to being able to serve, or to its end if it is to end by itself
 * @param fate how it ends up, if not well
 * @param flapping half a period of being ready, then half a period of not; zero for a steady pod
 * @param shutdown time it goes on serving after it was told to stop
 * @param zombie it never ends, however often it is told to
 * @param failing share of answers that are a 500, 0 to 1
 * @param slow real time each answer takes
 * @param log lines it writes when it starts
 * @param families of its addresses, the first one first
 */
public record PodScript(
        Duration startup,
        Fate fate,
        Duration flapping,
        Duration shutdown,
        boolean zombie,
        double failing,
        Duration slow,
        List<String> log,
        List<String> families) {

    /** How a pod ends up. */
    public enum Fate {
        HEALTHY,
        NEVER_READY,
        CRASH_LOOP,
        SUCCEEDS,
        FAILS,
        IMAGE_PULL_ERROR
    }

    /** A pod that is ready after a second and shuts down within one. */
    public static final PodScript DEFAULT = new PodScript(
            Duration.ofSeconds(1),
            Fate.HEALTHY,
            Duration.ZERO,
            Duration.ofSeconds(1),
            false,
            0,
            Duration.ZERO,
            List.of(),
            List.of("IPv4", "IPv6"));

    /** Copies its lists. */
    public PodScript {
        log = List.copyOf(log);
        families = List.copyOf(families);
    }

    /** This script with another time to start; such a pod is a healthy one. */
    public PodScript startup(Duration time) {
        return new PodScript(time, Fate.HEALTHY, flapping, shutdown, zombie, failing, slow, log, families);
    }

    /** This script of a pod that ends by itself, well or not, after a time. */
    public PodScript ends(Duration time, boolean well) {
        return startup(time).fate(well ? Fate.SUCCEEDS : Fate.FAILS);
    }

    /** This script with another fate. */
    public PodScript fate(Fate other) {
        return new PodScript(startup, other, flapping, shutdown, zombie, failing, slow, log, families);
    }

    /** This script with readiness that comes and goes. */
    public PodScript flapping(Duration period) {
        return new PodScript(startup, fate, period, shutdown, zombie, failing, slow, log, families);
    }

    /** This script with another time to shut down. */
    public PodScript shutdown(Duration time) {
        return new PodScript(startup, fate, flapping, time, zombie, failing, slow, log, families);
    }

    /** This script of a pod that never ends. */
    public PodScript undead() {
        return new PodScript(startup, fate, flapping, shutdown, true, failing, slow, log, families);
    }

    /** This script with a share of 500s. */
    public PodScript failing(double ratio) {
        return new PodScript(startup, fate, flapping, shutdown, zombie, ratio, slow, log, families);
    }

    /** This script with slow answers. */
    public PodScript slow(Duration time) {
        return new PodScript(startup, fate, flapping, shutdown, zombie, failing, time, log, families);
    }

    /** This script with one more log line. */
    public PodScript logLine(String line) {
        List<String> lines = new ArrayList<>(log);
        lines.add(line);
        return new PodScript(startup, fate, flapping, shutdown, zombie, failing, slow, lines, families);
    }

    /**
     * This script with addresses of these families only.
     *
     * @throws ConfigurationException if there is none, or another than IPv4 and IPv6
     */
    public PodScript families(List<String> names) {
        if (names.isEmpty() || !Set.of("IPv4", "IPv6").containsAll(names)) {
            throw new ConfigurationException("ipFamilies: " + Wording.quoted(names) + "; give IPv4, IPv6 or both");
        }
        return new PodScript(startup, fate, flapping, shutdown, zombie, failing, slow, log, names);
    }
}
