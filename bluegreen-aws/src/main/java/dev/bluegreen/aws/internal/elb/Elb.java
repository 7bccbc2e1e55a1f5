package dev.bluegreen.aws.internal.elb;

import dev.bluegreen.aws.Aws;
import dev.bluegreen.aws.AwsCall;
import dev.bluegreen.aws.internal.Reads;
import dev.bluegreen.aws.internal.Regions;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.PlatformException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenersRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeRulesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;

/** The requests to Elastic Load Balancing that a cutover needs, each one made once. */
public final class Elb {

    private static final String SERVICE = "elasticloadbalancing:";
    private static final String RULE = "listener-rule";

    private final Aws aws;
    private final ElasticLoadBalancingV2Client client;

    public Elb(Aws aws, ElasticLoadBalancingV2Client client) {
        this.aws = aws;
        this.client = client;
    }

    /** Reads to be made side by side. */
    public Reads reads() {
        return new Reads(aws.time());
    }

    /**
     * Requires that the client is for the region of an ARN.
     *
     * @throws ConfigurationException if the client is for another region than the ARN
     */
    public void requireRegion(String field, ElbArn arn) {
        Regions.require(
                field,
                arn.text(),
                arn.region(),
                client.serviceClientConfiguration().region());
    }

    /**
     * A rule or default action as it was read.
     *
     * @param written where its actions are written: for a default action, the listener
     * @param unknown fields of its actions that the SDK does not know and would drop when writing them back
     */
    public record Route(ElbArn written, List<Action> actions, List<String> unknown) {}

    /** A rule, or the default action of a listener, as it is now. */
    public Route route(ElbArn route) {
        RawAnswers raw = new RawAnswers();
        return route.kind().equals(RULE) ? routeOfRule(route, raw) : routeOfListener(route, raw);
    }

    /** The service lists a default action as a rule too, but it is written through its listener. */
    private Route routeOfRule(ElbArn rule, RawAnswers raw) {
        Rule found = rules(request ->
                        request.ruleArns(rule.text()).overrideConfiguration(kept -> kept.addPlugin(raw.plugin())))
                .filter(one -> one.ruleArn().equals(rule.text()))
                .findFirst()
                .orElseThrow(() -> gone(rule));
        ElbArn written = found.isDefault() ? rule.listener() : rule;
        return new Route(written, found.actions(), raw.unknown("RuleArn", rule.text(), "Actions"));
    }

    private Route routeOfListener(ElbArn listener, RawAnswers raw) {
        return new Route(
                listener,
                listener(listener, raw).defaultActions(),
                raw.unknown("ListenerArn", listener.text(), "DefaultActions"));
    }

    public Listener listener(ElbArn listener) {
        return listener(listener, new RawAnswers());
    }

    private Listener listener(ElbArn listener, RawAnswers raw) {
        return listeners(request -> request.listenerArns(listener.text())
                        .overrideConfiguration(kept -> kept.addPlugin(raw.plugin())))
                .filter(found -> found.listenerArn().equals(listener.text()))
                .findFirst()
                .orElseThrow(() -> gone(listener));
    }

    public List<Listener> listeners(String balancer) {
        return listeners(request -> request.loadBalancerArn(balancer)).toList();
    }

    private Stream<Listener> listeners(Consumer<DescribeListenersRequest.Builder> which) {
        return read(
                "DescribeListeners",
                () -> client.describeListenersPaginator(which).listeners().stream()
                        .toList())
                .stream();
    }

    /** The rules of a listener in order of evaluation, the default action last; an NLB has no others. */
    public List<Rule> rules(ElbArn listener) {
        return listener.hasRules() ? describedRules(listener) : List.of(defaultRule(listener(listener)));
    }

    /** The default action as a rule, for a listener without rules. */
    public static Rule defaultRule(Listener listener) {
        return Rule.builder()
                .ruleArn(listener.listenerArn())
                .isDefault(true)
                .actions(listener.defaultActions())
                .build();
    }

    private List<Rule> describedRules(ElbArn listener) {
        return rules(request -> request.listenerArn(listener.text()))
                .sorted(Comparator.comparingInt(Elb::position))
                .toList();
    }

    private Stream<Rule> rules(Consumer<DescribeRulesRequest.Builder> which) {
        return read(
                        "DescribeRules",
                        () -> client.describeRulesPaginator(which).stream().toList())
                .stream()
                .flatMap(page -> page.rules().stream());
    }

    private static int position(Rule rule) {
        return rule.isDefault() ? Integer.MAX_VALUE : Integer.parseInt(rule.priority());
    }

    /** The attributes of a load balancer. */
    public Map<String, String> balancerAttributes(String balancer) {
        return read(
                        "DescribeLoadBalancerAttributes",
                        () -> client.describeLoadBalancerAttributes(request -> request.loadBalancerArn(balancer)))
                .attributes()
                .stream()
                .collect(Collectors.toMap(LoadBalancerAttribute::key, LoadBalancerAttribute::value));
    }

