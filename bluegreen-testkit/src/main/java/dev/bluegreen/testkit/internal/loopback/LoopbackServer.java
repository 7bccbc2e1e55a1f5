package dev.bluegreen.testkit.internal.loopback;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;

/** A port on loopback with a thread for each connection, for a server that is not a pod. Thread-safe. */
public final class LoopbackServer implements AutoCloseable {

    private final ExecutorService threads = LoopbackThreads.pool();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final LoopbackListener listener;

    private LoopbackServer(Consumer<Socket> talk) {
        this.listener = LoopbackListener.open(threads, connection -> threads.execute(() -> serve(connection, talk)));
    }

    /** Listens from now on; whoever talks closes the connection. */
    public static LoopbackServer start(Consumer<Socket> talk) {
        return new LoopbackServer(talk);
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return listener.address();
    }

    /** Closes the port and all connections. */
    @Override
    public void close() {
        listener.close();
        connections.forEach(Sockets::close);
        threads.shutdownNow();
    }

    private void serve(Socket connection, Consumer<Socket> talk) {
        connections.add(connection);
        try {
            talk.accept(connection);
        } finally {
            connections.remove(connection);
        }
    }
}
