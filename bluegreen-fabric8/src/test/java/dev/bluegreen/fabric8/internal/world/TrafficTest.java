package dev.bluegreen.fabric8.internal.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.fabric8.internal.world.TargetPort.Sidecars;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What carries traffic, from a Service, its pods and its slices as they are written in YAML. */
class TrafficTest {

    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    @Test
    void aNamedTargetPortIsFoundByNameAndProtocolInEachPodForItself() {
        Service service = service("ports: [{name: http, port: 80, targetPort: web}]");

        assertThat(expected(
                        service,
                        pod("a", "10.0.0.1", "containers: [{name: c, ports: [{name: web, containerPort: 8080}]}]"),
                        pod("b", "10.0.0.2", "containers: [{name: c, ports: [{name: web, containerPort: 9090}]}]"),
                        pod(
                                "c",
                                "10.0.0.3",
                                "containers: [{name: c, ports: [{name: web, containerPort: 8080, protocol: UDP}]}]"),
                        pod("d", "10.0.0.4", "containers: [{name: c}]")))
                .containsExactly(Map.entry("IPv4 port http", List.of("10.0.0.1:8080", "10.0.0.2:9090")));
    }

    @Test
    void aNumberIsTakenAsItIsWhateverThePodDeclares() {
        Service service = service("ports: [{port: 80, targetPort: 8080}, {name: other, port: 81}]");

        assertThat(expected(service, pod("a", "10.0.0.1", "containers: [{name: c}]")))
                .containsExactly(
                        Map.entry("IPv4 port 80", List.of("10.0.0.1:8080")),
                        Map.entry("IPv4 port other", List.of("10.0.0.1:81")));
    }

    @Test
    void portsOfOneNumberAndTwoProtocolsAreTwo() {
        Service service = service(
                "ports: [{name: dns, port: 53, protocol: UDP, targetPort: dns}, {name: dns-tcp, port: 53, targetPort: dns}]");

        assertThat(expected(
                        service,
                        pod(
                                "a",
                                "10.0.0.1",
                                "containers: [{name: c, ports: [{name: dns, containerPort: 5353, protocol: UDP}]}]")))
                .containsExactly(
                        Map.entry("IPv4 port dns (UDP)", List.of("10.0.0.1:5353")),
                        Map.entry("IPv4 port dns-tcp", List.of()));
    }

    @Test
    void aNativeSidecarIsSearchedAfterTheContainersWhereTheClusterDoes() {
        Service service = service("ports: [{name: https, port: 443, targetPort: https}]");
        String sidecar =
                "initContainers: [{name: p, restartPolicy: Always, ports: [{name: https, containerPort: 9443}]}]";
        Pod meshed = pod("a", "10.0.0.1", "{containers: [{name: c}], " + sidecar + "}");
        Pod both = pod(
                "b",
                "10.0.0.2",
                "{containers: [{name: c, ports: [{name: https, containerPort: 8443}]}], " + sidecar + "}");
        Pod setup = pod(
                "c",
                "10.0.0.3",
                "{containers: [{name: c}], initContainers: [{name: p, ports: [{name: https, containerPort: 1}]}]}");

        assertThat(expected(service, meshed, both, setup))
                .containsExactly(Map.entry("IPv4 port https", List.of("10.0.0.1:9443", "10.0.0.2:8443")));
        assertThat(carrying(service, ExpectedSlices.of(service, List.of(meshed, both, setup), Sidecars.LEFT_OUT)))
                .containsExactly(Map.entry("IPv4 port https", List.of("10.0.0.2:8443")));
    }

    @Test
    void aFamilyHasThePodsThatHaveAnAddressOfIt() {
        Service service = service("{ipFamilies: [IPv6, IPv4], ports: [{port: 80}]}");

        assertThat(expected(
                        service,
                        pod("a", "10.0.0.1", "containers: [{name: c}]"),
                        pod("b", "10.0.0.2", "containers: [{name: c}]")))
                .containsExactly(
                        Map.entry("IPv4 port 80", List.of("10.0.0.1:80", "10.0.0.2:80")),
                        Map.entry("IPv6 port 80", List.of()));
    }

    @Test
    void dualStackPodsServeBothFamilies() {
        Service service = service("{ipFamilies: [IPv4, IPv6], ports: [{port: 80}]}");

        assertThat(expected(service, dual("a", "10.0.0.1", "fd00::1")))
                .containsExactly(
                        Map.entry("IPv4 port 80", List.of("10.0.0.1:80")),
                        Map.entry("IPv6 port 80", List.of("fd00::1:80")));
    }

