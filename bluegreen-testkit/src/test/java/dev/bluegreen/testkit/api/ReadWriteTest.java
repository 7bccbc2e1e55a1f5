package dev.bluegreen.testkit.api;

import static dev.bluegreen.testkit.api.Bodies.CONFIG_MAPS;
import static dev.bluegreen.testkit.api.Bodies.DEPLOYMENTS;
import static dev.bluegreen.testkit.api.Bodies.SERVICES;
import static dev.bluegreen.testkit.api.Bodies.configMap;
import static dev.bluegreen.testkit.api.Bodies.deployment;
import static dev.bluegreen.testkit.api.Bodies.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.testkit.FakeCluster;
import dev.bluegreen.testkit.internal.store.Trees;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadWriteTest {

    private final FakeCluster cluster = FakeCluster.start();
    private final Http http = new Http(cluster);

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void R1_aTypedListHasItsKindAndItsItemsHaveNone() {
        http.post(CONFIG_MAPS, configMap("a"));

        Http.Answer list = http.get(CONFIG_MAPS);

        assertThat(list.tree()).containsEntry("kind", "ConfigMapList").containsEntry("apiVersion", "v1");
        assertThat(list.items())
                .singleElement()
                .satisfies(item -> assertThat(item).doesNotContainKeys("kind", "apiVersion"));
    }

    @Test
    void R2_aMissingObjectIsAStatusNotFoundWithDetails() {
        Http.Answer answer = http.get(DEPLOYMENTS + "/web");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.tree())
                .containsEntry("kind", "Status")
                .containsEntry("reason", "NotFound")
                .containsEntry("message", "deployments.apps \"web\" not found")
                .containsEntry("details", Map.of("name", "web", "group", "apps", "kind", "deployments"));
    }

    @Test
    void R3_aDuplicateIsAlreadyExists() {
        http.post(DEPLOYMENTS, deployment("web", 1));

        Http.Answer answer = http.post(DEPLOYMENTS, deployment("web", 1));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.tree())
                .containsEntry("reason", "AlreadyExists")
                .containsEntry("message", "deployments.apps \"web\" already exists");
    }

    @Test
    void R4_aStalePutIsAConflict() {
        String version = http.post(CONFIG_MAPS, configMap("a")).version();
        http.patch(CONFIG_MAPS + "/a", Http.MERGE_PATCH, "{\"data\": {\"a\": \"2\"}}");

        Http.Answer answer = http.put(CONFIG_MAPS + "/a", configMap("a", ", \"resourceVersion\": \"" + version + "\""));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.tree())
                .containsEntry("reason", "Conflict")
                .containsEntry(
                        "message",
                        "Operation cannot be fulfilled on configmaps \"a\": the object has been modified; please apply "
                                + "your changes to the latest version and try again");
    }

    @Test
    void R5_invalidObjectsAre422WithACauseForEachField() {
        Http.Answer answer = http.post(DEPLOYMENTS, deployment("Bad_Name", -5));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.tree()).containsEntry("reason", "Invalid");
        assertThat(Trees.maps(answer.tree(), "details", "causes"))
                .extracting(cause -> cause.get("field"))
                .contains("metadata.name", "spec.replicas");
    }

    @Test
    void R6_aMalformedBodyIs400() {
        assertThat(http.post(CONFIG_MAPS, "{\"apiVersion\":").status()).isEqualTo(400);
    }

    @Test
    void R7_headAndOptionsAre405() {
        assertThat(http.send("OPTIONS", CONFIG_MAPS, Http.JSON, "").status()).isEqualTo(405);
        assertThat(http.send("HEAD", CONFIG_MAPS, Http.JSON, "").status()).isEqualTo(405);
    }

    @Test
    void R8_aPutThatChangesNothingKeepsTheResourceVersion() {
        Http.Answer created = http.post(CONFIG_MAPS, configMap("a"));

        assertThat(http.put(CONFIG_MAPS + "/a", created.body()).version()).isEqualTo(created.version());
    }

    @Test
    void R9_aPutWithoutResourceVersionIsUnconditional() {
        http.post(CONFIG_MAPS, configMap("a"));
        http.patch(CONFIG_MAPS + "/a", Http.MERGE_PATCH, "{\"data\": {\"b\": \"2\"}}");

        Http.Answer answer = http.put(CONFIG_MAPS + "/a", configMap("a"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.at("data")).isEqualTo(Map.of("a", "1"));
    }

    @Test
    void R10_aPutWithAnotherUidIs409() {
        http.post(CONFIG_MAPS, configMap("a"));

        Http.Answer answer = http.put(CONFIG_MAPS + "/a", configMap("a", ", \"uid\": \"other\""));

        assertThat(answer.status()).isEqualTo(409);
        assertThat((String) answer.at("message")).contains("Precondition failed: UID in precondition: other");
    }

    @Test
    void R11_aPatchThatCarriesAStaleResourceVersionIs409() {
        String version = http.post(CONFIG_MAPS, configMap("a")).version();
        String patch = "{\"metadata\": {\"resourceVersion\": \"" + version + "\"}, \"data\": {\"a\": \"%s\"}}";

        assertThat(http.patch(CONFIG_MAPS + "/a", Http.MERGE_PATCH, patch.formatted("2"))
                        .status())
                .isEqualTo(200);
        assertThat(http.patch(CONFIG_MAPS + "/a", Http.MERGE_PATCH, patch.formatted("3"))
                        .status())
                .isEqualTo(409);
    }

    @Test
    void R13_servicesAndConfigMapsHaveNoGenerationAndADeploymentsRisesWithItsAnnotations() {
        assertThat(http.post(CONFIG_MAPS, configMap("a")).at("metadata", "generation"))
                .isNull();
        assertThat(http.post(SERVICES, service("s")).at("metadata", "generation"))
                .isNull();
        http.post(DEPLOYMENTS, deployment("web", 1));

        Http.Answer labelled =
                http.patch(DEPLOYMENTS + "/web", Http.MERGE_PATCH, "{\"metadata\": {\"labels\": {\"a\": \"b\"}}}");
        assertThat(labelled.at("metadata", "generation")).isEqualTo(1L);
        Http.Answer annotated =
                http.patch(DEPLOYMENTS + "/web", Http.MERGE_PATCH, "{\"metadata\": {\"annotations\": {\"a\": \"b\"}}}");
        assertThat(annotated.at("metadata", "generation")).isEqualTo(2L);
    }

    @Test
    void R14_theMainResourceCannotSetOrEraseTheStatus() {
        assertThat(http.post(DEPLOYMENTS, deployment("web", 1)).at("status")).isEqualTo(Map.of());
        http.patch(DEPLOYMENTS + "/web/status", Http.MERGE_PATCH, "{\"status\": {\"replicas\": 1}}");

        Http.Answer answer = http.put(DEPLOYMENTS + "/web", deployment("web", 2));

        assertThat(answer.at("status", "replicas")).isEqualTo(1L);
        assertThat(answer.at("spec", "replicas")).isEqualTo(2L);
    }

    @Test
    void R15_theStatusSubresourceWritesNothingElseAndIsValidated() {
        http.post(DEPLOYMENTS, deployment("web", 1));

        Http.Answer answer = http.patch(
                DEPLOYMENTS + "/web/status",
                Http.MERGE_PATCH,
                "{\"spec\": {\"replicas\": 7}, \"status\": {\"replicas\": 1}}");

        assertThat(answer.at("spec", "replicas")).isEqualTo(1L);
        assertThat(answer.at("metadata", "generation")).isEqualTo(1L);
        assertThat(http.patch(DEPLOYMENTS + "/web/status", Http.MERGE_PATCH, "{\"status\": {\"readyReplicas\": 5}}")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void R24_aDryRunIsAnsweredButNotPersisted() {
        Http.Answer created = http.post(CONFIG_MAPS + "?dryRun=All", configMap("a"));
        assertThat(created.status()).isEqualTo(201);
        assertThat(http.get(CONFIG_MAPS + "/a").status()).isEqualTo(404);

        http.post(CONFIG_MAPS, configMap("a"));
        Http.Answer patched = http.patch(CONFIG_MAPS + "/a?dryRun=All", Http.MERGE_PATCH, "{\"data\": {\"a\": \"2\"}}");
        assertThat(patched.at("data", "a")).isEqualTo("2");
        assertThat(http.get(CONFIG_MAPS + "/a").at("data", "a")).isEqualTo("1");

        assertThat(http.delete(CONFIG_MAPS + "/a?dryRun=All").status()).isEqualTo(200);
        assertThat(http.get(CONFIG_MAPS + "/a").status()).isEqualTo(200);
    }

    @Test
    void R29_aGeneratedNameEndsWithFiveCharacters() {
        Http.Answer answer = http.post(
                CONFIG_MAPS,
                "{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\", \"metadata\": {\"generateName\": \"a-\"}}");

        assertThat((String) answer.at("metadata", "name")).matches("a-[a-z0-9]{5}");
    }

    @Test
    void R36_aCreateInAMissingNamespaceIs404() {
        Http.Answer answer = http.post("/api/v1/namespaces/nowhere/configmaps", configMap("a"));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.at("message")).isEqualTo("namespaces \"nowhere\" not found");
    }

    @Test
    void R37_aDeploymentsSelectorIsImmutable() {
        http.post(DEPLOYMENTS, deployment("web", 1));

        Http.Answer answer =
                http.put(DEPLOYMENTS + "/web", deployment("other", 1).replaceFirst("\"other\"", "\"web\""));

        assertThat(answer.status()).isEqualTo(422);
        assertThat((String) answer.at("message")).contains("spec.selector").contains("field is immutable");
    }

    @Test
    void R38_defaultsAreFilledIn() {
        Http.Answer deployment = http.post(DEPLOYMENTS, deployment("web", 1));
        assertThat(deployment.at("spec", "strategy", "rollingUpdate", "maxSurge"))
                .isEqualTo("25%");
        assertThat(deployment.at("spec", "progressDeadlineSeconds")).isEqualTo(600L);

        Http.Answer service = http.post(SERVICES, service("s"));
        assertThat((String) service.at("spec", "clusterIP")).startsWith("10.96.");
        assertThat(Trees.maps(service.tree(), "spec", "ports"))
                .isEqualTo(List.of(Map.of("port", 80L, "protocol", "TCP", "targetPort", 80L)));
    }

    @Test
    void R38_aServiceSentBackWithoutItsAddressKeepsItAndAnotherIsRefused() {
        Object address = http.post(SERVICES, service("s")).at("spec", "clusterIP");

        assertThat(http.put(SERVICES + "/s", service("s")).at("spec", "clusterIP"))
                .isEqualTo(address);
        assertThat(http.patch(SERVICES + "/s", Http.MERGE_PATCH, "{\"spec\": {\"clusterIP\": \"10.1.1.1\"}}")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void R55_anEventsObjectMustBeInItsNamespaceAndBothGroupsShareThem() {
        String event = """
                {"apiVersion": "v1", "kind": "Event", "metadata": {"name": "e"}, "message": "hello",
                 "involvedObject": {"kind": "Service", "name": "s", "namespace": "%s"}}""";
        String path = "/api/v1/namespaces/default/events";

        assertThat(http.post(path, event.formatted("other")).status()).isEqualTo(422);
        assertThat(http.post(path, event.formatted("default")).status()).isEqualTo(201);
        assertThat(http.get(path + "?fieldSelector=involvedObject.name=s").names())
                .containsExactly("e");
        assertThat(http.get(path + "?fieldSelector=involvedObject.name=t").names())
                .isEmpty();
        Http.Answer other = http.get("/apis/events.k8s.io/v1/namespaces/default/events/e");
        assertThat(other.tree()).containsEntry("note", "hello").containsEntry("apiVersion", "events.k8s.io/v1");
        assertThat(other.at("regarding", "name")).isEqualTo("s");
    }
}
