package dev.bluegreen.testkit.internal.dataplane;

import dev.bluegreen.spi.Time;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Chooses a backend in turn, or where a client was sent before. Thread-safe. */
final class Choice {

    /** What is chosen from, as one value. */
    record Among(List<Backend> backends, Duration affinity) {

        static final Among NOBODY = new Among(List.of(), Duration.ZERO);

        Among {
            backends = List.copyOf(backends);
        }
    }

    private final Affinity affinity;
    private final AtomicInteger turn = new AtomicInteger();

    Choice(Time time) {
        this.affinity = new Affinity(time);
    }

    /** One of those that there are, who have to be some. */
    Backend of(Among among, InetAddress client) {
        if (among.affinity().isZero()) {
            return next(among.backends());
        }
        Backend chosen =
                affinity.of(client, among.backends(), among.affinity()).orElseGet(() -> next(among.backends()));
        affinity.tie(client, chosen);
        return chosen;
    }

    private Backend next(List<Backend> of) {
        return of.get(Math.floorMod(turn.getAndIncrement(), of.size()));
    }
}
