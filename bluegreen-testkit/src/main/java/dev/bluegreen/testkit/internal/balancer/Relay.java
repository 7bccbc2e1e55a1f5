package dev.bluegreen.testkit.internal.balancer;

import dev.bluegreen.testkit.internal.loopback.HttpRequest;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Passes one request on over a connection of its own, and brings the answer back. */
final class Relay {

    /** How long a target may take for its answer, in real time: as long as AWS's idle timeout. */
    private static final int TIMEOUT_MILLIS = 60_000;

    private static final String END_OF_HEAD = "\r\n\r\n";
    private static final Set<String> BY_HOP = Set.of("connection", "keep-alive", "transfer-encoding");

    private Relay() {}

    /** @throws IOException if the target gives no whole answer */
    static Relayed send(HttpRequest request, InetSocketAddress target, Map<String, String> more) throws IOException {
        try (Socket socket = new Socket(target.getAddress(), target.getPort())) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(bytes(request));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            socket.setSoLinger(true, 0);
            return relayed(request, answer, more);
        }
    }

    private static byte[] bytes(HttpRequest request) {
        StringBuilder text = new StringBuilder(256);
        text.append(request.method()).append(' ').append(request.target()).append(" HTTP/1.1\r\n");
        request.headers().forEach((name, value) -> header(text, name, value));
        header(text, "X-Forwarded-Proto", "http");
        return (text + "Connection: close\r\n\r\n" + request.body()).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void header(StringBuilder to, String name, String value) {
        if (!BY_HOP.contains(name)) {
            to.append(name).append(": ").append(value).append("\r\n");
        }
    }

    private static Relayed relayed(HttpRequest request, String answer, Map<String, String> more) throws IOException {
        int end = answer.indexOf(END_OF_HEAD);
        if (end < 0) {
            throw new EOFException("the target ended the connection before its answer began");
        }
        String[] head = answer.substring(0, end).split("\r\n", -1);
        String body = answer.substring(end + END_OF_HEAD.length());
        requireWhole(request, head, body);
        boolean keepAlive = request.keepAlive() && !length(head).isEmpty();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(answer.length() + 128);
        bytes.writeBytes(head(head, more, keepAlive).getBytes(StandardCharsets.ISO_8859_1));
        bytes.writeBytes(body.getBytes(StandardCharsets.ISO_8859_1));
        return new Relayed(bytes.toByteArray(), keepAlive);
    }

    private static void requireWhole(HttpRequest request, String[] head, String body) throws IOException {
        String length = length(head);
        if (!length.isEmpty() && !request.method().equals("HEAD") && body.length() < Integer.parseInt(length)) {
            throw new EOFException("the target ended the connection in the middle of its answer");
        }
    }

    private static String head(String[] lines, Map<String, String> more, boolean keepAlive) {
        StringBuilder head = new StringBuilder(256);
        for (String line : lines) {
            if (!line.toLowerCase(Locale.ROOT).startsWith("connection:")) {
                head.append(line).append("\r\n");
            }
        }
        more.forEach((name, value) -> header(head, name, value));
        return head + "Connection: " + (keepAlive ? "keep-alive" : "close") + END_OF_HEAD;
    }

    private static String length(String[] head) {
        for (String line : head) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                return line.substring(line.indexOf(':') + 1).trim();
            }
        }
        return "";
    }
}
