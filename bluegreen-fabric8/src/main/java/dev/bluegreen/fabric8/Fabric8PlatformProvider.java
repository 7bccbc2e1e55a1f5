package dev.bluegreen.fabric8;

import dev.bluegreen.spi.Platform;
import dev.bluegreen.spi.PlatformProvider;
import dev.bluegreen.spi.Time;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;

/** Found by {@link java.util.ServiceLoader}: the cluster and namespace of the kubeconfig, or of the pod it runs in. */
public final class Fabric8PlatformProvider implements PlatformProvider {

    /** For the {@link java.util.ServiceLoader}. */
    public Fabric8PlatformProvider() {}

    @Override
    public String name() {
        return "fabric8";
    }

    /** Opens a client, which the platform closes when it is closed. */
    @Override
    public Platform open() {
        KubernetesClient client = new KubernetesClientBuilder().build();
        return new Fabric8Platform(client, Fabric8Platform.defaultNamespace(client), Time.system(), client::close);
    }
}
