package dev.bluegreen.testkit.aws.internal.elb;

import dev.bluegreen.testkit.aws.internal.AwsError;
import dev.bluegreen.testkit.aws.internal.Form;
import dev.bluegreen.testkit.aws.internal.Xml;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The actions that change nothing. */
final class ElbReads {

    private static final int MOST_TAGGED = 20;

    private final ElbState state;
    private int pageSize = 100;

    ElbReads(ElbState state) {
        this.state = state;
    }

    void pageSize(int size) {
        pageSize = size;
    }

    List<Xml> loadBalancers(Form form) {
        return page(
                form,
                "LoadBalancers",
                ElbState.chosen(state.balancers, form.texts("LoadBalancerArns"), "LoadBalancer"),
                ElbReads::balancer);
    }

    List<Xml> listeners(Form form) {
        form.find("LoadBalancerArn").ifPresent(state::balancer);
        Collection<Listener> found = form.has("ListenerArns")
                ? ElbState.chosen(state.listeners, form.texts("ListenerArns"), "Listener")
                : state.listeners.values().stream()
                        .filter(listener -> listener.balancer().equals(form.require("LoadBalancerArn")))
                        .toList();
        return page(form, "Listeners", found, this::listener);
    }

    List<Xml> rules(Form form) {
        Collection<Route> found = form.has("RuleArns")
                ? form.texts("RuleArns").stream().map(state::rule).toList()
                : state.routesOf(state.listener(form.require("ListenerArn")).arn());
        return page(form, "Rules", found, ElbReads::rule);
    }

    List<Xml> groups(Form form) {
        Collection<Group> found = ElbState.chosen(state.groups, form.texts("TargetGroupArns"), "TargetGroup");
        return page(form, "TargetGroups", found, this::group);
    }

    Xml attributes(Form form) {
        Group group = state.group(form.require("TargetGroupArn"));
        return pairs("Attributes", group.attributes);
    }

    Xml balancerAttributes(Form form) {
        return balancerAttributes(state.balancer(form.require("LoadBalancerArn")));
    }

    static Xml balancerAttributes(Balancer balancer) {
        return pairs("Attributes", balancer.attributes);
    }

    Xml health(Form form) {
        return Xml.of(
                "TargetHealthDescriptions",
                state.group(form.require("TargetGroupArn")).health());
    }

    Xml tags(Form form) {
        List<String> arns = form.texts("ResourceArns");
        if (arns.size() > MOST_TAGGED) {
            throw AwsError.sender(400, "ValidationError", "ResourceArns: at most " + MOST_TAGGED);
        }
        arns.forEach(state::requireExists);
        return Xml.members(
                "TagDescriptions",
                arns,
                arn -> List.of(Xml.text("ResourceArn", arn), pairs("Tags", state.tags.getOrDefault(arn, Map.of()))));
    }

    Xml listener(Listener listener) {
        return Xml.of(
                "member",
                Xml.text("ListenerArn", listener.arn()),
                Xml.text("LoadBalancerArn", listener.balancer()),
                Xml.text("Port", listener.port()),
                Xml.text("Protocol", listener.protocol()),
                state.defaultOf(listener.arn()).actions().as("DefaultActions"));
    }

    static Xml rule(Route rule) {
        return Xml.of(
                "member",
                Xml.text("RuleArn", rule.arn()),
                Xml.text("Priority", rule.priority()),
                Xml.text("IsDefault", rule.isDefault()),
                Xml.of("Conditions", rule.conditions()),
                rule.actions().as("Actions"));
    }

    static Xml balancer(Balancer balancer) {
        return Xml.of(
                "member",
                Xml.text("LoadBalancerArn", balancer.arn),
                Xml.text("LoadBalancerName", balancer.name),
                Xml.text("DNSName", balancer.dnsName),
                Xml.text("Type", balancer.type()),
                Xml.of("State", Xml.text("Code", "active")));
    }

    Xml group(Group group) {
        List<Xml> fields = new ArrayList<>(List.of(
                Xml.text("TargetGroupArn", group.arn),
                Xml.text("TargetGroupName", group.name),
                Xml.text("Protocol", group.kind.protocol()),
                Xml.text("Port", group.kind.port()),
                Xml.text("TargetType", group.kind.type()),
                Xml.text("HealthCheckIntervalSeconds", group.kind.interval()),
                Xml.of(
                        "LoadBalancerArns",
                        state.balancersOf(group.arn).stream()
                                .map(arn -> Xml.text("member", arn))
                                .toList())));
        group.kind.controlPort().ifPresent(port -> fields.add(Xml.text("TargetControlPort", port)));
        return Xml.of("member", fields);
    }

    private <T> List<Xml> page(Form form, String name, Collection<T> all, Function<T, Xml> shown) {
        int from = form.number("Marker").orElse(0);
        int to = Math.min(
                all.size(), from + Math.min(pageSize, form.number("PageSize").orElse(pageSize)));
        List<Xml> result = new ArrayList<>();
        result.add(Xml.of(name, all.stream().map(shown).toList().subList(from, to)));
        if (to < all.size()) {
            result.add(Xml.text("NextMarker", to));
        }
        return result;
    }

    static Xml pairs(String name, Map<String, String> values) {
        return Xml.members(
                name,
                values.entrySet(),
                entry -> List.of(Xml.text("Key", entry.getKey()), Xml.text("Value", entry.getValue())));
    }
}
