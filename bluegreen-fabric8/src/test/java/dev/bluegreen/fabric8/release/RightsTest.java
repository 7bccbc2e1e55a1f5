package dev.bluegreen.fabric8.release;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.testkit.FakeCluster;
import dev.bluegreen.testkit.time.VirtualTime;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The Role of docs/permissions.md is enough for a release. */
class RightsTest {

    private static final String TO_RETIRE =
            "  - {apiGroups: [apps], resources: [deployments], verbs: [patch], resourceNames: [checkout-blue]}\n";

    private final FakeCluster cluster = FakeCluster.startOn(VirtualTime.create(), "shop");

    @BeforeEach
    void deploy() {
        cluster.app("checkout").deploy();
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void theRoleOfTheReadmeIsEnough() throws IOException {
        try (Fabric8Platform platform = platform(cluster.clientAs("ci", role() + TO_RETIRE))) {
            Release release = release(platform);

            assertThat(release.switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);
            assertThat(release.rollBack().outcome()).isEqualTo(Outcome.ROLLED_BACK);
            release.switchTo(GREEN);
            cluster.clock().advance(Duration.ofMinutes(5));
            release.retire(BLUE);

            assertThat(release.status().active()).contains(GREEN);
        }
    }

    @Test
    void withoutTheRightToPatchTheMessageNamesIt() throws IOException {
        String without = role().replace("[get, patch]", "[get]");

        try (Fabric8Platform platform = platform(cluster.clientAs("ci", without))) {
            assertThatThrownBy(() -> release(platform).switchTo(GREEN))
                    .hasMessageContaining("patch")
                    .hasMessageContaining("services")
                    .hasMessageContaining("shop");
        }
        assertThat(cluster.client()
                        .services()
                        .inNamespace("shop")
                        .withName("checkout-svc")
                        .get()
                        .getSpec()
                        .getSelector())
                .containsEntry("track", "blue");
    }

    private Fabric8Platform platform(KubernetesClient client) {
        return Fabric8Platform.of(client).inNamespace("shop").withTime(cluster.time());
    }

    private static Release release(Fabric8Platform platform) {
        return BlueGreen.release("checkout")
                .on(platform)
                .cutover(platform.selectorPatch("checkout-svc"))
                .build();
    }

    private static String role() throws IOException {
        String page = Files.readString(Path.of("../docs/permissions.md"));
        String from = page.substring(page.indexOf("apiVersion: rbac.authorization.k8s.io/v1"));
        return from.substring(0, from.indexOf("```"));
    }
}