    @Test
    void podsThatAreNotReadyServeOnlyWhereTheirAddressesArePublished() {
        Pod unready = status(pod("a", "10.0.0.1", "containers: [{name: c}]"), "False", null);

        assertThat(expected(service("ports: [{port: 80}]"), unready))
                .containsExactly(Map.entry("IPv4 port 80", List.of()));
        assertThat(expected(service("{publishNotReadyAddresses: true, ports: [{port: 80}]}"), unready))
                .containsExactly(Map.entry("IPv4 port 80", List.of("10.0.0.1:80")));
    }

    @Test
    void podsThatShutDownAndStillServeTakeTrafficOnlyWhenNoneIsReady() {
        Service service = service("ports: [{port: 80}]");
        Pod leaving = status(pod("a", "10.0.0.1", "containers: [{name: c}]"), "True", "2026-01-01T00:00:00Z");

        assertThat(expected(service, leaving)).containsExactly(Map.entry("IPv4 port 80", List.of("10.0.0.1:80")));
        assertThat(expected(service, leaving, pod("b", "10.0.0.2", "containers: [{name: c}]")))
                .containsExactly(Map.entry("IPv4 port 80", List.of("10.0.0.2:80")));
    }

    @Test
    void podsThatHaveEndedAreNoEndpoints() {
        Pod ended = pod("a", "10.0.0.1", "containers: [{name: c}]");
        ended.getStatus().setPhase("Succeeded");

        assertThat(expected(service("ports: [{port: 80}]"), ended))
                .containsExactly(Map.entry("IPv4 port 80", List.of()));
    }

    @Test
    void aSliceWithoutPortsServesNoPortNotEvenOneWithoutAName() {
        assertThat(carrying(service("ports: [{port: 80}]"), List.of(slice("IPv4", "ports: []", "10.0.0.1"))))
                .containsExactly(Map.entry("IPv4 port 80", List.of()));
        assertThat(carrying(service("ports: [{port: 80}]"), List.of(slice("IPv4", "ports: null", "10.0.0.1"))))
                .containsExactly(Map.entry("IPv4 port 80", List.of()));
    }

    @Test
    void aSliceWithoutPortsServesAHeadlessServiceWithoutPorts() {
        Traffic traffic = Traffic.of(service("clusterIP: None"), List.of(slice("IPv4", "ports: []", "10.0.0.1")));

        assertThat(traffic.frontends()).extracting(Frontend::toString).containsExactly("IPv4");
        assertThat(traffic.serves(traffic.frontends().get(0))).isTrue();
    }

    @Test
    void clientsOfAHeadlessServiceReachTheAddressesOfAllItsSlices() {
        Traffic traffic = Traffic.of(
                service("{clusterIP: None, ports: [{name: http, port: 80}]}"),
                List.of(
                        slice("IPv4", "ports: [{name: http, port: 80}]", "10.0.0.1"),
                        slice("IPv4", "ports: [{name: admin, port: 81}]", "10.0.0.2"),
                        slice("FQDN", "ports: [{name: http, port: 80}]", "example.org")));

        assertThat(traffic.reachable()).extracting(Backend::address).containsExactly("10.0.0.1", "10.0.0.2");
    }

    @Test
    void ofAnEndpointWithSeveralAddressesDnsGivesAllAndANodeProxyTakesTheFirst() {
        EndpointSlice slice = slice("IPv4", "ports: [{name: http, port: 80}]", "10.0.0.1");
        slice.getEndpoints().get(0).setAddresses(List.of("10.0.0.1", "192.0.2.7"));

        assertThat(Traffic.of(service("{clusterIP: None, ports: [{name: http, port: 80}]}"), List.of(slice))
                        .reachable())
                .extracting(Backend::address)
                .containsExactly("10.0.0.1", "192.0.2.7");
        assertThat(Traffic.of(service("ports: [{name: http, port: 80}]"), List.of(slice))
                        .reachable())
                .extracting(Backend::address)
                .containsExactly("10.0.0.1");
    }

