package dev.bluegreen.testkit.internal.gate;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One cluster's share of the gate: the connections whose first request was for it, and its late answers. Thread-safe. */
public final class ClusterShare implements AutoCloseable {

    private final String mount;
    private final DelayedResponses parked;
    private final Set<GateConnection> connections = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    ClusterShare(String mount) {
        this.mount = mount;
        this.parked = new DelayedResponses(mount);
    }

    /** What the path of each of its requests begins with: a slash and one segment. */
    public String mount() {
        return mount;
    }

    /** The answers that come later. */
    public DelayedResponses parked() {
        return parked;
    }

    /** Takes a connection, and cuts it at once if the share is closed. */
    void add(GateConnection connection) {
        connections.add(connection);
        if (closed) {
            connection.close();
        }
    }

    void remove(GateConnection connection) {
        connections.remove(connection);
    }

    /** Cuts all its connections, and each that still comes. */
    @Override
    public void close() {
        closed = true;
        parked.close();
        connections.forEach(GateConnection::close);
    }
}
