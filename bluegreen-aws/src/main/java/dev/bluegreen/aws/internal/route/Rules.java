package dev.bluegreen.aws.internal.route;

import dev.bluegreen.aws.internal.elb.Elb;
import dev.bluegreen.aws.internal.elb.ElbArn;
import dev.bluegreen.aws.internal.elb.Forward;
import dev.bluegreen.aws.internal.elb.Groups;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.HttpHeaderConditionConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;

/**
 * What answers at a test route: the rules of its listener.
 *
 * @param route the listener, or one of its rules
 * @param all of the listener, in the order in which they are asked
 */
public record Rules(ElbArn route, List<Rule> all) {

    private static final String HEADER = "http-header";

    public static Rules of(Elb elb, ElbArn route) {
        return new Rules(route, elb.rules(route.listener()));
    }

    /** Why it does not lead to a track and nowhere else, as a sentence; empty when it does. */
    public Optional<String> problem(Groups groups, Track track) {
        return isRule() ? problemOfRule(groups, track) : elsewhere(all.stream(), groups, track);
    }

    /** What requests have to bring for the rule to be for them. */
    public Map<String, String> headers() {
        Map<String, String> headers = new TreeMap<>();
        own().map(Rule::conditions).orElse(List.of()).stream()
                .filter(Rules::isPlainHeader)
                .map(RuleCondition::httpHeaderConfig)
                .forEach(asked ->
                        headers.put(asked.httpHeaderName(), asked.values().get(0)));
        return headers;
    }

    private Optional<String> problemOfRule(Groups groups, Track track) {
        Optional<Rule> own = own();
        if (own.isEmpty()) {
            return Optional.of(name() + " is not there");
        }
        if (own.get().isDefault()) {
            return elsewhere(all.stream(), groups, track);
        }
        if (!own.get().conditions().stream().allMatch(Rules::isPlainHeader)) {
            return Optional.of(name() + " asks for something else than headers with plain values");
        }
        Stream<Rule> first = all.stream().takeWhile(rule -> !rule.equals(own.get()));
        return elsewhere(own.stream(), groups, track)
                .or(() -> elsewhere(first.filter(rule -> !excludes(rule)), groups, track)
                        .map(before -> "a rule before " + name() + " may answer: " + before));
    }

    /** Whether a rule asks for another value of a header that ours sends. */
    private boolean excludes(Rule other) {
        Map<String, String> sent = headers();
        return other.conditions().stream()
                .filter(Rules::isPlainHeader)
                .map(RuleCondition::httpHeaderConfig)
                .anyMatch(asked -> sent.entrySet().stream()
                        .anyMatch(ours -> ours.getKey().equalsIgnoreCase(asked.httpHeaderName())
                                && asked.values().stream().noneMatch(ours.getValue()::equalsIgnoreCase)));
    }

    private static Optional<String> elsewhere(Stream<Rule> rules, Groups groups, Track track) {
        return rules.flatMap(rule -> elsewhere(rule, groups, track).stream()).findFirst();
    }

    private static Optional<String> elsewhere(Rule rule, Groups groups, Track track) {
        String name = "Rule/" + rule.ruleArn();
        try {
            TrafficSplit split = Forward.of(name, rule.actions()).split(groups);
            return split.only().equals(Optional.of(track))
                    ? Optional.empty()
                    : Optional.of(name + " is " + split + " of BLUE and GREEN");
        } catch (PlatformException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** One by regular expression has no values, and nobody knows what it matches. */
    private static boolean isPlainHeader(RuleCondition condition) {
        HttpHeaderConditionConfig asked = condition.httpHeaderConfig();
        return HEADER.equals(condition.field())
                && asked != null
                && !asked.values().isEmpty()
                && asked.regexValues().isEmpty()
                && asked.values().stream().noneMatch(value -> value.matches(".*[*?].*"));
    }

    private Optional<Rule> own() {
        return all.stream().filter(rule -> rule.ruleArn().equals(route.text())).findFirst();
    }

    private boolean isRule() {
        return route.kind().equals("listener-rule");
    }

    private String name() {
        return "Rule/" + route.text();
    }
}
