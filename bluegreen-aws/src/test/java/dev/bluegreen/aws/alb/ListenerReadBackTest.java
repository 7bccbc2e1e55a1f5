package dev.bluegreen.aws.alb;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static dev.bluegreen.testkit.PodSelector.pods;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.aws.IamPolicy;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Evidence.Verdict;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.testkit.Behaviour;
import dev.bluegreen.testkit.aws.fault.AwsFault;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a load balancer does with two groups that somebody else moves. */
class ListenerReadBackTest {

    private static final int PODS = 2;
    private static final TrafficSplit ALL_GREEN = TrafficSplit.all(GREEN);

    private final Scene scene = Scene.open(PODS);
    private final ListenerReadBack readBack = scene.groups().readBack();

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void everyRuleThatForwardsToTheGroupsHasToFollowForAWhile() {
        scene.foreignWrite(scene.listener, GREEN);
        assertThat(routing()).extracting(Evidence::verdict).isEqualTo(Verdict.MISSING);
        scene.foreignWrite(scene.rule, GREEN);

        assertThat(routing().verdict()).isEqualTo(Verdict.MISSING);
        scene.time.advance(Duration.ofSeconds(30));

        assertThat(readBack.look(ALL_GREEN, PODS)).extracting(Evidence::verdict).containsOnly(Verdict.CONFIRMED);
        assertThat(routing().sentence()).contains("all 2 rules that forward to them are 0/100");
    }

    @Test
    void aRuleThatIsNotThereYetIsMissingAndNamed() {
        scene.foreignWrite(scene.rule, GREEN);

        assertThat(routing().verdict()).isEqualTo(Verdict.MISSING);
        assertThat(routing().sentence()).contains("is 100/0, and not 0/100 yet");
    }

    @Test
    void theTimeBeginsAnewWhenItWasOtherwiseMeanwhile() {
        both(GREEN);
        assertThat(routing().verdict()).isEqualTo(Verdict.MISSING);
        scene.time.advance(Duration.ofSeconds(20));
        both(BLUE);
        assertThat(routing().sentence()).contains("and not 0/100 yet");
        both(GREEN);
        assertThat(routing().verdict()).isEqualTo(Verdict.MISSING);
        scene.time.advance(Duration.ofSeconds(20));

        assertThat(routing().verdict()).isEqualTo(Verdict.MISSING);
    }

    @Test
    void aTrackWithoutAHealthyTargetContradicts() {
        both(GREEN);
        scene.cluster.behave(pods("track=green"), Behaviour.neverReady());
        scene.time.advance(Duration.ofMinutes(1));

        assertThat(readBack.look(ALL_GREEN, PODS))
                .filteredOn(evidence -> evidence.kind().equals("targets"))
                .singleElement()
                .extracting(Evidence::verdict)
                .isEqualTo(Verdict.CONTRADICTED);
    }

    @Test
    void aNetworkLoadBalancerHasNoRulesButADefaultAction() {
        String balancer = Elbs.balancer(scene.client, "net", "network");
        String toBlue = scene.group(BLUE, "TCP");
        String toGreen = scene.group(GREEN, "TCP");
        String listener = Elbs.listener(
                scene.client, balancer, 81, Elbs.forward(Elbs.weighing(toBlue, 0), Elbs.weighing(toGreen, 1)));
        ListenerReadBack network = TargetGroupCutover.between(scene.aws, scene.client, toBlue, toGreen)
                .readBack();

        assertThat(network.look(ALL_GREEN, PODS).get(0).sentence()).contains("all 1 rules", "0/100");
        assertThat(scene.alb.requests())
                .noneMatch(call -> call.action().equals("DescribeRules")
                        && call.body().contains(listener.substring(listener.lastIndexOf('/'))));
    }

    @Test
    void groupsThatNoRuleNamesAreMissing() {
        String other = scene.group(BLUE);
        String another = scene.group(GREEN);
        ListenerReadBack nowhere = TargetGroupCutover.between(scene.aws, scene.client, other, another)
                .readBack();

        assertThat(nowhere.look(ALL_GREEN, PODS).get(0).sentence()).contains("no rule of a load balancer");
    }

    @Test
    void namesTheRightThatIsMissing() {
        scene.alb.faults().on("DescribeRules").first(1).then(AwsFault.accessDenied());

        assertThatThrownBy(() -> readBack.look(ALL_GREEN, PODS))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("elasticloadbalancing:DescribeRules");
        assertThat(new IamPolicy(readBack.permissions()).json())
                .contains("DescribeRules", "DescribeListeners", "DescribeTargetGroups", "DescribeTargetHealth");
    }

    private void both(Track track) {
        List.of(scene.listener, scene.rule).forEach(route -> scene.foreignWrite(route, track));
    }

    private Evidence routing() {
        return readBack.look(ALL_GREEN, PODS).get(0);
    }
}
