package dev.bluegreen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The schemas of all that commands print as JSON. */
final class PublishedShape {

    private static final JsonSchema OF_RESULTS = schema("result-v1.json");
    private static final JsonSchema OF_THE_REST = schema("bluegreen-v1.json");

    private PublishedShape() {}

    /** The document, which is what the schema of its kind says. */
    static JsonObject checked(String document) {
        JsonObject json = JsonParser.parseString(document).getAsJsonObject();
        JsonSchema schema = json.get("kind").getAsString().equals("Result") ? OF_RESULTS : OF_THE_REST;
        assertThat(schema.validate(document, InputFormat.JSON)).as(document).isEmpty();
        return json;
    }

    private static JsonSchema schema(String file) {
        try {
            return JsonSchemaFactory.getInstance(VersionFlag.V202012)
                    .getSchema(
                            Files.readString(Path.of("../docs/schema", file)),
                            SchemaValidatorsConfig.builder()
                                    .formatAssertionsEnabled(true)
                                    .build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
