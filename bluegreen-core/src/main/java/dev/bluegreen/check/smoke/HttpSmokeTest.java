package dev.bluegreen.check.smoke;

import dev.bluegreen.check.Access;
import dev.bluegreen.cutover.PlannedWrite;
import dev.bluegreen.internal.answer.Expectation;
import dev.bluegreen.internal.answer.HttpCheck;
import dev.bluegreen.internal.http.Http;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.Pod;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Wording;
import dev.bluegreen.model.Workload;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Requests a path of the idle track's pods directly, not through routers: {@code SmokeTest.get("/healthz").expectStatus(200)}.
 * Immutable: each call returns a new one.
 *
 * <p>Defaults: the only port that the pods declare, each ready pod, a response with 2xx within 10 s, three attempts per pod, 2 s
 * apart. Each attempt uses a new connection.
 */
public final class HttpSmokeTest implements SmokeTest {

    private static final Pattern PATH = Pattern.compile("/[\\x21-\\x7e&&[^#]]*");

    private final String path;
    private final PortChoice port;
    private final HttpCheck response;
    private final Where where;
    private final Retries retries;

    private HttpSmokeTest(String path, PortChoice port, HttpCheck response, Where where, Retries retries) {
        this.path = path;
        this.port = port;
        this.response = response;
        this.where = where;
        this.retries = retries;
    }

    /** Targets of requests: the pods in turn, or a preview. */
    private record Where(boolean eachPod, Optional<Preview> preview) {

        static final Where EACH_POD = new Where(true, Optional.empty());
        static final Where ONE_POD = new Where(false, Optional.empty());

        boolean asksForPort() {
            return preview.map(Preview::asksForPort).orElse(true);
        }
    }

    /** Number, interval and timeout of attempts. */
    private record Retries(int attempts, Duration pause, Duration timeout) {

        private static final int MOST_ATTEMPTS = 1_000;

        List<String> problems() {
            Optional<String> count = attempts < 1 || attempts > MOST_ATTEMPTS
                    ? Optional.of("attempts: " + attempts + "; give 1 to " + MOST_ATTEMPTS)
                    : Optional.empty();
            return Stream.of(count, Input.duration("attempts.pause", pause), Input.positive("timeout", timeout))
                    .flatMap(Optional::stream)
                    .toList();
        }
    }

    static HttpSmokeTest of(String path) {
        Retries retries = new Retries(3, Duration.ofSeconds(2), Duration.ofSeconds(10));
        return new HttpSmokeTest(
                Input.given("smokeTest.get", path, "give a path such as /healthz"),
                PortChoice.ONLY,
                HttpCheck.of("smokeTest"),
                Where.EACH_POD,
                retries);
    }

    /**
     * A copy for a port of the pods, by name.
     *
     * @throws dev.bluegreen.model.ConfigurationException if it is null
     */
    public HttpSmokeTest port(String name) {
        PortChoice named = PortChoice.of(Input.given("smokeTest.port", name, "give its name"));
        return new HttpSmokeTest(path, named, response, where, retries);
    }

    /** A copy for a port of the pods, by number. */
    public HttpSmokeTest port(int number) {
        return port(Integer.toString(number));
    }

    /**
     * A copy with a header on each request, such as {@code Authorization}; its value is never logged.
     *
     * @throws dev.bluegreen.model.ConfigurationException if it is not a header that can be sent
     */
    public HttpSmokeTest header(String name, String value) {
        return with(response.sending(name, value));
    }

    /** Expects this status instead of any 2xx. */
    public HttpSmokeTest expectStatus(int status) {
        return with(response.expectingStatus(status));
    }

    /**
     * Expects the body to contain a text.
     *
     * @throws dev.bluegreen.model.ConfigurationException if it is null
     */
    public HttpSmokeTest expectBody(String part) {
        return expect(Expectation.body(part));
    }

    /**
     * Expects the body to be JSON with a value at a pointer.
     *
     * @param pointer a JSON pointer (RFC 6901) such as {@code /build/version}
     * @param value the text of a string, number or boolean; anything else as compact JSON
     * @throws dev.bluegreen.model.ConfigurationException if an argument is null
     */
    public HttpSmokeTest expectJson(String pointer, String value) {
        return expect(Expectation.json(pointer, value));
    }

    /**
     * Expects a header to have exactly this value.
     *
     * @throws dev.bluegreen.model.ConfigurationException if an argument is null
     */
    public HttpSmokeTest expectHeader(String name, String value) {
        return expect(Expectation.header(name, value));
    }

    /** Expects the complete response within a time, connection included. */
    public HttpSmokeTest expectWithin(Duration most) {
        return expect(Expectation.within(most));
    }

    /** Requests one ready pod instead of each. */
    public HttpSmokeTest onOnePod() {
        return new HttpSmokeTest(path, port, response, Where.ONE_POD, retries);
    }

    /**
     * Sends requests to a preview, such as a temporary Service, instead of the pods.
     *
     * @throws dev.bluegreen.model.ConfigurationException if it is null
     */
    public HttpSmokeTest via(Preview preview) {
        Where there = new Where(false, Optional.of(Input.given("smokeTest.via", preview, "give a Preview")));
        return new HttpSmokeTest(path, port, response, there, retries);
    }

