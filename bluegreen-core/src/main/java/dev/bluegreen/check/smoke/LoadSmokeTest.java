package dev.bluegreen.check.smoke;

import dev.bluegreen.check.Access;
import dev.bluegreen.cutover.PlannedWrite;
import dev.bluegreen.internal.answer.HttpCheck;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.Pod;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Wording;
import dev.bluegreen.model.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Sends requests to the idle track's pods at a steady rate, which warms them up, and judges failures and latency: {@code
 * SmokeTest.load("/search").rate(50).lasting(ofMinutes(1)).percentile(99, ofMillis(300))}. Immutable: each call returns a new
 * one.
 *
 * <p>Defaults: 10 requests a second for 30 s, after a warm-up of 10 s whose answers are not judged; the only port that the pods
 * declare, all ready pods in turn; bad from 1 % failures; no limit of latency. A request fails without a response with 2xx
 * within 10 s. Latency counts from the moment at which a request was due, so that a track that does not keep up shows it; at most
 * 32 requests are under way at once. The plan prints its rate and time limit as finding {@code smoke-load}.
 */
public final class LoadSmokeTest implements SmokeTest {

    private static final int FASTEST = 1_000;
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration SETUP = Duration.ofMinutes(1);

    private final String path;
    private final PortChoice port;
    private final HttpCheck response;
    private final Optional<Preview> preview;
    private final LoadShape shape;

    private LoadSmokeTest(
            String path, PortChoice port, HttpCheck response, Optional<Preview> preview, LoadShape shape) {
        this.path = path;
        this.port = port;
        this.response = response;
        this.preview = preview;
        this.shape = shape;
    }

    static LoadSmokeTest of(String path) {
        return new LoadSmokeTest(
                Input.given("smokeTest.load", path, "give a path such as /search"),
                PortChoice.ONLY,
                HttpCheck.of("smokeTest"),
                Optional.empty(),
                LoadShape.DEFAULT);
    }

    /**
     * A copy for a port of the pods, by name.
     *
     * @throws dev.bluegreen.model.ConfigurationException if it is null
     */
    public LoadSmokeTest port(String name) {
        PortChoice named = PortChoice.of(Input.given("smokeTest.port", name, "give its name"));
        return new LoadSmokeTest(path, named, response, preview, shape);
    }

    /** A copy for a port of the pods, by number. */
    public LoadSmokeTest port(int number) {
        return port(Integer.toString(number));
    }

    /** A copy with a header on each request, such as {@code Authorization}; its value is never logged. */
    public LoadSmokeTest header(String name, String value) {
        return new LoadSmokeTest(path, port, response.sending(name, value), preview, shape);
    }

    /** A copy that expects this status instead of any 2xx. */
    public LoadSmokeTest expectStatus(int status) {
        return new LoadSmokeTest(path, port, response.expectingStatus(status), preview, shape);
    }

    /**
     * A copy that sends requests to a preview, such as a temporary Service, instead of the pods.
     *
     * @throws dev.bluegreen.model.ConfigurationException if it is null
     */
    public LoadSmokeTest via(Preview preview) {
        Optional<Preview> there = Optional.of(Input.given("smokeTest.via", preview, "give a Preview"));
        return new LoadSmokeTest(path, port, response, there, shape);
    }

    /**
     * A copy with another number of requests a second, to all pods together.
     *
     * @param perSecond 1 to 1,000
     */
    public LoadSmokeTest rate(int perSecond) {
        return with(new LoadShape(perSecond, shape.warmUp(), shape.lasting(), shape.timeout(), shape.limits()));
    }

    /** A copy that is judged for another time, up to an hour. */
    public LoadSmokeTest lasting(Duration time) {
        return with(new LoadShape(shape.rate(), shape.warmUp(), time, shape.timeout(), shape.limits()));
    }

    /** A copy with another warm-up, up to an hour; zero for none. */
    public LoadSmokeTest warmUp(Duration time) {
        return with(new LoadShape(shape.rate(), time, shape.lasting(), shape.timeout(), shape.limits()));
    }

    /** A copy with another timeout of one request, up to an hour. */
    public LoadSmokeTest timeout(Duration time) {
        return with(new LoadShape(shape.rate(), shape.warmUp(), shape.lasting(), time, shape.limits()));
    }

