package dev.bluegreen.internal.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Map;

/**
 * Makes single exchanges, each over a new connection that is closed afterwards: checks must see where new connections lead, and
 * nothing remains to be shared or closed: no pool, no client, and no thread except that of a hanging lookup.
 *
 * <p>An exchange ends by its deadline whatever the server does, even if it sends single bytes slowly or never reads, and even if
 * the lookup of its host hangs; an interrupt ends it at once. Of a response at most {@value Reply#LONGEST_HEAD} bytes of headers and {@value #LONGEST_BODY} of body are
 * read. Redirects are not followed. Thread-safe.
 */
public final class Http {

    /** Maximum number of bytes of a body that are read; the rest is dropped. */
    static final int LONGEST_BODY = 1 << 20;

    private final Duration timeout;
    private final Lookups lookups;

    /** @param timeout time limit of an exchange, from the lookup of the host to the last byte */
    public Http(Duration timeout) {
        this(timeout, InetAddress::getAllByName);
    }

    Http(Duration timeout, Lookups.Resolver resolver) {
        this.timeout = timeout;
        this.lookups = new Lookups(resolver);
    }

    /**
     * One response.
     *
     * @param status the status code
     * @param headers the headers
     * @param body the body as text; only the beginning of a long one
     * @param took time from the call to the last byte, connection included
     * @param answered time from the open connection to the last byte
     */
    public record Answer(int status, HttpHeaders headers, String body, Duration took, Duration answered) {}

    /**
     * Gets a resource.
     *
     * @throws UncheckedIOException saying what failed, if there was no response
     */
    public Answer get(URI uri, Map<String, String> headers) {
        return exchange(uri, Request.get(uri, headers));
    }

    /**
     * Posts a document as JSON.
     *
     * @throws UncheckedIOException saying what failed, if there was no response
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
            throw NoAnswerException.of(uri, e, timeout);
        }
    }
}
