package dev.bluegreen.examples;

import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.FakeCluster;
import dev.bluegreen.testkit.request.RequestTrace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The requests of a warm {@code switchTo} of bluegreen's commit 987bf20, as a real API server saw them, in the same order
 * and side by side where they were, sent by a bare client: what a path through the API costs that does nothing else.
 */
final class RequestScript {

    private static final String APP = "shop";
    private static final String SERVICE = "shop-svc";
    private static final String LEASE = "script";
    private static final Service SHOP = new ServiceBuilder()
            .withNewMetadata()
            .withName(SERVICE)
            .endMetadata()
            .build();
    private static final String MOVE =
            "[{\"op\": \"replace\", \"path\": \"/spec/selector/track\", \"value\": \"green\"}]";
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final FakeCluster cluster;
    private final KubernetesClient client;

    /** @param cluster with the scene of {@code app("shop")} */
    RequestScript(FakeCluster cluster) {
        this.cluster = cluster;
        this.client = cluster.client("script");
        client.resource(new LeaseBuilder()
                        .withNewMetadata()
                        .withName(LEASE)
                        .endMetadata()
                        .withNewSpec()
                        .endSpec()
                        .build())
                .create();
    }

    /** Sends BLUE's traffic to GREEN. */
    RequestTrace run() {
        Time.Signal routed = cluster.time().signal();
        try (AutoCloseable watch =
                client.discovery().v1().endpointSlices().watch(new SliceWatcher(SERVICE, routed::raise))) {
            cluster.settle();
            return cluster.api().trace(() -> play(routed));
        } catch (Exception e) {
            throw new IllegalStateException("the script of requests could not be played", e);
        }
    }

    private void play(Time.Signal routed) {
        Lease lease = client.leases().withName(LEASE).get();
        observe();
        client.network().v1().ingresses().list();
        client.raw("/apis/elbv2.k8s.aws/v1beta1/namespaces/default/targetgroupbindings");
        podsOfGreen();
        lease = hold(lease, "lock");
        observe();
        podsOfGreen();
        lease = hold(lease, "intent");
        forgetEarlier(routed);
        client.resource(SHOP).patch(PatchContext.of(PatchType.JSON), MOVE);
        await(routed);
        hold(lease, "end");
    }

    /** What a watch begins with are the slices of before. */
    private static void forgetEarlier(Time.Signal routed) {
        routed.raise();
        await(routed);
    }

    private void observe() {
        sideBySide(Stream.of(
                () -> client.services().withName(SERVICE).get(),
                () -> client.pods().withLabel("app", APP).list(),
                () -> client.apps().deployments().withName(APP + "-blue").get(),
                () -> client.apps().deployments().withName(APP + "-green").get()));
    }

    private void podsOfGreen() {
        client.pods().withLabel("app", APP).withLabel("track", "green").list();
    }

    private Lease hold(Lease lease, String by) {
        return client.resource(new LeaseBuilder(lease)
                        .editSpec()
                        .withHolderIdentity(by)
                        .endSpec()
                        .build())
                .update();
    }

    private void sideBySide(Stream<Runnable> requests) {
        List<Time.Signal> ends = new ArrayList<>();
        requests.forEach(request -> {
            Time.Signal end = cluster.time().signal();
            ends.add(end);
            cluster.time().fork("request", () -> {
                request.run();
                end.raise();
            });
        });
        ends.forEach(RequestScript::await);
    }

    private static void await(Time.Signal signal) {
        try {
            signal.await(LONGEST);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted between two requests", e);
        }
    }
}
