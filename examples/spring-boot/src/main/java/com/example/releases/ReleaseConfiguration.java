package com.example.releases;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.micrometer.ReleaseMetrics;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One platform for the whole service: it is thread-safe, and owns the watches. Spring closes it, and then the client. */
@Configuration(proxyBeanMethods = false)
class ReleaseConfiguration {

    /** Of the kubeconfig, or of the pod it runs in. */
    @Bean
    KubernetesClient kubernetes() {
        return new KubernetesClientBuilder().build();
    }

    @Bean
    Fabric8Platform shop(KubernetesClient kubernetes) {
        return Fabric8Platform.of(kubernetes);
    }

    @Bean
    ReleaseMetrics releaseMetrics(MeterRegistry registry) {
        return ReleaseMetrics.of(registry);
    }

    @Bean
    Release checkout(Fabric8Platform shop, ReleaseMetrics metrics, @Value("${releases.bake}") Duration bake) {
        return BlueGreen.release("checkout")
                .on(shop)
                .cutover(shop.selectorPatch("checkout-svc"))
                .bake(bake, Slo.podHealth())
                .standby(Duration.ofHours(24))
                .listener(metrics)
                .build();
    }
}
