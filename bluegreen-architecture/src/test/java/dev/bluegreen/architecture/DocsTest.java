package dev.bluegreen.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every page can be read in a terminal, its links lead somewhere, and every page of docs is on the path. */
final class DocsTest {

    private static final Path ROOT = Sources.ofTheProject().root();
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path folder;

    /** {@code .ci/run} calls both, word for word. */
    @Test
    void readmeHasTheCommandThatShowsItAndTheOneThatTestsIt() {
        assertThat(Sources.read(ROOT.resolve("README.md")))
                .contains("```\nmvn -q -Pquick -pl examples -am compile exec:java\n```")
                .contains("```\nmvn verify\n```");
    }

    @Test
    void readmeIsReadInTwoMinutes() {
        assertThat(Sources.read(ROOT.resolve("README.md")).lines().count()).isLessThan(120);
    }

    @Test
    void linesAreShort() {
        assertThat(Pages.of(ROOT).longLines()).isEmpty();
    }

    @Test
    void linksLeadToFilesAndHeadingsThatAreThere() {
        assertThat(Pages.of(ROOT).brokenLinks()).isEmpty();
    }

    @Test
    void everyPageOfDocsIsOnThePath() {
        String path = Sources.read(ROOT.resolve("docs/README.md"));

        assertThat(Pages.of(ROOT).files())
                .filteredOn(page -> page.startsWith(ROOT.resolve("docs")) && !page.endsWith("README.md"))
                .isNotEmpty()
                .allSatisfy(page ->
                        assertThat(path).contains("(" + ROOT.resolve("docs").relativize(page) + ")"));
    }

    @Test
    void theTutorialShowsTheFilesOfTheConsumerProject() {
        String tutorial = Sources.read(ROOT.resolve("docs/tutorial.md"));
        Path consumer = ROOT.resolve("examples/consumer/src");

        assertThat(List.of(
                        "test/java/com/example/shop/FirstSwitchTest.java",
                        "test/java/com/example/shop/RefusedSwitchTest.java",
                        "main/java/com/example/shop/SwitchMyapp.java"))
                .allSatisfy(file -> assertThat(tutorial)
                        .contains(file, "```java\n" + Sources.read(consumer.resolve(file)) + "```\n"));
    }

    /** Whatever the formatter made of it there. */
    @Test
    void whatAHowToShowsInJavaIsCompiledInTheExamples() {
        assertThat(Pages.of(ROOT.resolve("docs/how-to")).files())
                .isNotEmpty()
                .allSatisfy(DocsTest::isCompiledInTheExamples);
    }

    @Test
    void soIsWhatReadmeAndOverviewShow() {
        isCompiledInTheExamples(ROOT.resolve("README.md"));
        isCompiledInTheExamples(ROOT.resolve("docs/overview.md"));
    }

    private static void isCompiledInTheExamples(Path page) {
        assertThat(JAVA.matcher(Sources.read(page)).results().map(block -> block.group(1)))
                .isNotEmpty()
                .allSatisfy(block ->
                        assertThat(javaBelow(ROOT.resolve("examples/src"))).contains(dense(block)));
    }

    private static String javaBelow(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(file -> dense(Sources.read(file)))
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String dense(String text) {
        return text.replaceAll("\\s+", "");
    }

    @Test
    void seesALongLineInProseAndInCode() throws IOException {
        String line = "x".repeat(Pages.MOST_CHARACTERS);
        write("a/README.md", line + "\n" + line + "y\n```\n" + line + "yz\n```\n");
        write("a/target/README.md", line + "y\n");

        assertThat(Pages.of(folder).longLines())
                .containsExactly(
                        "a/README.md:2 has 141 characters; at most 140",
                        "a/README.md:4 has 142 characters; at most 140");
    }

    @Test
    void seesALinkThatLeadsNowhere() throws IOException {
        write(
                "README.md",
                "# Top\n[a](docs/a.md#the-b-of-c) [b](docs/b.md) [c](#top) [d](#down) [e](https://example.org)\n");
        write("docs/a.md", "## The `B` of C\n```\n[no](link)\n```\n");

        assertThat(Pages.of(folder).brokenLinks())
                .isEqualTo(List.of("README.md: no file docs/b.md", "README.md: no heading #down in README.md"));
    }

    @Test
    void noFileHasMarkersOfAMergeConflict() {
        assertThat(MergeMarkers.below(ROOT)).isEmpty();
    }

    @Test
    void seesMarkersOfAMergeConflict() throws IOException {
        String conflict = "<".repeat(7) + " HEAD\na\n" + "=".repeat(7) + "\nb\n" + ">".repeat(7) + " main\n";
        write("a/A.java", "// " + conflict);
        write("a/b.yaml", "one: 1\n" + conflict);
        write("a/target/b.yaml", conflict);

        assertThat(MergeMarkers.below(folder)).containsExactlyInAnyOrder("a/A.java:5", "a/b.yaml:2", "a/b.yaml:6");
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