    /** The ARN of each load balancer by the name under which clients reach it, in lower case. */
    public Map<String, String> balancersByHost() {
        return read(
                        "DescribeLoadBalancers",
                        () -> client.describeLoadBalancersPaginator(request -> {}).loadBalancers().stream()
                                .toList())
                .stream()
                .collect(Collectors.toMap(
                        found -> found.dnsName().toLowerCase(Locale.ROOT), LoadBalancer::loadBalancerArn));
    }

    /** The ARNs of the target groups of a load balancer. */
    public List<String> groupsOf(String balancer) {
        return read(
                "DescribeTargetGroups",
                () ->
                        client
                                .describeTargetGroupsPaginator(request -> request.loadBalancerArn(balancer))
                                .targetGroups()
                                .stream()
                                .map(TargetGroup::targetGroupArn)
                                .toList());
    }

    /** The name by which clients reach a load balancer. */
    public String host(String balancer) {
        return read(
                        "DescribeLoadBalancers",
                        () -> client.describeLoadBalancers(request -> request.loadBalancerArns(balancer)))
                .loadBalancers()
                .get(0)
                .dnsName();
    }

    /** Permissions to read, which AWS cannot restrict to a resource. */
    public static List<Permission> permissions(String... reads) {
        return Stream.of(reads).map(action -> permission(action, "*")).toList();
    }

    private static Permission permission(String action, String resource) {
        return AwsCall.read(SERVICE + action, resource).permission();
    }

    /** Permissions to write a rule or listener and its tags. */
    public static List<Permission> permissions(ElbArn written) {
        String modify = written.kind().equals(RULE) ? "ModifyRule" : "ModifyListener";
        return List.of(permission(modify, written.text()), permission("AddTags", written.text()));
    }

    /** The tags of a resource. */
    public Map<String, String> tags(String arn) {
        return read("DescribeTags", () -> client.describeTags(request -> request.resourceArns(arn)))
                .tagDescriptions()
                .stream()
                .filter(described -> described.resourceArn().equals(arn))
                .flatMap(described -> described.tags().stream())
                .collect(Collectors.toMap(Tag::key, Elb::valueOf, (one, other) -> other));
    }

    public GroupHealth health(ElbArn group) {
        return new GroupHealth(read(
                        "DescribeTargetHealth",
                        () -> client.describeTargetHealth(request -> request.targetGroupArn(group.text())))
                .targetHealthDescriptions());
    }

    public Map<String, TargetGroup> groups(Groups groups) {
        return read(
                "DescribeTargetGroups",
                () -> client
                        .describeTargetGroupsPaginator(request -> request.targetGroupArns(
                                groups.blue().text(), groups.green().text()))
                        .targetGroups()
                        .stream()
                        .collect(Collectors.toMap(TargetGroup::targetGroupArn, group -> group)));
    }

    public Map<String, String> attributes(ElbArn group) {
        return read(
                        "DescribeTargetGroupAttributes",
                        () -> client.describeTargetGroupAttributes(request -> request.targetGroupArn(group.text())))
                .attributes()
                .stream()
                .collect(Collectors.toMap(TargetGroupAttribute::key, TargetGroupAttribute::value));
    }

    /** Replaces the actions of a rule, or the default actions of a listener. */
    public void modify(ElbArn route, List<Action> actions) {
        if (route.kind().equals(RULE)) {
            write(
                    "ModifyRule",
                    route,
                    () -> client.modifyRule(request -> request.ruleArn(route.text())
                            .actions(actions)
                            .overrideConfiguration(once -> once.addPlugin(Aws.once()))));
        } else {
            write(
                    "ModifyListener",
                    route,
                    () -> client.modifyListener(request -> request.listenerArn(route.text())
                            .defaultActions(actions)
                            .overrideConfiguration(once -> once.addPlugin(Aws.once()))));
        }
    }

    public void tag(ElbArn route, Map<String, String> values) {
        List<Tag> tags = values.entrySet().stream()
                .map(entry -> Tag.builder()
                        .key(entry.getKey())
                        .value(entry.getValue())
                        .build())
                .toList();
        write(
                "AddTags",
                route,
                () -> client.addTags(request -> request.resourceArns(route.text())
                        .tags(tags)
                        .overrideConfiguration(once -> once.addPlugin(Aws.once()))));
    }

    private <T> T read(String action, Supplier<T> request) {
        return aws.call(AwsCall.read(SERVICE + action, "*"), request);
    }

    private <T> void write(String action, ElbArn on, Supplier<T> request) {
        T unused = aws.call(AwsCall.write(SERVICE + action, on.text()), request);
    }

    private static String valueOf(Tag tag) {
        return tag.value() == null ? "" : tag.value();
    }

    private static PlatformException gone(ElbArn route) {
        return new PlatformException(
                PlatformException.Kind.NOT_FOUND,
                "the " + route.kind() + " " + route.text()
                        + " does not exist; check its ARN, the account and the region");
    }
}
