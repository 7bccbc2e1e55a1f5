package dev.bluegreen.testkit.fidelity;

import dev.bluegreen.testkit.FakeCluster;
import dev.bluegreen.testkit.request.ApiRequest;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The fake cluster, in virtual time. */
final class FakeSubject extends Subject {

    private static final int PATIENCE_SECONDS = 30;

    private final FakeCluster cluster = FakeCluster.start().namespace("fidelity");
    private final List<KubernetesClient> clients = new ArrayList<>();
    private final KubernetesClient client = client(NamedCluster.withoutRetries(cluster.config())
            .withNamespace("fidelity")
            .build());

    @Override
    KubernetesClient client() {
        return client;
    }

    @Override
    synchronized KubernetesClient client(Config config) {
        KubernetesClient made = cluster.clientBuilder().withConfig(config).build();
        clients.add(made);
        return made;
    }

    @Override
    String namespace() {
        return "fidelity";
    }

    @Override
    boolean until(BooleanSupplier state) {
        cluster.settle();
        for (int i = 0; i < PATIENCE_SECONDS && !state.getAsBoolean(); i++) {
            cluster.clock().advance(Duration.ofSeconds(1));
        }
        return state.getAsBoolean();
    }

    @Override
    boolean forgetHistory() {
        cluster.compact();
        return true;
    }

    @Override
    Optional<String> recorded(String name) {
        return cluster.writes().stream()
                .filter(write -> name.isEmpty() || write.name().equals(name))
                .map(ApiRequest::body)
                .reduce((earlier, later) -> later)
                .or(() -> name.isEmpty() ? Optional.of("") : Optional.empty());
    }

    @Override
    public void close() {
        clients.forEach(KubernetesClient::close);
        cluster.close();
    }
}
