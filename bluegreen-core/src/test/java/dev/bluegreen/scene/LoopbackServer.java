package dev.bluegreen.scene;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** Answers real HTTP on loopback, as it is told. */
public final class LoopbackServer implements AutoCloseable {

    private final HttpServer server;
    private final List<URI> asked = new CopyOnWriteArrayList<>();
    private final List<Headers> sent = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final AtomicReference<Function<URI, Reply>> answer = new AtomicReference<>(uri -> new Reply(200, "ok"));

    public LoopbackServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::serve);
        server.start();
    }

    public record Reply(int status, String body, Map<String, String> headers) {

        public Reply(int status, String body) {
            this(status, body, Map.of());
        }
    }

    public LoopbackServer answering(int status, String body) {
        return answering(uri -> new Reply(status, body));
    }

    public LoopbackServer answering(Function<URI, Reply> replies) {
        answer.set(replies);
        return this;
    }

    public URI uri() {
        return URI.create("http://" + server.getAddress().getHostString() + ":"
                + server.getAddress().getPort());
    }

    /** What was asked for, in order. */
    public List<URI> asked() {
        return asked;
    }

    /** What was sent along, in order. */
    public List<String> bodies() {
        return bodies;
    }

    /** The headers of each request, in order. */
    public List<Headers> headers() {
        return sent;
    }

    private void serve(HttpExchange exchange) throws IOException {
        sent.add(exchange.getRequestHeaders());
        asked.add(exchange.getRequestURI());
        bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Reply reply = answer.get().apply(exchange.getRequestURI());
        reply.headers().forEach(exchange.getResponseHeaders()::add);
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
