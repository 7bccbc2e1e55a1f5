package dev.bluegreen.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.RollBackCause;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Finding;
import dev.bluegreen.result.Milestone;
import dev.bluegreen.result.Operation;
import dev.bluegreen.result.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Documents have the published shape, to the letter: no field more, none less. */
class ReleaseJsonTest {

    private static final String TEXT = read(Path.of("../docs/schema/bluegreen-v1.json"));
    private static final JsonObject SHAPE = JsonParser.parseString(TEXT).getAsJsonObject();
    private static final JsonSchema SCHEMA = JsonSchemaFactory.getInstance(VersionFlag.V202012)
            .getSchema(
                    TEXT,
                    SchemaValidatorsConfig.builder()
                            .formatAssertionsEnabled(true)
                            .build());

    static Stream<String> documents() {
        return Stream.concat(full(), Stream.of(ReleaseJson.of(Samples.bare()), ReleaseJson.of(Samples.atRest())));
    }

    private static Stream<String> full() {
        return Stream.of(
                ReleaseJson.of(Samples.full()),
                ReleaseJson.of(Samples.plan()),
                ReleaseJson.of(Samples.status()),
                ReleaseJson.history(Samples.status()));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void conformToTheSchema(String document) {
        assertThat(SCHEMA.validate(document, InputFormat.JSON)).isEmpty();
    }

    @Test
    void everyFieldOfTheSchemaIsWritten() {
        Set<String> published = new TreeSet<>();
        SHAPE.getAsJsonObject("$defs")
                .asMap()
                .forEach((name, shape) -> properties(shape).forEach(field -> published.add(name + "." + field)));
        Set<String> written = new TreeSet<>();
        full().map(document -> JsonParser.parseString(document).getAsJsonObject())
                .forEach(document -> collect(document.get("kind").getAsString(), document, written));

        assertThat(written).isEqualTo(published);
    }

    @Test
    void aDocumentWithOneFieldMoreOrWithoutARequiredOneDoesNotConform() {
        full().forEach(document -> {
            JsonObject more = JsonParser.parseString(document).getAsJsonObject();
            more.addProperty("extra", 1);
            assertThat(SCHEMA.validate(more.toString(), InputFormat.JSON)).isNotEmpty();
            String kind = more.get("kind").getAsString();
            required(kind).forEach(field -> {
                JsonObject less = JsonParser.parseString(document).getAsJsonObject();
                less.remove(field);
                assertThat(SCHEMA.validate(less.toString(), InputFormat.JSON))
                        .as(field)
                        .isNotEmpty();
            });
        });
    }

    @Test
    void aWrongMomentOrWordDoesNotConform() {
        String document = ReleaseJson.of(Samples.full());

        assertThat(SCHEMA.validate(document.replace("ROLLED_BACK", "GONE"), InputFormat.JSON))
                .isNotEmpty();
        assertThat(SCHEMA.validate(document.replace("2026-01-01T12:00:00Z", "yesterday"), InputFormat.JSON))
                .isNotEmpty();
    }

    @Test
    void theWordsOfTheSchemaAreThoseOfTheApi() {
        assertThat(words("outcome")).isEqualTo(names(Outcome.values()));
        assertThat(words("operation")).isEqualTo(names(Operation.values()));
        assertThat(words("phase")).isEqualTo(names(Phase.values()));
        assertThat(words("milestone")).isEqualTo(names(Milestone.values()));
        assertThat(words("cause")).isEqualTo(names(RollBackCause.values()));
        assertThat(words("event", "kind")).isEqualTo(names(CutoverEvent.Kind.values()));
        assertThat(words("event", "severity")).isEqualTo(names(CutoverEvent.Severity.values()));
        assertThat(words("finding", "severity")).isEqualTo(names(Finding.Severity.values()));
    }

    @Test
    void textOfOthersStaysText() {
        String sentence = "\"},{\"outcome\":\"SWITCHED\" </script>";
        JsonObject read = JsonParser.parseString(ReleaseJson.of(Samples.report("checkout", sentence, "x", "y")))
                .getAsJsonObject();

        assertThat(read.get("sentence").getAsString()).isEqualTo(sentence);
        assertThat(read.get("outcome").getAsString()).isEqualTo("ROLLED_BACK");
    }

    @Test
    void nothingIsRefusedByName() {
        assertThatThrownBy(() -> ReleaseJson.history(null))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("json.status");
    }

    /** The fields of a document, by the shape that each has in the schema. */
    private static void collect(String shape, JsonElement element, Set<String> found) {
        if (element instanceof JsonArray all) {
            all.forEach(each -> collect(shape, each, found));
        } else if (element instanceof JsonObject object) {
            object.asMap().forEach((field, value) -> {
                found.add(shape + "." + field);
                collect(shapeOf(shape, field), value, found);
            });
        }
    }

    private static String shapeOf(String shape, String field) {
        JsonElement declared =
                shape(shape).getAsJsonObject().getAsJsonObject("properties").get(field);
        JsonObject type = declared.getAsJsonObject();
        JsonObject items = type.has("items") ? type.getAsJsonObject("items") : type;
        return items.has("$ref") ? items.get("$ref").getAsString().replace("#/$defs/", "") : "";
    }

    private static JsonElement shape(String name) {
        return SHAPE.getAsJsonObject("$defs").get(name);
    }

    private static Set<String> properties(JsonElement shape) {
        JsonElement properties = shape.getAsJsonObject().get("properties");
        return properties == null ? Set.of() : properties.getAsJsonObject().keySet();
    }

    private static List<String> required(String kind) {
        return shape(kind).getAsJsonObject().getAsJsonArray("required").asList().stream()
                .map(JsonElement::getAsString)
                .toList();
    }

    private static List<String> words(String... path) {
        JsonObject at = shape(path[0]).getAsJsonObject();
        JsonObject declared =
                path.length == 1 ? at : at.getAsJsonObject("properties").getAsJsonObject(path[1]);
        return declared.getAsJsonArray("enum").asList().stream()
                .map(word -> ((JsonPrimitive) word).getAsString())
                .toList();
    }

    private static List<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
