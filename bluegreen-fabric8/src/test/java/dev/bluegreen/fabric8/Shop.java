package dev.bluegreen.fabric8;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.cutover.Move;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.model.World;
import dev.bluegreen.testkit.FakeCluster;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/** A fake cluster with the release {@code checkout} in its namespace {@code default}, and our platform on it. */
public final class Shop implements AutoCloseable {

    public static final ReleaseSpec CHECKOUT = ReleaseSpec.of("checkout");

    public final FakeCluster cluster = FakeCluster.start();
    public final Fabric8Platform platform = Fabric8Platform.of(cluster.client()).withTime(cluster.time());

    /** Without any object in it. */
    public static Shop empty() {
        return new Shop();
    }

    /** Both Deployments with two ready pods each; the Service {@code checkout-svc} on BLUE. */
    public static Shop open() {
        Shop shop = new Shop();
        shop.cluster.app("checkout").replicas(2).deploy();
        shop.forget();
        return shop;
    }

    /** Another user of the cluster. */
    public KubernetesClient kubectl() {
        return cluster.client("kubectl");
    }

    public SelectorPatch strategy() {
        return platform.selectorPatch("checkout-svc");
    }

    public World world() {
        return platform.workloads().read(CHECKOUT);
    }

    public Move move(SelectorPatch strategy, Track target, int wanted) {
        return move(strategy, CHECKOUT, target, wanted);
    }

    public Move move(SelectorPatch strategy, ReleaseSpec release, Track target, int wanted) {
        return Move.builder(platform.workloads().read(release), strategy.observe(release), TrafficSplit.all(target))
                .minReadyPods(wanted)
                .cutoverId("c1")
                .token(7)
                .requestedBy("ann@laptop")
                .build();
    }

    public Service service() {
        return kubectl()
                .services()
                .inNamespace("default")
                .withName("checkout-svc")
                .get();
    }

    /** Changes the Service as somebody else. */
    public void edit(UnaryOperator<Service> change) {
        kubectl().services().inNamespace("default").withName("checkout-svc").edit(change);
        rest();
    }

    public void serviceOf(String name, String selector) {
        cluster.apply("""
                apiVersion: v1
                kind: Service
                metadata: {name: %s, namespace: default}
                spec:
                  selector: {%s}
                  ports: [{name: http, port: 80}]
                """.formatted(name, selector));
    }

    public void deploymentOf(String name, String labels) {
        cluster.apply("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: %s, namespace: default}
                spec:
                  replicas: 1
                  selector: {matchLabels: {%s}}
                  template:
                    metadata: {labels: {%s}}
                    spec: {containers: [{name: web, image: "registry/web:v1"}]}
                """.formatted(name, labels, labels));
    }

    /** Waits until everything under way has come to rest. */
    public void rest() {
        cluster.clock().settle();
    }

    /** Waits until no watch is open: the end of one travels over a socket, which virtual time does not see. */
    public void awaitNoWatch() {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (cluster.openWatches() > 0 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(cluster.openWatches()).isZero();
    }

    /** Forgets all requests so far. */
    public void forget() {
        rest();
        cluster.requestLog().clear();
    }

    /** The requests of our platform, such as {@code list pods}. */
    public List<String> requests() {
        return cluster.requests().stream()
                .filter(request -> request.client().equals(FakeCluster.DEFAULT_CLIENT))
                .map(request -> request.verb() + " " + request.resource())
                .toList();
    }

    @Override
    public void close() {
        platform.close();
        cluster.close();
    }
}
