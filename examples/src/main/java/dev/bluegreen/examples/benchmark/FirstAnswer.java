package dev.bluegreen.examples.benchmark;

import dev.bluegreen.model.Track;
import dev.bluegreen.spi.Time;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks a Service over new connections, a millisecond apart, until a pod of a track answers. */
final class FirstAnswer {

    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration APART = Duration.ofMillis(1);
    private static final int TIMEOUT_MILLIS = 2_000;

    private final Time time;
    private final InetSocketAddress address;
    private final String pods;
    private final Time.Signal answered;
    private volatile long at;

    private FirstAnswer(Time time, InetSocketAddress address, String pods) {
        this.time = time;
        this.address = address;
        this.pods = pods;
        this.answered = time.signal();
    }

    /** True if there is an answer; that something accepts connections does not count, since a proxy on the way may. */
    static boolean isReachable(InetSocketAddress address) {
        return answer(address).startsWith("HTTP/1.1 200");
    }

    /** Begins to ask. */
    static FirstAnswer of(Time time, InetSocketAddress address, String app, Track track) {
        FirstAnswer first = new FirstAnswer(time, address, app + "-" + Apps.name(track) + "-");
        time.fork("benchmark-asks", first::ask);
        return first;
    }

    /** When it came, monotonic, in nanoseconds. */
    long await() {
        Rest.await(answered, LONGEST);
        if (at == 0) {
            throw new IllegalStateException("no pod named " + pods + "... has answered at " + address
                    + " within 30 s; name an image that answers GET /hostname with its pod's name");
        }
        return at;
    }

    private void ask() {
        long end = time.nanos() + LONGEST.toNanos();
        while (at == 0 && time.nanos() - end < 0) {
            if (answer(address).contains(pods)) {
                at = time.nanos();
            } else {
                Rest.pause(time, APART);
            }
        }
        answered.raise();
    }

    private static String answer(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address, TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            String request = "GET /hostname HTTP/1.1\r\nHost: benchmark\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            return "";
        }
    }
}
