package dev.bluegreen.testkit.aws.internal.elb;

import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.aws.internal.AwsError;
import dev.bluegreen.testkit.aws.internal.Form;
import dev.bluegreen.testkit.aws.internal.Xml;
import dev.bluegreen.testkit.internal.balancer.GroupSettings;
import dev.bluegreen.testkit.internal.balancer.TargetGroup;
import dev.bluegreen.testkit.internal.dataplane.Backend;
import dev.bluegreen.testkit.traffic.TargetHost;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The actions that change something. */
final class ElbWrites {

    private final ElbState state;
    private final Time time;
    private final TargetHost host;
    private final Consumer<Listener> onChange;

    /** @param onChange called with each listener whose routes have changed */
    ElbWrites(ElbState state, Time time, TargetHost host, Consumer<Listener> onChange) {
        this.state = state;
        this.time = time;
        this.host = host;
        this.onChange = onChange;
    }

    Balancer createLoadBalancer(Form form) {
        String name = form.require("Name");
        boolean isNetwork = form.find("Type").orElse("application").equals("network");
        String arn = state.arn("loadbalancer/" + (isNetwork ? "net" : "app") + "/" + name);
        Balancer balancer = new Balancer(arn, name, isNetwork, name + "-1234567890.elb.test");
        state.balancers.put(arn, balancer);
        return balancer;
    }

    Group createTargetGroup(Form form) {
        String name = form.require("Name");
        int interval = form.number("HealthCheckIntervalSeconds").orElse(30);
        GroupSettings usual = GroupSettings.DEFAULT;
        GroupSettings settings = new GroupSettings(
                usual.registration(),
                Duration.ofSeconds(interval),
                usual.firstPasses(),
                form.number("HealthyThresholdCount").orElse(5),
                form.number("UnhealthyThresholdCount").orElse(2),
                usual.draining(),
                usual.slowStart());
        TargetGroup pool = new TargetGroup(time, host, settings);
        pool.inUse(false);
        String arn = state.arn("targetgroup/" + name);
        Group.Kind kind = new Group.Kind(
                form.find("TargetType").orElse("instance"),
                form.find("Protocol").orElse("HTTP"),
                form.number("Port").orElse(80),
                interval,
                form.number("TargetControlPort"));
        Group group = new Group(arn, name, kind, pool, settings);
        state.groups.put(arn, group);
        return group;
    }

    Balancer modifyBalancerAttributes(Form form) {
        Balancer balancer = state.balancer(form.require("LoadBalancerArn"));
        form.members("Attributes").forEach(pair -> balancer.attributes.put(pair.require("Key"), pair.require("Value")));
        return balancer;
    }

    void modifyAttributes(Form form) {
        Group group = state.group(form.require("TargetGroupArn"));
        form.members("Attributes").forEach(pair -> group.set(pair.require("Key"), pair.require("Value")));
    }

    void register(Form form) {
        Group group = state.group(form.require("TargetGroupArn"));
        targets(form, group).forEach(group.pool::register);
    }

    void deregister(Form form) {
        Group group = state.group(form.require("TargetGroupArn"));
        targets(form, group).forEach(group.pool::deregister);
    }

    Listener createListener(Form form) {
        Balancer balancer = state.balancer(form.require("LoadBalancerArn"));
        Actions actions = state.parse(form, "DefaultActions", new Actions(List.of()));
        String arn = state.arnInside("listener", balancer.arn);
        String protocol = form.find("Protocol").orElse(balancer.isNetwork ? "TCP" : "HTTP");
        Protocols.requireOf(balancer, protocol);
        Listener listener = new Listener(arn, balancer.arn, form.number("Port").orElse(80), protocol);
        requireFit(listener, actions);
        state.listeners.put(arn, listener);
        put(new Route(state.arnInside("listener-rule", arn), arn, Route.DEFAULT, List.of(), actions));
        return listener;
    }

    Route createRule(Form form) {
        Listener listener = state.listener(form.require("ListenerArn"));
        Actions actions = state.parse(form, "Actions", new Actions(List.of()));
        requireFit(listener, actions);
        List<Xml> conditions = form.members("Conditions").stream()
                .map(member -> member.tree("member"))
                .toList();
        String arn = state.arnInside("listener-rule", listener.arn());
        Route rule = new Route(arn, listener.arn(), form.require("Priority"), conditions, actions);
        put(rule);
        return rule;
    }

    Listener modifyListener(Form form) {
        Listener listener = state.listener(form.require("ListenerArn"));
        Route route = state.route(listener.arn());
        if (form.has("DefaultActions")) {
            replace(route, state.parse(form, "DefaultActions", route.actions()));
        }
        return listener;
    }

    Route modifyRule(Form form) {
        Route route = state.rule(form.require("RuleArn"));
        if (route.isDefault()) {
            // ELB API, ModifyRule: "To modify the actions for the default rule, use ModifyListener."
            throw AwsError.sender(
                    400, "OperationNotPermitted", "Default rule '" + route.arn() + "' cannot be modified");
        }
        if (form.has("Actions")) {
            replace(route, state.parse(form, "Actions", route.actions()));
        }
        return state.route(route.arn());
    }

    void addTags(Form form) {
        form.texts("ResourceArns").forEach(state::requireExists);
        form.texts("ResourceArns").forEach(arn -> {
            Map<String, String> tags = state.tags.computeIfAbsent(arn, any -> new TreeMap<>());
            form.members("Tags")
                    .forEach(tag ->
                            tags.put(tag.require("Key"), tag.find("Value").orElse("")));
        });
    }

    void removeTags(Form form) {
        form.texts("ResourceArns").forEach(arn -> {
            state.requireExists(arn);
            state.tags.getOrDefault(arn, new TreeMap<>()).keySet().removeAll(form.texts("TagKeys"));
        });
    }

    /** Replaces the actions of a rule or listener, if the load balancer could work by them. */
    void replace(Route route, Actions actions) {
        requireFit(state.listener(route.listener()), actions);
        put(route.with(actions));
    }

    private void put(Route route) {
        state.routes.put(route.arn(), route);
        state.groups.values().forEach(group -> group.pool.inUse(state.isInUse(group.arn)));
        onChange.accept(state.listener(route.listener()));
    }

    private void requireFit(Listener listener, Actions actions) {
        Map<String, Integer> weights = actions.weights();
        for (String arn : weights.keySet()) {
            Group group = state.group(arn);
            Protocols.requireFit(listener, group);
            if (state.balancersOf(arn).stream().anyMatch(other -> !other.equals(listener.balancer()))) {
                throw AwsError.sender(
                        400,
                        "TargetGroupAssociationLimit",
                        "The following target groups cannot be associated with more than one load balancer: " + arn);
            }
            boolean alone = weights.size() == 1;
            if (!alone
                    && (group.isSticky("app_cookie")
                            || (group.isSticky("lb_cookie") && actions.sticky().isZero()))) {
                throw AwsError.sender(
                        400,
                        "InvalidConfigurationRequest",
                        "You must enable group stickiness on a rule if you enabled target stickiness on one of its"
                                + " target groups");
            }
        }
    }

    private static List<Backend> targets(Form form, Group group) {
        return form.members("Targets").stream()
                .map(target ->
                        new Backend(target.require("Id"), target.number("Port").orElse(group.kind.port())))
                .toList();
    }
}
