package dev.bluegreen.testkit.fidelity;

import static dev.bluegreen.testkit.fidelity.Bodies.pod;
import static dev.bluegreen.testkit.fidelity.Bodies.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bluegreen.testkit.fidelity.Api.Answer;
import dev.bluegreen.testkit.internal.store.Trees;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Which pods, at which of their ports and addresses, a Service's EndpointSlices have. */
@Fidelity
class EndpointFidelityTest {

    private static final String TWO_PROTOCOLS = """
            "ports": [{"name": "dns", "containerPort": 5353, "protocol": "UDP"},
                      {"name": "web", "containerPort": 8080}]""";

    private Api api;
    private Subject subject;
    private String name;

    @BeforeEach
    void use(Api given, Subject on) {
        api = given;
        subject = on;
        name = api.name("ends");
        subject.requirePods();
    }

    @AfterEach
    void stop() {
        api.delete("pods/" + name + "?gracePeriodSeconds=0");
        api.delete("services/" + name);
    }

    @Test
    @DisplayName("A named target port is that of the Service port's protocol")
    void aNameAndAProtocol() {
        run(TWO_PROTOCOLS, "");
        serve("""
                [{"name": "a", "port": 80, "targetPort": "web"},
                 {"name": "b", "port": 81, "targetPort": "dns"},
                 {"name": "c", "port": 82, "targetPort": "dns", "protocol": "UDP"},
                 {"name": "d", "port": 83, "targetPort": "none"},
                 {"name": "e", "port": 84, "targetPort": 9999}]""");

        assertThat(subject.until(() -> isReady() && endpoints().size() == 1)).isTrue();
        assertThat(Trees.maps(slices().get(0), "ports"))
                .extracting(port -> port.get("name") + " " + port.get("port") + "/" + port.get("protocol"))
                .containsExactlyInAnyOrder("a 8080/TCP", "c 5353/UDP", "e 9999/TCP");
    }

    @Test
    @DisplayName("A pod none of whose ports has the name is an endpoint of a slice without ports")
    void noSuchPort() {
        run(TWO_PROTOCOLS, "");
        serve("[{\"port\": 80, \"targetPort\": \"http\"}]");

        assertThat(subject.until(() -> isReady() && endpoints().size() == 1)).isTrue();
        assertThat(Trees.maps(slices().get(0), "ports")).isEmpty();
    }

    @Test
    @DisplayName("A named target port may be a native sidecar's, and not another init container's, since 1.32")
    void aNativeSidecar() {
        assumeTrue(subject.minorVersion() >= 32, "named ports of native sidecars are not looked for before 1.32");
        run(TWO_PROTOCOLS, """
                "initContainers": [{"name": "proxy", "image": "%s", "restartPolicy": "Always",
                  "ports": [{"name": "https", "containerPort": 9443}]}],""".formatted(Subject.IMAGE));
        serve("[{\"name\": \"s\", \"port\": 443, \"targetPort\": \"https\"}]");

        assertThat(subject.until(() -> isReady() && endpoints().size() == 1)).isTrue();
        assertThat(Trees.maps(slices().get(0), "ports"))
                .extracting(port -> port.get("port"))
                .containsExactly(9443L);
    }

    @Test
    @DisplayName("A pod with a readiness gate is ready when somebody has set its condition, and not before")
    void aReadinessGate() {
        run(TWO_PROTOCOLS, "\"readinessGates\": [{\"conditionType\": \"example.org/open\"}],");
        serve("[{\"port\": 80, \"targetPort\": \"web\"}]");

        assertThat(subject.until(() -> is("ContainersReady", "True"))).isTrue();
        assertThat(condition("Ready"))
                .containsEntry("status", "False")
                .containsEntry("reason", "ReadinessGatesNotReady");
        assertThat(subject.until(() -> endpoints().size() == 1)).isTrue();
        assertThat(Trees.isTrue(endpoints().get(0), "conditions", "ready")).isFalse();

        api.patch("pods/" + name + "/status", Api.STRATEGIC, """
                {"status": {"conditions": [{"type": "example.org/open", "status": "True"}]}}""");

        assertThat(subject.until(() -> isReady())).isTrue();
        assertThat(condition("example.org/open")).containsEntry("status", "True");
        assertThat(subject.until(() -> Trees.isTrue(endpoints().get(0), "conditions", "ready")))
                .isTrue();
    }

    @Test
    @DisplayName("A Service of both address families has slices of both, each with addresses of its own")
    void bothFamilies() {
        Answer made = api.create(
                "services",
                service(name)
                        .replace(", \"track\": \"blue\"", "")
                        .replace("\"ports\"", "\"ipFamilyPolicy\": \"PreferDualStack\", \"ports\""));
        assumeTrue(families(made).size() == 2, "the cluster has one address family");
        run(TWO_PROTOCOLS, "");

        assertThat(subject.until(() -> isReady() && endpoints().size() == 2)).isTrue();
        assertThat(Trees.list(made.tree(), "spec", "clusterIPs")).hasSize(2);
        assertThat(Trees.maps(api.get("pods/" + name).tree(), "status", "podIPs"))
                .extracting(address -> address.get("ip"))
                .containsExactlyInAnyOrderElementsOf(slices().stream()
                        .flatMap(slice -> Trees.maps(slice, "endpoints").stream())
                        .flatMap(endpoint -> Trees.list(endpoint, "addresses").stream())
                        .toList());
        assertThat(slices()).extracting(slice -> slice.get("addressType")).containsExactlyInAnyOrder("IPv4", "IPv6");
    }

    @Test
    @DisplayName("A Service that publishes pods that are not ready has them as ready endpoints that do not serve")
    void notReadyAddresses() {
        run(TWO_PROTOCOLS, "\"readinessGates\": [{\"conditionType\": \"example.org/open\"}],");
        api.create(
                "services",
                service(name)
                        .replace(", \"track\": \"blue\"", "")
                        .replace("\"ports\"", "\"publishNotReadyAddresses\": true, \"ports\""));

        assertThat(subject.until(
                        () -> is("ContainersReady", "True") && endpoints().size() == 1))
                .isTrue();
        assertThat(Trees.map(endpoints().get(0), "conditions"))
                .containsEntry("ready", true)
                .containsEntry("serving", false)
                .containsEntry("terminating", false);
    }

    private void run(String ports, String spec) {
        api.create(
                "pods",
                pod(name, "app", name)
                        .replace("\"image\": \"web:1\"", "\"image\": \"" + Subject.IMAGE + "\", " + ports)
                        .replace("\"spec\": {", "\"spec\": {" + spec));
    }

    private void serve(String ports) {
        api.create(
                "services", service(name).replace(", \"track\": \"blue\"", "").replace("[{\"port\": 80}]", ports));
    }

    private static List<Object> families(Answer service) {
        return Trees.list(service.tree(), "spec", "ipFamilies");
    }

    private boolean isReady() {
        return is("Ready", "True");
    }

    private boolean is(String type, String status) {
        return status.equals(condition(type).get("status"));
    }

    private Map<String, Object> condition(String type) {
        return api.get("pods/" + name).maps("status", "conditions").stream()
                .filter(condition -> type.equals(condition.get("type")))
                .findFirst()
                .orElse(Map.of());
    }

    private List<Map<String, Object>> slices() {
        return api.get("endpointslices?labelSelector=kubernetes.io/service-name=" + name)
                .maps("items");
    }

    private List<Map<String, Object>> endpoints() {
        return slices().stream()
                .flatMap(slice -> Trees.maps(slice, "endpoints").stream())
                .toList();
    }
}
