package dev.bluegreen.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each law of sources holds for the project, and is seen to be broken by a file that breaks it. */
final class SourceLawsTest {

    @TempDir
    private Path folder;

    static Stream<Function<Sources, List<String>>> laws() {
        return Stream.of(
                SourceLaws::filesTooLong,
                SourceLaws::packagesTooLarge,
                SourceLaws::methodsTooLong,
                SourceLaws::packagesNotNullMarked,
                SourceLaws::testsNotNamedTest,
                SourceLaws::disabledTests);
    }

    @ParameterizedTest
    @MethodSource("laws")
    void holdsForTheProject(Function<Sources, List<String>> law) {
        assertThat(law.apply(Sources.ofTheProject())).isEmpty();
    }

    @Test
    void looksAtTheFilesOfAllModules() {
        assertThat(Sources.ofTheProject().main().map(Path::getFileName).map(String::valueOf))
                .contains("Time.java");
        assertThat(Sources.ofTheProject().tests().map(Path::getFileName).map(String::valueOf))
                .contains("SourceLawsTest.java");
    }

    @Test
    void seesAFileThatIsTooLong() throws IOException {
        write("module/src/main/java/a/Fits.java", "\n".repeat(SourceLaws.MOST_LINES));
        write("module/src/main/java/a/Long.java", "\n".repeat(SourceLaws.MOST_LINES + 1));
        write("module/src/test/java/a/LongTest.java", "\n".repeat(SourceLaws.MOST_LINES + 1));

        assertThat(SourceLaws.filesTooLong(new Sources(folder)))
                .containsExactly(
                        "module/src/main/java/a/Long.java has 401 lines; split it: at most 400",
                        "module/src/test/java/a/LongTest.java has 401 lines; split it: at most 400");
    }

    @Test
    void seesAPackageThatIsTooLarge() throws IOException {
        for (int i = 1; i < SourceLaws.MOST_FILES; i++) {
            write("module/src/main/java/fits/F" + i + ".java", "");
            write("module/src/main/java/large/F" + i + ".java", "");
            write("module/src/test/java/large/F" + i + "Test.java", "");
        }
        write("module/src/main/java/fits/package-info.java", "");
        write("module/src/main/java/large/package-info.java", "");
        write("module/src/main/java/large/OneMore.java", "");

        assertThat(SourceLaws.packagesTooLarge(new Sources(folder)))
                .containsExactly("module/src/main/java/large has 26 files; divide it into rooms: at most 25");
    }

    @Test
    void seesAMethodThatIsTooLong() throws IOException {
        write(
                "module/src/main/java/a/Fits.java",
                "class Fits {\n @Override\n\n public String name() " + body(30) + "\n}");
        write(
                "module/src/main/java/a/Long.java",
                "record Long(int i) { Long " + body(31)
                        + " interface Inner { void nothing(); default void inner() " + body(31)
                        + " } static Object deep() { return new Object() { void run() " + body(32) + "}; } }");
        write("module/src/test/java/a/LongTest.java", "class LongTest { void test() " + body(31) + "}");

        assertThat(SourceLaws.methodsTooLong(new Sources(folder)))
                .containsExactly(
                        "module/src/main/java/a/Long.java: the constructor has 31 lines; give its steps names: at most 30",
                        "module/src/main/java/a/Long.java: inner has 31 lines; give its steps names: at most 30",
                        "module/src/main/java/a/Long.java: deep has 32 lines; give its steps names: at most 30",
                        "module/src/main/java/a/Long.java: run has 32 lines; give its steps names: at most 30");
    }

    @Test
    void seesAPackageThatIsNotNullMarked() throws IOException {
        write("module/src/main/java/a/A.java", "");
        write("module/src/main/java/a/package-info.java", "@NullMarked\npackage a;");
        write("module/src/main/java/b/B.java", "");
        write("module/src/main/java/c/package-info.java", "package c;");

        assertThat(SourceLaws.packagesNotNullMarked(new Sources(folder)))
                .containsExactly(
                        "module/src/main/java/b needs a package-info.java with @NullMarked",
                        "module/src/main/java/c needs a package-info.java with @NullMarked");
    }

    @Test
    void seesATestThatSurefireWouldNotRun() throws IOException {
        write("module/src/test/java/a/Tests.java", "final class Tests {\n    @Test\n    void runs() {}\n}");
        write("module/src/test/java/a/GoodTest.java", "final class GoodTest {\n    @Test\n    void runs() {}\n}");
        write("module/src/test/java/a/Contract.java", "abstract class Contract {\n    @Test\n    void runs() {}\n}");

        assertThat(SourceLaws.testsNotNamedTest(new Sources(folder)))
                .containsExactly("module/src/test/java/a/Tests.java has tests that never run; end its name in Test");
    }

    @Test
    void seesATestThatIsDisabled() throws IOException {
        write(
                "module/src/test/java/a/OffTest.java",
                "final class OffTest {\n    @Disabled\n    @Test\n    void off() {}\n}");

        assertThat(SourceLaws.disabledTests(new Sources(folder)))
                .containsExactly("module/src/test/java/a/OffTest.java is disabled; repair it or delete it");
    }

    private static String body(int lines) {
        return "{" + "\n".repeat(lines - 1) + "}";
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
