package dev.bluegreen.cli.internal;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.file.ReleaseFile;
import dev.bluegreen.model.BlueGreenException;
import dev.bluegreen.model.Deadlines;
import dev.bluegreen.model.Track;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Loads the classes that commands need, for the class data archive that the launcher makes of them: plans a release of a cluster
 * that is not there. Without picocli, whose classes are of Java 5: JDK 17 does not archive those, and crashes where a lambda of
 * another class implements one.
 */
public final class ClassArchive {

    /** No server listens there. */
    private static final String KUBECONFIG = """
            apiVersion: v1
            kind: Config
            current-context: none
            contexts: [{name: none, context: {cluster: none, user: none}}]
            clusters: [{name: none, cluster: {server: "http://127.0.0.1:1"}}]
            users: [{name: none, user: {token: none}}]
            """;

    private static final String RELEASE = """
            name: myapp
            routers:
              - selectorPatch: myapp
            standby: 24h
            """;

    private ClassArchive() {}

    /** Loads them, and ends the JVM. */
    public static void main(String[] args) throws IOException {
        SignalWatch.over(new Interruption(System.err), System.err);
        String unused = Document.of("status", ExitCode.DONE, "")
                .item(Map.of("done", true))
                .result()
                .json();
        Path kubeconfig = Files.createTempFile("bluegreen", ".kubeconfig");
        Config config = Config.fromKubeconfig(
                null, Files.writeString(kubeconfig, KUBECONFIG).toFile());
        Files.delete(kubeconfig);
        try (KubernetesClient client =
                        new KubernetesClientBuilder().withConfig(config).build();
                Fabric8Platform platform = Fabric8Platform.of(client)) {
            plan(ReleaseFile.read("release.yaml", RELEASE).on(platform));
            plan(BlueGreen.release("myapp").on(platform));
        }
        System.exit(0);
    }

    private static void plan(ReleaseBuilder release) {
        try {
            String unused = release.deadlines(Deadlines.DEFAULT.withPreflight(Duration.ofSeconds(1)))
                    .build()
                    .plan(Track.GREEN)
                    .hash();
        } catch (BlueGreenException e) {
            // Its classes are loaded by now.
        }
    }
}