    /**
     * A copy that fails from another share of failed requests.
     *
     * @param percent above 0 to 100
     */
    public LoadSmokeTest failureRateThreshold(double percent) {
        return with(shape.limitedTo(new LoadShape.Limits(percent, shape.limits().latencies())));
    }

    /**
     * A copy that also expects a share of the requests to have their response within a time.
     *
     * @param percent above 0 to 100, such as 99
     * @param most the longest latency of these
     */
    public LoadSmokeTest percentile(double percent, Duration most) {
        List<LoadShape.Latency> all = new ArrayList<>(shape.limits().latencies());
        all.add(new LoadShape.Latency(percent, most));
        return with(shape.limitedTo(new LoadShape.Limits(shape.limits().failures(), all)));
    }

    private LoadSmokeTest with(LoadShape other) {
        return new LoadSmokeTest(path, port, response, preview, other);
    }

    @Override
    public Evidence check(SmokeContext context) {
        List<Pod> pods = IdlePods.ready(context.idle());
        if (pods.isEmpty()) {
            return IdlePods.noneReady(context.idle());
        }
        List<Tunnel> places = new ArrayList<>();
        try {
            open(context, pods, places);
            context.waitsFor("the load of " + this + ", " + shape);
            Load load = new Load(shape, path, response, places);
            context.beside(shape.senders(), load::send);
            String where = this + " on " + (preview.isPresent() ? "the preview" : Wording.pods(places.size())) + ": ";
            Optional<String> failure = load.failure();
            return failure.isPresent()
                    ? Evidence.contradicted(IdlePods.KIND, context.idle().name(), where + failure.get())
                    : Evidence.confirmed(IdlePods.KIND, context.idle().name(), where + load.figures());
        } finally {
            places.forEach(Tunnel::close);
        }
    }

    private void open(SmokeContext context, List<Pod> pods, List<Tunnel> places) {
        int number = asksForPort() ? port.of(context.idle()) : 0;
        if (preview.isPresent()) {
            places.add(preview.get().open(context, number));
        } else {
            pods.forEach(pod -> places.add(context.tunnel(pod, number)));
        }
    }

    private boolean asksForPort() {
        return preview.map(Preview::asksForPort).orElse(true);
    }

    /** Warm-up, load, the last responses, and a minute to open the tunnels. */
    @Override
    public Duration limit(Workload idle) {
        return shape.whole().plus(shape.timeout()).plus(SETUP);
    }

    @Override
    public List<String> problems() {
        return Stream.of(
                        HttpSmokeTest.pathProblem("load", path).stream(),
                        port.problems().stream(),
                        shape.problems(FASTEST, LONGEST).stream(),
                        response.problems().stream())
                .flatMap(problems -> problems)
                .map(problem -> "smokeTest." + problem)
                .toList();
    }

    @Override
    public List<Finding> preflight(Workload idle) {
        Finding load = Finding.info(
                "smoke-load",
                "before the move " + this + " is sent to the ready pods of " + idle.name() + ", " + shape
                        + "; that takes at most " + Wording.of(limit(idle)),
                "lower rate(...) or lasting(...) if the pods share what other load needs, such as a database");
        return Stream.of(
                        Stream.of(load),
                        asksForPort() ? port.preflight(idle).stream() : Stream.<Finding>empty(),
                        preview.stream().flatMap(there -> there.preflight(idle).stream()))
                .flatMap(findings -> findings)
                .toList();
    }

    @Override
    public Set<Access> uses() {
        return preview.isPresent() ? Set.of() : Set.of(Access.TUNNEL);
    }

    @Override
    public List<PlannedWrite> writes(ReleaseSpec release) {
        return preview.map(there -> there.writes(release)).orElse(List.of());
    }

    @Override
    public List<Permission> permissions(ReleaseSpec release) {
        return preview.map(there -> there.permissions(release)).orElse(List.of());
    }

    /** {@code GET /search}, without the query, which may hold a secret. */
    @Override
    public String toString() {
        return "GET " + HttpSmokeTest.shownPath(path);
    }
}