    /**
     * Sets the number of attempts before it fails, and the pause between them.
     *
     * @param attempts for each pod, 1 to 1,000
     */
    public HttpSmokeTest attempts(int attempts, Duration pause) {
        return new HttpSmokeTest(path, port, response, where, new Retries(attempts, pause, retries.timeout()));
    }

    /** Sets the timeout of one attempt; default 10 s. */
    public HttpSmokeTest timeout(Duration time) {
        return new HttpSmokeTest(path, port, response, where, new Retries(retries.attempts(), retries.pause(), time));
    }

    private HttpSmokeTest expect(Expectation more) {
        return with(response.expecting(more));
    }

    private HttpSmokeTest with(HttpCheck other) {
        return new HttpSmokeTest(path, port, other, where, retries);
    }

    @Override
    public Evidence check(SmokeContext context) {
        List<Pod> pods = IdlePods.ready(context.idle());
        if (pods.isEmpty()) {
            return IdlePods.noneReady(context.idle());
        }
        if (!where.asksForPort()) {
            return ask(context, toString(), where.preview().orElseThrow().open(context, 0));
        }
        int number = port.of(context.idle());
        String what = this + " on port " + number;
        if (where.preview().isPresent()) {
            return ask(context, what, where.preview().get().open(context, number));
        }
        List<Pod> tested = where.eachPod() ? pods : pods.subList(0, 1);
        for (Pod pod : tested) {
            Evidence result = ask(context, what + " of " + pod.name(), context.tunnel(pod, number));
            if (result.verdict() != Evidence.Verdict.CONFIRMED) {
                return result;
            }
        }
        return Evidence.confirmed(
                IdlePods.KIND, context.idle().name(), what + " was as expected on " + Wording.pods(tested.size()));
    }

    /** The time of all attempts on all pods, plus time to open the tunnels. */
    @Override
    public Duration limit(Workload idle) {
        Duration attempts = retries.timeout().plus(retries.pause()).multipliedBy(retries.attempts());
        return attempts.multipliedBy(Math.max(1, idle.pods().size())).plus(Duration.ofMinutes(5));
    }

    private Evidence ask(SmokeContext context, String what, Tunnel place) {
        Http http = new Http(retries.timeout());
        try (place) {
            for (int attempt = 1; ; attempt++) {
                Optional<String> failure = failure(http, place);
                if (failure.isEmpty()) {
                    return Evidence.confirmed(
                            IdlePods.KIND, context.idle().name(), what + " was as expected at " + place.base());
                }
                if (attempt == retries.attempts()) {
                    return Evidence.contradicted(
                            IdlePods.KIND,
                            context.idle().name(),
                            what + ": " + failure.get() + " (" + attempt + " attempt(s))");
                }
                context.pause(retries.pause());
            }
        }
    }

    private Optional<String> failure(Http http, Tunnel place) {
        try {
            Map<String, String> sent = new TreeMap<>(place.headers());
            sent.putAll(response.headers().values());
            Http.Answer answer = http.get(URI.create(place.base() + path), sent);
            String misses = response.misses(answer);
            return misses.isEmpty() ? Optional.empty() : Optional.of(misses);
        } catch (UncheckedIOException e) {
            return Optional.of(e.getMessage() + IdlePods.troubles(place));
        }
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        pathProblem("get", path).ifPresent(problems::add);
        problems.addAll(port.problems());
        problems.addAll(retries.problems());
        problems.addAll(response.problems());
        return problems.stream().map(problem -> "smokeTest." + problem).toList();
    }

    @Override
    public List<Finding> preflight(Workload idle) {
        return Stream.concat(
                        where.asksForPort() ? port.preflight(idle).stream() : Stream.empty(),
                        where.preview().stream().flatMap(preview -> preview.preflight(idle).stream()))
                .toList();
    }

    @Override
    public Set<Access> uses() {
        return where.preview().isPresent() ? Set.of() : Set.of(Access.TUNNEL);
    }

    @Override
    public List<PlannedWrite> writes(ReleaseSpec release) {
        return where.preview().map(preview -> preview.writes(release)).orElse(List.of());
    }

    @Override
    public List<Permission> permissions(ReleaseSpec release) {
        return where.preview().map(preview -> preview.permissions(release)).orElse(List.of());
    }

    /** {@code GET /healthz}, without the query, which may hold a secret. */
    @Override
    public String toString() {
        return "GET " + shownPath(path);
    }

    /** Why it is not a path; empty if it is. */
    static Optional<String> pathProblem(String field, String path) {
        return PATH.matcher(path).matches() && parses("http://host" + path)
                ? Optional.empty()
                : Optional.of(field + ": " + Wording.quoted(shownPath(path))
                        + " is not a path; begin it with '/', and percent-encode characters that a URI does not"
                        + " allow");
    }

    private static boolean parses(String address) {
        try {
            return "host".equals(new URI(address).getHost());
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Without the query, which may hold a secret. */
    static String shownPath(String path) {
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }
}
