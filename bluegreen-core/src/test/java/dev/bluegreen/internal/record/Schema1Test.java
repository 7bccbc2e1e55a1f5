package dev.bluegreen.internal.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Records as the last version with schema 1 wrote them, one file a moment: none of what they say is lost. */
class Schema1Test {

    /** What schema 2 adds to things that schema 1 has. */
    private static final List<String> NEW = List.of("operation", "schema");

    static Stream<Path> written() throws IOException, URISyntaxException {
        return Files.list(Path.of(
                        Schema1Test.class.getResource("/dev/bluegreen/schema1").toURI()))
                .sorted();
    }

    @Test
    void thereAreRecordsOfEveryOperation() throws IOException, URISyntaxException {
        assertThat(written()).hasSize(21);
    }

    @ParameterizedTest
    @MethodSource("written")
    void everyFieldIsReadAndWrittenAgain(Path file) throws IOException {
        String json = Files.readString(file);

        String again = RecordCodec.encode(RecordCodec.decode(file.toString(), json));

        assertThat(JsonParser.parseString(again).getAsJsonObject().get("schema").getAsInt())
                .isEqualTo(2);
        assertThat(old(JsonParser.parseString(again))).isEqualTo(old(JsonParser.parseString(json)));
    }

    private static JsonElement old(JsonElement element) {
        if (element.isJsonObject()) {
            JsonObject object = element.getAsJsonObject();
            NEW.forEach(object::remove);
            object.entrySet().forEach(field -> old(field.getValue()));
        }
        if (element.isJsonArray()) {
            element.getAsJsonArray().forEach(Schema1Test::old);
        }
        return element;
    }
}
