package dev.bluegreen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Severities are changed by the ids that are documented, and by no others. */
class FindingIdsTest {

    private static final Pattern ENTRY = Pattern.compile("(?m)^- (`[^(]+`) \\(");
    private static final Pattern ID = Pattern.compile("`([a-z0-9-]+)`");

    @Test
    void areThoseOfTheDocumentationEachListedOnce() throws IOException {
        List<String> documented = ENTRY.matcher(Files.readString(Path.of("..", "docs", "findings.md")))
                .results()
                .flatMap(entry -> ID.matcher(entry.group(1)).results())
                .map(id -> id.group(1))
                .toList();

        assertThat(documented).doesNotHaveDuplicates();
        assertThat(FindingIds.KNOWN).containsExactlyInAnyOrderElementsOf(documented);
    }
}
