package dev.bluegreen.testkit.aws.internal.route53;

import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.aws.internal.route53.DnsMessage.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/** A resolver that keeps answers for their TTL, and no longer. Thread-safe. */
public final class Lookup {

    private static final int TIMEOUT_MILLIS = 5000;
    private static final int MAX_BYTES = 4096;

    private final InetSocketAddress server;
    private final Time time;
    private final Map<String, Kept> cache = new HashMap<>();
    private int queries;

    private record Kept(String address, long untilNanos) {}

    /** Asks this server, and counts TTLs in this time. */
    public Lookup(InetSocketAddress server, Time time) {
        this.server = server;
        this.time = time;
    }

    /**
     * The address of a name.
     *
     * @throws NoSuchElementException if the server knows none
     */
    public synchronized String address(String name) {
        Kept kept = cache.get(name);
        if (kept == null || time.nanos() - kept.untilNanos() >= 0) {
            kept = ask(name);
            cache.put(name, kept);
        }
        return kept.address();
    }

    private Kept ask(String name) {
        List<Answer> answers = DnsMessage.answers(exchange(DnsMessage.query(++queries & 0xffff, name)));
        Answer end = answers.stream()
                .filter(answer -> answer.type().equals("A"))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no address for " + name));
        long ttl = answers.stream().mapToLong(Answer::ttl).min().orElse(0);
        return new Kept(end.value(), time.nanos() + Duration.ofSeconds(ttl).toNanos());
    }

    private byte[] exchange(byte[] query) {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.send(new DatagramPacket(query, query.length, server));
            DatagramPacket answer = new DatagramPacket(new byte[MAX_BYTES], MAX_BYTES);
            socket.receive(answer);
            return Arrays.copyOf(answer.getData(), answer.getLength());
        } catch (IOException e) {
            throw new UncheckedIOException("no answer from " + server, e);
        }
    }
}
