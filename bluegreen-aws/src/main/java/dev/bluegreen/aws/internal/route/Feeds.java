package dev.bluegreen.aws.internal.route;

import dev.bluegreen.aws.internal.elb.Elb;
import dev.bluegreen.aws.internal.elb.ElbArn;
import dev.bluegreen.aws.internal.elb.Feed;
import dev.bluegreen.aws.internal.elb.Forward;
import dev.bluegreen.aws.internal.elb.Groups;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/**
 * Everything that leads to the target groups of a release: all rules and default actions of all load balancers that use
 * one of them, from fresh reads. Proof, plan and the refusal to retire all use it.
 */
public record Feeds(Elb elb, Groups groups) {

    public List<Feed> all() {
        return all(elb.groups(groups).values());
    }

    /**
     * Every rule and listener that forwards to one of the groups.
     *
     * @param described the groups, freshly read
     */
    public List<Feed> all(Collection<TargetGroup> described) {
        return described.stream()
                .flatMap(group -> group.loadBalancerArns().stream())
                .distinct()
                .flatMap(balancer -> elb.listeners(balancer).stream())
                .flatMap(this::feeds)
                .toList();
    }

    private Stream<Feed> feeds(Listener listener) {
        ElbArn arn = ElbArn.parse("listener", "listener", listener.listenerArn());
        List<Rule> rules = arn.hasRules() ? elb.rules(arn) : List.of(Elb.defaultRule(listener));
        return rules.stream()
                .filter(rule -> Forward.isForward(rule.actions()))
                .map(rule -> feed(arn, rule))
                .filter(feed -> Stream.of(groups.blue(), groups.green())
                        .anyMatch(group -> feed.forward().attached(group)));
    }

    private static Feed feed(ElbArn listener, Rule rule) {
        ElbArn own = rule.ruleArn().equals(listener.text())
                ? listener
                : ElbArn.parse("rule", "listener-rule", rule.ruleArn());
        ElbArn route = rule.isDefault() ? listener : own;
        return new Feed(
                route, Set.copyOf(List.of(route.router(), own.router())), Forward.of(route.router(), rule.actions()));
    }
}
