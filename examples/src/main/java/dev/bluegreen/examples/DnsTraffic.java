package dev.bluegreen.examples;

import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.Track;
import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.aws.DnsClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Clients that resolve a name, keep the answer for its TTL, and send a request to that address every four seconds. */
final class DnsTraffic implements Subscription {

    private static final Duration PAUSE = Duration.ofSeconds(4);

    private final DnsScene scene;
    private final Time time;
    private final List<Served> served = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    /**
     * One request.
     *
     * @param at when, in the time of the scene
     * @param track the track that answered; empty without an answer
     */
    record Served(Instant at, Optional<Track> track) {}

    DnsTraffic(DnsScene scene, int clients) {
        this.scene = scene;
        this.time = scene.cluster.time();
        for (int i = 0; i < clients; i++) {
            DnsClient resolver = scene.route53.dnsClient();
            time.after(PAUSE.dividedBy(clients).multipliedBy(i), () -> send(resolver));
        }
    }

    List<Served> served() {
        return List.copyOf(served);
    }

    /** The last request that a track answered. */
    Optional<Instant> last(Track track) {
        return served.stream()
                .filter(one -> one.track().equals(Optional.of(track)))
                .map(Served::at)
                .max(Instant::compareTo);
    }

    long answeredBy(Track track) {
        return served.stream()
                .filter(one -> one.track().equals(Optional.of(track)))
                .count();
    }

    long failed() {
        return served.stream().filter(one -> one.track().isEmpty()).count();
    }

    @Override
    public void close() {
        closed = true;
    }

    private void send(DnsClient resolver) {
        if (!closed) {
            served.add(new Served(time.now(), ask(scene.behind(resolver.address(DnsScene.NAME)))));
            time.after(PAUSE, () -> send(resolver));
        }
    }

    private static Optional<Track> ask(InetSocketAddress address) {
        try {
            URI uri = URI.create("http://" + address.getHostString() + ":" + address.getPort() + "/");
            HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
            connection.setRequestProperty("Connection", "close");
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK
                    ? Optional.of("blue".equals(connection.getHeaderField("X-Track")) ? Track.BLUE : Track.GREEN)
                    : Optional.empty();
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }
}
