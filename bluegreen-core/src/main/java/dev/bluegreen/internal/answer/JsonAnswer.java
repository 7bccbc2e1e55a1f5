package dev.bluegreen.internal.answer;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.bluegreen.internal.http.Http;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads a number from a metrics store's JSON response, which is untrusted data.
 *
 * @param store name of the store in messages
 * @param place location of the number
 * @param errors locations of possible errors
 * @param noDataWhen values at places that mean no data, by place
 * @param noDataStatuses statuses that mean no data
 */
public record JsonAnswer(
        String store,
        JsonPlace place,
        Set<String> errors,
        Map<String, String> noDataWhen,
        Set<Integer> noDataStatuses) {

    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(NaN|Infinity|(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?)");

    /**
     * The number.
     *
     * @return the number; the number; the number; the number; the number; the number; the number; empty for no data
     * @throws StoreException saying why it is not a number
     */
    public OptionalDouble number(URI uri, Http.Answer answer) {
        if (noDataStatuses.contains(answer.status())) {
            return OptionalDouble.empty();
        }
        Optional<JsonElement> json = json(answer.body());
        String said = json.flatMap(this::error).orElse("");
        new StoreStatus(store, uri).requireSuccess(answer, said);
        JsonElement document = json.orElseThrow(() -> StoreException.source(
                store + " answers " + answer.status() + " with a body that is not JSON of at most 1 MiB",
                "correct its address, or the credentials if this is a login page"));
        if (!said.isEmpty()) {
            throw StoreException.query(
                    store + " refuses the query: " + StoreStatus.shortened(said), "correct the query");
        }
        return isNoData(document) ? OptionalDouble.empty() : number(place.in(document));
    }

    private Optional<String> error(JsonElement document) {
        return errors.stream()
                .flatMap(error -> new JsonPlace(error).in(document).element().stream())
                .filter(found -> !found.isJsonNull())
                .map(JsonAnswer::text)
                .filter(text -> !text.isBlank())
                .findFirst();
    }

    private boolean isNoData(JsonElement document) {
        return noDataWhen.entrySet().stream()
                .anyMatch(meaning -> new JsonPlace(meaning.getKey())
                        .in(document)
                        .element()
                        .map(JsonAnswer::text)
                        .equals(Optional.of(meaning.getValue())));
    }

    private OptionalDouble number(JsonPlace.Found found) {
        if (found.noData() || found.element().filter(JsonElement::isJsonNull).isPresent()) {
            return OptionalDouble.empty();
        }
        return found.element()
                .filter(JsonElement::isJsonPrimitive)
                .flatMap(element -> parsed(element.getAsString()))
                .map(OptionalDouble::of)
                .orElseThrow(() -> StoreException.query(
                        store + " gives no number at '" + place.pointer() + "': " + found.instead(),
                        "correct the pointer, or define with noDataWhen(...) which value means no data"));
    }

    /** Parses a decimal number. Java's parser would also accept {@code 5d} and {@code 0x1p3}. */
    private static Optional<Double> parsed(String number) {
        return NUMBER.matcher(number.strip()).matches() ? Optional.of(Double.parseDouble(number)) : Optional.empty();
    }

    private static String text(JsonElement element) {
        return element.isJsonPrimitive() ? element.getAsString() : element.toString();
    }

    private static Optional<JsonElement> json(String body) {
        try {
            return body.isBlank() ? Optional.empty() : Optional.of(JsonParser.parseString(body));
        } catch (JsonParseException e) {
            return Optional.empty();
        }
    }
}
