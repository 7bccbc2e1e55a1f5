package dev.bluegreen.examples.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.testkit.FakeCluster;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Its shape, and that it leaves nothing behind; the figures are for the machine that runs it. */
class BenchmarkTest {

    private static final Benchmark.Size SMALL = new Benchmark.Size(1, 2, 1, Duration.ofMillis(1));

    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(text, true, StandardCharsets.UTF_8);

    @Test
    void aClusterKeepsNothingOfItAndTheLastLineHasTheRatios() {
        try (FakeCluster cluster = FakeCluster.startInRealTime()) {
            cluster.requestLog().clear();

            new Benchmark(out, SMALL).run(List.of("--cluster"), cluster.config());

            assertThat(cluster.writes())
                    .filteredOn(request -> request.client().equals(FakeCluster.DEFAULT_CLIENT))
                    .filteredOn(request -> !request.resource().equals("namespaces"))
                    .isNotEmpty()
                    .allSatisfy(request -> assertThat(request.namespace()).startsWith("bluegreen-benchmark-"));
            assertThat(cluster.requestLog().matching(request -> request.is("delete", "namespaces")))
                    .singleElement()
                    .satisfies(request -> assertThat(request.name()).startsWith("bluegreen-benchmark-"));
        }
        assertThat(lines().get(0)).startsWith("benchmark on namespace bluegreen-benchmark-");
        assertThat(lines().get(lines().size() - 1))
                .matches("switchTo: [0-9.]+ x four steps, [0-9.]+ x bare patch, ([0-9.]+|-) x kubectl patch;"
                        + " way back in a bake: ([0-9.]+|-) x bare patch, to the first answer;"
                        + " 2 at once: [0-9.]+ x bare patches");
    }

    @Test
    void isSkippedInOneLineWhereNoClusterAnswers() throws IOException {
        Config nobody = new ConfigBuilder(Config.empty())
                .withMasterUrl("http://127.0.0.1:" + freePort())
                .withRequestRetryBackoffLimit(0)
                .build();

        new Benchmark(out, SMALL).run(List.of("--cluster"), nobody);

        assertThat(lines())
                .singleElement()
                .asString()
                .startsWith("benchmark: skipped: no cluster answers at http://127.0.0.1:");
    }

    @Test
    void theFleetPrintsALineForEachConcurrencyAndOneAtRest() {
        new Fleet(out, 2, Duration.ofMillis(10)).run();

        assertThat(lines()).hasSize(5);
        assertThat(lines().get(4))
                .matches("at rest: -?[0-9.]+ kB of heap each, [0-9]+ threads of bluegreen, 4 watches");
    }

    private List<String> lines() {
        return text.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
