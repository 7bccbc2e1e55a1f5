package dev.bluegreen.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each law of poms holds for the project, and is seen to be broken by a pom that breaks it. */
final class PomLawsTest {

    private static final Sources SOURCES = Sources.ofTheProject();

    @TempDir
    private Path folder;

    @BeforeEach
    void aSoundProject() throws IOException {
        module("bluegreen-core", "");
        module("bluegreen-fabric8", ours("bluegreen-core", "compile"), ours("bluegreen-testkit", "test"));
        module("bluegreen-testkit", ours("bluegreen-core", "compile"));
    }

    @Test
    void arrowsOfTheProjectGoOneWay() {
        assertThat(PomLaws.arrowsAgainstTheGrain(SOURCES.root())).isEmpty();
    }

    @Test
    void bomAndParentListWhatIsPublished() {
        assertThat(PomLaws.gapsOfTheBom(SOURCES.root())).isEmpty();
    }

    @Test
    void jarsHaveNamesOfModules() {
        assertThat(PomLaws.jarsWithoutModuleName(SOURCES.root())).isEmpty();
    }

    @Test
    void noPackageIsInTwoModules() {
        assertThat(PomLaws.packagesInTwoModules(SOURCES)).isEmpty();
    }

    @Test
    void looksAtTheModulesThatThereAre() {
        assertThat(Pom.modules(SOURCES.root()))
                .extracting(Pom::artifact)
                .contains("bluegreen-bom", "bluegreen-core", "bluegreen-laws", "bluegreen-integration");
        assertThat(Pom.read(SOURCES.root().resolve("bluegreen-laws")).dependencies())
                .filteredOn(Pom.Dependency::isOurs)
                .extracting(Pom.Dependency::artifact)
                .containsExactly("bluegreen-core", "bluegreen-testkit", "bluegreen-testkit-aws");
    }

    @ParameterizedTest
    @CsvSource({
        "bluegreen-core, bluegreen-testkit, test",
        "bluegreen-core, bluegreen-fabric8, compile",
        "bluegreen-fabric8, bluegreen-aws, compile",
        "bluegreen-fabric8, bluegreen-aws, test",
        "bluegreen-aws, bluegreen-fabric8, test",
        "bluegreen-aws, bluegreen-testkit-aws, compile",
        "bluegreen-testkit, bluegreen-fabric8, test",
        "bluegreen-testkit, bluegreen-testkit-aws, test",
        "bluegreen-testkit-aws, bluegreen-aws, test",
        "bluegreen-testkit-aws, bluegreen-laws, test",
        "bluegreen-laws, bluegreen-fabric8, compile",
        "bluegreen-laws, bluegreen-aws, test",
        "bluegreen-laws, bluegreen-examples, test",
        "bluegreen-fabric8, bluegreen-integration, test",
        "bluegreen-integration, bluegreen-examples, test",
        "bluegreen-examples, bluegreen-architecture, compile",
        "bluegreen-bom, bluegreen-core, compile"
    })
    void seesAnArrowAgainstTheGrain(String from, String to, String scope) throws IOException {
        assertThat(PomLaws.arrowsAgainstTheGrain(root("bluegreen-core", "bluegreen-fabric8", "bluegreen-testkit")))
                .isEmpty();

        module(from, ours(to, scope));

        assertThat(PomLaws.arrowsAgainstTheGrain(root(from)))
                .containsExactly(from + " must not depend on " + to + " in scope " + scope);
    }

    @Test
    void seesAModuleThatHasNoPlace() throws IOException {
        module("bluegreen-extra", "");

        assertThat(PomLaws.arrowsAgainstTheGrain(root("bluegreen-extra")))
                .containsExactly(
                        "bluegreen-extra has no place among the modules; give it one here and in docs/architecture.md");
    }

