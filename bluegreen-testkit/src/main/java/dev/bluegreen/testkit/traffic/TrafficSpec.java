package dev.bluegreen.testkit.traffic;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Track;
import dev.bluegreen.testkit.internal.Given;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Specification of traffic; {@link #start()} sends it. Defaults: 4 clients that open a new connection for each
 * request, together 1,000 requests per second, {@code GET /}, 5 s timeout. Immutable.
 */
public final class TrafficSpec {

    private static final int MAX_CONNECTIONS = 1_000;
    private static final int MAX_RATE = 1_000_000;

    final List<InetSocketAddress> targets;
    final int connections;
    final boolean keepAlive;
    final int ratePerSecond;
    final String path;
    final Duration timeout;
    final Map<String, Track> tracks;
    final Consumer<TrafficRequest> onFailure;

    private TrafficSpec(
            List<InetSocketAddress> targets,
            int connections,
            boolean keepAlive,
            int ratePerSecond,
            String path,
            Duration timeout,
            Map<String, Track> tracks,
            Consumer<TrafficRequest> onFailure) {
        this.targets = List.copyOf(targets);
        this.connections = connections;
        this.keepAlive = keepAlive;
        this.ratePerSecond = ratePerSecond;
        this.path = path;
        this.timeout = timeout;
        this.tracks = tracks;
        this.onFailure = onFailure;
    }

    /** Traffic to an HTTP server that gives its track in the header {@code X-Track}. */
    public static TrafficSpec to(InetSocketAddress target) {
        return to(List.of(Given.any("to", target)));
    }

    /** The same to several such servers: the first client to the first of them, and so on in turn. */
    public static TrafficSpec to(List<InetSocketAddress> targets) {
        return new TrafficSpec(
                Given.some("to", targets),
                4,
                false,
                1_000,
                "/",
                Duration.ofSeconds(5),
                Map.of("blue", Track.BLUE, "green", Track.GREEN),
                request -> {});
    }

    /**
     * Sets the number of concurrent clients, each of which sends one request after the other.
     *
     * @throws ConfigurationException if the number is not between 1 and 1,000
     */
    public TrafficSpec connections(int clients) {
        Given.between("connections", clients, 1, MAX_CONNECTIONS);
        return new TrafficSpec(targets, clients, keepAlive, ratePerSecond, path, timeout, tracks, onFailure);
    }

    /** Opens a new connection for each request, so that each can end at another pod. */
    public TrafficSpec newConnections() {
        return new TrafficSpec(targets, connections, false, ratePerSecond, path, timeout, tracks, onFailure);
    }

    /** Keeps each client's connection until the other side closes it, as connection pools do. */
    public TrafficSpec keepAlive() {
        return new TrafficSpec(targets, connections, true, ratePerSecond, path, timeout, tracks, onFailure);
    }

    /**
     * Sets the number of requests per second, all clients together.
     *
     * @throws ConfigurationException if the rate is not between 1 and 1,000,000
     */
    public TrafficSpec ratePerSecond(int requests) {
        Given.between("ratePerSecond", requests, 1, MAX_RATE);
        return new TrafficSpec(targets, connections, keepAlive, requests, path, timeout, tracks, onFailure);
    }

    /** Sends without pause, as fast as answers come. */
    public TrafficSpec withoutPause() {
        return new TrafficSpec(targets, connections, keepAlive, 0, path, timeout, tracks, onFailure);
    }

    /** Asks for this path. */
    public TrafficSpec path(String other) {
        return new TrafficSpec(
                targets, connections, keepAlive, ratePerSecond, Given.path("path", other), timeout, tracks, onFailure);
    }

    /** Counts a request as failed when it has no answer after this much real time. */
    public TrafficSpec timeout(Duration limit) {
        return new TrafficSpec(
                targets,
                connections,
                keepAlive,
                ratePerSecond,
                path,
                Given.timeout("timeout", limit),
                tracks,
                onFailure);
    }

    /** Reads these values of {@code X-Track} as the two tracks. */
    public TrafficSpec tracks(String blue, String green) {
        return new TrafficSpec(
                targets,
                connections,
                keepAlive,
                ratePerSecond,
                path,
                timeout,
                Given.different("tracks", blue, Track.BLUE, green, Track.GREEN),
                onFailure);
    }

    /** Counts answers with an empty {@code X-Track}, such as those of an app before its adoption, as this track's. */
    public TrafficSpec untracked(Track as) {
        Map<String, Track> all = new HashMap<>(tracks);
        all.put("", Given.any("untracked", as));
        return new TrafficSpec(
                targets, connections, keepAlive, ratePerSecond, path, timeout, Map.copyOf(all), onFailure);
    }

    /** Calls this, too, with each failed request, at once, on a thread of the traffic. */
    public TrafficSpec onFailure(Consumer<TrafficRequest> listener) {
        return new TrafficSpec(
                targets,
                connections,
                keepAlive,
                ratePerSecond,
                path,
                timeout,
                tracks,
                onFailure.andThen(Given.any("onFailure", listener)));
    }

    /** Sends until it is stopped, on its own daemon threads. */
    public Traffic start() {
        return new Traffic(this);
    }
}
