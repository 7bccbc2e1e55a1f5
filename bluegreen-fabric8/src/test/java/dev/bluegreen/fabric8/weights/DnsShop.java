package dev.bluegreen.fabric8.weights;

import dev.bluegreen.fabric8.ExternalDns;
import dev.bluegreen.fabric8.Shop;
import dev.bluegreen.testkit.CustomResources;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The scene of {@link Shop} with a load balancer for each track, and a DNSEndpoint that answers with BLUE's. */
final class DnsShop implements AutoCloseable {

    static final String NAME = "api.example.com";

    final Shop shop = Shop.open();

    private DnsShop(String records) {
        shop.cluster.install(CustomResources.EXTERNAL_DNS);
        List.of("blue", "green").forEach(this::balancer);
        endpoint(NAME, records);
        shop.cluster.awaitReady();
        shop.cluster.clock().advance(Duration.ofMinutes(2));
        shop.forget();
    }

    static DnsShop weighted() {
        return new DnsShop(weights(100, 0));
    }

    static DnsShop failover() {
        return new DnsShop(pair("blue", "green"));
    }

    /** A PRIMARY and a SECONDARY, each with the health check of its target. */
    static String pair(String primary, String secondary) {
        return role("one", "PRIMARY", primary) + role("two", "SECONDARY", secondary);
    }

    private static String role(String id, String role, String host) {
        return record(
                "CNAME",
                60,
                id,
                host,
                "{name: aws/failover, value: " + role + "}, {name: aws/health-check-id, value: check-" + host + "}");
    }

    static String weights(int blue, int green) {
        return weighted("CNAME", 60, "blue", "blue", Integer.toString(blue))
                + weighted("CNAME", 60, "green", "green", Integer.toString(green));
    }

    static String weighted(String type, int ttl, String id, String host, String weight) {
        return record(type, ttl, id, host, "{name: aws/weight, value: \"" + weight + "\"}");
    }

    static String record(String type, int ttl, String id, String host, String properties) {
        return """
                    - dnsName: api.example.com
                      recordType: %s
                      recordTTL: %d
                      setIdentifier: %s
                      targets: [%s.elb.example]
                      providerSpecific: [%s]
                """.formatted(type, ttl, id, host, properties).indent(0);
    }

    /** Writes a DNSEndpoint as somebody else. */
    void endpoint(String object, String records) {
        shop.cluster.apply("""
                apiVersion: externaldns.k8s.io/v1alpha1
                kind: DNSEndpoint
                metadata: {name: %s}
                spec:
                  endpoints:
                """.formatted(object) + records);
        shop.rest();
    }

    void weigh(int blue, int green) {
        endpoint(NAME, weights(blue, green));
    }

    private void balancer(String track) {
        shop.cluster.apply("""
                apiVersion: v1
                kind: Service
                metadata: {name: checkout-%1$s}
                spec:
                  type: LoadBalancer
                  selector: {app: checkout, track: %1$s}
                  ports: [{name: http, port: 80, targetPort: 8080}]
                """.formatted(track));
        shop.kubectl()
                .services()
                .inNamespace("default")
                .withName("checkout-" + track)
                .editStatus(service -> new ServiceBuilder(service)
                        .withNewStatus()
                        .withNewLoadBalancer()
                        .addNewIngress()
                        .withHostname(track.toUpperCase(Locale.ROOT) + ".elb.example")
                        .endIngress()
                        .endLoadBalancer()
                        .endStatus()
                        .build());
    }

    String text() {
        return shop.kubectl().getKubernetesSerialization().asJson(object().get());
    }

    private Resource<GenericKubernetesResource> object() {
        return shop.kubectl()
                .genericKubernetesResources("externaldns.k8s.io/v1alpha1", "DNSEndpoint")
                .inNamespace("default")
                .withName(NAME);
    }

    ExternalDns strategy() {
        return shop.platform.externalDns(NAME);
    }

    @Override
    public void close() {
        shop.close();
    }
}
