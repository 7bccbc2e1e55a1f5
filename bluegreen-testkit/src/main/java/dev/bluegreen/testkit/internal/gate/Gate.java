package dev.bluegreen.testkit.internal.gate;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts on a loopback port and passes everything to another, but for what an answer's header tells it to spoil. Many
 * clusters share it, each on a share of its own.
 */
public final class Gate implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
    private static final int BACKLOG = 512;
    private static final long SMALL_STACK = 256 * 1024;

    /** More than a method and a share's name take. */
    private static final int BEGINNING = 64;

    private final ServerSocket server;
    private final int upstream;
    private final AtomicLong opened = new AtomicLong();
    private final Map<String, ClusterShare> lanes = new ConcurrentHashMap<>();
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();

    /**
     * Opens a port and starts to accept.
     *
     * @param upstream loopback port of the mock server
     */
    public Gate(int upstream) {
        this.upstream = upstream;
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

    /** Opens a share for one more cluster. */
    public ClusterShare open() {
        ClusterShare share = new ClusterShare("/cluster-" + opened.incrementAndGet());
        lanes.put(share.mount(), share);
        return share;
    }

    /** Closes a share: requests for it find nobody any more. */
    public void close(ClusterShare share) {
        lanes.remove(share.mount());
        share.close();
    }

    /** The first segment of a path, with its slash. */
    public static String mount(String path) {
        int end = path.indexOf('/', 1);
        return end < 0 ? path : path.substring(0, end);
    }

    /** Cuts all connections and closes the port. */
    @Override
    public void close() {
        close(server);
        lanes.values().forEach(ClusterShare::close);
        clients.forEach(Gate::close);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                client.setTcpNoDelay(true);
                start("fake-api-requests", () -> receive(client));
            } catch (IOException e) {
                LOG.debug("the gate accepts no more", e);
            }
        }
    }

    /** Runs as long as the connection does. */
    private void receive(Socket client) {
        clients.add(client);
        try (client) {
            InputStream in = new BufferedInputStream(client.getInputStream());
            String mount = mount(pathOfFirst(in));
            ClusterShare share = lanes.get(mount);
            if (share == null) {
                LOG.debug("No cluster at \"{}\": it is closed, or the URL is not that of a cluster's config()", mount);
            } else {
                pass(client, in, share);
            }
        } catch (IOException e) {
            LOG.debug("a connection ended", e);
        } finally {
            clients.remove(client);
        }
    }

    private void pass(Socket client, InputStream in, ClusterShare share) throws IOException {
        Socket behind = new Socket(InetAddress.getLoopbackAddress(), upstream);
        behind.setTcpNoDelay(true);
        GateConnection connection = new GateConnection(client, in, behind, this::await, share::remove);
        share.add(connection);
        start("fake-api-answers", connection::passAnswers);
        connection.passRequests();
    }

    /** An answer that comes late; an empty one, which cuts the connection, if its cluster is gone. */
    private byte[] await(String id) {
        ClusterShare share = lanes.get(mount(id));
        return share == null ? new byte[0] : share.parked().await(id);
    }

    /** What the first request asks for, or its beginning; leaves the stream as it was. */
    private static String pathOfFirst(InputStream in) throws IOException {
        in.mark(BEGINNING);
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next > 0 && next != '\n' && line.length() < BEGINNING - 1; next = in.read()) {
            line.append((char) next);
        }
        in.reset();
        String[] words = line.toString().split(" ", 3);
        return words.length < 2 ? "" : words[1];
    }

    private static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            LOG.debug("closing a socket of the gate", e);
        }
    }

    private static void start(String name, Runnable task) {
        Thread thread = new Thread(null, task, name, SMALL_STACK);
        thread.setDaemon(true);
        thread.start();
    }
}
