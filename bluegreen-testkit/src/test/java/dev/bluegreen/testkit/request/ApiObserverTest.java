package dev.bluegreen.testkit.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.testkit.FakeCluster;
import dev.bluegreen.testkit.fault.Fault;
import dev.bluegreen.testkit.internal.store.Trees;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ApiObserverTest {

    private final FakeCluster cluster = FakeCluster.start();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<ObjectChange> changes = new CopyOnWriteArrayList<>();
    private final List<String> arrivals = new CopyOnWriteArrayList<>();

    ApiObserverTest() {
        cluster.observe(new ApiObserver() {
            @Override
            public void received(String id, String client) {
                told.add("received from " + client);
                arrivals.add(id);
            }

            @Override
            public void answered(ApiRequest request) {
                told.add("answered " + request.status());
            }

            @Override
            public void changed(ObjectChange change) {
                if (change.resource().equals("configmaps") || change.resource().equals("pods")) {
                    told.add("changed " + change.resource() + " by " + change.client());
                    changes.add(change);
                }
            }
        });
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void tellsOfARequestTheChangeItMakesAndTheAnswerInThatOrder() {
        create(cluster.client("ann"));

        assertThat(told).containsExactly("received from ann", "changed configmaps by ann", "answered 201");
        assertThat(changes.get(0).before()).isNull();
        assertThat(Trees.text(changes.get(0).after(), "metadata", "name")).isEqualTo("a");
        assertThat(changes.get(0).request()).isEqualTo(arrivals.get(0));
    }

    @Test
    void aChangeThatLandsLateStillNamesItsRequest() {
        cluster.faults().on("create").client("ann").nth(1).then(Fault.deliverLate(Duration.ofMinutes(1)));

        try (KubernetesClient ann = withoutRetries("ann")) {
            assertThatThrownBy(() -> create(ann)).isInstanceOf(KubernetesClientException.class);
        }
        cluster.client("bob").configMaps().list();
        cluster.clock().advance(Duration.ofMinutes(1));

        assertThat(changes).extracting(ObjectChange::client).containsExactly("ann");
        assertThat(changes).extracting(ObjectChange::request).containsExactly(arrivals.get(0));
    }

    @Test
    void whatTheClusterDoesByItselfHasNoClient() {
        cluster.app("shop").deploy();

        assertThat(changes)
                .isNotEmpty()
                .allSatisfy(change -> assertThat(change.client()).isEmpty());
    }

    private KubernetesClient withoutRetries(String identity) {
        return cluster.clientBuilder()
                .withConfig(new ConfigBuilder(cluster.config(identity))
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
    }

    private static void create(KubernetesClient client) {
        client.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("a")
                        .endMetadata()
                        .build())
                .create();
    }
}
