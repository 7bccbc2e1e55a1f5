package dev.bluegreen.testkit.fidelity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.testkit.fidelity.Api.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Fidelity
class DiscoveryFidelityTest {

    private Api api;
    private Subject subject;

    @BeforeEach
    void use(Api given, Subject on) {
        api = given;
        subject = on;
    }

    @Test
    @DisplayName("R58 /api lists the versions of the core group")
    void core() {
        assertThat(get("/api").at("kind")).isEqualTo("APIVersions");
        assertThat(get("/api").body()).contains("\"v1\"");
    }

    @Test
    @DisplayName("R58 /apis lists the groups")
    void groups() {
        assertThat(get("/apis").maps("groups"))
                .extracting(group -> group.get("name"))
                .contains("apps", "batch", "autoscaling", "policy", "networking.k8s.io", "discovery.k8s.io")
                .contains("coordination.k8s.io", "events.k8s.io", "rbac.authorization.k8s.io", "apiextensions.k8s.io");
    }

    @ParameterizedTest(name = "R58 {0} is a resource of {1}")
    @DisplayName("R58 a group lists its resources")
    @CsvSource({
        "pods, /api/v1",
        "pods/log, /api/v1",
        "pods/eviction, /api/v1",
        "pods/portforward, /api/v1",
        "services, /api/v1",
        "deployments/scale, /apis/apps/v1",
        "deployments/status, /apis/apps/v1",
        "jobs, /apis/batch/v1",
        "leases, /apis/coordination.k8s.io/v1",
        "endpointslices, /apis/discovery.k8s.io/v1",
        "events, /apis/events.k8s.io/v1"
    })
    void resources(String name, String path) {
        assertThat(get(path).maps("resources"))
                .extracting(resource -> resource.get("name"))
                .contains(name);
    }

    @Test
    @DisplayName("R58 a resource tells its kind, its scope and its verbs")
    void aResource() {
        assertThat(get("/apis/apps/v1").maps("resources"))
                .filteredOn(resource -> resource.get("name").equals("deployments"))
                .singleElement()
                .satisfies(resource -> {
                    assertThat(resource).containsEntry("kind", "Deployment").containsEntry("namespaced", true);
                    assertThat(resource.get("verbs").toString()).contains("get", "list", "watch", "patch");
                });
    }

    @Test
    @DisplayName("R58 a group tells its preferred version")
    void aGroup() {
        Answer group = get("/apis/autoscaling");

        assertThat(group.at("kind")).isEqualTo("APIGroup");
        assertThat(group.at("preferredVersion", "groupVersion")).isEqualTo("autoscaling/v2");
    }

    @ParameterizedTest(name = "R58 {0} is 404")
    @DisplayName("R58 what is not served is 404")
    @ValueSource(
            strings = {
                "/apis/nowhere.example.org/v1",
                "/apis/nowhere.example.org/v1/things",
                "/api/v1/things",
                "/apis/apps/v1beta1"
            })
    void unknown(String path) {
        assertThat(get(path).code()).isEqualTo(404);
    }

    @Test
    @DisplayName("R58 a write to an unknown group is 404")
    void aWriteToAnUnknownGroup() {
        assertThat(api.send("POST", "/apis/nowhere.example.org/v1/things", Api.JSON, "{}")
                        .code())
                .isEqualTo(404);
    }

    @Test
    @DisplayName("R58 the client knows which groups there are")
    void theClient() {
        assertThat(subject.client().hasApiGroup("apps", true)).isTrue();
        assertThat(subject.client().hasApiGroup("nowhere.example.org", true)).isFalse();
    }

    @Test
    @DisplayName("R58 the server is healthy and has a version")
    void health() {
        assertThat(get("/readyz").body()).isEqualTo("ok");
        assertThat(get("/version").text("gitVersion")).startsWith("v1.");
    }

    private Answer get(String path) {
        return api.send("GET", path, Api.JSON, "");
    }
}
