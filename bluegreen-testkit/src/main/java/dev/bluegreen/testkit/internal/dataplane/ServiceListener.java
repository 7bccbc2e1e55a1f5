package dev.bluegreen.testkit.internal.dataplane;

import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.internal.loopback.LoopbackListener;
import dev.bluegreen.testkit.internal.loopback.Sockets;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A TCP port of a Service. Like kube-proxy it chooses a pod per connection, round robin over its snapshot of the
 * endpoints, and leaves connections alone once they are made: they stay on their pod when the Service turns away.
 */
final class ServiceListener implements ServiceSocket {

    private final PodNetwork network;
    private final String family;
    private final Choice choice;
    private volatile Choice.Among target = Choice.Among.NOBODY;
    private @Nullable LoopbackListener listener;

    ServiceListener(PodNetwork network, Time time, String family) {
        this.network = network;
        this.family = family;
        this.choice = new Choice(time);
    }

    @Override
    public synchronized InetSocketAddress address() {
        if (listener == null) {
            listener = network.listen(family, this::route);
        }
        return listener.address();
    }

    @Override
    public void follow(List<Backend> backends, Duration stay) {
        target = new Choice.Among(backends, stay);
    }

    @Override
    public synchronized void close() {
        if (listener != null) {
            listener.closeForGood();
        }
    }

    /** A pod may end just when it is chosen: then the snapshot counts that holds by now. */
    private void route(Socket connection) {
        Choice.Among tried = Choice.Among.NOBODY;
        for (Choice.Among now = target; !now.equals(tried); now = target) {
            tried = now;
            if (!now.backends().isEmpty() && network.connect(choice.of(now, connection.getInetAddress()), connection)) {
                return;
            }
        }
        Sockets.reset(connection);
    }
}
