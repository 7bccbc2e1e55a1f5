package dev.bluegreen.internal.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
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
}
