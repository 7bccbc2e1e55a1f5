package dev.bluegreen.cli;

import static dev.bluegreen.model.Track.GREEN;
import static dev.bluegreen.testkit.assertion.TestkitAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.testkit.FakeCluster;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The files of {@code examples/pipeline} can be read by their tools, and what they run carries out a release. */
class PipelineFilesTest {

    private static final Path FOLDER = Path.of("../examples/pipeline");
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "TRACK", "green",
            "IMAGE", "registry.example/checkout:v3",
            "NAMESPACE", FakeCluster.DEFAULT_NAMESPACE,
            "BY", "ann",
            "RUN", "4711",
            "BUILD_TAG", "jenkins-checkout-4711",
            "CODEBUILD_BUILD_ID", "checkout:4711");

    @TempDir
    private Path folder;

    private final FakeCluster cluster = FakeCluster.start();
    private final CommandRun commands = CommandRun.on(cluster);

    @AfterEach
    void close() {
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"github-actions.yaml", "Jenkinsfile", "buildspec.yml"})
    void stagesAndSwitches(String file) {
        cluster.app("checkout").deploy();

        List<List<String>> lines = commandsOf(file).map(this::words).toList();

        assertThat(lines).extracting(words -> words.get(0)).containsExactly("validate", "stage", "switch", "status");
        lines.forEach(words -> commands.run(words.toArray(String[]::new)).endsWith(0));
        assertThat(cluster).routes("checkout-svc").to(GREEN);
        assertThat(folder.resolve("TEST-checkout.xml")).exists();
    }

    @Test
    void theCronJobRetiresWhatIsDue() {
        cluster.app("checkout").deploy();
        commands.run("switch", "green", "-r", "checkout").endsWith(0);
        cluster.clock().advance(Duration.ofHours(25));
        List<String> command = cronJob()
                .getSpec()
                .getJobTemplate()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0)
                .getCommand();

        assertThat(command.get(0)).isEqualTo("bluegreen");
        commands.run(command.subList(1, command.size()).toArray(String[]::new)).endsWith(0);
        cluster.settle();

        assertThat(cluster.pods("track=blue").names()).isEmpty();
    }

    /** A shell would run what a person typed as the image. */
    @Test
    void nothingThatAPersonTypedIsPutIntoAScript() {
        assertThat(scriptsOf("github-actions.yaml")).isNotEmpty().noneMatch(script -> script.contains("${{"));
        assertThat(read("Jenkinsfile")).doesNotContain("\"\"\"", "${", "sh \"", "sh(\"", "script: \"");
        assertThat(List.of("github-actions.yaml", "Jenkinsfile", "buildspec.yml"))
                .allSatisfy(file -> assertThat(scriptsOf(file))
                        .isNotEmpty()
                        .allSatisfy(script ->
                                assertThat(script.replaceAll("\"[^\"]*\"", "")).doesNotContain("$")));
    }

    @Test
    void theJenkinsfileIsBalancedAndOfStepsThatThereAre() {
        String text = read("Jenkinsfile").replaceAll("(?m)//.*$", "").replaceAll("'[^']*'", "''");

        assertThat(text.chars().filter(c -> c == '{').count())
                .isEqualTo(text.chars().filter(c -> c == '}').count());
        assertThat(text.chars().filter(c -> c == '(').count())
                .isEqualTo(text.chars().filter(c -> c == ')').count());
        assertThat(text).doesNotContain("\"");
        assertThat(Pattern.compile("(?m)^\\s*(\\w+)(?= *[({']|$)")
                        .matcher(text)
                        .results()
                        .map(step -> step.group(1)))
                .isSubsetOf(Set.of(
                        "pipeline",
                        "agent",
                        "parameters",
                        "choice",
                        "string",
                        "environment",
                        "options",
                        "timeout",
                        "disableConcurrentBuilds",
                        "stages",
                        "stage",
                        "steps",
                        "sh",
                        "script",
                        "switch",
                        "post",
                        "always",
                        "junit"));
    }

    @Test
    void argoCdLeavesAloneWhatAReleaseWrites() {
        assertThat(yaml("argocd-application.yaml").get(0).toString())
                .contains("/spec/selector/track", "/spec/replicas", "RespectIgnoreDifferences=true");
    }

    private CronJob cronJob() {
        try (KubernetesClient client = cluster.clientBuilder().build()) {
            List<HasMetadata> items = client.load(Files.newInputStream(FOLDER.resolve("cronjob.yaml")))
                    .items();
            assertThat(items).hasSize(5);
            return (CronJob) items.get(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> commandsOf(String file) {
        return scriptsOf(file).filter(script -> script.startsWith("bluegreen ")).map(script -> script.substring(10));
    }

    /** What a shell gets. */
    private static Stream<String> scriptsOf(String file) {
        if (file.equals("Jenkinsfile")) {
            return Pattern.compile("(?:sh|script:) '([^']*)'")
                    .matcher(read(file))
                    .results()
                    .map(found -> found.group(1));
        }
        List<String> scripts = new ArrayList<>();
        yaml(file).forEach(document -> collect("", document, scripts));
        return scripts.stream();
    }

    private static void collect(String key, Object value, List<String> scripts) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, below) -> collect(name.toString(), below, scripts));
        } else if (value instanceof Collection<?> list) {
            list.forEach(below -> collect(key, below, scripts));
        } else if (Set.of("run", "commands", "finally").contains(key)) {
            scripts.add(value.toString());
        }
    }

    /** As a shell would split it; files are those of the folder, or are written beside the test. */
    private List<String> words(String script) {
        List<String> words = new ArrayList<>();
        Matcher word = Pattern.compile("\"([^\"]*)\"|(\\S+)").matcher(script);
        while (word.find()) {
            words.add(word.group(1) == null ? file(word.group(2)) : replaced(word.group(1)));
        }
        return words;
    }

    private String file(String word) {
        if (word.equals("release.yaml")) {
            return FOLDER.resolve(word).toString();
        }
        return word.matches(".*\\.(xml|html)") ? folder.resolve(word).toString() : word;
    }

    private static String replaced(String text) {
        return Pattern.compile("\\$(\\w+)").matcher(text).replaceAll(name -> ENVIRONMENT.get(name.group(1)));
    }

    /** Its documents; a key that is there twice is refused. */
    private static List<Object> yaml(String file) {
        LoadSettings strict =
                LoadSettings.builder().setAllowDuplicateKeys(false).build();
        return StreamSupport.stream(
                        new Load(strict).loadAllFromString(read(file)).spliterator(), false)
                .toList();
    }

    private static String read(String file) {
        try {
            return Files.readString(FOLDER.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
