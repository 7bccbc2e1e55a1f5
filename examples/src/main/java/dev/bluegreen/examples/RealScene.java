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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The current context of {@code KUBECONFIG}; the example's manifest is applied there and left there. */
final class RealScene implements Scene {

    private static final int REACH_MILLIS = 2_000;
    private static final int STATUS_LENGTH = 12;
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

    /** An HTTP answer counts; that something accepts connections does not, since a proxy on the way may. */
    private static boolean isReachable(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address, REACH_MILLIS);
            socket.setSoTimeout(REACH_MILLIS);
            String request = "GET / HTTP/1.1\r\nHost: " + address.getHostString() + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readNBytes(STATUS_LENGTH), StandardCharsets.US_ASCII);
            return answer.startsWith("HTTP/1.1 200");
        } catch (IOException e) {
            return false;
        }
    }
}
