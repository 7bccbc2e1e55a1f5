package dev.bluegreen.internal.answer;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.bluegreen.internal.http.Http;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Reads the response to an instant query of the Prometheus HTTP API
 * (<a href="https://prometheus.io/docs/prometheus/latest/querying/api/">its documentation</a>), which is untrusted data.
 *
 * @param store name of the server in messages
 * @param uri the request URI
 * @param promql the user's query
 */
public record PrometheusAnswer(String store, URI uri, String promql) {

    private static final String CORRECT = "correct the query";

    /**
     * The one number of an answer.
     *
     * @throws StoreException saying why it is not a number
     */
    public OptionalDouble number(Http.Answer answer) {
        Optional<JsonObject> body =
                Json.parse(answer.body()).filter(JsonElement::isJsonObject).map(JsonElement::getAsJsonObject);
        String said = body.flatMap(json -> text(json, "error").or(() -> text(json, "message")))
                .orElse("");
        if (body.flatMap(json -> text(json, "errorType")).equals(Optional.of("timeout"))) {
            throw StoreException.source(
                    store + " answers " + answer.status() + " (" + StoreStatus.shortened(said) + ")",
                    "make the query cheaper, or raise the server's limit");
        }
        requireSuccess(answer, said);
        JsonObject data = body.filter(json -> text(json, "status").equals(Optional.of("success")))
                .flatMap(json -> child(json, "data"))
                .orElseThrow(() -> noAnswer(answer));
        return number(data).orElseThrow(() -> noAnswer(answer));
    }

    private void requireSuccess(Http.Answer answer, String said) {
        try {
            new StoreStatus(store, uri).requireSuccess(answer, said);
        } catch (StoreException e) {
            throw e.isAboutQuery() ? refused(said.isBlank() ? "it answers " + answer.status() : said, CORRECT) : e;
        }
    }

    private StoreException refused(String why, String remedy) {
        return StoreException.query(
                "Prometheus cannot answer '" + StoreStatus.shortened(promql) + "': " + StoreStatus.shortened(why),
                remedy);
    }

    private StoreException noAnswer(Http.Answer answer) {
        return StoreException.source(
                store + " answers " + answer.status() + " with a body that is not a Prometheus response",
                "correct its address; a path such as /prometheus is part of it");
    }

    /** The number; empty if it is not a result, and a result without a number if there is no series. */
    private Optional<OptionalDouble> number(JsonObject data) {
        String type = text(data, "resultType").orElse("");
        return switch (type) {
            case "" -> Optional.empty();
            case "scalar" -> value(data.get("result"));
            case "vector" ->
                Optional.ofNullable(data.get("result"))
                        .filter(JsonElement::isJsonArray)
                        .flatMap(series -> single(series.getAsJsonArray()));
            default -> throw refused("it gives a " + type + ", not one number; ask for an instant vector", CORRECT);
        };
    }

    private Optional<OptionalDouble> single(JsonArray series) {
        if (series.size() > 1) {
            throw refused(
                    "it gives " + series.size() + " series, not one number; aggregate them, as with sum(...)", CORRECT);
        }
        if (series.isEmpty()) {
            return Optional.of(OptionalDouble.empty());
        }
        return Optional.of(series.get(0))
                .filter(JsonElement::isJsonObject)
                .flatMap(one -> ofSeries(one.getAsJsonObject()));
    }

    private Optional<OptionalDouble> ofSeries(JsonObject one) {
        if (one.has("histogram")) {
            throw refused(
                    "it gives a native histogram, not a number",
                    "take a quantile of it, as with histogram_quantile(0.99, ...)");
        }
        return value(one.get("value"));
    }

    /** The number of a pair of time and text. */
    private static Optional<OptionalDouble> value(@Nullable JsonElement pair) {
        return Optional.ofNullable(pair)
                .filter(found -> found.isJsonArray() && found.getAsJsonArray().size() == 2)
                .map(found -> found.getAsJsonArray().get(1))
                .filter(JsonElement::isJsonPrimitive)
                .flatMap(number -> parsed(number.getAsString()));
    }

    private static Optional<OptionalDouble> parsed(String number) {
        try {
            return Optional.of(OptionalDouble.of(
                    Double.parseDouble(number.endsWith("Inf") ? number.replace("Inf", "Infinity") : number)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<JsonObject> child(JsonObject json, String name) {
        return Optional.ofNullable(json.get(name))
                .filter(JsonElement::isJsonObject)
                .map(JsonElement::getAsJsonObject);
    }

    private static Optional<String> text(JsonObject json, String name) {
        return Optional.ofNullable(json.get(name))
                .filter(JsonElement::isJsonPrimitive)
                .map(JsonElement::getAsString);
    }
}