    @Test
    void seesWhatBomAndParentLeaveOutOrAdd() throws IOException {
        module("bluegreen-examples", "<properties><maven.deploy.skip>true</maven.deploy.skip></properties>");
        module(
                "bluegreen-bom",
                "<dependencyManagement>",
                ours("bluegreen-core", "compile", "<version>${project.version}</version>"),
                ours("bluegreen-examples", "compile", "<version>1</version>"),
                dependency("com.example", "other", "compile", ""),
                "</dependencyManagement>");

        assertThat(PomLaws.gapsOfTheBom(
                        root("bluegreen-bom", "bluegreen-core", "bluegreen-testkit", "bluegreen-examples")))
                .containsExactly(
                        "bluegreen-bom lists other, which is not ours",
                        "bluegreen-bom does not list bluegreen-testkit",
                        "bluegreen-bom lists bluegreen-examples, which is not published",
                        "bluegreen-bom lists bluegreen-examples in version 1",
                        "bluegreen-parent does not list bluegreen-core",
                        "bluegreen-parent does not list bluegreen-testkit");
    }

    @Test
    void seesAJarWithoutTheNameOfItsModule() throws IOException {
        String name = "<build><Automatic-Module-Name>%s</Automatic-Module-Name></build>";
        module("bluegreen-testkit", name.formatted("dev.bluegreen.testkit"));
        module("bluegreen-testkit-aws", name.formatted("dev.bluegreen.testkit"));
        for (String module :
                List.of("bluegreen-core", "bluegreen-fabric8", "bluegreen-testkit", "bluegreen-testkit-aws")) {
            write(module + "/src/main/java/a/A.java", "");
        }
        write("bluegreen-core/src/main/java/module-info.java", "");

        assertThat(PomLaws.jarsWithoutModuleName(
                        root("bluegreen-core", "bluegreen-fabric8", "bluegreen-testkit", "bluegreen-testkit-aws")))
                .containsExactly(
                        "bluegreen-fabric8 needs an Automatic-Module-Name of its own name",
                        "bluegreen-testkit-aws needs an Automatic-Module-Name of its own name");
    }

    @Test
    void seesAPackageInTwoModules() throws IOException {
        write("one/src/main/java/a/b/A.java", "");
        write("two/src/main/java/a/b/B.java", "");
        write("two/src/main/java/a/C.java", "");

        assertThat(PomLaws.packagesInTwoModules(new Sources(folder))).containsExactly("a.b is in one and in two");
    }

    private Path root(String... modules) throws IOException {
        pom(
                "",
                "bluegreen-parent",
                Arrays.stream(modules)
                        .map(module -> "<module>" + module + "</module>")
                        .collect(Collectors.joining("", "<modules>", "</modules>")));
        return folder;
    }

    /** Dependencies stand in a list of their own; whatever else stands beside it. */
    private void module(String name, String... parts) throws IOException {
        String list =
                Stream.of(parts).filter(part -> part.startsWith("<dependency>")).collect(Collectors.joining());
        boolean managed = parts.length > 0 && parts[0].equals("<dependencyManagement>");
        String dependencies = "<dependencies>" + list + "</dependencies>";
        pom(
                name,
                name,
                managed
                        ? "<dependencyManagement>" + dependencies + "</dependencyManagement>"
                        : dependencies
                                + Stream.of(parts)
                                        .filter(part -> !part.startsWith("<dependency>"))
                                        .collect(Collectors.joining()));
    }

    private void pom(String module, String artifact, String content) throws IOException {
        write(
                module + "/pom.xml",
                "<project><parent><artifactId>bluegreen-parent</artifactId></parent><artifactId>" + artifact
                        + "</artifactId>" + content + "</project>");
    }

    private static String ours(String artifact, String scope) {
        return ours(artifact, scope, "");
    }

    private static String ours(String artifact, String scope, String more) {
        return dependency("dev.bluegreen", artifact, scope, more);
    }

    private static String dependency(String group, String artifact, String scope, String more) {
        return "<dependency><groupId>" + group + "</groupId><artifactId>" + artifact + "</artifactId><scope>" + scope
                + "</scope>" + more + "</dependency>";
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file.replaceFirst("^/", ""));
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
