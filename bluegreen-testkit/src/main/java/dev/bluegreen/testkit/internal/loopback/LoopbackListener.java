package dev.bluegreen.testkit.internal.loopback;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A listening port on loopback that hands every connection on. */
public final class LoopbackListener implements AutoCloseable {

    private static final int BACKLOG = 512;

    private static final long PATIENCE_MILLIS = 1_000;

    private final ServerSocket server;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Consumer<Socket> onConnection;

    private LoopbackListener(ServerSocket server, Consumer<Socket> onConnection) {
        this.server = server;
        this.onConnection = onConnection;
    }

    /**
     * Binds a free port of {@code 127.0.0.1} and accepts on a thread of the executor until closed.
     *
     * @throws UncheckedIOException if loopback has no free port
     */
    public static LoopbackListener open(Executor threads, Consumer<Socket> onConnection) {
        return open(threads, "IPv4", onConnection);
    }

    /** The same on the loopback address of a family. */
    public static LoopbackListener open(Executor threads, String family, Consumer<Socket> onConnection) {
        LoopbackListener listener = new LoopbackListener(bind(family), onConnection);
        threads.execute(listener::accept);
        return listener;
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("closing the port " + server.getLocalPort(), e);
        }
    }

    /**
     * Closes, and waits until the kernel too takes no more connections: it does so until the accepting thread has noticed.
     * Not for callers whose locks that thread needs.
     */
    public void closeForGood() {
        close();
        try {
            ended.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ServerSocket bind(String family) {
        try {
            return new ServerSocket(0, BACKLOG, Loopback.of(family));
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on loopback for " + family, e);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                onConnection.accept(socket);
            } catch (IOException e) {
                // Either closed, which ends the loop, or a peer that left before it was accepted.
            }
        }
        ended.countDown();
    }
}
