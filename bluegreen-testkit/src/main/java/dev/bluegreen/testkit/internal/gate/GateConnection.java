package dev.bluegreen.testkit.internal.gate;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client's connection: requests pass as they are, answers one by one until the connection becomes a WebSocket. */
final class GateConnection {

    private static final Logger LOG = LoggerFactory.getLogger(GateConnection.class);

    private final Socket client;
    private final InputStream requests;
    private final Socket server;
    private final Function<String, byte[]> lateAnswer;
    private final Consumer<GateConnection> onClose;

    /**
     * @param requests what the client sends
     * @param lateAnswer waits for the answer of an id
     */
    GateConnection(
            Socket client,
            InputStream requests,
            Socket server,
            Function<String, byte[]> lateAnswer,
            Consumer<GateConnection> onClose) {
        this.client = client;
        this.requests = requests;
        this.server = server;
        this.lateAnswer = lateAnswer;
        this.onClose = onClose;
    }

    void passRequests() {
        try {
            requests.transferTo(server.getOutputStream());
        } catch (IOException e) {
            LOG.trace("client's side ended", e);
        } finally {
            close();
        }
    }

    void passAnswers() {
        try {
            InputStream in = new BufferedInputStream(server.getInputStream());
            OutputStream out = client.getOutputStream();
            boolean more = true;
            while (more) {
                more = passAnswer(in, out);
            }
        } catch (IOException e) {
            LOG.trace("server's side ended", e);
        } finally {
            close();
        }
    }

    /** @return true if the connection goes on */
    private boolean passAnswer(InputStream in, OutputStream out) throws IOException {
        String head = head(in);
        if (head.startsWith("HTTP/1.1 101")) {
            upgrade(head, in, out);
            in.transferTo(out);
            return false;
        }
        byte[] body =
                in.readNBytes(Integer.parseInt(header(head, "content-length").orElse("0")));
        String outcome = header(head, Outcome.HEADER).orElse("");
        return outcome.startsWith(Outcome.PARK)
                ? write(out, lateAnswer.apply(outcome.substring(Outcome.PARK.length())))
                : write(out, head, body, outcome);
    }

    /**
     * A client of a port-forward may speak as soon as it sees the upgrade, and the mock server of fabric8 7.8.0 may not
     * listen yet: so it sees it together with the server's first words.
     */
    private static void upgrade(String head, InputStream in, OutputStream out) throws IOException {
        ByteArrayOutputStream begin = new ByteArrayOutputStream();
        begin.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
        if (header(head, "sec-websocket-protocol").isPresent()) {
            begin.write(in.read());
        }
        begin.writeTo(out);
        out.flush();
    }

    private static boolean write(OutputStream out, byte[] answer) throws IOException {
        out.write(answer);
        out.flush();
        return answer.length > 0;
    }

    private static boolean write(OutputStream out, String head, byte[] body, String outcome) throws IOException {
        if (outcome.equals(Outcome.DROP)) {
            return false;
        }
        boolean half = outcome.equals(Outcome.HALF);
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        answer.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
        answer.write(body, 0, half ? body.length / 2 : body.length);
        answer.writeTo(out);
        out.flush();
        return !half;
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int end = 0;
        while (end < 4) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the server closed the connection");
            }
            head.write(next);
            end = next == (end % 2 == 0 ? '\r' : '\n') ? end + 1 : 0;
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static Optional<String> header(String head, String name) {
        String start = name.toLowerCase(Locale.ROOT) + ":";
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                .map(line -> line.substring(start.length()).trim())
                .findFirst();
    }

    void close() {
        try (client;
                server) {
            onClose.accept(this);
        } catch (IOException e) {
            LOG.trace("closing a connection", e);
        }
    }
}
