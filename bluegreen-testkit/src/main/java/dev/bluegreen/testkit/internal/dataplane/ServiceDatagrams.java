package dev.bluegreen.testkit.internal.dataplane;

import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.internal.loopback.DatagramPort;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A UDP port of a Service. Like kube-proxy it chooses a pod for each client's address and port, and stays with it until
 * the pod is no endpoint any more; without endpoints, datagrams are refused as by a port that nobody has opened.
 */
final class ServiceDatagrams implements ServiceSocket {

    private static final int MOST_FLOWS = 10_000;

    private final PodNetwork network;
    private final String family;
    private final Choice choice;
    private final Map<InetSocketAddress, Backend> flows = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetSocketAddress, Backend> eldest) {
            return size() > MOST_FLOWS;
        }
    };
    private Choice.Among target = Choice.Among.NOBODY;
    private @Nullable DatagramPort port;

    ServiceDatagrams(PodNetwork network, Time time, String family) {
        this.network = network;
        this.family = family;
        this.choice = new Choice(time);
    }

    @Override
    public synchronized InetSocketAddress address() {
        if (port == null) {
            port = network.datagrams(family, this::answer);
            port.takes(!target.backends().isEmpty());
        }
        return port.address();
    }

    @Override
    public synchronized void follow(List<Backend> backends, Duration stay) {
        target = new Choice.Among(backends, stay);
        flows.values().retainAll(target.backends());
        if (port != null) {
            port.takes(!target.backends().isEmpty());
        }
    }

    @Override
    public synchronized void close() {
        if (port != null) {
            port.close();
        }
    }

    private Optional<byte[]> answer(InetSocketAddress client) {
        return backend(client).flatMap(network::answerDatagram);
    }

    private synchronized Optional<Backend> backend(InetSocketAddress client) {
        return target.backends().isEmpty()
                ? Optional.empty()
                : Optional.of(flows.computeIfAbsent(client, any -> choice.of(target, client.getAddress())));
    }
}
