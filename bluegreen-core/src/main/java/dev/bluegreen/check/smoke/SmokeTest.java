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
     * @return {@code CONFIRMED} when it passed; anything else refuses the cutover. Whatever it throws counts as
     *     contradicted.
     */
    Evidence check(SmokeContext context);

    /**
     * The longest it may take: 10 minutes, unless it says otherwise. One that takes longer has failed: its thread is
     * interrupted, and not waited for.
     *
     * @param idle the track that is tested
     */
    default Duration limit(Workload idle) {
        return Duration.ofMinutes(10);
    }

    /** What is wrong with it as it is configured, each with field, value and remedy. */
    default List<String> problems() {
        return List.of();
    }

    /** What does not fit the track that is to be tested, found before anything is written. */
    default List<Finding> preflight(Workload idle) {
        return List.of();
    }

    /**
     * The same with both stacks, for a test that has to know the other one as well.
     *
     * @param world the stacks as read for the plan
     * @param idle the track that is to be tested
     */
    default List<Finding> preflight(World world, Track idle) {
        return preflight(world.workload(idle));
    }

    /** What it needs of the platform. */
    default Set<Access> uses() {
        return Set.of();
    }

    /** What it writes besides, such as a Job that is created and deleted, for the plan. */
    default List<PlannedWrite> writes(ReleaseSpec release) {
        return List.of();
    }

    /** The rights it takes besides those of {@link #uses}. */
    default List<Permission> permissions(ReleaseSpec release) {
        return List.of();
    }

    /** Requests a path of each ready pod of the idle track, through a tunnel: see {@link HttpSmokeTest}. */
    static HttpSmokeTest get(String path) {
        return HttpSmokeTest.of(path);
    }

    /**
     * Waits for a line in the logs of the idle track's pods: see {@link LogSmokeTest}.
     *
     * @param pattern a regular expression, found anywhere in a line
     */
    static LogSmokeTest log(String pattern) {
        return new LogSmokeTest(
                new LogPattern(Input.given("smokeTest.log", pattern, "give a regular expression")),
                Duration.ofSeconds(30),
                true);
    }

    /**
     * Runs a function against one ready pod of the idle track, through a tunnel. It fails by throwing, as the assertions
     * of test libraries do.
     *
     * @param port by name or number, as the pods declare it
     * @param test gets where the pod answers, such as {@code http://127.0.0.1:40123}
     */
    static SmokeTest through(String port, Consumer<URI> test) {
        return new TunnelSmokeTest(
                PortChoice.of(Input.given("smokeTest.through", port, "give the name or number of a port")),
                Input.given("smokeTest.through", test, "give a function"));
    }
}
