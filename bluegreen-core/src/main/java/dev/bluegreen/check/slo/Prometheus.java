package dev.bluegreen.check.slo;

import dev.bluegreen.internal.answer.Headers;
import dev.bluegreen.internal.answer.PrometheusAnswer;
import dev.bluegreen.internal.answer.WebAddress;
import dev.bluegreen.internal.http.Http;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Wording;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * A Prometheus server, or a store with a compatible {@code /api/v1/query}. Immutable and thread-safe.
 *
 * <p>{@code Prometheus.at(uri).query("sum(rate(failed[$window])) / sum(rate(all[$window]))").below(0.01)}
 */
public final class Prometheus {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String TRACK = "$track";
    private static final int LONGEST_QUERY = 10_000;
    private static final int SHOWN = 60;

    private final URI server;
    private final Exchanges exchanges;

    private Prometheus(URI server, Exchanges exchanges) {
        this.server = server;
        this.exchanges = exchanges;
    }

    /**
     * A server by its base URI; requests time out after 10 s.
     *
     * @throws ConfigurationException unless it is an absolute http or https URI, without user, query and fragment
     */
    public static Prometheus at(URI server) {
        WebAddress.requireWithoutUser("slo.prometheus", server);
        if (server.getRawQuery() != null || server.getRawFragment() != null) {
            throw new ConfigurationException("slo.prometheus: the address " + WebAddress.shown(server)
                    + " has a query or fragment; give the part before /api/v1/query");
        }
        return new Prometheus(server, Exchanges.over(new Http(TIMEOUT)));
    }

    /**
     * A copy with a header on each request, such as {@code Authorization}; its value is never shown.
     *
     * @throws ConfigurationException if it is not a header that can be sent
     */
    public Prometheus header(String name, String value) {
        Headers more = exchanges.headers().with("slo.prometheus", name, value);
        return new Prometheus(server, exchanges.with(more));
    }

    /**
     * A copy that signs each request, such as by {@code dev.bluegreen.aws.SigV4} for Amazon Managed Service for Prometheus.
     *
     * @throws ConfigurationException if it is null, or not for this store
     */
    public Prometheus signedBy(RequestSigner signer) {
        return new Prometheus(
                server,
                exchanges.signedBy(Input.given("slo.prometheus.signedBy", signer, "give a RequestSigner"), server));
    }

    /** Shows no secrets. */
    @Override
    public String toString() {
        return "Prometheus at " + WebAddress.shown(server);
    }

    /**
     * A metric by an instant query in PromQL that returns one number: a scalar, or a vector of one series. {@code $window} in it
     * stands for the window, such as {@code 300s}. {@code NaN} and infinities count as no data: they result from dividing by
     * zero requests.
     *
     * @throws ConfigurationException if it is null, blank or longer than 10,000 characters
     */
    public Metric query(String promql) {
        String given = Input.given("prometheus.query", promql, "give PromQL that returns one number");
        if (given.isBlank() || given.length() > LONGEST_QUERY) {
            throw new ConfigurationException("prometheus.query: " + Wording.quoted(promql)
                    + "; give PromQL that returns one number, in at most " + LONGEST_QUERY + " characters");
        }
        return new StoreMetric(
                "'" + (given.length() <= SHOWN ? given : given.substring(0, SHOWN) + "...") + "'",
                given,
                exchanges.permissions(),
                (until, window) -> ask(given, until, window));
    }

    /**
     * A metric of each track: {@code $track} in the query stands for {@code blue} or {@code green}.
     *
     * @throws ConfigurationException if {@code $track} is missing
     */
    public Function<Track, Metric> perTrack(String promql) {
        if (!Input.given("prometheus.perTrack", promql, "give PromQL").contains(TRACK)) {
            throw new ConfigurationException("prometheus.perTrack: " + Wording.quoted(promql)
                    + " has no $track; name the track in it, such as pod=~\"shop-$track-.*\"");
        }
        return track -> query(promql.replace(TRACK, track.name().toLowerCase(Locale.ROOT)));
    }

    private OptionalDouble ask(String promql, Instant at, Duration window) {
        String query = promql.replace("$window", Math.max(1, window.toSeconds()) + "s");
        URI uri = URI.create(server + (server.toString().endsWith("/") ? "" : "/") + "api/v1/query?query="
                + encoded(query) + "&time=" + at.getEpochSecond());
        return new PrometheusAnswer(toString(), uri, promql).number(exchanges.get(uri));
    }

    /** Percent-encodes, with a space as {@code %20}: signers and servers agree on that, but not on {@code +}. */
    private static String encoded(String query) {
        return URLEncoder.encode(query, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
