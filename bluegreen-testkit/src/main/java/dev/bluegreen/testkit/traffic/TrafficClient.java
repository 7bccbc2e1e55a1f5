package dev.bluegreen.testkit.traffic;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One HTTP/1.1 client with at most one connection at a time. Not thread-safe. */
final class TrafficClient implements AutoCloseable {

    private final InetSocketAddress target;
    private final boolean keepAlive;
    private final int timeoutMillis;
    private final byte[] request;
    private @Nullable SocketChannel channel;
    private InputStream in = InputStream.nullInputStream();

    TrafficClient(InetSocketAddress target, String path, boolean keepAlive, int timeoutMillis) {
        this.target = target;
        this.keepAlive = keepAlive;
        this.timeoutMillis = timeoutMillis;
        this.request = ("GET " + path + " HTTP/1.1\r\nHost: " + target.getHostString() + ":" + target.getPort()
                        + "\r\nConnection: " + (keepAlive ? "keep-alive" : "close") + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Sends the request and reads the answer.
     *
     * @throws IOException if there is none
     */
    HttpReply get() throws IOException {
        SocketChannel connection = connected();
        boolean kept = false;
        try {
            connection.socket().getOutputStream().write(request);
            HttpReply reply = HttpReply.read(in);
            kept = keepAlive && !reply.closes();
            return reply;
        } finally {
            if (!kept) {
                close();
            }
        }
    }

    /** Ends with RST: the answer is complete, and a client that opens thousands must not wait in TIME_WAIT for each. */
    @Override
    public void close() {
        SocketChannel connection = channel;
        channel = null;
        if (connection != null) {
            try (connection) {
                connection.setOption(StandardSocketOptions.SO_LINGER, 0);
            } catch (IOException e) {
                // The other side was faster: the connection has ended, as it should.
            }
        }
    }

    /** The kept connection, unless the other side has closed it meanwhile: clients check before they send. */
    private SocketChannel connected() throws IOException {
        SocketChannel connection = channel;
        if (connection != null && !hasEnded(connection)) {
            return connection;
        }
        close();
        return open();
    }

    private SocketChannel open() throws IOException {
        SocketChannel connection = SocketChannel.open();
        channel = connection;
        Socket socket = connection.socket();
        try {
            socket.connect(target, timeoutMillis);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(timeoutMillis);
            in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException e) {
            close();
            throw e;
        }
        return connection;
    }

    private static boolean hasEnded(SocketChannel connection) throws IOException {
        connection.configureBlocking(false);
        try {
            return connection.read(ByteBuffer.allocate(1)) != 0;
        } catch (IOException e) {
            return true;
        } finally {
            if (connection.isOpen()) {
                connection.configureBlocking(true);
            }
        }
    }
}
