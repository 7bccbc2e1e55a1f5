package dev.bluegreen.internal.record;

import static org.assertj.core.api.Assertions.assertThat;

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

/** Records as they were written before they had sections: to this day not a byte of them is written otherwise. */
class Schema2Test {

    /** What {@link #everyFieldIsThere} looks for: the fields of the record, in the order in which they are written. */
    private static final List<String> FIELDS = List.of(
            "schema",
            "active",
            "operation",
            "inFlight",
            "standby",
            "staged",
            "trafficVerified",
            "clock",
            "routers",
            "history",
            "told",
            "owed",
            "behind",
            "fullSizes",
            "retired",
            "pins",
            "templates",
            "delivery");

    static Stream<Path> written() throws IOException, URISyntaxException {
        return Files.list(resources("schema2")).sorted();
    }

    static Stream<Path> old() throws IOException, URISyntaxException {
        return Files.list(resources("schema1")).sorted();
    }

    @ParameterizedTest
    @MethodSource("written")
    void isWrittenAgainByteForByte(Path file) throws IOException {
        String json = Files.readString(file);

        assertThat(again(json)).isEqualTo(json);
    }

    @ParameterizedTest
    @MethodSource("old")
    void schema1BecomesIt(Path file) throws IOException, URISyntaxException {
        Path expected = resources("schema2").resolve(file.getFileName().toString());

        assertThat(again(Files.readString(file))).isEqualTo(Files.readString(expected));
    }

    @Test
    void everyFieldIsThere() throws IOException, URISyntaxException {
        String json = Files.readString(resources("schema2").resolve("every-field.json"));

        assertThat(JsonParser.parseString(json).getAsJsonObject().keySet()).containsExactlyElementsOf(FIELDS);
    }

    private static String again(String json) {
        return RecordCodec.encode(RecordCodec.decode("a resource", json));
    }

    private static Path resources(String schema) throws URISyntaxException {
        return Path.of(Schema2Test.class.getResource("/dev/bluegreen/" + schema).toURI());
    }
}
