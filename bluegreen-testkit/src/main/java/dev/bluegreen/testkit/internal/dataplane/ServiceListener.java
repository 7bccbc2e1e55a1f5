package dev.bluegreen.testkit.internal.dataplane;

import dev.bluegreen.spi.Time;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One port of a Service on loopback. Like kube-proxy it chooses a pod per connection, round robin over its snapshot of
 * the endpoints, and leaves connections alone once they are made: they stay on their pod when the Service turns away.
 *
 * <p>The port is opened when somebody first asks for it. Thread-safe.
 */
final class ServiceListener implements AutoCloseable {

    /** What it follows, as one value. */
    private record Target(List<Backend> backends, Duration affinity) {}

    private final PodNetwork network;
    private final Affinity affinity;
    private final AtomicInteger turn = new AtomicInteger();
    private volatile Target target = new Target(List.of(), Duration.ZERO);
    private @Nullable LoopbackListener listener;

    ServiceListener(PodNetwork network, Time time) {
        this.network = network;
        this.affinity = new Affinity(time);
    }

    synchronized InetSocketAddress address() {
        if (listener == null) {
            listener = network.listen(this::route);
        }
        return listener.address();
    }

    /**
     * From now on new connections go to these.
     *
     * @param stay how long a client's next connection goes where its last one went; zero for not at all
     */
    void follow(List<Backend> backends, Duration stay) {
        target = new Target(List.copyOf(backends), stay);
    }

    @Override
    public synchronized void close() {
        if (listener != null) {
            listener.closeForGood();
        }
    }

    /** A pod may end just when it is chosen: then the snapshot counts that holds by now. */
    private void route(Socket connection) {
        Target tried = new Target(List.of(), Duration.ZERO);
        for (Target now = target; !now.equals(tried); now = target) {
            tried = now;
            if (!now.backends().isEmpty() && network.connect(choose(now, connection), connection)) {
                return;
            }
        }
        Sockets.reset(connection);
    }

    private Backend choose(Target from, Socket connection) {
        if (from.affinity().isZero()) {
            return next(from.backends());
        }
        Backend chosen = affinity.of(connection.getInetAddress(), from.backends(), from.affinity())
                .orElseGet(() -> next(from.backends()));
        affinity.tie(connection.getInetAddress(), chosen);
        return chosen;
    }

    private Backend next(List<Backend> of) {
        return of.get(Math.floorMod(turn.getAndIncrement(), of.size()));
    }
}
