package dev.bluegreen.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The public signatures are those that were agreed on. {@code -Dapi.baseline=write} agrees on those of now, which it does only
 * when {@code docs/migration.md} names all that is gone.
 */
final class ApiBaselineTest {

    private static final Sources SOURCES = Sources.ofTheProject();
    private static final String BASELINE = "bluegreen-architecture/src/test/resources/api-baseline.txt";

    @Test
    void nothingPublicChangesUnsaid() throws IOException {
        Path file = SOURCES.root().resolve(BASELINE);
        ApiBaseline baseline = ApiBaseline.parse(Sources.read(file));
        Set<String> now = Signatures.of(Layout.project()
                .that(DescribedPredicate.describe("are in a library", type -> !Layout.PROJECT.isIn("examples", type))));
        String migration = Sources.read(SOURCES.root().resolve("docs/migration.md"));

        assertThat(baseline.unexplained(now, migration))
                .as("public signatures that are gone: name each in the first column of docs/migration.md, as"
                        + " `Type.member`, `new Type` or `Type`; then run this test with -Dapi.baseline=write")
                .isEmpty();
        if ("write".equals(System.getProperty("api.baseline"))) {
            Files.writeString(file, new ApiBaseline(now).text());
        } else {
            assertThat(changes(baseline, now))
                    .as("public signatures changed; run this test with -Dapi.baseline=write and commit %s", BASELINE)
                    .isEmpty();
        }
    }

    private static Set<String> changes(ApiBaseline baseline, Set<String> now) {
        return Stream.concat(
                        baseline.gone(now).stream().map(line -> "- " + line),
                        baseline.added(now).stream().map(line -> "+ " + line))
                .collect(Collectors.toSet());
    }

    @Test
    void whatIsGoneHasToBeNamed() {
        ApiBaseline baseline = ApiBaseline.parse("""
                a.Gone is class final
                a.Gone.one(): void
                a.Kept.<init>(int): void
                a.Kept.old(java.lang.String): void
                a.Kept$Inner.old(): int
                a.Kept.unsaid(): void
                """);

        assertThat(baseline.unexplained(Set.of("a.Kept.newer(): void"), """
                | old | new |
                |---|---|
                | `Gone` | left out |
                | `new Kept(..)` | `Kept.of(..)` |
                | `Kept.old(String)` | `Kept.newer()` |
                | `Kept.Inner.old()` | `Kept.newer()`, once `Kept.unsaid()` |
                """)).containsExactly("a.Kept.unsaid(): void");
    }

    @Test
    void aSignatureIsAllThatACallerSees() {
        assertThat(Signatures.of(Layout.fixtures()))
                .anyMatch(line -> line.startsWith("fixture.Entry is class"))
                .noneMatch(line -> line.matches("[\\w.]+\\.internal\\..* is .*"));
    }

    @Test
    void whatIsAddedIsAChangeToo() {
        ApiBaseline baseline = ApiBaseline.parse("a.A is class\n");

        assertThat(changes(baseline, Set.of("a.A is class final")))
                .containsExactlyInAnyOrder("- a.A is class", "+ a.A is class final");
        assertThat(changes(baseline, Set.of("a.A is class"))).isEmpty();
    }
}
