package dev.bluegreen.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.testkit.FakeCluster;
import dev.bluegreen.testkit.request.ApiRequest;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest {

    private final FakeCluster cluster = FakeCluster.start();
    private final KubernetesClient once =
            cluster.clientBuilder().withConfig(withoutRetries(cluster.config())).build();

    @BeforeEach
    void create() {
        once.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("a")
                        .endMetadata()
                        .build())
                .create();
        cluster.requestLog().clear();
    }

    @AfterEach
    void close() {
        once.close();
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {409, 422, 429, 500, 503})
    void aStatusRefusesAndNothingIsApplied(int code) {
        FaultRule rule =
                cluster.faults().on("patch").resource("configmaps").name("a").then(Fault.status(code));

        assertThatThrownBy(() -> patch(once, "1"))
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        e -> assertThat(e.getCode()).isEqualTo(code));
        assertThat(value()).isNull();
        assertThat(rule.fired()).isEqualTo(1);
    }

    @Test
    void onlyTheNthMatchingCallOfTheNamedClientIsStruck() {
        FaultRule rule = cluster.faults().on("get").client("a").nth(2).then(Fault.status(403));
        KubernetesClient a = cluster.client("a");

        assertThat(map(a).get()).isNotNull();
        assertThat(map(cluster.client("b")).get()).isNotNull();
        assertThatThrownBy(() -> map(a).get()).hasMessageContaining("injected fault");
        assertThat(map(a).get()).isNotNull();
        assertThat(rule.fired()).isEqualTo(1);
    }

    @Test
    void unmatchedRulesAreListed() {
        FaultRule unused = cluster.faults().on("delete").resource("services").then(Fault.status(500));
        cluster.faults().on("get").then(Fault.status(403));

        assertThatThrownBy(() -> map(once).get()).isInstanceOf(KubernetesClientException.class);

        assertThat(cluster.faults().unused()).containsExactly(unused);
        assertThat(unused)
                .hasToString("delete services  by any client -> Status[code=500, retryAfterSeconds=0], fired 0 times");
    }

    @Test
    void anUnknownVerbOrResourceIsRefused() {
        assertThatThrownBy(() -> cluster.faults().on("put"))
                .hasMessageContaining("verb: 'put'; use one of [create, delete");
        assertThatThrownBy(() -> cluster.faults().on("get").resource("service"))
                .hasMessageContaining("resource: 'service'; name one that the cluster serves by its plural");
    }

    @Test
    void aConnectionDroppedBeforeLeavesNothingApplied() {
        cluster.faults().on("patch").nth(1).then(Fault.dropBefore());

        assertThatThrownBy(() -> patch(once, "1")).isInstanceOf(KubernetesClientException.class);
        assertThat(value()).isNull();
    }

    @Test
    void aConnectionDroppedAfterLeavesItApplied() {
        cluster.faults().on("patch").nth(1).then(Fault.dropAfter());

        assertThatThrownBy(() -> patch(once, "1")).isInstanceOf(KubernetesClientException.class);
        assertThat(value()).isEqualTo("1");
        assertThat(cluster.writes()).extracting(ApiRequest::status).containsExactly(0);
    }

    @Test
    void halfAnAnswerLeavesItApplied() {
        cluster.faults().on("patch").nth(1).then(Fault.halfResponse());

        assertThatThrownBy(() -> patch(once, "1")).isInstanceOf(KubernetesClientException.class);
        assertThat(value()).isEqualTo("1");
    }

    @Test
    void aClientThatRetriesTurnsAnAppliedWriteIntoSeveral() {
        cluster.faults().on("patch").nth(1).then(Fault.dropAfter());

        patch(cluster.client(), "1");

        assertThat(cluster.writes()).extracting(ApiRequest::status).containsExactly(0, 200);
    }

    @Test
    void aWriteDeliveredLateLandsWhenTheClientHasGivenUp() {
        cluster.faults().on("patch").nth(1).then(Fault.deliverLate(Duration.ofSeconds(5)));

        assertThatThrownBy(() -> patch(once, "late")).isInstanceOf(KubernetesClientException.class);
        assertThat(value()).isNull();
        cluster.clock().advance(Duration.ofSeconds(4));
        assertThat(value()).isNull();
        cluster.clock().advance(Duration.ofSeconds(1));
        assertThat(value()).isEqualTo("late");
    }

    @Test
    void aDelayedRequestIsAppliedAndAnsweredLaterInVirtualTime() throws Exception {
        cluster.faults().on("get").nth(1).then(Fault.delay(Duration.ofHours(1)));
        Instant before = cluster.time().now();

        CompletableFuture<HttpResponse<String>> answer = getAsync();
        cluster.clock().advance(Duration.ofMinutes(59));
        assertThat(answer).isNotDone();
        cluster.clock().advance(Duration.ofMinutes(1));

        assertThat(answer.get(10, TimeUnit.SECONDS).code()).isEqualTo(200);
        assertThat(cluster.requests().get(0).time()).isEqualTo(before.plus(Duration.ofHours(1)));
    }

    @Test
    void aDelayAfterAnEventIsAnsweredLaterAndOnce() throws Exception {
        AtomicInteger events = new AtomicInteger();
        cluster.faults()
                .on("create")
                .then(Fault.precededBy(events::incrementAndGet, Optional.of(Fault.delay(Duration.ofHours(1)))));
        ConfigMap other = new ConfigMapBuilder()
                .withNewMetadata()
                .withName("other")
                .endMetadata()
                .build();

        CompletableFuture<ConfigMap> answer = CompletableFuture.supplyAsync(
                () -> once.configMaps().resource(other).create());
        while (events.get() == 0) {
            Thread.onSpinWait();
        }
        cluster.clock().advance(Duration.ofHours(1));

        assertThat(answer.get(10, TimeUnit.SECONDS).getMetadata().getName()).isEqualTo("other");
        assertThat(events).hasValue(1);
    }

    @Test
    void aHangingRequestDoesNotHoldVirtualTime() {
        cluster.faults().on("get").nth(1).then(Fault.hang());

        CompletableFuture<HttpResponse<String>> answer = getAsync();
        cluster.clock().advance(Duration.ofHours(1));

        assertThat(answer).isNotDone();
        answer.cancel(true);
    }

    @Test
    void aCrashedClientIsCutOffAndOthersAreNot() {
        KubernetesClient other = cluster.client("other");

        cluster.crash(FakeCluster.DEFAULT_CLIENT);

        assertThatThrownBy(() -> map(once).get()).isInstanceOf(KubernetesClientException.class);
        assertThat(map(other).get()).isNotNull();
        assertThat(cluster.requests()).hasSize(1);
    }

    @Test
    void aClientThatDiesBeforeItsWriteLeavesNothingAppliedAndIsGone() {
        cluster.faults().on("patch").nth(1).then(Fault.crashBefore());

        assertThatThrownBy(() -> patch(once, "1")).isInstanceOf(KubernetesClientException.class);
        assertThat(value()).isNull();
        assertThatThrownBy(() -> map(once).get()).isInstanceOf(KubernetesClientException.class);
    }

    @Test
    void aClientThatDiesAfterItsWriteLeavesItAppliedAndIsGone() {
        cluster.faults().on("patch").nth(1).then(Fault.crashAfter());

        assertThatThrownBy(() -> patch(once, "1")).isInstanceOf(KubernetesClientException.class);
        assertThat(value()).isEqualTo("1");
        assertThatThrownBy(() -> map(once).get()).isInstanceOf(KubernetesClientException.class);
        assertThat(cluster.writes()).extracting(ApiRequest::status).containsExactly(0);
    }

    private String value() {
        ConfigMap map = map(cluster.client("reader")).get();
        return map.getData() == null ? null : map.getData().get("v");
    }

    private static Resource<ConfigMap> map(KubernetesClient client) {
        return client.configMaps().inNamespace("default").withName("a");
    }

    private static void patch(KubernetesClient client, String value) {
        map(client).patch(PatchContext.of(PatchType.JSON_MERGE), "{\"data\": {\"v\": \"" + value + "\"}}");
    }

    private CompletableFuture<HttpResponse<String>> getAsync() {
        var http = once.getHttpClient();
        String url = cluster.config().getMasterUrl() + "api/v1/namespaces/default/configmaps/a";
        return http.sendAsync(http.newHttpRequestBuilder().uri(url).build(), String.class);
    }

    private static Config withoutRetries(Config config) {
        return new ConfigBuilder(config).withRequestRetryBackoffLimit(0).build();
    }
}
