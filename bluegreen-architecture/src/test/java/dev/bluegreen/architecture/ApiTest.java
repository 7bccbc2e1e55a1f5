package dev.bluegreen.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every public type is declared API in docs/api.md, and documented in its source. */
final class ApiTest {

    private static final Sources SOURCES = Sources.ofTheProject();
    private static final Javadocs JAVADOCS = Javadocs.of(SOURCES.main().toList());

    @Test
    void listsEveryPublicTypeAndNoOther() {
        ApiList list = ApiList.parse(Sources.read(SOURCES.root().resolve("docs/api.md")));

        List<String> corrections = list.corrections(ApiList.publicTypes(libraries()), JAVADOCS);

        assertThat(corrections)
                .withFailMessage("Correct docs/api.md:%n%n%s%n", String.join("\n", corrections))
                .isEmpty();
    }

    @Test
    void documentsWhatUsersSee() {
        assertThat(JAVADOCS.missing())
                .as("public or protected, without Javadoc")
                .filteredOn(name -> !name.contains(".internal."))
                .filteredOn(name -> !name.startsWith("dev.bluegreen.examples."))
                .isEmpty();
    }

    @Test
    void namesTypesThatAreMissingFromTheListOrNoMore(@TempDir Path folder) throws IOException {
        Javadocs javadocs = parse(folder, "package a; /** Adds {@code x}. And more. */ public final class Added {}");
        ApiList list = ApiList.parse("# API\n- `a.Kept`: keeps.\n- `a.Gone`: went.\n- `a.NoSentence`\n");

        assertThat(list.corrections(Set.of("a.Kept", "a.Added"), javadocs))
                .containsExactly("- `a.Added`: Adds `x`.", "delete `a.Gone`: there is no such public type");
    }

    @Test
    void findsThePublicTypesOutsideInternalPackages() {
        assertThat(ApiList.publicTypes(Layout.fixtures()))
                .contains("fixture.Entry", "fixture.model.Good")
                .doesNotContain("fixture.internal.engine.Engine");
    }

    @Test
    void namesWhatHasNoJavadoc(@TempDir Path folder) throws IOException {
        String source = """
                package a;
                public class Bare {
                    public static final int CONSTANT = 1;
                    public int method() { return 1; }
                    protected void hook() {}
                    @Override public String toString() { return ""; }
                    int hidden() { return 1; }
                    public interface Inner { void inherited(); }
                    enum Unseen { ONE; public void unseen() {} }
                    /** Documented. */
                    public enum Seen { TWO }
                    /** Documented. */
                    public record Pair(int left) { public Pair {} }
                }
                """;

        assertThat(parse(folder, source).missing())
                .containsExactlyInAnyOrder(
                        "a.Bare",
                        "a.Bare.CONSTANT",
                        "a.Bare.method()",
                        "a.Bare.hook()",
                        "a.Bare.Inner",
                        "a.Bare.Inner.inherited()");
    }

    private static JavaClasses libraries() {
        return Layout.project()
                .that(DescribedPredicate.describe("are in a library", type -> !Layout.PROJECT.isIn("examples", type)));
    }

    private static Javadocs parse(Path folder, String source) throws IOException {
        return Javadocs.of(List.of(Files.writeString(folder.resolve("Source.java"), source)));
    }
}
