package dev.bluegreen.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.architecture.Javadocs.Method;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever reads a builder's method knows whether a second call adds to the first or replaces it. */
final class BuilderMethodsTest {

    private static final String BUILDER = "dev.bluegreen.ReleaseBuilder";

    @Test
    void sayWhetherTheyAddOrReplace() {
        Javadocs javadocs = Javadocs.of(Sources.ofTheProject().main().toList());

        assertThat(javadocs.methodsOf(BUILDER)).hasSizeGreaterThan(25);
        assertThat(unclear(javadocs, BUILDER))
                .as("begin the Javadoc with 'Adds' or, where a call replaces what was set before, with 'Sets'")
                .isEmpty();
    }

    @Test
    void areFoundWhereTheyDoNotSay(@TempDir Path folder) throws IOException {
        Path source = Files.writeString(folder.resolve("Source.java"), """
                package a;
                /** Builds. */
                public final class Builder {
                    /** Adds one. */
                    public Builder one(String name) { return this; }
                    /** Sets two. */
                    public Builder two(String name) { return this; }
                    /** The third. */
                    public Builder three(String name) { return this; }
                    /** Builds. */
                    public String build() { return ""; }
                }
                """);

        assertThat(unclear(Javadocs.of(List.of(source)), "a.Builder")).containsExactly("three(String name)");
    }

    private static List<String> unclear(Javadocs javadocs, String builder) {
        String simple = builder.substring(builder.lastIndexOf('.') + 1);
        return javadocs.methodsOf(builder).stream()
                .filter(method -> method.returns().equals(simple))
                .filter(method -> !method.summary().matches("(Adds|Sets) .*"))
                .map(Method::signature)
                .toList();
    }
}
