package dev.bluegreen.testkit.memory;

import dev.bluegreen.check.smoke.Tunnel;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Pod;
import dev.bluegreen.spi.Previews;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Tunnels to the served ports. */
final class InMemoryPreviews implements Previews {

    private final Bus bus;
    private final Map<String, URI> served = new ConcurrentHashMap<>();
    private final Map<String, List<Line>> logs = new ConcurrentHashMap<>();

    private record Line(Instant at, String text) {}

    InMemoryPreviews(Bus bus) {
        this.bus = bus;
    }

    void serve(String workload, int port, URI at) {
        served.put(workload + ":" + port, at);
    }

    @Override
    public Tunnel tunnel(Pod pod, int port) {
        return bus.call("tunnel pod/" + pod.name() + ":" + port, () -> to(workload(pod) + ":" + port));
    }

    void write(String workload, String line, Instant at) {
        logs.computeIfAbsent(workload, any -> new CopyOnWriteArrayList<>()).add(new Line(at, line));
    }

    @Override
    public List<String> log(Pod pod, Optional<Instant> since) {
        return bus.call(
                "log pod/" + pod.name(),
                () -> logs.getOrDefault(workload(pod), List.of()).stream()
                        .filter(line -> !line.at().isBefore(since.orElse(Instant.MIN)))
                        .map(Line::text)
                        .toList());
    }

    private static String workload(Pod pod) {
        return pod.name().replaceAll("-[0-9]+$", "");
    }

    private Tunnel to(String place) {
        URI base = served.get(place);
        if (base == null) {
            throw new PlatformException(
                    PlatformException.Kind.NOT_FOUND,
                    "nothing is served at " + place + "; served are " + served.keySet());
        }
        return new Open(base);
    }

    private record Open(URI base) implements Tunnel {

        @Override
        public void close() {}
    }
}
