package dev.bluegreen.testkit.junit;

import io.fabric8.kubernetes.client.KubernetesClient;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.support.TypeBasedParameterResolver;

/** Hands the test the client of its cluster, which is closed with it. */
final class ClientParameter extends TypeBasedParameterResolver<KubernetesClient> {

    @Override
    public KubernetesClient resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return ClusterLife.cluster(context).client();
    }
}
