package dev.bluegreen.internal.answer;

import dev.bluegreen.internal.http.Http;
import dev.bluegreen.model.Wording;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Meaning of a metrics store's response status. A redirect is not followed: credentials would be sent along, and most lead to a
 * login page.
 *
 * @param store name of the store in messages, such as {@code Prometheus at shop:9090}
 * @param uri the request URI
 */
public record StoreStatus(String store, URI uri) {

    private static final int LONGEST = 300;
    private static final Pattern CODING = Pattern.compile("[A-Za-z0-9_-]{1,20}");
    private static final Pattern SECONDS = Pattern.compile("[1-9][0-9]{0,5}");
    private static final String CREDENTIALS = ".header(\"Authorization\", ...) or .signedBy(...)";

    /**
     * Throws unless the status is a success.
     *
     * @param said the store's error message; empty if there is none
     * @throws StoreException with the meaning of another status
     */
    void requireSuccess(Http.Answer answer, String said) {
        int status = answer.status();
        if (status >= 300 && status < 400) {
            throw redirected(answer);
        }
        if (status >= 400 && status < 500) {
            throw refused(answer, shortened(said));
        }
        if (status < 200 || status >= 500) {
            throw StoreException.source(store + " fails with " + status + inBrackets(said), "wait until it is up");
        }
        requirePlain(answer);
    }

    /** Refuses a content coding: none was requested, but some proxies send one anyway. */
    private void requirePlain(Http.Answer answer) {
        Optional<String> coding = answer.headers()
                .firstValue("Content-Encoding")
                .filter(found -> CODING.matcher(found).matches() && !found.equalsIgnoreCase("identity"));
        if (coding.isPresent()) {
            throw StoreException.source(
                    store + " responds in the content coding " + coding.get()
                            + ", which was not requested and is not supported",
                    "configure it, or the proxy before it, to respond without compression");
        }
    }

    /** The Retry-After of a store with too many requests. */
    private static String pause(Http.Answer answer) {
        return answer.headers()
                .firstValue("Retry-After")
                .filter(found -> SECONDS.matcher(found).matches())
                .map(found -> ", retry after " + Wording.of(Duration.ofSeconds(Long.parseLong(found))))
                .orElse("");
    }

    private StoreException refused(Http.Answer answer, String said) {
        int status = answer.status();
        String sentence = store + " answers " + status + inBrackets(said);
        return switch (status) {
            case 400, 422 -> StoreException.query(sentence, "correct the query");
            case 401 -> StoreException.source(sentence + ": it requires credentials", "give them with " + CREDENTIALS);
            case 403 ->
                StoreException.source(
                        sentence + ": these credentials may not query it",
                        "allow them to query, or give others with " + CREDENTIALS);
            case 404 ->
                StoreException.source(
                        sentence + ": there is nothing at " + WebAddress.shown(uri),
                        "correct its address; a path such as /prometheus is part of it");
            case 429 ->
                StoreException.source(
                        sentence + ": it has received too many requests" + pause(answer),
                        "make fewer with bake.every(...), or raise its limit");
            default -> StoreException.source(sentence, "correct its address or the credentials");
        };
    }

    private StoreException redirected(Http.Answer answer) {
        String place = location(answer).map(to -> " to " + to).orElse("");
        return StoreException.source(
                store + " redirects with " + answer.status() + place + ", which is not followed",
                "give the final address; if this leads to a login page, give credentials with " + CREDENTIALS);
    }

    /** The target of a redirect, without user, query and fragment. */
    private Optional<String> location(Http.Answer answer) {
        return answer.headers().firstValue("Location").flatMap(location -> resolved(uri, location));
    }

    public static Optional<String> resolved(URI uri, String location) {
        try {
            URI to = uri.resolve(location);
            return Optional.ofNullable(to.getHost())
                    .map(host -> shortened(to.getScheme() + "://" + WebAddress.shown(to)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String inBrackets(String said) {
        return said.isBlank() ? "" : " (" + shortened(said) + ")";
    }

    static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }
}
