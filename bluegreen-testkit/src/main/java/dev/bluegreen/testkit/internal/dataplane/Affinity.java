package dev.bluegreen.testkit.internal.dataplane;

import dev.bluegreen.spi.Time;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which client goes to which pod, where a Service has {@code sessionAffinity: ClientIP}. Thread-safe. */
final class Affinity {

    private record Tie(Backend to, long last) {}

    private final Time time;
    private final Map<InetAddress, Tie> ties = new HashMap<>();

    Affinity(Time time) {
        this.time = time;
    }

    /** Where the client has to go; it is free if its pod is gone, or it was away for too long. */
    synchronized Optional<Backend> of(InetAddress client, List<Backend> among, Duration timeout) {
        return Optional.ofNullable(ties.get(client))
                .filter(tie -> time.nanos() - tie.last() < timeout.toNanos())
                .map(Tie::to)
                .filter(among::contains);
    }

    synchronized void tie(InetAddress client, Backend to) {
        ties.put(client, new Tie(to, time.nanos()));
    }
}
