package dev.bluegreen.testkit.internal.api;

import dev.bluegreen.testkit.internal.gate.ClusterShare;
import dev.bluegreen.testkit.internal.gate.Gate;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import java.util.HashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A listener on loopback behind which any number of fake API servers live, told apart by their path. Thread-safe. */
public final class ApiHost implements AutoCloseable {

    /** It logs every request; kept, because a logger that nobody holds forgets its level. */
    private final Logger transportLog = Logger.getLogger("io.fabric8.mockwebserver");

    private final MockDispatcher dispatcher;
    private final KubernetesMockServer server;
    private final Gate gate;

    /** Opens a port and starts to listen. */
    public ApiHost() {
        transportLog.setLevel(Level.WARNING);
        MockWebServer transport = new MockWebServer();
        // What a build pins of Netty may be too old for the server's HTTP/2, and then a client that asks for it hears
        // nothing.
        transport.setHttp2ClearTextEnabled(false);
        this.dispatcher = new MockDispatcher(transport);
        this.server = new KubernetesMockServer(new Context(), transport, new HashMap<>(), dispatcher, false);
        server.init();
        this.gate = new Gate(server.getPort());
    }

    ClusterShare open() {
        return gate.open();
    }

    /** From now on requests on this share come to this door. */
    void serve(ClusterShare share, FrontDoor door) {
        dispatcher.serve(share.mount(), door);
    }

    String url(ClusterShare share) {
        return "http://localhost:" + gate.port() + share.mount() + "/";
    }

    /** Cuts the connections of this share; those of others stay. */
    void close(ClusterShare share) {
        gate.close(share);
        dispatcher.forget(share.mount());
    }

    /** Cuts all connections and frees port and threads. */
    @Override
    public void close() {
        gate.close();
        server.destroy();
    }
}
