package dev.bluegreen.examples;

import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.testkit.traffic.TrafficSpec;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The current context of {@code KUBECONFIG}; the example's manifest is applied there and left there. */
final class RealScene implements Scene {

    private static final int REACH_MILLIS = 2_000;
    private static final int PORT = 80;

    private final KubernetesClient client = new KubernetesClientBuilder().build();
    private final Fabric8Platform platform = Fabric8Platform.of(client);

    RealScene() {
        try (InputStream manifest =
                Objects.requireNonNull(Quickstart.class.getResourceAsStream(Quickstart.MANIFEST), "manifest")) {
            List<HasMetadata> objects = client.load(manifest).items();
            objects.forEach(object -> client.resource(object).forceConflicts().serverSideApply());
            objects.stream()
                    .filter(object -> !(object instanceof Service))
                    .forEach(object -> client.resource(object).waitUntilReady(3, TimeUnit.MINUTES));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + Quickstart.MANIFEST, e);
        }
    }

    @Override
    public String describe() {
        return platform.describe();
    }

    @Override
    public Fabric8Platform platform() {
        return platform;
    }

    @Override
    public Optional<TrafficSpec> traffic() {
        Service service = client.services().withName(Quickstart.SERVICE).require();
        Stream<String> balancers = Stream.ofNullable(service.getStatus().getLoadBalancer())
                .flatMap(balancer -> balancer.getIngress().stream())
                .map(RealScene::host);
        return Stream.concat(balancers, Stream.of(service.getSpec().getClusterIP()))
                .map(host -> new InetSocketAddress(host, PORT))
                .filter(RealScene::isReachable)
                .map(TrafficSpec::to)
                .findFirst();
    }

    /** The image of the manifest does not know its track. */
    @Override
    public boolean tellsTracks() {
        return false;
    }

    @Override
    public Duration settleBound() {
        return Duration.ofSeconds(30);
    }

    @Override
    public void close() {
        platform.close();
        client.close();
    }

    private static String host(LoadBalancerIngress ingress) {
        return Optional.ofNullable(ingress.getHostname()).orElseGet(ingress::getIp);
    }

    private static boolean isReachable(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address, REACH_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
