package dev.bluegreen.internal.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * A socket whose reads and writes are all limited by the deadline of the exchange, against servers that send slowly or do not
 * read; also below TLS, which reads a record in many small steps.
 */
final class TimedSocket extends Socket {

    private final SocketChannel channel;
    private final Socket socket;
    private final Until deadline;

    TimedSocket(SocketChannel channel, Until deadline) {
        this.channel = channel;
        this.socket = channel.socket();
        this.deadline = deadline;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new TimedInput(socket.getInputStream());
    }

    @Override
    public OutputStream getOutputStream() {
        return new TimedOutput(channel, deadline);
    }

    @Override
    public boolean isConnected() {
        return socket.isConnected();
    }

    @Override
    public boolean isClosed() {
        return socket.isClosed();
    }

    @Override
    public boolean isInputShutdown() {
        return socket.isInputShutdown();
    }

    @Override
    public boolean isOutputShutdown() {
        return socket.isOutputShutdown();
    }

    @Override
    public InetAddress getInetAddress() {
        return socket.getInetAddress();
    }

    @Override
    public int getPort() {
        return socket.getPort();
    }

    /** Ignored: the deadline counts. */
    @Override
    public synchronized void setSoTimeout(int timeout) {}

    @Override
    public synchronized int getSoTimeout() throws SocketException {
        return socket.getSoTimeout();
    }

    @Override
    public int getSoLinger() throws SocketException {
        return socket.getSoLinger();
    }

    @Override
    public void shutdownInput() throws IOException {
        socket.shutdownInput();
    }

    @Override
    public void shutdownOutput() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public synchronized void close() throws IOException {
        socket.close();
    }

    private final class TimedInput extends FilterInputStream {

        TimedInput(InputStream input) {
            super(input);
        }

        @Override
        public int read() throws IOException {
            socket.setSoTimeout(deadline.left());
            return super.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            socket.setSoTimeout(deadline.left());
            return super.read(bytes, offset, length);
        }
    }

    /**
     * Output over a channel with a deadline: a blocking write has none, and waits as long as the peer does not read. For use by one
     * thread, which does not read meanwhile.
     */
    private static final class TimedOutput extends OutputStream {

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
}
