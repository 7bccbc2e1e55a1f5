package dev.bluegreen.testkit;

import static dev.bluegreen.testkit.PodSelector.pods;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.testkit.internal.loopback.Loopback;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Services as clients of other protocols and address families meet them, over real sockets. */
class AddressesTest {

    private static final int PATIENCE_MILLIS = 10_000;

    private final FakeCluster cluster = FakeCluster.start();

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void aUdpPortAnswersDatagramsAndClientsStayWithTheirPod() throws IOException {
        deploy("blue", "ports: [{name: dns, containerPort: 5353, protocol: UDP}]");
        FakeAddress dns = only(service("ports: [{port: 53, targetPort: dns, protocol: UDP}]"));

        Set<String> all = new TreeSet<>();
        for (int i = 0; i < 4; i++) {
            try (DatagramSocket client = client(dns.socket())) {
                String pod = ask(client);
                assertThat(pod).startsWith("{\"app\":\"shop\",\"track\":\"blue\"");
                assertThat(ask(client)).isEqualTo(pod);
                all.add(pod);
            }
        }
        assertThat(all).hasSize(2);
        assertThat(dns.protocol()).isEqualTo("UDP");
    }

    @Test
    void aUdpPortWithoutEndpointsRefusesDatagramsAndTakesThemWhenThereAreSome() throws IOException {
        deploy("blue", "ports: [{name: dns, containerPort: 5353, protocol: UDP}]");
        FakeAddress dns = only(service("ports: [{port: 53, targetPort: dns, protocol: UDP}]"));
        for (int i = 0; i < 3; i++) {
            select("none");
            try (DatagramSocket client = client(dns.socket())) {
                assertThatThrownBy(() -> ask(client)).isInstanceOf(PortUnreachableException.class);
            }
            select("blue");
            try (DatagramSocket client = client(dns.socket())) {
                assertThat(ask(client)).contains("\"track\":\"blue\"");
            }
        }
    }

    @Test
    void aContainerPortOfAnotherProtocolTakesNoConnection() throws IOException {
        deploy("blue", "ports: [{name: dns, containerPort: 5353, protocol: UDP}]");
        FakeAddress dns = only(service("ports: [{port: 53, targetPort: dns}]"));

        assertThat(get(dns.socket())).isEmpty();
    }

    @Test
    void aNativeSidecarServesItsNamedPort() throws IOException {
        deploy("blue", """
                ports: [{name: http, containerPort: 8080}]}]
                      initContainers: [{name: proxy, image: "proxy:1", restartPolicy: Always,
                        ports: [{name: https, containerPort: 9443}]""");
        FakeAddress https = only(service("ports: [{port: 443, targetPort: https}]"));

        assertThat(get(https.socket())).startsWith("HTTP/1.1 200").contains("X-Track: blue");
    }

    @Test
    void aDualStackServiceIsReachedAtBothFamilies() throws IOException {
        assumeTrue(Loopback.hasIpv6(), "no ::1 here");
        deploy("blue", "ports: [{name: http, containerPort: 8080}]");
        List<FakeAddress> both = service("""
                ipFamilyPolicy: RequireDualStack
                  ports: [{name: http, port: 80, targetPort: http},
                          {name: dns, port: 53, targetPort: 5353, protocol: UDP}]""");

        assertThat(both)
                .extracting(address -> address.family() + " " + address.port() + "/" + address.protocol())
                .containsExactly("IPv4 80/TCP", "IPv4 53/UDP", "IPv6 80/TCP", "IPv6 53/UDP");
        for (FakeAddress address : both) {
            assertThat(address.socket().getAddress() instanceof Inet6Address)
                    .isEqualTo(address.family().equals("IPv6"));
        }
        assertThat(get(both.get(2).socket())).contains("X-Track: blue");
    }

    @Test
    void podsOfOneFamilyServeOnlyThat() throws IOException {
        assumeTrue(Loopback.hasIpv6(), "no ::1 here");
        cluster.behave(pods("track=blue"), Behaviour.ipFamilies("IPv6"));
        deploy("blue", "ports: [{name: http, containerPort: 8080}]");
        List<FakeAddress> both = service("""
                ipFamilyPolicy: RequireDualStack
                  ports: [{name: http, port: 80, targetPort: http}]""");

        assertThat(get(both.get(0).socket())).isEmpty();
        assertThat(get(both.get(1).socket())).contains("X-Track: blue");
        assertThat(cluster.client().pods().list().getItems())
                .allSatisfy(pod -> assertThat(pod.getStatus().getPodIP())
                        .contains(":")
                        .isEqualTo(pod.getStatus().getPodIPs().get(0).getIp()));
    }

