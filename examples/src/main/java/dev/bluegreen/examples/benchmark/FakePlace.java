package dev.bluegreen.examples.benchmark;

import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.testkit.FakeCluster;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/** The embedded cluster of the testkit, in real time, and an ordinary client of it. */
final class FakePlace implements Place {

    private final FakeCluster cluster = FakeCluster.startInRealTime();
    private final Config config = cluster.config();
    private final KubernetesClient client =
            new KubernetesClientBuilder().withConfig(config).build();
    private final Fabric8Platform platform = Fabric8Platform.of(client);

    FakeCluster cluster() {
        return cluster;
    }

    @Override
    public String describe() {
        return "the embedded fake cluster";
    }

    @Override
    public KubernetesClient client() {
        return client;
    }

    @Override
    public Fabric8Platform platform() {
        return platform;
    }

    @Override
    public Optional<InetSocketAddress> address(String service) {
        return Optional.of(cluster.service(service).address());
    }

    @Override
    public Optional<List<String>> kubectlOptions() {
        return Optional.of(List.of(
                "--server=" + config.getMasterUrl(), "--token=" + config.getOauthToken(), "--namespace=default"));
    }

    @Override
    public String image() {
        return "agnhost:1";
    }

    @Override
    public void close() {
        platform.close();
        client.close();
        cluster.close();
    }
}
