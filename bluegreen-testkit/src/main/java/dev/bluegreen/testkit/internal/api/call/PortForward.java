package dev.bluegreen.testkit.internal.api.call;

import dev.bluegreen.testkit.internal.store.ResourceKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * One port-forward connection, in the protocol {@code v4.channel.k8s.io}: the first byte of a message is its channel, two
 * channels a port, data and error, each of which begins with the port's number, low byte first. Thread-safe; never blocks.
 */
public final class PortForward {

    private final ResourceKey pod;
    private final PodProcesses processes;
    private final Executor pool;
    private final List<Integer> ports;
    private final List<ForwardedPort> streams = new ArrayList<>();

    public PortForward(ResourceKey pod, List<Integer> ports, PodProcesses processes, Executor pool) {
        this.pod = pod;
        this.ports = ports;
        this.processes = processes;
        this.pool = pool;
    }

    /** The client is there: says which port is on which channel, and connects to each. */
    public synchronized void open(Client client) {
        for (int i = 0; i < ports.size(); i++) {
            int port = ports.get(i);
            byte[] number = {(byte) (port & 0xff), (byte) (port >> 8)};
            client.send(message(2 * i, number));
            client.send(message(2 * i + 1, number));
        }
        for (int i = 0; i < ports.size(); i++) {
            streams.add(connect(i, client));
        }
    }

    private ForwardedPort connect(int index, Client client) {
        int port = ports.get(index);
        ForwardedPort stream = new ForwardedPort(
                bytes -> client.send(message(2 * index, bytes)),
                error -> client.send(refused(2 * index + 1, port, error)),
                client::close);
        stream.start(() -> processes.dial(pod, port), pool);
        return stream;
    }

    private byte[] refused(int channel, int port, String error) {
        byte[] text = "error forwarding port %d to pod %s: %s"
                .formatted(port, pod.name(), error)
                .getBytes(StandardCharsets.UTF_8);
        return message(channel, text);
    }

    /** The client has sent a message. */
    public synchronized void receive(byte[] message) {
        int stream = message.length == 0 ? -1 : message[0] / 2;
        if (stream >= 0 && stream < streams.size() && message[0] % 2 == 0) {
            streams.get(stream).send(Arrays.copyOfRange(message, 1, message.length));
        }
    }

    /** The client is gone. */
    public synchronized void close() {
        streams.forEach(ForwardedPort::close);
    }

    private static byte[] message(int channel, byte[] bytes) {
        byte[] message = new byte[bytes.length + 1];
        message[0] = (byte) channel;
        System.arraycopy(bytes, 0, message, 1, bytes.length);
        return message;
    }

    /** The transport's side. */
    public interface Client {

        void send(byte[] message);

        public void close();
    }
}
