package dev.bluegreen.fabric8.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Asks a UDP port from many ports at once, so that a silent one is waited for once and not once for each: what is not
 * answered is asked again, for datagrams get lost.
 */
final class Datagrams implements AutoCloseable {

    /** In milliseconds, one try after the other. */
    private static final List<Integer> PATIENCE = List.of(250, 250, 500);
    /** As many as fit in a port's buffer whatever the machine. */
    private static final int AT_ONCE = 50;

    private final Selector selector = Selector.open();
    private final List<Asking> all = new ArrayList<>();

    private Datagrams(InetSocketAddress to, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            all.add(new Asking(to, selector));
        }
    }

    /** The answers; empty where there was none. */
    static List<Optional<String>> answers(InetSocketAddress to, int times) {
        List<Optional<String>> answers = new ArrayList<>();
        while (answers.size() < times) {
            answers.addAll(someAnswers(to, Math.min(AT_ONCE, times - answers.size())));
            if (answers.stream().allMatch(Optional::isEmpty)) {
                return answers;
            }
        }
        return answers;
    }

    private static List<Optional<String>> someAnswers(InetSocketAddress to, int times) {
        try (Datagrams datagrams = new Datagrams(to, times)) {
            for (int millis : PATIENCE) {
                datagrams.ask(millis);
            }
            return datagrams.all.stream().map(asking -> asking.answer).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("UDP to " + to, e);
        }
    }

    private void ask(int millis) throws IOException {
        for (Asking asking : all) {
            asking.send();
        }
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (all.stream().anyMatch(asking -> !asking.isOver) && System.nanoTime() < end) {
            selector.select(key -> ((Asking) key.attachment()).receive(), millis);
        }
    }

    @Override
    public void close() throws IOException {
        for (Asking asking : all) {
            asking.channel.close();
        }
        selector.close();
    }

    /** One question from a port of its own. */
    private static final class Asking {

        private final DatagramChannel channel = DatagramChannel.open();
        private Optional<String> answer = Optional.empty();
        private boolean isOver;

        Asking(InetSocketAddress to, Selector selector) throws IOException {
            channel.connect(to);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, this);
        }

        void send() throws IOException {
            try {
                if (!isOver) {
                    channel.write(ByteBuffer.wrap(new byte[] {1}));
                }
            } catch (PortUnreachableException e) {
                isOver = true;
            }
        }

        void receive() {
            ByteBuffer buffer = ByteBuffer.allocate(4096);
            try {
                if (channel.read(buffer) > 0) {
                    answer = Optional.of(new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8));
                    isOver = true;
                }
            } catch (PortUnreachableException e) {
                isOver = true;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
