package dev.bluegreen.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Answers on loopback with the very bytes it is told, however wrong they are. */
public final class RawServer implements AutoCloseable {

    private final ServerSocket server;
    private final Dialogue dialogue;
    private final boolean listens;
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** The same for one that needs the connection itself. */
    interface Dialogue {

        /** Speaks with the client until it goes away. */
        void hold(Socket client, OutputStream output, RawServer server) throws IOException, InterruptedException;
    }

    /** What is sent to whoever asks. */
    public interface Script {

        /** Sends it; ends when the client goes away. */
        void answer(OutputStream output, RawServer server) throws IOException, InterruptedException;
    }

    /** A server that runs until it is closed. */
    public RawServer(Script script) {
        this(open(), script);
    }

    RawServer(ServerSocket server, Script script) {
        this(server, (client, output, raw) -> script.answer(output, raw), true);
    }

    RawServer(Dialogue dialogue) {
        this(open(), dialogue, true);
    }

    private RawServer(ServerSocket server, Dialogue dialogue, boolean listens) {
        this.server = server;
        this.dialogue = dialogue;
        this.listens = listens;
        fork(this::accept);
    }

    /** One that sends a text and closes the connection. */
    public static RawServer sending(String text) {
        return new RawServer((output, server) -> output.write(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** One that sends a text, then another one byte by byte, again and again, without end. */
    public static RawServer dripping(String first, String drops) {
        return dripping(first, drops, true);
    }

    /** One that takes connections, and reads nothing. */
    static RawServer deaf() {
        return new RawServer(
                open(),
                (client, output, server) -> {
                    while (server.isOpen()) {
                        server.pause();
                    }
                },
                false);
    }

    /** One that answers with the length of the body that it was sent. */
    static RawServer counting() {
        return new RawServer((client, output, server) -> {
            String head = server.heads.get(server.heads.size() - 1);
            int length = Integer.parseInt(head.replaceAll("(?s).*Content-Length: (\\d+).*", "$1"));
            int read = client.getInputStream().readNBytes(length).length;
            output.write(("HTTP/1.1 200 OK\r\n\r\n" + read).getBytes(StandardCharsets.ISO_8859_1));
        });
    }

    /** One that does not wait until it is asked. */
    static RawServer drippingUnasked(String first, String drops) {
        return dripping(first, drops, false);
    }

    private static RawServer dripping(String first, String drops, boolean listens) {
        return new RawServer(
                open(),
                (client, output, server) -> {
                    output.write(first.getBytes(StandardCharsets.ISO_8859_1));
                    for (int i = 0; server.isOpen(); i = (i + 1) % drops.length()) {
                        output.write(drops.charAt(i));
                        output.flush();
                        server.pause();
                    }
                },
                listens);
    }

    private static ServerSocket open() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it answers. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** The heads of all requests, in order. */
    List<String> heads() {
        return heads;
    }

    /** True if it was not closed yet. */
    public boolean isOpen() {
        return closed.getCount() > 0;
    }

    /** Between two drops. */
    void pause() throws InterruptedException {
        boolean unused = closed.await(10, java.util.concurrent.TimeUnit.MILLISECONDS);
    }

    private void accept() {
        while (isOpen()) {
            try {
                Socket client = server.accept();
                open.add(client);
                fork(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            heads.add(listens ? head(client.getInputStream()) : "");
            dialogue.hold(client, client.getOutputStream(), this);
        } catch (IOException | InterruptedException e) {
            // the client has gone, as some of these tests want it to
        }
    }

    private static String head(InputStream input) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = input.read();
            if (next < 0) {
                return head.toString();
            }
            head.append((char) next);
        }
        return head.toString();
    }

    static void fork(Runnable task) {
        Thread thread = new Thread(task, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            server.close();
            for (Socket client : open) {
                client.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
