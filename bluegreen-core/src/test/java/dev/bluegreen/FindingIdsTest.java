package dev.bluegreen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Severities are changed by the ids that are documented, and by no others. */
class FindingIdsTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z0-9-]+)`");

    @Test
    void areThoseOfTheDocumentation() throws IOException {
        Set<String> documented = ROW.matcher(Files.readString(Path.of("..", "docs", "findings.md")))
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toSet());

        assertThat(FindingIds.KNOWN).containsExactlyInAnyOrderElementsOf(documented);
    }
}
