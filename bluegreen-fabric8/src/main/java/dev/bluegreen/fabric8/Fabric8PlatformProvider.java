package dev.bluegreen.fabric8;

import dev.bluegreen.spi.Platform;
import dev.bluegreen.spi.PlatformProvider;
import dev.bluegreen.spi.Time;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;

/** The platform of the kubeconfig's, or the surrounding pod's, cluster and namespace, found by {@link
 * java.util.ServiceLoader}. */
public final class Fabric8PlatformProvider implements PlatformProvider {

    /** For the {@link java.util.ServiceLoader}. */
    public Fabric8PlatformProvider() {}

    @Override
    public String name() {
        return "fabric8";
    }

    /** Opens a platform that owns its client. */
    @Override
    public Platform open() {
        KubernetesClient client = new KubernetesClientBuilder().build();
        return new Fabric8Platform(client, Fabric8Platform.defaultNamespace(client), Time.system(), client::close);
    }
}
