package dev.bluegreen.spi.memory;

import dev.bluegreen.check.Tunnel;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Pod;
import dev.bluegreen.spi.Previews;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Ways to what was said to stand behind a port. */
final class InMemoryPreviews implements Previews {

    private final Bus bus;
    private final Map<String, URI> served = new ConcurrentHashMap<>();

    InMemoryPreviews(Bus bus) {
        this.bus = bus;
    }

    void serve(String workload, int port, URI at) {
        served.put(workload + ":" + port, at);
    }

    @Override
    public Tunnel tunnel(Pod pod, int port) {
        String workload = pod.name().replaceAll("-[0-9]+$", "");
        return bus.call("tunnel pod/" + pod.name() + ":" + port, () -> to(workload + ":" + port));
    }

    private Tunnel to(String place) {
        URI base = served.get(place);
        if (base == null) {
            throw new PlatformException(
                    PlatformException.Kind.NOT_FOUND,
                    "nothing was said to answer at " + place + "; there is " + served.keySet());
        }
        return new Open(base);
    }

    private record Open(URI base) implements Tunnel {

        @Override
        public void close() {}
    }
}
