package dev.bluegreen.testkit.internal.gate;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Answers that come later than the mock server can wait, by id. Thread-safe. */
public final class DelayedResponses {

    private final Map<String, CompletableFuture<byte[]>> answers = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();
    private final String mount;
    private volatile boolean closed;

    /** An empty lot; its ids begin with the mount and a slash. */
    DelayedResponses(String mount) {
        this.mount = mount;
    }

    /** Announces an answer; returns its id. */
    public String announce() {
        String id = mount + "/" + ids.incrementAndGet();
        answers.put(id, new CompletableFuture<>());
        if (closed) {
            drop(id);
        }
        return id;
    }

    /** The answer is there. */
    public void deliver(String id, int status, Map<String, String> headers, String body) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append(" \r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("content-length: ").append(content.length).append("\r\n\r\n");
        byte[] start = head.toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] whole = new byte[start.length + content.length];
        System.arraycopy(start, 0, whole, 0, start.length);
        System.arraycopy(content, 0, whole, start.length, content.length);
        answer(id).complete(whole);
    }

    /** The connection is to be cut instead. */
    public void drop(String id) {
        answer(id).complete(new byte[0]);
    }

    /** All connections that still wait are to be cut, and those that come to wait. */
    void close() {
        closed = true;
        answers.values().forEach(answer -> answer.complete(new byte[0]));
    }

    /** Waits for the answer, in real time; an empty one means to cut the connection. */
    byte[] await(String id) {
        try {
            return answer(id).join();
        } finally {
            answers.remove(id);
        }
    }

    private CompletableFuture<byte[]> answer(String id) {
        return answers.computeIfAbsent(id, unknown -> new CompletableFuture<>());
    }
}
