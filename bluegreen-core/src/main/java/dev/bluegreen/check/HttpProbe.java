package dev.bluegreen.check;

import dev.bluegreen.internal.answer.Expectation;
import dev.bluegreen.internal.answer.HttpCheck;
import dev.bluegreen.internal.answer.WebAddress;
import dev.bluegreen.internal.http.Http;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Input;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Requests the public address, each time over a new connection, until a number of consecutive responses match. Immutable: each
 * call returns a new one. Default: 10 responses with 2xx, each within 10 s.
 *
 * <p>A mismatch, such as a response of the old version, restarts the count; after the router's settle bound it contradicts the
 * switch. No response, or a status of 500 or above, is neither confirmation nor contradiction.
 *
 * <p>Add an expectation that only the new version meets. Without one, the old version's responses would match, too, so the probe
 * confirms only after the router's settle bound.
 */
public final class HttpProbe implements TrafficProbe {

    private static final String KIND = "traffic";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int SERVER_ERROR = 500;
    private static final int MOST = 1_000;

    private final URI address;
    private final HttpCheck response;
    private final int row;

    private HttpProbe(URI address, HttpCheck response, int row) {
        this.address = address;
        this.response = response;
        this.row = row;
    }

    static HttpProbe of(URI address) {
        return new HttpProbe(
                Input.given("trafficProbe.get", address, "give an absolute http or https URI"),
                HttpCheck.of("trafficProbe"),
                10);
    }

    /**
     * Adds a header to each request, such as {@code Authorization}; its value is never logged.
     *
     * @throws dev.bluegreen.model.ConfigurationException if it is not a header that can be sent
     */
    public HttpProbe header(String name, String value) {
        return new HttpProbe(address, response.sending(name, value), row);
    }

    /**
     * Expects a header to have exactly this value.
     *
     * @throws dev.bluegreen.model.ConfigurationException if an argument is null
     */
    public HttpProbe expectHeader(String name, String value) {
        return expect(Expectation.header(name, value));
    }

    /**
     * Expects the body to contain a text.
     *
     * @throws dev.bluegreen.model.ConfigurationException if it is null
     */
    public HttpProbe expectBody(String part) {
        return expect(Expectation.body(part));
    }

    /**
     * Expects the body to be JSON with a value at a pointer.
     *
     * @param pointer a JSON pointer (RFC 6901) such as {@code /build/version}
     * @param value the text of a string, number or boolean; anything else as compact JSON
     * @throws dev.bluegreen.model.ConfigurationException if an argument is null
     */
    public HttpProbe expectJson(String pointer, String value) {
        return expect(Expectation.json(pointer, value));
    }

    /**
     * Number of consecutive matching responses required.
     *
     * @param answers 1 to 1,000
     */
    public HttpProbe inARow(int answers) {
        return new HttpProbe(address, response, answers);
    }

    private HttpProbe expect(Expectation more) {
        return new HttpProbe(address, response.expecting(more), row);
    }

    @Override
    public Evidence check(ProbeContext context) {
        Http http = new Http(TIMEOUT);
        for (int answered = 0; answered < row; answered++) {
            try {
                Http.Answer answer = http.get(address, response.headers().values());
                String misses = response.misses(answer);
                if (!misses.isEmpty()) {
                    boolean tells = context.settled() && answer.status() < SERVER_ERROR;
                    return otherwise(tells, answered + " of " + row + " answers in a row, then: " + misses);
                }
            } catch (UncheckedIOException e) {
                return otherwise(false, answered + " of " + row + " answers in a row, then: " + e.getMessage());
            }
        }
        String sentence = row + " answers in a row, over new connections, were as expected";
        return tellsVersionsApart() || context.settled()
                ? Evidence.confirmed(KIND, hop(), sentence)
                : Evidence.missing(
                        KIND,
                        hop(),
                        sentence + ", but nothing is expected that only the new version answers: they count"
                                + " when the routers have settled");
    }

    /** True if more is expected than success, which the old version has as well. */
    private boolean tellsVersionsApart() {
        return response.expected().size() > 1;
    }

    private Evidence otherwise(boolean contradicts, String sentence) {
        return contradicts ? Evidence.contradicted(KIND, hop(), sentence) : Evidence.missing(KIND, hop(), sentence);
    }

    private String hop() {
        return WebAddress.shown(address);
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        Input.web("get", address).ifPresent(problems::add);
        if (row < 1 || row > MOST) {
            problems.add("inARow: " + row + "; give 1 to " + MOST);
        }
        problems.addAll(response.problems());
        return problems.stream().map(problem -> "trafficProbe." + problem).toList();
    }
}
