package dev.bluegreen.check;

import dev.bluegreen.internal.http.Http;
import dev.bluegreen.internal.http.OneShot;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Pod;
import dev.bluegreen.model.Workload;
import java.io.UncheckedIOException;
import java.net.URI;
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
 * Requests a path of the idle track's own pods, past all routers: {@code SmokeTest.get("/healthz").expectStatus(200)}.
 * Immutable: each call returns a new one.
 *
 * <p>Unless told otherwise: the only port that the pods declare, each ready pod, an answer of 2xx within 10 s, three
 * attempts for each pod with 2 s between them. Each attempt is a connection of its own.
 */
public final class HttpSmokeTest implements SmokeTest {

    private static final Pattern PATH = Pattern.compile("/[\\x21-\\x7e&&[^#]]*");

    private final String path;
    private final PortChoice port;
    private final Map<String, String> headers;
    /** The first is that of the status. */
    private final List<Expectation> expected;

    private final boolean eachPod;
    private final Retries retries;

    private HttpSmokeTest(
            String path,
            PortChoice port,
            Map<String, String> headers,
            List<Expectation> expected,
            boolean eachPod,
            Retries retries) {
        this.path = path;
        this.port = port;
        this.headers = Map.copyOf(headers);
        this.expected = List.copyOf(expected);
        this.eachPod = eachPod;
        this.retries = retries;
    }

    /** How often and how long it is tried. */
    private record Retries(int attempts, Duration pause, Duration timeout) {

        List<String> problems() {
            return Stream.of(
                            attempts < 1 ? "attempts: " + attempts + "; give 1 or more" : "",
                            pause.isNegative() ? "attempts: a pause of " + pause + "; give 0 or more" : "",
                            timeout.isNegative() || timeout.isZero()
                                    ? "timeout: " + timeout + "; give a duration above 0"
                                    : "")
                    .filter(problem -> !problem.isEmpty())
                    .toList();
        }
    }

    static HttpSmokeTest of(String path) {
        Retries retries = new Retries(3, Duration.ofSeconds(2), Duration.ofSeconds(10));
        return new HttpSmokeTest(path, PortChoice.ONLY, Map.of(), List.of(Expectation.success()), true, retries);
    }

    /** Another port of the pods, by its name. */
    public HttpSmokeTest port(String name) {
        return new HttpSmokeTest(path, PortChoice.of(name), headers, expected, eachPod, retries);
    }

    /** Another port of the pods, by its number. */
    public HttpSmokeTest port(int number) {
        return port(Integer.toString(number));
    }

    /** With a header on each request, such as {@code Authorization}; its value is never logged. */
    public HttpSmokeTest header(String name, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(name, value);
        return new HttpSmokeTest(path, port, more, expected, eachPod, retries);
    }

    /** Expects this status instead of any 2xx. */
    public HttpSmokeTest expectStatus(int status) {
        List<Expectation> all = new ArrayList<>(expected);
        all.set(0, Expectation.status(status));
        return new HttpSmokeTest(path, port, headers, all, eachPod, retries);
    }

    /** Expects the body to contain a text. */
    public HttpSmokeTest expectBody(String part) {
        return expect(Expectation.body(part));
    }

    /**
     * Expects the body to be JSON with a value at a place.
     *
     * @param pointer the place, a JSON pointer (RFC 6901) such as {@code /build/version}
     * @param value the text of a string, number or boolean; anything else as compact JSON
     */
    public HttpSmokeTest expectJson(String pointer, String value) {
        return expect(Expectation.json(pointer, value));
    }

    /** Expects a header to have exactly this value. */
    public HttpSmokeTest expectHeader(String name, String value) {
        return expect(Expectation.header(name, value));
    }

    /** Expects the whole answer within a time, connection included. */
    public HttpSmokeTest expectWithin(Duration most) {
        return expect(Expectation.within(most));
    }

    /** Asks one ready pod instead of each. */
    public HttpSmokeTest onOnePod() {
        return new HttpSmokeTest(path, port, headers, expected, false, retries);
    }

    /**
     * Tries so often before it fails, with a pause in between.
     *
     * @param attempts for each pod, 1 or more
     */
    public HttpSmokeTest attempts(int attempts, Duration pause) {
        return new HttpSmokeTest(
                path, port, headers, expected, eachPod, new Retries(attempts, pause, retries.timeout()));
    }

    /** The longest one attempt may take, instead of 10 s. */
    public HttpSmokeTest timeout(Duration time) {
        return new HttpSmokeTest(
                path, port, headers, expected, eachPod, new Retries(retries.attempts(), retries.pause(), time));
    }

    private HttpSmokeTest expect(Expectation more) {
        List<Expectation> all = new ArrayList<>(expected);
        all.add(more);
        return new HttpSmokeTest(path, port, headers, all, eachPod, retries);
    }

    @Override
    public Evidence run(SmokeContext asked) {
        List<Pod> pods = IdlePods.ready(asked.idle());
        if (pods.isEmpty()) {
            return IdlePods.noneReady(asked.idle());
        }
        int number = port.of(asked.idle());
        List<Pod> tested = eachPod ? pods : pods.subList(0, 1);
        for (Pod pod : tested) {
            Optional<String> failure = failure(asked, pod, number);
            if (failure.isPresent()) {
                return Evidence.contradicted(
                        IdlePods.KIND, pod.name(), this + " on port " + number + ": " + failure.get());
            }
        }
        return Evidence.confirmed(
                IdlePods.KIND,
                asked.idle().name(),
                this + " on port " + number + " was as expected on " + tested.size() + " pod(s)");
    }

    private Optional<String> failure(SmokeContext asked, Pod pod, int number) {
        for (int attempt = 1; ; attempt++) {
            Optional<String> failure = attempt(asked, pod, number);
            if (failure.isEmpty() || attempt == retries.attempts()) {
                return failure.map(why -> why + " (" + retries.attempts() + " attempt(s))");
            }
            asked.pause(retries.pause());
        }
    }

    private Optional<String> attempt(SmokeContext asked, Pod pod, int number) {
        try (Tunnel tunnel = asked.tunnel(pod, number)) {
            try {
                Http.Answer answer = new OneShot(retries.timeout()).get(URI.create(tunnel.base() + path), headers);
                String misses = Expectation.misses(expected, answer);
                return misses.isEmpty() ? Optional.empty() : Optional.of(misses);
            } catch (UncheckedIOException e) {
                return Optional.of(e.getMessage() + IdlePods.troubles(tunnel));
            }
        }
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (!PATH.matcher(path).matches()) {
            problems.add("get: '" + path + "' is no path; begin it with '/', and escape what is no URI character");
        }
        problems.addAll(port.problems());
        problems.addAll(retries.problems());
        expected.forEach(one -> one.problem().ifPresent(problems::add));
        return problems.stream().map(problem -> "smokeTest." + problem).toList();
    }

    @Override
    public List<Finding> preflight(Workload idle) {
        return port.preflight(idle);
    }

    @Override
    public Set<Access> uses() {
        return Set.of(Access.TUNNEL);
    }

    /** {@code GET /healthz}, without the query, which may hold a secret. */
    @Override
    public String toString() {
        return "GET " + path.replaceAll("\\?.*", "");
    }
}
