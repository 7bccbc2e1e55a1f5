package dev.bluegreen.internal.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Map;

/**
 * Makes single exchanges, each over a connection of its own that is closed afterwards: where new connections lead is what
 * checks want to know, and nothing is left that would have to be shared or closed: no pool, no client, and no thread but that
 * of a look-up which hangs.
 *
 * <p>An exchange ends by its deadline whatever the server does, also one that sends a byte now and then, or that never reads
 * what it is sent, and whatever becomes of the look-up of its host; an interrupt ends it at once. Of an answer no more than {@value Reply#LONGEST_HEAD} bytes of headers and {@value #LONGEST_BODY} of body are
 * read. Redirects are answers, and not followed. Thread-safe.
 */
public final class Http {

    /** How much of a body is read, in bytes; the rest is left out. */
    static final int LONGEST_BODY = 1 << 20;

    private final Duration timeout;
    private final Lookups lookups;

    /** @param timeout the longest an exchange may take, from the look-up of the host to the last byte */
    public Http(Duration timeout) {
        this(timeout, InetAddress::getAllByName);
    }

    Http(Duration timeout, Lookups.Resolver resolver) {
        this.timeout = timeout;
        this.lookups = new Lookups(resolver);
    }

    /**
     * One answer.
     *
     * @param status the status code
     * @param headers the headers
     * @param body the body as text, of a long one the beginning
     * @param took from the call to the last byte, connection included
     * @param answered the same from the moment the connection was there
     */
    public record Answer(int status, HttpHeaders headers, String body, Duration took, Duration answered) {}

    /**
     * Gets a resource.
     *
     * @throws UncheckedIOException saying what failed, when there was no answer
     */
    public Answer get(URI uri, Map<String, String> headers) {
        return exchange(uri, Request.get(uri, headers));
    }

    /**
     * Posts a document as JSON.
     *
     * @throws UncheckedIOException saying what failed, when there was no answer
     */
    public Answer postJson(URI uri, String json, Map<String, String> headers) {
        return exchange(uri, Request.postJson(uri, json, headers));
    }

    private Answer exchange(URI uri, Request request) {
        Until deadline = Until.in(timeout);
        try (Connection connection = Connection.to(uri, lookups, deadline)) {
            Until answered = Until.in(timeout);
            request.send(connection);
            Reply reply = Reply.read(connection.input());
            return new Answer(
                    reply.status(), reply.headers(), reply.body(LONGEST_BODY), deadline.elapsed(), answered.elapsed());
        } catch (IOException e) {
            throw Failures.of(uri, e, timeout);
        }
    }
}
