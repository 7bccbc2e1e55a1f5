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
 * The rules of a test route's listener.
 *
 * @param route the listener, or one of its rules
 * @param all all rules of the listener, in order of evaluation
 */
public record Rules(ElbArn route, List<Rule> all) {

    private static final String HEADER = "http-header";

    public static Rules of(Elb elb, ElbArn route) {
        return new Rules(route, elb.rules(route.listener()));
    }

    /** Reason why it does not lead to the track alone, as a sentence; empty if it does. */
    public Optional<String> problem(Groups groups, Track track) {
        return isRule() ? problemOfRule(groups, track) : elsewhere(all.stream(), groups, track);
    }

    /** Headers that a request must have to match the rule. */
    public Map<String, String> headers() {
        Map<String, String> headers = new TreeMap<>();
        own().map(Rule::conditions).orElse(List.of()).stream()
                .filter(Rules::isPlainHeader)
                .map(RuleCondition::httpHeaderConfig)
                .forEach(header ->
                        headers.put(header.httpHeaderName(), header.values().get(0)));
        return headers;
    }

    private Optional<String> problemOfRule(Groups groups, Track track) {
        Optional<Rule> own = own();
        if (own.isEmpty()) {
            return Optional.of(name() + " does not exist");
        }
        if (own.get().isDefault()) {
            return elsewhere(all.stream(), groups, track);
        }
        if (!own.get().conditions().stream().allMatch(Rules::isPlainHeader)) {
            return Optional.of(name() + " has conditions other than headers with plain values");
        }
        Stream<Rule> first = all.stream().takeWhile(rule -> !rule.equals(own.get()));
        return elsewhere(own.stream(), groups, track)
                .or(() -> elsewhere(first.filter(rule -> !excludes(rule)), groups, track)
                        .map(before -> "a rule before " + name() + " may answer: " + before));
    }

    /** True if a rule requires another value of a header that our requests send. */
    private boolean excludes(Rule other) {
        Map<String, String> sent = headers();
        return other.conditions().stream()
                .filter(Rules::isPlainHeader)
                .map(RuleCondition::httpHeaderConfig)
                .anyMatch(header -> sent.entrySet().stream()
                        .anyMatch(ours -> ours.getKey().equalsIgnoreCase(header.httpHeaderName())
                                && header.values().stream().noneMatch(ours.getValue()::equalsIgnoreCase)));
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

    /** A header condition by regular expression has no values, so its matches are unknown. */
    private static boolean isPlainHeader(RuleCondition condition) {
        HttpHeaderConditionConfig header = condition.httpHeaderConfig();
        return HEADER.equals(condition.field())
                && header != null
                && !header.values().isEmpty()
                && header.regexValues().isEmpty()
                && header.values().stream().noneMatch(value -> value.matches(".*[*?].*"));
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
