package dev.bluegreen.testkit.internal.kind;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The table of types and their fields. */
final class FieldTypes {

    private static final Map<String, Map<String, String>> TYPES = load();

    private FieldTypes() {}

    /** The fields of a type and what each holds; null for a type that is not in the table. */
    static @Nullable Map<String, String> of(String type) {
        return TYPES.get(type);
    }

    private static Map<String, Map<String, String>> load() {
        try (InputStream in = FieldTypes.class.getResourceAsStream("fields.txt");
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" "))
                    .collect(Collectors.toUnmodifiableMap(words -> words[0], FieldTypes::fields));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> fields(String[] words) {
        return Stream.of(words)
                .skip(1)
                .map(word -> word.split(":", 2))
                .collect(Collectors.toUnmodifiableMap(field -> field[0], field -> field[1]));
    }
}
