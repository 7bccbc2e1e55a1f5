package dev.bluegreen.testkit;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.testkit.internal.Given;
import dev.bluegreen.testkit.internal.pod.PodScript;
import dev.bluegreen.testkit.internal.pod.PodScript.Fate;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * How pods behave. Several can apply to the same pods: they add up, and of two that contradict each other the later one
 * applies. Durations are of the cluster's time, but for {@link #slow}. Immutable.
 *
 * <p>A pod template can carry the same as an annotation: {@code testkit.bluegreen.dev/ready-after: 30s}, and in the same way
 * {@code succeeds-after}, {@code fails-after}, {@code never-ready}, {@code crash-loop}, {@code image-pull-error}, {@code
 * zombie}, {@code slow-shutdown}, {@code failing}, {@code slow}, {@code flapping}, {@code log-line}, {@code ip-families:
 * IPv4}.
 */
public final class Behaviour {

    final UnaryOperator<PodScript> change;

    private Behaviour(UnaryOperator<PodScript> change) {
        this.change = change;
    }

    /** Able to serve this long after it runs, instead of after one second; also ends a failure scripted before. */
    public static Behaviour readyAfter(Duration startup) {
        requireNotNegative("readyAfter", startup);
        return new Behaviour(script -> script.startup(startup));
    }

    /**
     * Ends by itself, with exit code 0, this long after it runs; a pod of a Job does so after a second by default. A
     * container that has to run for ever is restarted each time.
     */
    public static Behaviour succeedsAfter(Duration time) {
        requireNotNegative("succeedsAfter", time);
        return new Behaviour(script -> script.ends(time, true));
    }

    /**
     * Ends by itself, with exit code 1, this long after it runs. A container that has to run for ever is restarted each time.
     */
    public static Behaviour failsAfter(Duration time) {
        requireNotNegative("failsAfter", time);
        return new Behaviour(script -> script.ends(time, false));
    }

    /** Runs, but never becomes ready, or stops being so. Answers 503. */
    public static Behaviour neverReady() {
        return new Behaviour(script -> script.fate(Fate.NEVER_READY));
    }

    /** Crashes as soon as it runs, again and again with growing pauses. */
    public static Behaviour crashLoop() {
        return new Behaviour(script -> script.fate(Fate.CRASH_LOOP));
    }

    /** Never runs: its image cannot be pulled. */
    public static Behaviour imagePullError() {
        return new Behaviour(script -> script.fate(Fate.IMAGE_PULL_ERROR));
    }

    /** Never ends: after the signal to stop it goes on serving, and its object stays, terminating. */
    public static Behaviour zombie() {
        return new Behaviour(PodScript::undead);
    }

    /** Goes on serving this long after the signal to stop, at most its grace period; one second without this. */
    public static Behaviour slowShutdown(Duration time) {
        requireNotNegative("slowShutdown", time);
        return new Behaviour(script -> script.shutdown(time));
    }

    /**
     * Answers this share of requests with a 500, drawn alike in every run.
     *
     * @throws ConfigurationException if the ratio is not between 0 and 1
     */
    public static Behaviour failing(double ratio) {
        Given.share("failing", ratio);
        return new Behaviour(script -> script.failing(ratio));
    }

    /** Takes this much real time for each answer, even if the cluster runs in virtual time. */
    public static Behaviour slow(Duration time) {
        requireNotNegative("slow", time);
        return new Behaviour(script -> script.slow(time));
    }

    /** Is ready for the first half of each period and unready for the second; zero ends it. */
    public static Behaviour flapping(Duration period) {
        requireNotNegative("flapping", period);
        return new Behaviour(script -> script.flapping(period));
    }

    /** Writes one more line to its log. */
    public static Behaviour logLine(String line) {
        String given = Given.any("logLine", line);
        return new Behaviour(script -> script.logLine(given));
    }

    /**
     * Has an address of each of these families, {@code IPv4} and {@code IPv6}, instead of both; the first one is its main
     * address. Applies to pods that start from now on.
     *
     * @throws ConfigurationException if there is none, or another than these two
     */
    public static Behaviour ipFamilies(String... families) {
        List<String> names =
                PodScript.DEFAULT.families(Given.all("ipFamilies", families)).families();
        return new Behaviour(script -> script.families(names));
    }

    private static void requireNotNegative(String what, Duration value) {
        Duration unused = Given.duration(what, value);
    }
}
