package dev.bluegreen.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.bluegreen.model.ConfigurationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The published schema and the reader accept the same files, and know the same keys. */
class SchemaTest {

    private static final Path PUBLISHED = Path.of("../docs/schema/release.schema.json");
    private static final Path EVERYTHING = Path.of("src/test/resources/good/everything.yaml");

    @Test
    void isPublishedAsTheReaderHasIt() throws IOException {
        String own = ours().toString();
        if (Boolean.getBoolean("schema.write")) {
            Files.writeString(PUBLISHED, pretty(ReleaseFile.jsonSchema()));
        }

        assertThat(JsonParser.parseString(Files.readString(PUBLISHED)).toString())
                .as("write it anew: -Dschema.write=true")
                .isEqualTo(own);
    }

    @Test
    void aFileWithEveryKeyPassesBoth() {
        assertThat(ofReader(EVERYTHING)).isEmpty();
        assertThat(ofSchema(read(EVERYTHING))).isEmpty();
    }

    @Test
    void thatFileHasEveryKey() {
        Set<String> known = new TreeSet<>();
        collectKnown(ours(), known);
        Set<String> used = new TreeSet<>();
        collectUsed(JsonParser.parseString(json(read(EVERYTHING))), used);

        assertThat(used).containsAll(known);
    }

    private static String pretty(String schema) {
        return schema + "\n";
    }

    /** The routers that tests add are no part of what is published. */
    private static JsonObject ours() {
        return JsonParser.parseString(ReleaseFile.jsonSchema()).getAsJsonObject();
    }

    private static void collectKnown(JsonElement schema, Set<String> keys) {
        if (schema.isJsonObject()) {
            JsonObject object = schema.getAsJsonObject();
            if (object.has("properties")) {
                object.getAsJsonObject("properties").asMap().forEach((name, property) -> {
                    keys.add(name);
                    assertThat(property.getAsJsonObject().has("description")).as(name).isTrue();
                });
            }
            object.asMap().values().forEach(part -> collectKnown(part, keys));
        } else if (schema.isJsonArray()) {
            schema.getAsJsonArray().forEach(part -> collectKnown(part, keys));
        }
    }

    private static void collectUsed(JsonElement file, Set<String> keys) {
        if (file.isJsonObject()) {
            file.getAsJsonObject().asMap().forEach((name, value) -> {
                keys.add(name);
                collectUsed(value, keys);
            });
        } else if (file.isJsonArray()) {
            file.getAsJsonArray().forEach(item -> collectUsed(item, keys));
        }
    }

    private static List<String> ofReader(Path file) {
        try {
            ReleaseFile.read(file);
            return List.of();
        } catch (ConfigurationException e) {
            return e.problems();
        }
    }

    private static List<String> ofSchema(String yaml) {
        JsonSchema schema = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(ReleaseFile.jsonSchema());
        return schema.validate(json(yaml), InputFormat.JSON).stream()
                .map(Object::toString)
                .collect(Collectors.toList());
    }

    private static String json(String yaml) {
        return new com.google.gson.Gson()
                .toJson(new Load(LoadSettings.builder().build()).loadFromString(yaml));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
