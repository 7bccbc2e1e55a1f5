package dev.bluegreen.examples.benchmark;

import dev.bluegreen.fabric8.Fabric8Platform;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/** A real cluster: a new namespace with a name that nobody has, deleted at the end with all that is in it. */
final class ClusterPlace implements Place {

    private static final String IMAGE = "registry.k8s.io/e2e-test-images/agnhost:2.47";

    private final KubernetesClient client;
    private final Namespace namespace;
    private final Fabric8Platform platform;

    private ClusterPlace(KubernetesClient client, Namespace namespace) {
        this.client = client;
        this.namespace = namespace;
        this.platform = Fabric8Platform.of(client);
    }

    /** The cluster of a configuration; empty if none answers there. */
    static Optional<ClusterPlace> open(Config config) {
        try (KubernetesClient any =
                new KubernetesClientBuilder().withConfig(config).build()) {
            Namespace created = any.resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withGenerateName("bluegreen-benchmark-")
                            .endMetadata()
                            .build())
                    .create();
            Config own = new ConfigBuilder(config)
                    .withNamespace(created.getMetadata().getName())
                    .build();
            return Optional.of(new ClusterPlace(
                    new KubernetesClientBuilder().withConfig(own).build(), created));
        } catch (KubernetesClientException e) {
            if (e.getCode() > 0) {
                throw e;
            }
            return Optional.empty();
        }
    }

    @Override
    public String describe() {
        return platform.describe();
    }

    @Override
    public KubernetesClient client() {
        return client;
    }

    @Override
    public Fabric8Platform platform() {
        return platform;
    }

    /** Its cluster IP, from a node or from a pod. */
    @Override
    public Optional<InetSocketAddress> address(String service) {
        Service found = client.services().withName(service).require();
        InetSocketAddress address = new InetSocketAddress(
                found.getSpec().getClusterIP(),
                found.getSpec().getPorts().get(0).getPort());
        return Optional.of(address).filter(FirstAnswer::isReachable);
    }

    /** By the context of the kubeconfig, which both read. */
    @Override
    public Optional<List<String>> kubectlOptions() {
        return Optional.ofNullable(client.getConfiguration().getCurrentContext())
                .map(context -> List.of(
                        "--context=" + context.getName(),
                        "--namespace=" + namespace.getMetadata().getName()));
    }

    @Override
    public String image() {
        return System.getProperty("benchmark.image", IMAGE);
    }

    @Override
    public void close() {
        platform.close();
        client.resource(namespace).delete();
        client.close();
    }
}
