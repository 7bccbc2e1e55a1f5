package dev.bluegreen.testkit.internal.gate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts on a loopback port and passes everything to another, but for what an answer's header tells it to spoil. */
public final class Gate implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
    private static final int BACKLOG = 512;
    private static final long SMALL_STACK = 256 * 1024;

    private final ServerSocket server;
    private final int upstream;
    private final ParkingLot parked;
    private final Set<GateConnection> connections = ConcurrentHashMap.newKeySet();

    /**
     * Opens a port and starts to accept.
     *
     * @param upstream loopback port of the mock server
     */
    public Gate(int upstream, ParkingLot parked) {
        this.upstream = upstream;
        this.parked = parked;
        try {
            server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException("the fake cluster cannot open a port on loopback", e);
        }
        start("fake-api-accept", this::accept);
    }

    /** The port that clients connect to. */
    public int port() {
        return server.getLocalPort();
    }

    /** Cuts all connections and closes the port. */
    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            LOG.debug("closing the gate's port", e);
        }
        parked.dropAll();
        connections.forEach(GateConnection::close);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                connect(server.accept());
            } catch (IOException e) {
                LOG.debug("the gate accepts no more", e);
            }
        }
    }

    private void connect(Socket client) throws IOException {
        client.setTcpNoDelay(true);
        Socket behind = new Socket(InetAddress.getLoopbackAddress(), upstream);
        behind.setTcpNoDelay(true);
        GateConnection connection = new GateConnection(client, behind, parked, connections::remove);
        connections.add(connection);
        start("fake-api-requests", connection::passRequests);
        start("fake-api-answers", connection::passAnswers);
    }

    private static void start(String name, Runnable task) {
        Thread thread = new Thread(null, task, name, SMALL_STACK);
        thread.setDaemon(true);
        thread.start();
    }
}
