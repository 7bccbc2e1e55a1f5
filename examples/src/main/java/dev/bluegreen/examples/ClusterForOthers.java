package dev.bluegreen.examples;

import static dev.bluegreen.model.Track.GREEN;

import dev.bluegreen.testkit.FakeCluster;
import dev.bluegreen.testkit.traffic.Traffic;
import dev.bluegreen.testkit.traffic.TrafficResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The fake cluster for other processes, such as the command line: writes a kubeconfig, and keeps an app with one plain Deployment
 * under traffic until its input ends. Its last line is the number of failed requests.
 */
final class ClusterForOthers {

    private static final String APP = "shop";
    private static final int REQUESTS_PER_SECOND = 200;
    private static final int BEFORE_AND_AFTER = 100;

    private final PrintStream out;

    ClusterForOthers(PrintStream out) {
        this.out = out;
    }

    /** True if no request failed. The kubeconfig is there once all is ready, and whole. */
    boolean run(Path kubeconfig, BufferedReader in) throws IOException {
        try (FakeCluster cluster = FakeCluster.startInRealTime()) {
            cluster.applyResource(ClusterForOthers.class, "cluster/shop.yaml").awaitReady();
            try (Traffic traffic = traffic(cluster)) {
                traffic.awaitAnswered(BEFORE_AND_AFTER);
                write(kubeconfig, cluster.config().getMasterUrl());
                out.println(
                        "a fake cluster with the Service " + APP + " under traffic; its kubeconfig is " + kubeconfig);
                in.lines().forEach(line -> {});
                traffic.awaitAnswered(BEFORE_AND_AFTER);
                return told(traffic.stop());
            }
        }
    }

    /** Before it is adopted, its answers name no track: they count as those of GREEN, which comes later. */
    private static Traffic traffic(FakeCluster cluster) {
        return cluster.traffic(APP)
                .untracked(GREEN)
                .ratePerSecond(REQUESTS_PER_SECOND)
                .start();
    }

    private boolean told(TrafficResult result) {
        out.println("requests sent: " + result.sent());
        out.println("failed requests: " + result.failed());
        return result.failed() == 0;
    }

    private static void write(Path kubeconfig, String server) throws IOException {
        Path unfinished = Files.createTempFile(kubeconfig.toAbsolutePath().getParent(), "kubeconfig", null);
        Files.writeString(unfinished, """
                apiVersion: v1
                kind: Config
                current-context: fake
                contexts:
                - name: fake
                  context: {cluster: fake, user: fake, namespace: default}
                clusters:
                - name: fake
                  cluster:
                    server: %s
                users:
                - name: fake
                  user: {token: %s}
                """.formatted(server, FakeCluster.KUBECTL));
        Files.move(unfinished, kubeconfig);
    }
}
