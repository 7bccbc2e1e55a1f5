package dev.bluegreen.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/compatibility.md} names the versions that the poms and {@code .ci/run} really try. */
final class CompatibilityPageTest {

    private static final Path ROOT = Sources.ofTheProject().root();
    private static final String PAGE = Sources.read(ROOT.resolve("docs/compatibility.md"));
    private static final String CI = Sources.read(ROOT.resolve(".ci/run"));

    @Test
    void libraries() {
        List<String> fabric8 = versions("pom.xml", "fabric8");

        assertThat(fabric8).hasSize(2);
        assertThat(row("fabric8 kubernetes-client")).contains(fabric8.get(0));
        assertThat(row("fabric8 kubernetes-client", 1)).contains(fabric8.get(1));
        assertThat(row("JUnit")).contains(versions("pom.xml", "junit"));
        assertThat(row("AWS SDK")).contains(versions("pom.xml", "aws"));
        assertThat(row("Micrometer")).contains(versions("pom.xml", "micrometer"));
        assertThat(CI).contains("-Pfabric8-8");
    }

    @Test
    void springBoot() {
        List<String> boot = versions("examples/spring-boot/pom.xml", "spring-boot");

        assertThat(boot).hasSize(2);
        assertThat(row("Spring Boot")).contains(boot);
        assertThat(CI).contains("own_build examples/spring-boot\n", "own_build examples/spring-boot -Pboot-3.5\n");
    }

    @Test
    void jdks() {
        List<String> jdks = List.of("17", "21", "25");

        assertThat(jdks).allSatisfy(jdk -> {
            assertThat(row("JDK", jdks.indexOf(jdk))).contains("| " + jdk + " |");
            assertThat(CI).contains("find_jdk " + jdk);
        });
    }

    /** Their poms have no parent, so they name the versions themselves. */
    @Test
    void buildsOfTheirOwnUseTheVersionsOfTheProject() {
        assertThat(List.of("consumer", "plain", "spring-boot")).allSatisfy(example -> {
            String pom = "examples/" + example + "/pom.xml";
            assertThat(versions(pom, "fabric8"))
                    .containsExactly(versions("pom.xml", "fabric8").get(0));
            assertThat(CI).contains("own_build examples/" + example + "\n");
        });
    }

    private static List<String> versions(String pom, String library) {
        return Pattern.compile("<" + library + "\\.version>([\\d.]+)</")
                .matcher(Sources.read(ROOT.resolve(pom)))
                .results()
                .map(version -> version.group(1))
                .toList();
    }

    private static String row(String first) {
        return row(first, 0);
    }

    /** The row of the page that begins so, or one below it, where the first column stays empty. */
    private static String row(String first, int below) {
        MatchResult row = Pattern.compile("(?m)^\\| " + Pattern.quote(first) + " \\|.*$(\n\\| \\|.*$)*")
                .matcher(PAGE)
                .results()
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row " + first));
        return row.group().split("\n", -1)[below];
    }
}
