package dev.bluegreen.testkit.internal.route;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.testkit.internal.balancer.Decision;
import dev.bluegreen.testkit.internal.balancer.Router;
import dev.bluegreen.testkit.internal.balancer.Rules;
import dev.bluegreen.testkit.internal.loopback.HttpRequest;
import dev.bluegreen.testkit.internal.store.Trees;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Reads an Ingress as the AWS Load Balancer Controller does, with its actions in annotations. */
final class IngressReader implements RouteReader {

    private static final String ACTION = "alb.ingress.kubernetes.io/actions.";

    private final ActionReader actions;

    IngressReader(ActionReader actions) {
        this.actions = actions;
    }

    @Override
    public Router read(Map<String, Object> ingress) {
        List<Rules.Rule> rules = new ArrayList<>();
        for (Map<String, Object> rule : Trees.maps(ingress, "spec", "rules")) {
            Predicate<HttpRequest> host = Matches.host(Trees.text(rule, "host"));
            for (Map<String, Object> path : sorted(Trees.maps(rule, "http", "paths"))) {
                rules.add(new Rules.Rule(host.and(path(path)), backend(ingress, Trees.map(path, "backend"))));
            }
        }
        Map<String, Object> fallback = Trees.map(ingress, "spec", "defaultBackend");
        return new Rules(rules, fallback.isEmpty() ? request -> Decision.status(404) : backend(ingress, fallback));
    }

    /** Exact paths, then prefixes, longer before shorter, then patterns as they stand (model_build_listener_rules.go). */
    private static List<Map<String, Object>> sorted(List<Map<String, Object>> paths) {
        return paths.stream()
                .sorted(Comparator.comparingInt(path -> switch (Trees.text(path, "pathType")) {
                    case "Exact" -> Integer.MIN_VALUE;
                    case "Prefix" -> -Trees.text(path, "path").length();
                    default -> Integer.MAX_VALUE;
                }))
                .toList();
    }

    private static Predicate<HttpRequest> path(Map<String, Object> path) {
        String value = Trees.text(path, "path");
        String type = Trees.text(path, "pathType");
        if (!type.equals("Exact") && !type.equals("Prefix")) {
            return Matches.pattern(value.isEmpty() ? "/*" : value);
        }
        if (value.contains("*") || value.contains("?")) {
            throw new ConfigurationException(type + " path shouldn't contain wildcards: " + value);
        }
        return type.equals("Exact") ? Matches.path(value) : Matches.pathUnder(value);
    }

    private Router backend(Map<String, Object> ingress, Map<String, Object> backend) {
        String name = Trees.text(backend, "service", "name");
        return Trees.text(backend, "service", "port", "name").equals("use-annotation")
                ? action(ingress, name)
                : actions.alone(name, port(Trees.map(backend, "service", "port")));
    }

    private static Object port(Map<String, Object> port) {
        Object number = port.get("number");
        return number == null ? Trees.text(port, "name") : number;
    }

    /** An action that is not there is answered 503; one that cannot be read holds up the whole Ingress. */
    private Router action(Map<String, Object> ingress, String name) {
        String text = Trees.text(ingress, "metadata", "annotations", ACTION + name);
        if (text.isEmpty()) {
            return request -> Decision.status(503);
        }
        return actions.read(ACTION + name, text);
    }
}
