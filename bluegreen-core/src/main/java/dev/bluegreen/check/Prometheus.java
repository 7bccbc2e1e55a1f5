package dev.bluegreen.check;

import dev.bluegreen.internal.http.Http;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Wording;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * A Prometheus server, or anything that answers {@code /api/v1/query} as it does. Immutable and thread-safe.
 *
 * <p>{@code Prometheus.at(uri).query("sum(rate(failed[$window])) / sum(rate(all[$window]))").below(0.01)}
 */
public final class Prometheus {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int LONGEST_QUERY = 10_000;

    private final URI server;
    private final Map<String, String> headers;
    private final Http http;

    private Prometheus(URI server, Map<String, String> headers, Http http) {
        this.server = server;
        this.headers = Map.copyOf(headers);
        this.http = http;
    }

    /**
     * A server by its base URI; a request may take 10 s.
     *
     * @throws ConfigurationException if that is no absolute http or https URI
     */
    public static Prometheus at(URI server) {
        Input.web("prometheus", server).ifPresent(problem -> {
            throw new ConfigurationException(problem);
        });
        return new Prometheus(server, Map.of(), new Http(TIMEOUT));
    }

    /** With a header on each request, such as {@code Authorization}; its value is never logged. */
    public Prometheus header(String name, String value) {
        Input.requireHeader("prometheus.header", name, value);
        Map<String, String> more = new TreeMap<>(headers);
        more.put(name, value);
        return new Prometheus(server, more, http);
    }

    /**
     * A metric by an instant query in PromQL that gives one number: a scalar, or a vector of one series. {@code $window}
     * in it stands for the window that is asked for, such as {@code 300s}. {@code NaN} and infinities count as no data: they
     * are what a share of no requests gives.
     */
    public Metric query(String promql) {
        String given = Input.given("prometheus.query", promql, "give PromQL that is one number");
        if (given.isBlank() || given.length() > LONGEST_QUERY) {
            throw new ConfigurationException("prometheus.query: " + Wording.quoted(promql)
                    + "; give PromQL that is one number, in at most " + LONGEST_QUERY + " characters");
        }
        return new Query(given);
    }

    private OptionalDouble ask(String promql, Instant at, Duration window) {
        String query = promql.replace("$window", Math.max(1, window.toSeconds()) + "s");
        URI uri = URI.create(server + (server.toString().endsWith("/") ? "" : "/") + "api/v1/query?query="
                + encoded(query) + "&time=" + at.getEpochSecond());
        return new PrometheusAnswer("Prometheus at " + HttpProbe.shown(server), uri, promql)
                .number(http.get(uri, headers));
    }

    /** A space as {@code %20}: what signs a request and what reads it agree on that, and not on {@code +}. */
    private static String encoded(String query) {
        return URLEncoder.encode(query, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private final class Query implements Metric {

        private static final int LONGEST = 60;

        private final String promql;

        Query(String promql) {
            this.promql = promql;
        }

        @Override
        public OptionalDouble read(Instant until, Duration window) {
            return ask(promql, until, window);
        }

        @Override
        public String name() {
            return "'" + (promql.length() <= LONGEST ? promql : promql.substring(0, LONGEST) + "...") + "'";
        }

        @Override
        public List<Finding> preflight(Instant now) {
            try {
                ask(promql, now, WINDOW);
                return List.of();
            } catch (StoreException e) {
                return List.of(e.finding());
            } catch (UncheckedIOException e) {
                return List.of(new Finding(
                        "slo-source",
                        Severity.FATAL,
                        "Prometheus, which the bake rests on, does not answer: " + e.getMessage(),
                        "correct its address, or wait until it is up"));
            }
        }

        @Override
        public String toString() {
            return name();
        }
    }
}