    @Test
    void aSliceBelongsToThePortOfItsNameAndProtocolWhoeverManagesIt() {
        Service service = service("ports: [{name: http, port: 80}]");

        assertThat(carrying(
                        service,
                        List.of(
                                slice("IPv4", "ports: [{name: http, port: 8080}]", "10.0.0.1"),
                                slice("IPv4", "ports: [{name: http, port: 8080, protocol: UDP}]", "10.0.0.2"),
                                slice("IPv4", "ports: [{name: admin, port: 8080}]", "10.0.0.3"),
                                slice("IPv6", "ports: [{name: http, port: 8080}]", "fd00::1"),
                                slice("FQDN", "ports: [{name: http, port: 8080}]", "example.org"))))
                .containsExactly(Map.entry("IPv4 port http", List.of("10.0.0.1:8080")));
    }

    @Test
    void notSayingIsSayingReady() {
        Backend unsaid = Traffic.of(
                        service("ports: [{port: 80}]"),
                        List.of(slice("IPv4", "ports: [{name: '', port: 80}]", "10.0.0.1")))
                .reachable()
                .get(0);

        assertThat(unsaid.isReady()).isTrue();
        assertThat(unsaid.isForeign()).isTrue();
        assertThat(Backend.manager(unsaid.slice())).isEqualTo("nobody");
    }

    @Test
    void theOwnerOfAPodIsTheDeploymentItsReplicaSetIsNamedAfter() {
        assertThat(Owner.of(owned("ReplicaSet", "shop-green-6f7b", "6f7b")))
                .isEqualTo(new Owner("Deployment", "shop-green"))
                .hasToString("of Deployment/shop-green");
        assertThat(Owner.of(owned("ReplicaSet", "shop-green-6f7b", ""))).hasToString("of ReplicaSet/shop-green-6f7b");
        assertThat(Owner.of(owned("Job", "migrate", "6f7b"))).hasToString("of Job/migrate");
        assertThat(Owner.of(pod("a", "10.0.0.1", "containers: []"))).hasToString("a bare pod");
    }

    private static Map<String, List<String>> expected(Service service, Pod... pods) {
        return carrying(service, ExpectedSlices.of(service, Arrays.asList(pods), Sidecars.SEARCHED));
    }

    private static Map<String, List<String>> carrying(Service service, List<EndpointSlice> slices) {
        Traffic traffic = Traffic.of(service, slices);
        Map<String, List<String>> carrying = new TreeMap<>();
        traffic.frontends()
                .forEach(frontend -> carrying.put(
                        frontend.toString(),
                        traffic.carrying(frontend).stream()
                                .map(backend ->
                                        backend.address() + ":" + backend.port().orElseThrow())
                                .toList()));
        return carrying;
    }

    private static Service service(String spec) {
        String flow = spec.startsWith("{") ? spec : "{" + spec + "}";
        return YAML.unmarshal("metadata: {name: shop}\nspec: " + flow, Service.class);
    }

    private static Pod pod(String name, String address, String spec) {
        String flow = spec.startsWith("{") ? spec : "{" + spec + "}";
        return YAML.unmarshal("""
                metadata: {name: %s, uid: uid-%1$s, labels: {app: shop}}
                spec: %s
                status: {phase: Running, podIPs: [{ip: %s}], conditions: [{type: Ready, status: 'True'}]}
                """.formatted(name, flow, address.split(",")[0]), Pod.class);
    }

    private static Pod dual(String name, String ipv4, String ipv6) {
        return YAML.unmarshal("""
                metadata: {name: %s, uid: uid-%1$s}
                spec: {containers: [{name: c}]}
                status: {podIPs: [{ip: %s}, {ip: '%s'}], conditions: [{type: Ready, status: 'True'}]}
                """.formatted(name, ipv4, ipv6), Pod.class);
    }

    private static Pod status(Pod pod, String ready, String deleted) {
        pod.getStatus().getConditions().get(0).setStatus(ready);
        pod.getMetadata().setDeletionTimestamp(deleted);
        return pod;
    }

    private static Pod owned(String kind, String owner, String hash) {
        return YAML.unmarshal("""
                metadata:
                  name: p
                  labels: {pod-template-hash: '%s'}
                  ownerReferences: [{kind: %s, name: %s, controller: true}]
                """.formatted(hash, kind, owner), Pod.class);
    }

    private static EndpointSlice slice(String type, String ports, String address) {
        return YAML.unmarshal("""
                metadata: {name: s, labels: {}}
                addressType: %s
                %s
                endpoints: [{addresses: ['%s']}]
                """.formatted(type, ports, address), EndpointSlice.class);
    }
}
