package dev.bluegreen.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another process finds the cluster by its kubeconfig, and the last line counts what failed meanwhile. */
class ClusterForOthersTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final List<String> seen = new ArrayList<>();

    @TempDir
    private Path folder;

    @Test
    void servesWhileItsInputLastsAndCountsFailedRequests() throws Exception {
        assertThat(run(client -> seen.add(client.apps()
                        .deployments()
                        .withName("shop")
                        .get()
                        .getMetadata()
                        .getName())))
                .isTrue();

        assertThat(seen).containsExactly("shop");
        assertThat(printed.toString(StandardCharsets.UTF_8)).endsWith("failed requests: 0\n");
    }

    @Test
    void failsWhenRequestsFailed() throws Exception {
        assertThat(run(client -> client.pods()
                        .withLabel("app", "shop")
                        .withGracePeriod(0)
                        .delete()))
                .isFalse();

        assertThat(printed.toString(StandardCharsets.UTF_8)).doesNotContain("failed requests: 0\n");
    }

    private boolean run(Consumer<KubernetesClient> meanwhile) throws Exception {
        Path kubeconfig = folder.resolve("kubeconfig");
        try (BufferedReader in = new BufferedReader(new Reader() {
            @Override
            public int read(char[] into, int from, int length) {
                try (KubernetesClient client = client(kubeconfig)) {
                    meanwhile.accept(client);
                }
                return -1;
            }

            @Override
            public void close() {}
        })) {
            return new ClusterForOthers(new PrintStream(printed, true, StandardCharsets.UTF_8)).run(kubeconfig, in);
        }
    }

    private static KubernetesClient client(Path kubeconfig) {
        try {
            return new KubernetesClientBuilder()
                    .withConfig(Config.fromKubeconfig(Files.readString(kubeconfig)))
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
