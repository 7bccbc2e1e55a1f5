package dev.bluegreen.testkit.fidelity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No row of what was observed on real clusters is without a behaviour. */
class RowsTest {

    private static final int ROWS = 61;
    private static final Path HERE = Path.of("src/test/java/dev/bluegreen/testkit/fidelity");
    private static final Pattern NAMED = Pattern.compile("@DisplayName\\(\"([^\"]*)\"\\)");
    private static final Pattern ROW = Pattern.compile("R(\\d+)");

    @Test
    void everyRowHasABehaviour() throws IOException {
        List<Integer> tried = names().flatMap(name -> ROW.matcher(name).results())
                .map(row -> Integer.valueOf(row.group(1)))
                .distinct()
                .sorted()
                .toList();

        assertThat(tried).isEqualTo(IntStream.rangeClosed(1, ROWS).boxed().toList());
    }

    @Test
    void thereAreAHundred() throws IOException {
        assertThat(names()).hasSizeGreaterThanOrEqualTo(100).doesNotHaveDuplicates();
    }

    private static Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.list(HERE)) {
            return files.filter(file -> file.toString().endsWith("FidelityTest.java")).toList().stream()
                    .flatMap(file -> NAMED.matcher(read(file)).results())
                    .map((MatchResult name) -> name.group(1));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
