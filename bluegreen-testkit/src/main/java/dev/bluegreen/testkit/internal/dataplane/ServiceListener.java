package dev.bluegreen.testkit.internal.dataplane;

import java.net.InetSocketAddress;
import java.net.Socket;
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

    private final PodNetwork network;
    private final AtomicInteger turn = new AtomicInteger();
    private volatile List<Backend> backends = List.of();
    private @Nullable LoopbackListener listener;

    ServiceListener(PodNetwork network) {
        this.network = network;
    }

    synchronized InetSocketAddress address() {
        if (listener == null) {
            listener = network.listen(this::route);
        }
        return listener.address();
    }

    /** From now on new connections go to these. */
    void follow(List<Backend> snapshot) {
        backends = List.copyOf(snapshot);
    }

    List<Backend> backends() {
        return backends;
    }

    @Override
    public synchronized void close() {
        if (listener != null) {
            listener.close();
        }
    }

    /** A pod may end just when it is chosen: then the snapshot counts that holds by now. */
    private void route(Socket connection) {
        List<Backend> tried = List.of();
        for (List<Backend> now = backends; !now.equals(tried); now = backends) {
            tried = now;
            if (!now.isEmpty() && network.connect(next(now), connection)) {
                return;
            }
        }
        Sockets.reset(connection);
    }

    private Backend next(List<Backend> of) {
        return of.get(Math.floorMod(turn.getAndIncrement(), of.size()));
    }
}
