package dev.bluegreen.check.slo;

import dev.bluegreen.internal.answer.Headers;
import dev.bluegreen.internal.answer.JsonAnswer;
import dev.bluegreen.internal.answer.JsonPointer;
import dev.bluegreen.internal.answer.WebAddress;
import dev.bluegreen.internal.http.Http;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A metrics store with JSON responses, such as Datadog or New Relic: {@code
 * Slo.json(uri).header("Api-Key", key).post(query).errorAt("/errors/0/message").number("/data/value").below(1)}. Immutable
 * and thread-safe. Values of headers, user, query and body are never shown.
 *
 * <p>Placeholders in the address's query and in the body: {@code $from} and {@code $until} for the window in seconds since 1970,
 * {@code $fromMillis} and {@code $untilMillis} in milliseconds, {@code $window} for its length, such as {@code 300s}.
 *
 * <p>No data means {@code null} at the pointer, an empty array on the path to it, and the conditions of {@link #noDataWhen} and
 * {@link #noDataOn}. Any other missing value is a failed query, which refuses the cutover as {@code slo-query}.
 */
public final class JsonStore {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String FIELD = "slo.json";

    private final URI address;
    private final Exchanges exchanges;
    private final Optional<String> body;
    private final JsonAnswer.Rules rules;

    private JsonStore(URI address, Exchanges exchanges, Optional<String> body, JsonAnswer.Rules rules) {
        this.address = address;
        this.exchanges = exchanges;
        this.body = body;
        this.rules = rules;
    }

    /**
     * A store by its complete request address; requests time out after 10 s.
     *
     * @throws ConfigurationException unless it is an absolute http or https URI without a user in it
     */
    public static JsonStore at(URI address) {
        return new JsonStore(
                WebAddress.requireWithoutUser(FIELD, address),
                Exchanges.over(new Http(TIMEOUT)),
                Optional.empty(),
                JsonAnswer.Rules.NONE);
    }

    /**
     * A copy with a header on each request, such as an API key; its value is never shown.
     *
     * @throws ConfigurationException if it is not a header that can be sent
     */
    public JsonStore header(String name, String value) {
        Headers more = exchanges.headers().with(FIELD, name, value);
        return new JsonStore(address, exchanges.with(more), body, rules);
    }

    /**
     * A copy that signs each request.
     *
     * @throws ConfigurationException if it is null, or not for this store
     */
    public JsonStore signedBy(RequestSigner signer) {
        return new JsonStore(
                address,
                exchanges.signedBy(Input.given(FIELD + ".signedBy", signer, "give a RequestSigner"), address),
                body,
                rules);
    }

    /**
     * A copy that sends this body by POST, as {@code application/json} unless a header says otherwise; the default is GET.
     *
     * @throws ConfigurationException if it is null
     */
    public JsonStore post(String json) {
        String given = Input.given(FIELD + ".post", json, "give a body");
        return new JsonStore(address, exchanges, Optional.of(given), rules);
    }

    /**
     * A copy that treats any value at this pointer, other than {@code null} or blank text, as the store's refusal of the query,
     * whatever the status of the response.
     *
     * @param pointer such as {@code /errors/0/message}
     * @throws ConfigurationException if it is not a pointer
     */
    public JsonStore errorAt(String pointer) {
        return with(rules.errorAt(requirePointer("errorAt", pointer)));
    }

    /**
     * A copy that treats this value at this pointer as no data; one value for each pointer.
     *
     * @param pointer such as {@code /status}
     * @param value the text of a string, number or boolean; anything else as compact JSON
     * @throws ConfigurationException if it is not a pointer, or the value is null
     */
    public JsonStore noDataWhen(String pointer, String value) {
        return with(rules.noDataWhen(
                requirePointer("noDataWhen", pointer),
                Input.given(FIELD + ".noDataWhen", value, "give the value that means no data")));
    }

    /**
     * A copy that treats this status as no data: 204, or the 404 of a store without series for no points.
     *
     * @throws ConfigurationException unless it is from 200 to 499
     */
    public JsonStore noDataOn(int status) {
        if (status < 200 || status > 499) {
            throw new ConfigurationException(FIELD + ".noDataOn: " + status + "; give a status from 200 to 499");
        }
        return with(rules.noDataOn(status));
    }

    /**
     * The metric: a number in the response, or a string that contains one.
     *
     * @param pointer a JSON pointer (RFC 6901) such as {@code /series/0/pointlist/-1/1}; in addition, {@code -1} is the last
     *     element of an array, {@code -2} the one before
     * @throws ConfigurationException if it is not a pointer
     */
    public Metric number(String pointer) {
        requirePointer("number", pointer);
        return new StoreMetric(
                pointer + " of " + address.getHost(),
                address + " " + body.orElse("") + " " + pointer,
                exchanges.permissions(),
                (until, window) -> ask(pointer, until, window));
    }

    private static String requirePointer(String field, String pointer) {
        Input.given(FIELD + "." + field, pointer, "give a JSON pointer such as /status");
        JsonPointer.problem(pointer).ifPresent(problem -> {
            throw new ConfigurationException(FIELD + "." + field + ": " + problem);
        });
        return pointer;
    }

    /** Shows no secrets. */
    @Override
    public String toString() {
        return "the store at " + WebAddress.shown(address);
    }

    private JsonStore with(JsonAnswer.Rules others) {
        return new JsonStore(address, exchanges, body, others);
    }

    private OptionalDouble ask(String pointer, Instant until, Duration window) {
        URI uri = URI.create(filled(address.toString(), until, window));
        Http.Answer answer = body.map(json -> exchanges.post(uri, filled(json, until, window)))
                .orElseGet(() -> exchanges.get(uri));
        return new JsonAnswer(toString(), pointer, rules).number(uri, answer);
    }

    /** Replaces placeholders, longer names first: {@code $from} is a prefix of another. */
    private static String filled(String text, Instant until, Duration window) {
        Instant from = until.minus(window);
        return text.replace("$fromMillis", String.valueOf(from.toEpochMilli()))
                .replace("$untilMillis", String.valueOf(until.toEpochMilli()))
                .replace("$from", String.valueOf(from.getEpochSecond()))
                .replace("$until", String.valueOf(until.getEpochSecond()))
                .replace("$window", Math.max(1, window.toSeconds()) + "s");
    }
}
