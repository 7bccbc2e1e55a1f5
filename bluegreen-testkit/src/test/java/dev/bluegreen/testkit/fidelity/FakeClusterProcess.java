package dev.bluegreen.testkit.fidelity;

import dev.bluegreen.testkit.FakeCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A fake cluster in a process of its own, in real time, until its input ends: it takes the place of a real one. */
final class FakeClusterProcess {

    private FakeClusterProcess() {}

    /** @param args where to write the kubeconfig */
    public static void main(String[] args) throws IOException {
        try (FakeCluster cluster = FakeCluster.startInRealTime()) {
            Files.writeString(Path.of(args[0]), kubeconfig(cluster.config().getMasterUrl()));
            System.out.println("ready");
            while (System.in.read() >= 0) {
                // until whoever started it closes this side
            }
        }
    }

    private static String kubeconfig(String url) {
        return """
                apiVersion: v1
                kind: Config
                current-context: fake
                contexts: [{name: fake, context: {cluster: fake, user: fake}}]
                clusters: [{name: fake, cluster: {server: "%s"}}]
                users: [{name: fake, user: {token: admin}}]
                """.formatted(url);
    }
}
