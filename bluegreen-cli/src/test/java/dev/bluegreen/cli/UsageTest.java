package dev.bluegreen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.testkit.FakeCluster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Arguments, help, the kubeconfig, and the files around the jar. */
class UsageTest {

    private static final Path MODULE = Path.of("").toAbsolutePath();

    @TempDir
    private Path folder;

    @Test
    void aClusterIsFoundByItsKubeconfig() {
        try (FakeCluster cluster = FakeCluster.startInRealTime()) {
            cluster.app("myapp").deploy();
            CommandRun commands = CommandRun.byKubeconfig(cluster, folder);

            assertThat(commands.onMyapp("switch", "green", "--context", "fake", "-n", "default")
                            .endsWith(0)
                            .out())
                    .contains("traffic is on GREEN");
            assertThat(commands.onMyapp("status", "--context", "prod")
                            .endsWith(64)
                            .err())
                    .contains("--context: 'prod' is not in the kubeconfig; it has fake");
            assertThat(commands.onMyapp("status", "-n", "Shop").endsWith(64).err())
                    .contains("'Shop'");
        }
    }

    @Test
    void wrongArgumentsAreNamedWithTheirRemedyAndContactNobody() {
        assertThat(run("swich", "green").endsWith(64).err()).contains("swich", "switch");
        assertThat(run("switch", "purple", "-r", "myapp").endsWith(64).err())
                .contains("'purple' is not a track; give blue or green");
        assertThat(run("switch", "green").endsWith(64).err()).contains("give its file with -f, or its name with -r");
        assertThat(run("switch", "green", "--tiemout", "1m", "-r", "a")
                        .endsWith(64)
                        .err())
                .contains("--tiemout")
                .contains("--timeout");
        assertThat(run("status", "-r", "myapp", "--kubeconfig", "gone")
                        .endsWith(64)
                        .err())
                .contains("--kubeconfig: 'gone' cannot be read");
        assertThat(run("switch", "green", "-r", "../x", "--json")
                        .endsWith(64)
                        .json()
                        .get("sentence")
                        .getAsString())
                .contains("DNS-1123");
        assertThat(run("switch", "green", "-r", "myapp", "--reason", "OPS-1")
                        .endsWith(64)
                        .err())
                .contains("--requested-by: not given; --reason needs it");
        assertThat(run("retire", "blue", "--origin", "-r", "myapp").endsWith(64).err())
                .contains("TRACK: BLUE, besides --origin, which is no track; leave one of the two out");
        assertThat(run("switch", "green", "-r", "myapp", "--timeout", "0s")
                        .endsWith(64)
                        .err())
                .contains("--timeout: 0 s is not positive");
        assertThat(run().endsWith(64).err()).contains("Usage: bluegreen");
        assertThat(run("audit").endsWith(64).err()).contains("verify");
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "history", "audit verify ."})
    void whatDescribesAReleaseThatIsNotNamedIsRefused(String command) {
        Stream.of("--service web", "--bake 1m", "--standby 1h", "--smoke-test /")
                .forEach(option -> {
                    String[] args = (command + " " + option).split(" ", -1);
                    assertThat(run(args).endsWith(64).err())
                            .contains(option.split(" ", -1)[0] + ": given without a release");
                });
    }

    @Test
    void aDamagedPlanIsRefusedByTheNameOfItsFile() throws IOException {
        String begun = "{'kind': 'CutoverPlan', 'basis': [], 'release': 'myapp', 'to': ";
        List<String> damaged = List.of(
                "",
                "[]",
                "null",
                "{",
                "{'kind': null}",
                "{'kind': {}}",
                "{'kind': 'CutoverPlan'}",
                "{'kind': 'CutoverPlan', 'basis': {}}",
                "{'kind': 'CutoverPlan', 'basis': [3]}",
                "{'kind': 'CutoverPlan', 'basis': [null]}",
                begun + "'RED'}",
                begun + "'GREEN', 'hash': [1, 2]}",
                begun + "'GREEN', 'hash': 'a', 'cutover': null}");
        Path file = folder.resolve("damaged.json");
        for (String text : damaged) {
            Files.writeString(file, text.replace('\'', '"'));

            assertThat(run("switch", "-r", "myapp", "--plan-file", file.toString())
                            .endsWith(64)
                            .err())
                    .as(text)
                    .contains("damaged.json' is not a plan; give a file that `plan` or `request` wrote")
                    .doesNotContain("\tat ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"switch green", "adopt shop"})
    void aDryRunHasNoReport(String command) {
        Stream.of("--junit", "--html").forEach(option -> {
            String[] args = (command + " -r shop --dry-run " + option + " report").split(" ", -1);
            assertThat(run(args).endsWith(64).err())
                    .contains(option + ": given besides --dry-run, which has no report to write");
        });
    }

    @Test
    void helpAndVersionAreResults() {
        assertThat(run("--help").endsWith(0).out()).contains("switch", "retire-due");
        assertThat(run("switch", "--help").endsWith(0).out()).contains("--plan-file", "--junit");
        assertThat(run("--version").endsWith(0).out()).startsWith("bluegreen ");
    }

    /** Bash itself completes a word, by the script that the command prints. */
    @Test
    void bashCompletesCommandsOptionsAndTracks() throws Exception {
        Path script = folder.resolve("completion");
        Files.writeString(script, run("completion").endsWith(0).out());

        assertThat(completed(script, "bluegreen sw")).contains("switch").doesNotContain("status");
        assertThat(completed(script, "bluegreen switch --pl")).contains("--plan-file");
        assertThat(completed(script, "bluegreen recover --how fi")).contains("finish");
        assertThat(completed(script, "bluegreen switch gr")).contains("green");
        assertThat(completed(script, "bluegreen nonsense --pl")).doesNotContain("--plan-file");
    }

    private static String completed(Path script, String line) throws Exception {
        String ask = """
                source "$1"; read -ra COMP_WORDS <<< "$2"; COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMP_LINE=$2; COMP_POINT=${#2}
                _complete_bluegreen; printf '%s\\n' "${COMPREPLY[@]}"
                """;
        return printed("bash", "-c", ask, "bash", script.toString(), line);
    }

    @Test
    void theLauncherSaysWhatItMisses() throws Exception {
        Path bin = Files.createDirectory(folder.resolve("bin"));
        Path launcher = Files.copy(MODULE.resolve("bin/bluegreen"), bin.resolve("bluegreen"));
        assertThat(Files.readSymbolicLink(MODULE.resolve("bin/kubectl-bluegreen")))
                .hasToString("bluegreen");

        assertThat(printed("sh", launcher.toString(), "status")).contains("its jar is not beside it");
        assertThat(printed("sh", "-c", "JAVA_HOME=/nowhere BLUEGREEN_JAR=$1 sh \"$1\"", "sh", launcher.toString()))
                .contains("there is no Java; install a JDK or JRE 17 or newer");
    }

    /** A Java that says its arguments, one a line, and makes an archive of nothing. */
    @Test
    void theLauncherCopesWithSpacesInItsPaths() throws Exception {
        Path jdk = Files.createDirectories(folder.resolve("my jdk"));
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
        Path java = Files.createDirectory(jdk.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nprintf '<%s>\\n' \"$@\" >> \"$SAID\"\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path jar = Files.createFile(folder.resolve("my bluegreen.jar"));
        Path said = folder.resolve("said");
        ProcessBuilder launcher =
                new ProcessBuilder("sh", MODULE.resolve("bin/bluegreen").toString(), "stage", "--reason", "two words");
        launcher.environment()
                .putAll(Map.of(
                        "JAVA_HOME", jdk.toString(),
                        "BLUEGREEN_JAR", jar.toString(),
                        "BLUEGREEN_CACHE", folder.resolve("my cache").toString(),
                        "BLUEGREEN_ARCHIVE", "now",
                        "SAID", said.toString()));

        assertThat(launcher.start().waitFor()).isZero();

        assertThat(Files.readAllLines(said))
                .contains("<" + jar + ">", "<two words>")
                .anySatisfy(line -> assertThat(line)
                        .startsWith("<-XX:ArchiveClassesAtExit=" + folder.resolve("my cache"))
                        .endsWith(">"));
    }

    @Test
    void aResultThatIsLostIsNoSuccess() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        OutputStream full = new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                throw new IOException("No space left on device");
            }
        };

        int code = Cli.run(
                new String[] {"completion"},
                InputStream.nullInputStream(),
                new PrintStream(full, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));

        assertThat(code).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("could not be written to the standard output");
    }

    @Test
    void withoutAKubeconfigNobodyIsContacted() throws Exception {
        ProcessBuilder status = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Duser.home=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                Cli.class.getName(),
                "status");
        Stream.of("KUBERNETES_SERVICE_HOST", "KUBERNETES_MASTER").forEach(status.environment()::remove);
        status.environment().putAll(Map.of("HOME", folder.toString(), "KUBECONFIG", "/nowhere/config"));

        Process process = status.redirectErrorStream(true).start();

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("kubeconfig: there is none with a current context in '/nowhere/config'; give one with");
        assertThat(process.waitFor()).isEqualTo(64);
    }

    @Test
    void theImageIsMadeOfFilesThatAreThere() throws IOException {
        String dockerfile = Files.readString(MODULE.resolve("Dockerfile"));
        assertThat(dockerfile.lines().filter(line -> line.startsWith("COPY ")))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(source(line.split(" ", -1)[1])).isTrue());
        assertThat(dockerfile)
                .contains("\nUSER 65532\n")
                .containsPattern("(?m)^ENTRYPOINT \\[\"/opt/bluegreen/bin/bluegreen\"\\]$");
    }

    /** A file of the repository, or the jar that a build makes. */
    private static boolean source(String path) {
        return path.startsWith("bluegreen-cli/target/bluegreen-cli-") || Files.exists(MODULE.resolveSibling(path));
    }

    private static String printed(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static CommandRun.Ended run(String... args) {
        return CommandRun.alone(args);
    }
}
