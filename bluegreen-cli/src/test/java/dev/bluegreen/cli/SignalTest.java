package dev.bluegreen.cli;

import static dev.bluegreen.testkit.assertion.TestkitAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.model.Track;
import dev.bluegreen.testkit.FakeCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process of its own is told to end by a real SIGTERM. */
class SignalTest {

    @TempDir
    private Path folder;

    /** In the bake, which would take an hour; and no class of AWS was loaded for the selector of a Service. */
    @Test
    void aCutoverUnderWayGoesBackAndTheExitCodeSaysSo() throws Exception {
        try (FakeCluster cluster = FakeCluster.startInRealTime()) {
            cluster.app("myapp").deploy();
            CompletableFuture<Process> child = new CompletableFuture<>();
            cluster.service("myapp-svc")
                    .whenSelects(
                            "track",
                            "green",
                            () -> child.thenAccept(process -> {
                                process.destroy();
                                // As build servers do.
                                process.destroy();
                            }));
            CommandRun.byKubeconfig(cluster, folder);
            Path classes = folder.resolve("classes");

            Process process =
                    start(classes, "switch", "green", "-r", "myapp", "--bake", "1h", "--kubeconfig", at("kubeconfig"));
            child.complete(process);

            assertThat(process.waitFor())
                    .as(Files.readString(folder.resolve("err")))
                    .isEqualTo(3);
            assertThat(Files.readString(folder.resolve("err")))
                    .contains("SIGTERM: what is under way ends, and traffic that has moved goes back", "at most 2 min")
                    .contains("raffic is on BLUE");
            assertThat(cluster).routes("myapp-svc").to(Track.BLUE);
            assertThat(Files.readString(classes))
                    .contains("io.fabric8.kubernetes.client.Config")
                    .doesNotContain("software.amazon.awssdk");
        }
    }

    private Process start(Path classes, String... args) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xlog:class+load:file=" + classes + ":none",
                "-cp",
                System.getProperty("java.class.path"),
                Cli.class.getName()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }
}
