package dev.bluegreen.aws.alb;

import static dev.bluegreen.aws.alb.Elbs.forward;
import static dev.bluegreen.aws.alb.Elbs.weighing;
import static dev.bluegreen.testkit.assertion.TestkitAssertions.assertThat;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.model.Track;
import dev.bluegreen.testkit.CustomResources;
import dev.bluegreen.testkit.FakeCluster;
import dev.bluegreen.testkit.aws.FakeAlb;
import dev.bluegreen.testkit.traffic.Traffic;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/** Target groups that are filled by TargetGroupBindings, as the AWS Load Balancer Controller fills them in IP mode. */
class TargetGroupBindingTest {

    private static final String KIND = "elbv2.k8s.aws/v1beta1";

    private final FakeCluster cluster = FakeCluster.start().install(CustomResources.AWS_LOAD_BALANCER_CONTROLLER);
    private final FakeAlb alb = FakeAlb.of(cluster);
    private final ElasticLoadBalancingV2Client client = Elbs.client(alb.endpoint(), FakeAlb.REGION, "AKIA1");
    private final String group = Elbs.group(client, "shop", TargetTypeEnum.IP);
    private final String listener =
            Elbs.listener(client, Elbs.balancer(client, "shop", "application"), 80, forward(weighing(group, 1)));

    @BeforeEach
    void deploy() {
        cluster.app("shop").replicas(2).deploy();
    }

    @AfterEach
    void close() {
        client.close();
        alb.close();
        cluster.close();
    }

    @Test
    void readyPodsAreRegisteredAndGetTraffic() {
        bind("shop-svc", "80", group);

        assertThat(states()).containsExactly(Map.entry("initial", 2L));
        cluster.clock().advance(ofMinutes(1));
        assertThat(states()).containsExactly(Map.entry("healthy", 2L));
        try (Traffic traffic = alb.traffic(listener).start()) {
            traffic.awaitTrack(Track.BLUE);
            assertThat(traffic.stop()).hasNoFailedRequests().wasServedBy(Track.BLUE);
        }
    }

    @Test
    void aServiceThatTurnsDeregistersAllBeforeTheNewPodsAreHealthy() {
        bind("shop-svc", "80", group);
        cluster.clock().advance(ofMinutes(1));

        cluster.client().services().withName("shop-svc").patch("{\"spec\": {\"selector\": {\"track\": \"green\"}}}");
        cluster.settle();

        assertThat(states()).containsOnly(Map.entry("draining", 2L), Map.entry("initial", 2L));
        cluster.clock().advance(ofMinutes(10));
        assertThat(states()).containsExactly(Map.entry("healthy", 2L));
    }

    @Test
    void podsThatComeAndGoAreFollowed() {
        bind("shop-svc", "80", group);
        cluster.client().apps().deployments().withName("shop-blue").scale(3);
        cluster.clock().advance(ofMinutes(1));
        assertThat(states()).containsExactly(Map.entry("healthy", 3L));

        cluster.client().apps().deployments().withName("shop-blue").scale(1);
        cluster.clock().advance(ofMinutes(10));
        assertThat(states()).containsExactly(Map.entry("healthy", 1L));
    }

    @Test
    void theGroupIsItsOwnSoThatForeignTargetsGo() {
        Elbs.register(client, group, List.of("10.9.9.9"), 8080);

        bind("shop-svc", "80", group);

        cluster.clock().advance(ofMinutes(10));
        assertThat(states()).containsExactly(Map.entry("healthy", 2L));
    }

    @Test
    void theStatusTellsWhichSpecWasActedOn() {
        bind("shop-svc", "80", group);
        assertThat(observedGeneration()).isEqualTo(1);

        bind("shop-svc", "none", group);

        assertThat(observedGeneration()).isEqualTo(2);
    }

    @Test
    void aBindingThatIsDeletedEmptiesItsGroup() {
        bind("shop-svc", "80", group);
        cluster.clock().advance(ofMinutes(1));

        cluster.client()
                .genericKubernetesResources(KIND, "TargetGroupBinding")
                .withName("shop")
                .delete();
        cluster.settle();

        assertThat(states()).containsExactly(Map.entry("draining", 2L));
    }

    @Test
    void anUnknownServiceEmptiesTheGroupUntilItComes() {
        bind("shop-svc", "80", group);
        cluster.clock().advance(ofMinutes(1));

        bind("cart-svc", "80", group);

        assertThat(states()).containsExactly(Map.entry("draining", 2L));
        assertThat(reasons()).contains("BackendNotFound");
        cluster.app("cart").replicas(1).deploy();
        cluster.clock().advance(ofMinutes(10));
        assertThat(states()).containsExactly(Map.entry("healthy", 1L));
    }

    @Test
    void anUnknownGroupIsTriedAgainAndSaidNothingOf() {
        bind("shop-svc", "80", group.replace("/shop/", "/none/"));
        cluster.clock().advance(ofSeconds(30));

        assertThat(observedGeneration()).isZero();
        assertThat(reasons()).isEmpty();

        bind("shop-svc", "80", group);
        cluster.clock().advance(ofMinutes(1));
        assertThat(states()).containsExactly(Map.entry("healthy", 2L));
    }

    @Test
    void aClosedLoadBalancerIsLeftAlone() {
        alb.close();

        bind("shop-svc", "80", group);

        assertThat(reasons()).isEmpty();
    }

    private void bind(String service, String port, String arn) {
        cluster.apply("""
                apiVersion: elbv2.k8s.aws/v1beta1
                kind: TargetGroupBinding
                metadata: {name: shop}
                spec: {targetGroupARN: "%s", targetType: ip, serviceRef: {name: %s, port: %s}}
                """.formatted(arn, service, port));
        cluster.settle();
    }

    private long observedGeneration() {
        GenericKubernetesResource binding = cluster.client()
                .genericKubernetesResources(KIND, "TargetGroupBinding")
                .withName("shop")
                .get();
        Integer observed = binding.get("status", "observedGeneration");
        return observed == null ? 0 : observed;
    }

    private List<String> reasons() {
        return cluster.client().v1().events().list().getItems().stream()
                .map(Event::getReason)
                .toList();
    }

    private Map<String, Long> states() {
        return client.describeTargetHealth(request -> request.targetGroupArn(group)).targetHealthDescriptions().stream()
                .map(target -> target.targetHealth().stateAsString())
                .collect(Collectors.groupingBy(state -> state, Collectors.counting()));
    }
}
