package dev.bluegreen.testkit.internal.loopback;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** A UDP port on loopback that answers each datagram, whatever is in it, with at most one; or refuses all. Thread-safe. */
public final class DatagramPort implements AutoCloseable {

    private static final int MAX_BYTES = 4096;
    /** A port that sends nothing. */
    private static final int DISCARD = 9;

    private final Selector selector;
    private final DatagramChannel channel;
    private final InetSocketAddress address;
    private final Function<InetSocketAddress, Optional<byte[]>> answer;
    private boolean takes = true;

    private DatagramPort(String family, Selector selector, Function<InetSocketAddress, Optional<byte[]>> answer)
            throws IOException {
        this.selector = selector;
        this.answer = answer;
        this.channel = DatagramChannel.open(
                family.equals("IPv6") ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET);
        channel.bind(new InetSocketAddress(Loopback.of(family), 0));
        this.address = (InetSocketAddress) channel.getLocalAddress();
        channel.configureBlocking(false).register(selector, SelectionKey.OP_READ);
    }

    /**
     * Binds a free port and answers on a thread of the executor until closed.
     *
     * @throws UncheckedIOException if loopback has no free port
     */
    public static DatagramPort open(
            Executor threads, String family, Function<InetSocketAddress, Optional<byte[]>> answer) {
        try {
            DatagramPort port = new DatagramPort(family, Selector.open(), answer);
            threads.execute(port::serve);
            return port;
        } catch (IOException e) {
            throw new UncheckedIOException("no free UDP port on loopback for " + family, e);
        }
    }

    public InetSocketAddress address() {
        return address;
    }

    /**
     * True if it takes datagrams, or refuses them with ICMP, so that a connected peer is told. The port stays bound: a
     * socket that is connected to somebody else refuses the datagrams of all others.
     */
    public synchronized void takes(boolean any) {
        if (takes == any || !channel.isOpen()) {
            return;
        }
        takes = any;
        try {
            if (any) {
                channel.disconnect();
            } else {
                channel.connect(new InetSocketAddress(address.getAddress(), DISCARD));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("UDP port " + address, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException("closing the UDP port " + address, e);
        }
    }

    private void serve() {
        while (selector.isOpen()) {
            try {
                selector.select(key -> {});
                while (answerNext()) {
                    // until nothing more is there
                }
            } catch (IOException | java.nio.channels.ClosedSelectorException e) {
                // Either closed, which ends the loop, or a peer that left before its answer came.
            }
        }
    }

    private boolean answerNext() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(MAX_BYTES);
        InetSocketAddress client = (InetSocketAddress) channel.receive(buffer);
        if (client == null) {
            return false;
        }
        Optional<byte[]> reply = answer.apply(client);
        if (reply.isPresent()) {
            channel.send(ByteBuffer.wrap(reply.get()), client);
        }
        return true;
    }
}
