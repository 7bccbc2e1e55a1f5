package dev.bluegreen.check.slo;

import dev.bluegreen.internal.answer.Headers;
import dev.bluegreen.internal.answer.JsonAnswer;
import dev.bluegreen.internal.answer.JsonPlace;
import dev.bluegreen.internal.answer.JsonPointer;
import dev.bluegreen.internal.answer.Placeholders;
import dev.bluegreen.internal.answer.WebAddress;
import dev.bluegreen.internal.http.Http;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.ReleaseSpec;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Any store of metrics that answers with JSON, such as Datadog or New Relic: {@code
 * Slo.json(uri).header("Api-Key", key).post(query).errorAt("/errors/0/message").number("/data/value").below(1)}. Immutable
 * and thread-safe. Values of headers, user, query and body are never shown.
 *
 * <p>In the query of the address and in the body, {@code $from} and {@code $until} stand for the window that is asked for, in
 * seconds since 1970, {@code $fromMillis} and {@code $untilMillis} for the same in milliseconds, {@code $window} for its
 * length, such as {@code 300s}.
 *
 * <p>No data is what the store says is none: {@code null} at the place of the number, an empty array on the way to it, and
 * what {@link #noDataWhen} and {@link #noDataOn} add. A place that is not there otherwise is a query that went wrong: it
 * refuses the cutover as {@code slo-query}.
 */
public final class JsonStore {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String FIELD = "slo.json";

    private final URI address;
    private final Exchanges exchanges;
    private final Optional<String> body;
    private final Set<String> errors;
    private final Map<String, String> noDataWhen;
    private final Set<Integer> noDataStatuses;

    private JsonStore(
            URI address,
            Exchanges exchanges,
            Optional<String> body,
            Set<String> errors,
            Map<String, String> noDataWhen,
            Set<Integer> noDataStatuses) {
        this.address = address;
        this.exchanges = exchanges;
        this.body = body;
        this.errors = Set.copyOf(errors);
        this.noDataWhen = Map.copyOf(noDataWhen);
        this.noDataStatuses = Set.copyOf(noDataStatuses);
    }

    /**
     * A store by the whole address that is asked; a request may take 10 s.
     *
     * @throws ConfigurationException unless it is an absolute http or https URI without a user in it
     */
    public static JsonStore at(URI address) {
        return new JsonStore(
                WebAddress.requireWithoutUser(FIELD, address),
                Exchanges.over(new Http(TIMEOUT)),
                Optional.empty(),
                Set.of(),
                Map.of(),
                Set.of());
    }

    /**
     * With a header on each request, such as an API key; its value is never shown.
     *
     * @throws ConfigurationException if it is no header that can be sent
     */
    public JsonStore header(String name, String value) {
        Headers more = exchanges.headers().with(FIELD, name, value);
        return new JsonStore(address, exchanges.with(more), body, errors, noDataWhen, noDataStatuses);
    }

    /** With each request signed. */
    public JsonStore signedBy(RequestSigner signer) {
        return new JsonStore(
                address,
                exchanges.signedBy(Input.given(FIELD + ".signedBy", signer, "give a RequestSigner"), address),
                body,
                errors,
                noDataWhen,
                noDataStatuses);
    }

    /** Asks by POST with this body, as {@code application/json} unless a header says otherwise; without it by GET. */
    public JsonStore post(String json) {
        return new JsonStore(
                address,
                exchanges,
                Optional.of(Input.given(FIELD + ".post", json, "give a body")),
                errors,
                noDataWhen,
                noDataStatuses);
    }

    /**
     * Something at this place, other than {@code null} or a blank text, says that the store refuses the query, whatever the
     * status of the answer.
     *
     * @param pointer such as {@code /errors/0/message}
     */
    public JsonStore errorAt(String pointer) {
        Set<String> more = new TreeSet<>(errors);
        more.add(requirePointer("errorAt", pointer));
        return new JsonStore(address, exchanges, body, more, noDataWhen, noDataStatuses);
    }

    /**
     * This value at this place says that there is no data; one value for each place.
     *
     * @param pointer such as {@code /status}
     * @param value the text of a string, number or boolean; anything else as compact JSON
     */
    public JsonStore noDataWhen(String pointer, String value) {
        Map<String, String> more = new TreeMap<>(noDataWhen);
        more.put(
                requirePointer("noDataWhen", pointer),
                Input.given(FIELD + ".noDataWhen", value, "give the value that says so"));
        return new JsonStore(address, exchanges, body, errors, more, noDataStatuses);
    }

    /**
     * This status says that there is no data: 204, or the 404 of a store that keeps no series without points.
     *
     * @throws ConfigurationException unless it is from 200 to 499
     */
    public JsonStore noDataOn(int status) {
        if (status < 200 || status > 499) {
            throw new ConfigurationException(FIELD + ".noDataOn: " + status + "; give a status from 200 to 499");
        }
        Set<Integer> more = new TreeSet<>(noDataStatuses);
        more.add(status);
        return new JsonStore(address, exchanges, body, errors, noDataWhen, more);
    }

    /**
     * The metric: a number in the answer, or a text that is one.
     *
     * @param pointer its place, a JSON pointer (RFC 6901) such as {@code /series/0/pointlist/-1/1}; besides, {@code -1} is the
     *     last element of an array, {@code -2} the one before
     * @throws ConfigurationException if it is no pointer
     */
    public Metric number(String pointer) {
        return new Value(requirePointer("number", pointer));
    }

    private static String requirePointer(String field, String pointer) {
        Input.given(FIELD + "." + field, pointer, "give a JSON pointer such as /status");
        JsonPointer.problem(pointer).ifPresent(problem -> {
            throw new ConfigurationException(FIELD + "." + field + ": " + problem);
        });
        return pointer;
    }

    /** Without what may be secret. */
    @Override
    public String toString() {
        return "the store at " + WebAddress.shown(address);
    }

    private OptionalDouble ask(String pointer, Instant until, Duration window) {
        Placeholders times = new Placeholders(until, window);
        URI uri = URI.create(times.in(address.toString()));
        Http.Answer answer =
                body.map(times::in).map(json -> exchanges.post(uri, json)).orElseGet(() -> exchanges.get(uri));
        return new JsonAnswer(toString(), new JsonPlace(pointer), errors, noDataWhen, noDataStatuses)
                .number(uri, answer);
    }

    private final class Value implements Metric {

        private final String pointer;

        Value(String pointer) {
            this.pointer = pointer;
        }

        @Override
        public OptionalDouble read(Instant until, Duration window) {
            return ask(pointer, until, window);
        }

        @Override
        public String name() {
            return pointer + " of " + address.getHost();
        }

        @Override
        public List<Permission> permissions(ReleaseSpec release) {
            return exchanges.permissions();
        }

        @Override
        public List<Finding> preflight(Instant now) {
            return Look.at(name(), () -> ask(pointer, now, WINDOW));
        }

        @Override
        public String toString() {
            return name();
        }
    }
}
