package dev.bluegreen.internal.answer;

import com.google.gson.JsonElement;
import dev.bluegreen.internal.http.Http;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads a number from a metrics store's JSON response, which is untrusted data.
 *
 * @param store name of the store in messages
 * @param pointer location of the number
 * @param rules responses that count as an error, and those that count as missing data
 */
public record JsonAnswer(String store, String pointer, Rules rules) {

    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(NaN|Infinity|(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?)");

    /**
     * Rules for responses without a number.
     *
     * @param errors locations of possible errors
     * @param noDataWhen values at locations that mean no data, by location
     * @param noDataStatuses statuses that mean no data
     */
    public record Rules(Set<String> errors, Map<String, String> noDataWhen, Set<Integer> noDataStatuses) {

        public static final Rules NONE = new Rules(Set.of(), Map.of(), Set.of());

        public Rules errorAt(String pointer) {
            return new Rules(with(errors, pointer), noDataWhen, noDataStatuses);
        }

        public Rules noDataWhen(String pointer, String value) {
            Map<String, String> more = new TreeMap<>(noDataWhen);
            more.put(pointer, value);
            return new Rules(errors, Map.copyOf(more), noDataStatuses);
        }

        public Rules noDataOn(int status) {
            return new Rules(errors, noDataWhen, with(noDataStatuses, status));
        }

        private static <T> Set<T> with(Set<T> all, T one) {
            return Stream.concat(all.stream(), Stream.of(one)).collect(Collectors.toUnmodifiableSet());
        }
    }

    /**
     * The number; empty for no data.
     *
     * @throws StoreException saying why it is not a number
     */
    public OptionalDouble number(URI uri, Http.Answer answer) {
        if (rules.noDataStatuses().contains(answer.status())) {
            return OptionalDouble.empty();
        }
        String body = answer.body();
        Optional<JsonElement> json = body.isBlank() ? Optional.empty() : Json.parse(body);
        String said = json.flatMap(this::error).orElse("");
        new StoreStatus(store, uri).requireSuccess(answer, said);
        JsonElement document = json.orElseThrow(() -> StoreException.source(
                store + " answers " + answer.status() + " with a body that is not JSON of at most 1 MiB",
                "correct its address, or the credentials if this is a login page"));
        if (!said.isEmpty()) {
            throw StoreException.query(
                    store + " refuses the query: " + StoreStatus.shortened(said), "correct the query");
        }
        return isNoData(document) ? OptionalDouble.empty() : number(new JsonPointer(pointer).find(document));
    }

    private Optional<String> error(JsonElement document) {
        return rules.errors().stream()
                .flatMap(error -> new JsonPointer(error).find(document).element().stream())
                .filter(found -> !found.isJsonNull())
                .map(Json::text)
                .filter(text -> !text.isBlank())
                .findFirst();
    }

    private boolean isNoData(JsonElement document) {
        return rules.noDataWhen().entrySet().stream()
                .anyMatch(meaning -> new JsonPointer(meaning.getKey())
                        .find(document)
                        .element()
                        .map(Json::text)
                        .equals(Optional.of(meaning.getValue())));
    }

    private OptionalDouble number(JsonPointer.Found found) {
        if (found.noData() || found.element().filter(JsonElement::isJsonNull).isPresent()) {
            return OptionalDouble.empty();
        }
        return found.element()
                .filter(JsonElement::isJsonPrimitive)
                .flatMap(element -> parsed(element.getAsString()))
                .map(OptionalDouble::of)
                .orElseThrow(() -> StoreException.query(
                        store + " gives no number at '" + pointer + "': " + found.instead(),
                        "correct the pointer, or define with noDataWhen(...) which value means no data"));
    }

    /** Parses a decimal number. Java's parser would also accept {@code 5d} and {@code 0x1p3}. */
    private static Optional<Double> parsed(String number) {
        return NUMBER.matcher(number.strip()).matches() ? Optional.of(Double.parseDouble(number)) : Optional.empty();
    }
}
