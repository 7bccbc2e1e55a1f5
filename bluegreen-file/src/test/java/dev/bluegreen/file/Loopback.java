package dev.bluegreen.file;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A server on loopback that answers as Prometheus would, and keeps what it was asked. */
final class Loopback implements AutoCloseable {

    private final HttpServer server;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final LinkedBlockingQueue<String> next = new LinkedBlockingQueue<>();
    private volatile String value = "0.001";

    private Loopback(HttpServer server) {
        this.server = server;
    }

    static Loopback start() {
        try {
            Loopback loopback =
                    new Loopback(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
            loopback.server.createContext("/", loopback::handle);
            loopback.server.start();
            return loopback;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void answer(String number) {
        value = number;
    }

    List<String> asked() {
        return asked;
    }

    void awaitAsked(String path) {
        try {
            for (String one = ""; !one.startsWith(path); ) {
                one = next.poll(30, TimeUnit.SECONDS);
                if (one == null) {
                    throw new AssertionError("nobody asked for " + path);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().toString();
            asked.add(path);
            next.add(path);
            exchange.getRequestBody().readAllBytes();
            byte[] answer = ("{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[0,\"" + value
                            + "\"]}}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
