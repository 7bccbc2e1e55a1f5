package dev.bluegreen.testkit.fidelity;

import dev.bluegreen.spi.Time;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The cluster that KUBECONFIG names, in real time. All that is made lies in a namespace that is deleted at the end. */
final class NamedCluster extends Subject {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Time time = Time.system();
    private final List<KubernetesClient> clients = new ArrayList<>();
    private final KubernetesClient client =
            client(withoutRetries(Config.autoConfigure(null)).build());
    private final String namespace =
            "bluegreen-fidelity-" + Long.toString(time.now().toEpochMilli(), 36);

    NamedCluster() {
        Api root = new Api(client, "default");
        root.send("POST", "/api/v1/namespaces", Api.JSON, """
                {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "%s"}}""".formatted(namespace));
        boolean unused = within(
                Duration.ofSeconds(10),
                () -> api().get("serviceaccounts/default").code() == 200);
    }

    /** Everything is answered once, whatever the answer. */
    static ConfigBuilder withoutRetries(Config config) {
        return new ConfigBuilder(config).withRequestRetryBackoffLimit(0).withRequestTimeout(20_000);
    }

    @Override
    KubernetesClient client() {
        return client;
    }

    @Override
    synchronized KubernetesClient client(Config config) {
        KubernetesClient made = new KubernetesClientBuilder().withConfig(config).build();
        clients.add(made);
        return made;
    }

    @Override
    String namespace() {
        return namespace;
    }

    @Override
    boolean until(BooleanSupplier state) {
        return within(PATIENCE, state);
    }

    private boolean within(Duration patience, BooleanSupplier state) {
        long deadline = time.nanos() + patience.toNanos();
        while (!state.getAsBoolean()) {
            if (time.nanos() > deadline) {
                return false;
            }
            pause();
        }
        return true;
    }

    private void pause() {
        try {
            time.signal().await(PAUSE);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    boolean forgetHistory() {
        return false;
    }

    @Override
    Optional<String> recorded(String name) {
        return Optional.empty();
    }

    @Override
    public void close() {
        client.namespaces().withName(namespace).delete();
        clients.forEach(KubernetesClient::close);
    }
}
