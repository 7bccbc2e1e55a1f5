package dev.bluegreen.fabric8.internal.service;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.fabric8.Shop;
import dev.bluegreen.spi.TrackAddresses;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReachableTest {

    private final Shop shop = Shop.open();

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void aTrackIsReachedByTheIpsOfItsOwnPods() {
        assertThat(addressesOf(BLUE).podIps())
                .as("two pods, each of both families")
                .hasSize(4);
        assertThat(addressesOf(GREEN).podIps())
                .hasSize(4)
                .doesNotContainAnyElementsOf(addressesOf(BLUE).podIps());
    }

    @Test
    void aTrackIsReachedByTheBalancerOfAServiceThatNamesIt() {
        balanced("green-lb", "app: checkout, track: green", "Green-LB.elb.example.");

        assertThat(addressesOf(GREEN).loadBalancers()).containsExactly("green-lb.elb.example");
        assertThat(addressesOf(GREEN).nodePorts()).containsExactly(31080);
        assertThat(addressesOf(BLUE).loadBalancers()).isEmpty();
        assertThat(addressesOf(BLUE).nodePorts()).isEmpty();
    }

    @Test
    void withALocalPolicyOnlyNodesWithAReadyPodAnswer() {
        balanced("green-lb", "app: checkout, track: green", "green-lb.elb.example");
        assertThat(addressesOf(GREEN).answeringNodes()).isEmpty();

        shop.kubectl().services().inNamespace("default").withName("green-lb").edit(service -> {
            service.getSpec().setExternalTrafficPolicy("Local");
            return service;
        });

        assertThat(addressesOf(GREEN).answeringNodes()).hasValue(nodesOf(GREEN));
        assertThat(addressesOf(BLUE).answeringNodes()).isEmpty();
    }

    private int nodesOf(dev.bluegreen.model.Track track) {
        return (int) shop
                .kubectl()
                .pods()
                .inNamespace("default")
                .withLabel("track", track.name().toLowerCase(Locale.ROOT))
                .list()
                .getItems()
                .stream()
                .map(pod -> pod.getSpec().getNodeName())
                .distinct()
                .count();
    }

    @Test
    void aServiceOfBothTracksReachesNeitherForSure() {
        balanced("all-lb", "app: checkout", "all.elb.example");

        assertThat(addressesOf(BLUE).loadBalancers()).isEmpty();
        assertThat(addressesOf(GREEN).loadBalancers()).isEmpty();
    }

    @Test
    void aTrackIsReachedByAnIngressThatLeadsToItAlone() {
        shop.serviceOf("green-svc", "app: checkout, track: green");
        ingress("green", "green-ing.elb.example", "green-svc", "unrelated");

        assertThat(addressesOf(GREEN).loadBalancers()).containsExactly("green-ing.elb.example");
        assertThat(addressesOf(BLUE).loadBalancers()).isEmpty();
    }

    @Test
    void anIngressOfBothTracksReachesNeitherForSure() {
        shop.serviceOf("green-svc", "app: checkout, track: green");
        ingress("both", "both.elb.example", "green-svc", "checkout-svc");

        assertThat(addressesOf(GREEN).loadBalancers()).isEmpty();
        assertThat(addressesOf(BLUE).loadBalancers()).isEmpty();
    }

    private TrackAddresses addressesOf(dev.bluegreen.model.Track track) {
        return shop.platform.addresses(Shop.CHECKOUT, track);
    }

    private void balanced(String name, String selector, String hostname) {
        shop.cluster.apply("""
                apiVersion: v1
                kind: Service
                metadata: {name: %s, namespace: default}
                spec:
                  type: LoadBalancer
                  selector: {%s}
                  ports: [{name: http, port: 80, nodePort: 31080}]
                """.formatted(name, selector));
        shop.kubectl().services().inNamespace("default").withName(name).editStatus(service -> {
            service.getStatus().getLoadBalancer().getIngress().clear();
            service.getStatus()
                    .getLoadBalancer()
                    .getIngress()
                    .add(new io.fabric8.kubernetes.api.model.LoadBalancerIngressBuilder()
                            .withHostname(hostname)
                            .build());
            return service;
        });
    }

    private void ingress(String name, String hostname, String fallback, String ruled) {
        shop.cluster.apply("""
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata: {name: %s, namespace: default}
                spec:
                  defaultBackend: {service: {name: %s, port: {number: 80}}}
                  rules:
                  - http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: %s, port: {number: 80}}}}]}
                """.formatted(name, fallback, ruled));
        shop.kubectl()
                .network()
                .v1()
                .ingresses()
                .inNamespace("default")
                .withName(name)
                .editStatus(ingress -> new IngressBuilder(ingress)
                        .withNewStatus()
                        .withNewLoadBalancer()
                        .addNewIngress()
                        .withHostname(hostname)
                        .endIngress()
                        .endLoadBalancer()
                        .endStatus()
                        .build());
    }
}
