package dev.bluegreen.aws.alb;

import static dev.bluegreen.aws.alb.Elbs.forward;
import static dev.bluegreen.aws.alb.Elbs.weighing;
import static dev.bluegreen.model.Finding.Severity.FATAL;
import static dev.bluegreen.model.Finding.Severity.INFO;
import static dev.bluegreen.model.Finding.Severity.WARNING;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.spi.TrackAddresses;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/** Health is judged by what is needed, and not by whether every target has it. */
class NeededHealthTest {

    private static final int PODS = 3;
    private static final int NODE_PORT = 30080;

    private final Scene scene = Scene.open(PODS);

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void withALocalPolicyOnlyNodesThatRunAPodHaveToBeHealthy() {
        String nodes = nodes(5, 2);
        exposed(OptionalInt.of(2));

        CutoverReport report = release(nodes).switchTo(GREEN);

        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(report.evidence())
                .anySatisfy(seen -> assertThat(seen.sentence()).contains("2 of 2 required healthy targets"));
    }

    @Test
    void aNodeThatRunsAPodAndIsNotHealthyStillCounts() {
        String nodes = nodes(5, 1);
        exposed(OptionalInt.of(2));

        assertThat(release(nodes).plan(GREEN).findings())
                .filteredOn(finding -> finding.severity() == FATAL)
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.id()).isEqualTo("too-few-healthy");
                    assertThat(finding.sentence()).contains("has 1 of 2 required healthy targets");
                    assertThat(finding.remedy()).contains("externalTrafficPolicy: Local");
                });
    }

    @Test
    void aNodeThatWasTerminatedIsNoMatterWhereEnoughAreThere() {
        String nodes = nodes(4, 3);
        scene.alb.describe(nodes, "i-3", "unused", "Target.InvalidState");
        exposed(OptionalInt.empty());

        assertThat(risks(nodes)).containsExactly(tuple("targets-unused", WARNING));
        assertThat(release(nodes).plan(GREEN).findings())
                .anySatisfy(finding -> assertThat(finding.remedy()).contains("deregister targets that have ended"));
        assertThat(release(nodes).switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void terminatedNodesAreNotAskedFor() {
        String nodes = nodes(3, 2);
        scene.alb.describe(nodes, "i-2", "unused", "Target.InvalidState");
        exposed(OptionalInt.empty());

        assertThat(release(nodes).switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void aZoneThatIsNotEnabledIsNoMatterWhereEnoughAreHealthy() {
        String extra = "10.9.9.9";
        Elbs.register(scene.client, scene.green, List.of(extra), Scene.PORT);
        scene.alb.describe(scene.green, extra, "unused", "Target.NotInUse");
        scene.platform.expose("shop-green", new TrackAddresses(Set.of(), Set.of(), Set.of()));

        assertThat(risks(scene.green))
                .contains(tuple("targets-unused", WARNING))
                .doesNotContain(tuple("targets-unused", FATAL));
    }

    @Test
    void aLoadBalancerAsTargetStandsForAllPods() {
        String inner = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/inner/50dc6c495c0c9188";
        String balancer = Elbs.balancer(scene.client, "outer", "network");
        String blue = Elbs.group(scene.client, "blue-alb", TargetTypeEnum.ALB, "TCP");
        String green = Elbs.group(scene.client, "green-alb", TargetTypeEnum.ALB, "TCP");
        for (String group : List.of(blue, green)) {
            Elbs.register(scene.client, group, List.of(inner + group.hashCode()), 80);
            scene.alb.describe(group, inner + group.hashCode(), "healthy", "");
        }
        String listener = Elbs.listener(scene.client, balancer, 80, forward(weighing(blue, 1), weighing(green, 0)));
        Release shop = BlueGreen.release("shop")
                .on(scene.platform)
                .cutover(TargetGroupCutover.between(scene.aws, scene.client, blue, green)
                        .defaultAction(listener))
                .build();

        assertThat(shop.switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void addressesOfIpv6AreTheSameInAnyForm() {
        String group = Elbs.group(scene.client, "six", TargetTypeEnum.IP);
        Elbs.register(scene.client, group, List.of("2001:db8::1"), Scene.PORT);
        scene.platform.expose("shop-green", new TrackAddresses(Set.of(), Set.of("2001:0db8:0:0:0:0:0:1"), Set.of()));
        assertThat(risks(group)).doesNotContain(tuple("targets-of-another", FATAL));

        scene.platform.expose("shop-green", new TrackAddresses(Set.of(), Set.of("2001:db8::2"), Set.of()));
        assertThat(release(group).plan(GREEN).findings())
                .anySatisfy(finding -> assertThat(finding.sentence()).contains("[2001:db8::1]:8080"));
    }

    /** A group of nodes, so many of them healthy and the others not. */
    private String nodes(int number, int healthy) {
        String group = Elbs.group(scene.client, "nodes", TargetTypeEnum.INSTANCE);
        List<String> ids = IntStream.range(0, number).mapToObj(n -> "i-" + n).toList();
        Elbs.register(scene.client, group, ids, NODE_PORT);
        for (int n = 0; n < number; n++) {
            boolean isHealthy = n < healthy;
            scene.alb.describe(
                    group,
                    ids.get(n),
                    isHealthy ? "healthy" : "unhealthy",
                    isHealthy ? "" : "Target.FailedHealthChecks");
        }
        return group;
    }

    private void exposed(OptionalInt answering) {
        scene.platform.expose("shop-green", new TrackAddresses(Set.of(), Set.of(), Set.of(NODE_PORT), answering));
    }

    private List<Tuple> risks(String green) {
        return release(green).plan(GREEN).findings().stream()
                .map(finding -> tuple(finding.id(), finding.severity()))
                .filter(risk -> !risk.toList().contains(INFO) && !risk.toList().contains("other-routes"))
                .toList();
    }

    private Release release(String green) {
        String rule = Elbs.rule(
                scene.client, scene.listener, "/mine/*", forward(weighing(scene.blue, 1), weighing(green, 0)));
        return BlueGreen.release("shop")
                .on(scene.platform)
                .cutover(TargetGroupCutover.between(scene.aws, scene.client, scene.blue, green)
                        .rule(rule))
                .build();
    }
}
