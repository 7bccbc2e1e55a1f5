package dev.bluegreen.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/coverage.md} names no test that does not exist. */
class CoverageTest {

    private static final Pattern NAMED = Pattern.compile("`(\\w+Test)\\.(\\w+)`");

    private static final Sources SOURCES = Sources.ofTheProject();

    private final List<Path> tests = SOURCES.tests().toList();

    @Test
    void everyTestNamedOnThePageExists() {
        List<MatchResult> named = NAMED.matcher(page()).results().toList();

        assertThat(named).isNotEmpty();
        assertThat(named)
                .filteredOn(test -> !exists(test))
                .extracting(MatchResult::group)
                .isEmpty();
    }

    @Test
    void everyFeatureNamesATestOfSuccessAndOneOfFailure() {
        List<String> features = Stream.of(page().split("\n## ")).skip(1).toList();

        assertThat(features)
                .isNotEmpty()
                .allSatisfy(
                        feature -> assertThat(NAMED.matcher(feature).results()).hasSizeGreaterThanOrEqualTo(2));
    }

    private boolean exists(MatchResult test) {
        return tests.stream()
                .filter(file -> file.getFileName().toString().equals(test.group(1) + ".java"))
                .map(Sources::read)
                .anyMatch(text -> text.contains("void " + test.group(2) + "("));
    }

    private static String page() {
        return Sources.read(SOURCES.root().resolve("docs/coverage.md"));
    }
}
