package dev.bluegreen.check;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.bluegreen.internal.http.Http;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
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

    private final URI server;
    private final Map<String, String> headers;
    private final Http http;

    private Prometheus(URI server, Map<String, String> headers, Http http) {
        this.server = server;
        this.headers = Map.copyOf(headers);
        this.http = http;
    }

    /** A server by its base URI; a request may take 10 s. */
    public static Prometheus at(URI server) {
        return new Prometheus(server, Map.of(), new Http(TIMEOUT));
    }

    /** With a header on each request, such as {@code Authorization}; its value is never logged. */
    public Prometheus header(String name, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(name, value);
        return new Prometheus(server, more, http);
    }

    /**
     * A metric by an instant query in PromQL that gives one number: a scalar, or a vector of one series. {@code $window}
     * in it stands for the window that is asked for, such as {@code 300s}. {@code NaN} counts as no data: it is what a
     * share of no requests gives.
     */
    public Metric query(String promql) {
        return new Query(promql);
    }

    private OptionalDouble ask(String promql, Instant at, Duration window) {
        String query = promql.replace("$window", Math.max(1, window.toSeconds()) + "s");
        URI uri = URI.create(server + (server.toString().endsWith("/") ? "" : "/") + "api/v1/query?query="
                + URLEncoder.encode(query, StandardCharsets.UTF_8) + "&time=" + at.getEpochSecond());
        Http.Answer answer = http.get(uri, headers);
        try {
            return number(JsonParser.parseString(answer.body()).getAsJsonObject());
        } catch (JsonParseException | IllegalStateException | NullPointerException e) {
            throw new IllegalStateException(
                    server.getHost() + " answered " + answer.status() + " with what is no answer of Prometheus", e);
        }
    }

    private static OptionalDouble number(JsonObject answer) {
        if (!answer.get("status").getAsString().equals("success")) {
            throw new QueryException(answer.get("error").getAsString());
        }
        JsonObject data = answer.getAsJsonObject("data");
        return switch (data.get("resultType").getAsString()) {
            case "scalar" -> value(data.get("result"));
            case "vector" -> single(data.getAsJsonArray("result").asList());
            default ->
                throw new QueryException("it gives a " + data.get("resultType").getAsString()
                        + ", not one number; ask for an instant vector");
        };
    }

    private static OptionalDouble single(List<JsonElement> series) {
        if (series.size() > 1) {
            throw new QueryException(
                    "it gives " + series.size() + " series, not one number; aggregate them, as with sum(...)");
        }
        return series.isEmpty()
                ? OptionalDouble.empty()
                : value(series.get(0).getAsJsonObject().get("value"));
    }

    private static OptionalDouble value(JsonElement pair) {
        double value =
                Double.parseDouble(pair.getAsJsonArray().get(1).getAsString().replace("Inf", "Infinity"));
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    private final class Query implements Metric {

        private final String promql;

        Query(String promql) {
            this.promql = promql;
        }

        @Override
        public OptionalDouble read(Instant until, Duration window) {
            return ask(promql, until, window);
        }

        @Override
        public List<Finding> preflight(Instant now) {
            try {
                ask(promql, now, WINDOW);
                return List.of();
            } catch (QueryException e) {
                return List.of(new Finding(
                        "slo-query",
                        Severity.FATAL,
                        "Prometheus cannot answer '" + promql + "': " + e.getMessage(),
                        "correct the query"));
            } catch (RuntimeException e) {
                return List.of(new Finding(
                        "slo-source",
                        Severity.FATAL,
                        "Prometheus, which the bake rests on, does not answer: " + e.getMessage(),
                        "correct its address, or wait until it is up"));
            }
        }

        @Override
        public String toString() {
            return "'" + promql + "'";
        }
    }

    /** The server understood, and cannot answer this query. */
    private static final class QueryException extends RuntimeException {

        private static final long serialVersionUID = 1;

        QueryException(String message) {
            super(message);
        }
    }
}
