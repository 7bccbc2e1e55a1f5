package dev.bluegreen.testkit.fidelity;

import dev.bluegreen.testkit.internal.json.Json;
import dev.bluegreen.testkit.internal.store.Trees;
import io.fabric8.kubernetes.client.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What a watch has sent. */
final class Frames implements WebSocket.Listener, AutoCloseable {

    private static final String CLOSED = "{\"type\": \"CLOSED\"}";

    private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
    private volatile WebSocket socket;

    /** The next frame; its type is CLOSED when the server has closed the watch. */
    Frame next() {
        try {
            String frame = frames.poll(15, TimeUnit.SECONDS);
            return new Frame(Json.parseObject(frame == null ? "{\"type\": \"NOTHING\"}" : frame));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean isEmpty() {
        return frames.isEmpty();
    }

    @Override
    public void onOpen(WebSocket opened) {
        socket = opened;
    }

    @Override
    public void onMessage(WebSocket from, String text) {
        frames.add(text);
        from.request();
    }

    @Override
    public void onMessage(WebSocket from, ByteBuffer bytes) {
        onMessage(from, StandardCharsets.UTF_8.decode(bytes).toString());
    }

    @Override
    public void onClose(WebSocket from, int code, String reason) {
        frames.add(CLOSED);
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        frames.add(CLOSED);
    }

    @Override
    public void close() {
        WebSocket open = socket;
        if (open != null) {
            open.sendClose(1000, "");
        }
    }

    /** One event. */
    record Frame(Map<String, Object> tree) {

        /** Type and name, as {@code ADDED shop}. */
        String what() {
            return (Trees.text(tree, "type") + " " + Trees.text(tree, "object", "metadata", "name")).trim();
        }

        String type() {
            return Trees.text(tree, "type");
        }

        Object at(String... path) {
            return Trees.at(tree.get("object"), path);
        }

        long version() {
            return Long.parseLong(Trees.text(tree, "object", "metadata", "resourceVersion"));
        }
    }
}
