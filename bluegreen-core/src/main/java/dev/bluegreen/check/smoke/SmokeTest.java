package dev.bluegreen.check.smoke;

import dev.bluegreen.check.Access;
import dev.bluegreen.cutover.PlannedWrite;
import dev.bluegreen.internal.answer.LogPattern;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Workload;
import dev.bluegreen.model.World;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Tests the idle track before it gets traffic: {@code SmokeTest.get("/healthz").expectStatus(200)}. Implementations are
 * thread-safe.
 */
@FunctionalInterface
public interface SmokeTest {

    /**
     * Runs once against the idle track.
     *
     * @return {@code CONFIRMED} if it passed; anything else, and any exception, refuses the cutover.
     */
    Evidence check(SmokeContext context);

    /**
     * Its time limit; default 10 minutes. A test that takes longer has failed: its thread is interrupted and abandoned.
     *
     * @param idle the tested track
     */
    default Duration limit(Workload idle) {
        return Duration.ofMinutes(10);
    }

    /** Problems of its configuration, each with field, value and remedy. */
    default List<String> problems() {
        return List.of();
    }

    /** Findings, in preflight, if it does not fit the track. */
    default List<Finding> preflight(Workload idle) {
        return List.of();
    }

    /**
     * The same with both workloads, for a test that needs the other one as well.
     *
     * @param world the workloads as read for the plan
     * @param idle the track to test
     */
    default List<Finding> preflight(World world, Track idle) {
        return preflight(world.workload(idle));
    }

    /** Access to the platform that it needs. */
    default Set<Access> uses() {
        return Set.of();
    }

    /** Its writes, such as a Job that is created and deleted, for the plan. */
    default List<PlannedWrite> writes(ReleaseSpec release) {
        return List.of();
    }

    /** Permissions required in addition to those of {@link #uses}. */
    default List<Permission> permissions(ReleaseSpec release) {
        return List.of();
    }

    /**
     * Requests a path of each ready pod of the idle track, through a tunnel: see {@link HttpSmokeTest}.
     *
     * @throws dev.bluegreen.model.ConfigurationException if it is null
     */
    static HttpSmokeTest get(String path) {
        return HttpSmokeTest.of(path);
    }

    /**
     * Sends requests to the idle track at a steady rate, and judges failures and latency: see {@link LoadSmokeTest}.
     *
     * @throws dev.bluegreen.model.ConfigurationException if it is null
     */
    static LoadSmokeTest load(String path) {
        return LoadSmokeTest.of(path);
    }

    /**
     * Waits for a line in the logs of the idle track's pods: see {@link LogSmokeTest}.
     *
     * @param pattern a regular expression, found anywhere in a line
     * @throws dev.bluegreen.model.ConfigurationException if it is null
     */
    static LogSmokeTest log(String pattern) {
        return new LogSmokeTest(
                new LogPattern(Input.given("smokeTest.log", pattern, "give a regular expression")),
                Duration.ofSeconds(30),
                true);
    }

    /**
     * Runs a function against one ready pod of the idle track, through a tunnel. It fails by throwing, such as by an
     * assertion.
     *
     * @param port name or number of a declared port
     * @param test gets the pod's base URI, such as {@code http://127.0.0.1:40123}
     * @throws dev.bluegreen.model.ConfigurationException if an argument is null
     */
    static SmokeTest through(String port, Consumer<URI> test) {
        return new TunnelSmokeTest(
                PortChoice.of(Input.given("smokeTest.through", port, "give the name or number of a port")),
                Input.given("smokeTest.through", test, "give a function"));
    }
}
