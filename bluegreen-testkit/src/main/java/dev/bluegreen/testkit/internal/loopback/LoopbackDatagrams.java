package dev.bluegreen.testkit.internal.loopback;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;

/** A UDP port on loopback that answers each datagram with at most one. Thread-safe. */
public final class LoopbackDatagrams implements AutoCloseable {

    private static final int MAX_BYTES = 4096;

    private final ExecutorService threads = LoopbackThreads.pool();
    private final DatagramSocket socket;
    private final Function<byte[], Optional<byte[]>> answer;

    private LoopbackDatagrams(DatagramSocket socket, Function<byte[], Optional<byte[]>> answer) {
        this.socket = socket;
        this.answer = answer;
    }

    /**
     * Listens from now on.
     *
     * @throws UncheckedIOException if loopback has no free port
     */
    public static LoopbackDatagrams start(Function<byte[], Optional<byte[]>> answer) {
        try {
            DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
            LoopbackDatagrams started = new LoopbackDatagrams(socket, answer);
            started.threads.execute(started::serve);
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("no free UDP port on loopback", e);
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return new InetSocketAddress(socket.getLocalAddress(), socket.getLocalPort());
    }

    @Override
    public void close() {
        socket.close();
        threads.shutdownNow();
    }

    private void serve() {
        while (!socket.isClosed()) {
            DatagramPacket packet = new DatagramPacket(new byte[MAX_BYTES], MAX_BYTES);
            try {
                socket.receive(packet);
                Optional<byte[]> reply = answer.apply(Arrays.copyOf(packet.getData(), packet.getLength()));
                if (reply.isPresent()) {
                    socket.send(new DatagramPacket(reply.get(), reply.get().length, packet.getSocketAddress()));
                }
            } catch (IOException e) {
                // Either closed, which ends the loop, or a peer that left before its answer came.
            }
        }
    }
}
