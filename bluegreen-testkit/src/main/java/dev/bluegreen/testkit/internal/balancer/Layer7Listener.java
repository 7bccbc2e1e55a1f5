package dev.bluegreen.testkit.internal.balancer;

import dev.bluegreen.testkit.internal.loopback.HttpAnswer;
import dev.bluegreen.testkit.internal.loopback.HttpRequest;
import dev.bluegreen.testkit.internal.loopback.LoopbackServer;
import dev.bluegreen.testkit.traffic.TargetHost;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;
import java.util.Optional;

/**
 * A port on loopback that decides about each request by itself, so that kept connections follow a change at once. A
 * target that nobody answers at, or that goes away in the middle, is a 502. Thread-safe.
 */
public final class Layer7Listener implements AutoCloseable {

    private final TargetHost host;
    private final boolean byConnection;
    private final LoopbackServer server;
    private volatile Router router = request -> Decision.status(503);

    /** Opens a port; answers 503 until it is told where to send requests. */
    public Layer7Listener(TargetHost host) {
        this(host, false);
    }

    private Layer7Listener(TargetHost host, boolean byConnection) {
        this.host = host;
        this.byConnection = byConnection;
        this.server = LoopbackServer.start(this::talk);
    }

    /** Opens a port that decides about each connection, at its first request, and closes one that nobody is there for. */
    public static Layer7Listener byConnection(TargetHost host) {
        return new Layer7Listener(host, true);
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return server.address();
    }

    /** From now on this decides. */
    public void route(Router other) {
        router = other;
    }

    /** Closes the port and all connections. */
    @Override
    public void close() {
        server.close();
    }

    private void talk(Socket client) {
        try (client) {
            InputStream in = new BufferedInputStream(client.getInputStream());
            Decision first = null;
            for (HttpRequest next = HttpRequest.read(in); next != null; next = HttpRequest.read(in)) {
                first = first == null || !byConnection ? router.decide(next) : first;
                if (byConnection && first instanceof Decision.Answer) {
                    return;
                }
                Relayed answer = answer(next, first);
                client.getOutputStream().write(answer.bytes());
                if (!answer.keepAlive()) {
                    return;
                }
            }
        } catch (IOException e) {
            // The client left, which is its right.
        }
    }

    private Relayed answer(HttpRequest request, Decision decision) {
        return decision instanceof Decision.Forward forward
                ? forward(request, forward)
                : own(request, ((Decision.Answer) decision).answer());
    }

    private Relayed forward(HttpRequest request, Decision.Forward forward) {
        Optional<InetSocketAddress> target =
                host.dial(forward.to().ip(), forward.to().port());
        try {
            return target.isEmpty() ? own(request, badGateway()) : Relay.send(request, target.get(), forward.headers());
        } catch (IOException e) {
            return own(request, badGateway());
        }
    }

    private static HttpAnswer badGateway() {
        return ((Decision.Answer) Decision.status(502)).answer();
    }

    private static Relayed own(HttpRequest request, HttpAnswer answer) {
        boolean withBody = !request.method().equals("HEAD");
        return new Relayed(
                answer.withHeaders(Map.of("Server", "loadbalancer")).encode(withBody, request.keepAlive()),
                request.keepAlive());
    }
}
