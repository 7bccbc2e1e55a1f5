package dev.bluegreen.internal.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * Output over a channel with a deadline: a blocking write has none, and waits as long as the peer does not read. For use by one
 * thread, which does not read meanwhile.
 */
final class TimedOutput extends OutputStream {

    private final SocketChannel channel;
    private final Until deadline;

    TimedOutput(SocketChannel channel, Until deadline) {
        this.channel = channel;
        this.deadline = deadline;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes, offset, length);
        channel.configureBlocking(false);
        channel.write(left);
        if (left.hasRemaining()) {
            writeRest(left);
        }
        channel.configureBlocking(true);
    }

    private void writeRest(ByteBuffer left) throws IOException {
        try (Selector selector = Selector.open()) {
            channel.register(selector, SelectionKey.OP_WRITE);
            while (left.hasRemaining()) {
                selector.select(deadline.left());
                requireWanted();
                channel.write(left);
            }
        }
    }

    private static void requireWanted() throws ClosedByInterruptException {
        if (Thread.currentThread().isInterrupted()) {
            throw new ClosedByInterruptException();
        }
    }
}
