package dev.bluegreen.testkit.internal.balancer;

import dev.bluegreen.testkit.internal.loopback.HttpRequest;
import java.util.List;
import java.util.function.Predicate;

/** The first rule that matches decides; if none does, the last resort. */
public record Rules(List<Rule> rules, Router lastResort) implements Router {

    /** Requests, and who decides about them. */
    public record Rule(Predicate<HttpRequest> matches, Router then) {}

    /** Copies the list. */
    public Rules {
        rules = List.copyOf(rules);
    }

    @Override
    public Decision decide(HttpRequest request) {
        return rules.stream()
                .filter(rule -> rule.matches().test(request))
                .findFirst()
                .map(Rule::then)
                .orElse(lastResort)
                .decide(request);
    }
}