    @Test
    void anUnknownFamilyIsRefused() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Behaviour.ipFamilies("IPv5"))
                .withMessageContaining("IPv5")
                .withMessageContaining("give IPv4, IPv6 or both");
    }

    @Test
    void aSliceThatAnotherControllerManagesCarriesTrafficToo() throws IOException {
        deploy("blue", "ports: [{name: http, containerPort: 8080}]");
        deploy("green", "ports: [{name: http, containerPort: 8080}]");
        FakeAddress http = only(service("ports: [{name: http, port: 80, targetPort: http}]"));
        String green = cluster.client()
                .pods()
                .withLabel("track", "green")
                .list()
                .getItems()
                .get(0)
                .getStatus()
                .getPodIP();
        cluster.apply("""
                apiVersion: discovery.k8s.io/v1
                kind: EndpointSlice
                metadata:
                  name: left
                  labels: {kubernetes.io/service-name: shop-svc, endpointslice.kubernetes.io/managed-by: somebody}
                addressType: IPv4
                ports: [{name: http, port: 8080}]
                endpoints: [{addresses: [%s]}]
                """.formatted(green));
        cluster.settle();

        List<String> answers = new ArrayList<>();
        for (int i : IntStream.range(0, 6).toArray()) {
            answers.add(i + get(http.socket()));
        }
        assertThat(answers).anyMatch(answer -> answer.contains("X-Track: green"));
        assertThat(answers).anyMatch(answer -> answer.contains("X-Track: blue"));
    }

    @Test
    void aHeadlessServiceIsReachedByTheFamiliesOfItsSlicesToo() {
        assumeTrue(Loopback.hasIpv6(), "no ::1 here");
        deploy("blue", "ports: [{name: http, containerPort: 8080}]");
        deploy("green", "ports: [{name: http, containerPort: 8080}]");
        FakeAddress http = only(service("""
                clusterIP: None
                  ports: [{name: http, port: 80, targetPort: http}]"""));
        String green = cluster.client().pods().withLabel("track", "green").list().getItems().stream()
                .flatMap(pod -> pod.getStatus().getPodIPs().stream())
                .map(podIp -> podIp.getIp())
                .filter(ip -> ip.contains(":"))
                .findFirst()
                .orElseThrow();
        cluster.apply("""
                apiVersion: discovery.k8s.io/v1
                kind: EndpointSlice
                metadata:
                  name: left
                  labels: {kubernetes.io/service-name: shop-svc, endpointslice.kubernetes.io/managed-by: somebody}
                addressType: IPv6
                ports: [{name: http, port: 8080}]
                endpoints: [{addresses: ['%s']}]
                """.formatted(green));
        cluster.settle();

        List<FakeAddress> both = cluster.service("shop-svc").addresses();

        assertThat(both).extracting(FakeAddress::family).containsExactly("IPv4", "IPv6");
        assertThat(get(http.socket())).contains("X-Track: blue");
        assertThat(get(both.get(1).socket())).contains("X-Track: green");
    }

    private void deploy(String track, String container) {
        cluster.apply("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: shop-TRACK}
                spec:
                  replicas: 2
                  selector: {matchLabels: {app: shop, track: TRACK}}
                  template:
                    metadata: {labels: {app: shop, track: TRACK}}
                    spec:
                      containers: [{name: app, image: "shop:1", CONTAINER}]
                """.replace("TRACK", track).replace("CONTAINER", container));
        cluster.awaitReady().clock().advance(Duration.ofSeconds(2));
    }

    private List<FakeAddress> service(String spec) {
        cluster.apply("""
                apiVersion: v1
                kind: Service
                metadata: {name: shop-svc}
                spec:
                  selector: {app: shop, track: blue}
                  SPEC
                """.replace("SPEC", spec));
        cluster.awaitReady();
        return cluster.service("shop-svc").addresses();
    }

    private static FakeAddress only(List<FakeAddress> addresses) {
        assertThat(addresses).hasSize(1);
        return addresses.get(0);
    }

    private void select(String track) {
        cluster.client().services().withName("shop-svc").edit(service -> {
            service.getSpec().getSelector().put("track", track);
            return service;
        });
        cluster.settle();
    }

    private static DatagramSocket client(InetSocketAddress to) throws IOException {
        DatagramSocket client = new DatagramSocket();
        client.connect(to);
        client.setSoTimeout(PATIENCE_MILLIS);
        return client;
    }

    private static String ask(DatagramSocket client) throws IOException {
        client.send(new DatagramPacket(new byte[] {1}, 1));
        DatagramPacket answer = new DatagramPacket(new byte[4096], 4096);
        client.receive(answer);
        return new String(answer.getData(), 0, answer.getLength(), StandardCharsets.UTF_8);
    }

    /** Empty if nobody answers. */
    private static String get(InetSocketAddress at) {
        try (Socket socket = new Socket(at.getAddress(), at.getPort())) {
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
