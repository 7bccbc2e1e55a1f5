package dev.bluegreen.testkit.internal.route;

import com.google.gson.JsonSyntaxException;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.internal.balancer.Decision;
import dev.bluegreen.testkit.internal.balancer.Router;
import dev.bluegreen.testkit.internal.balancer.Rules;
import dev.bluegreen.testkit.internal.balancer.Split;
import dev.bluegreen.testkit.internal.json.Json;
import dev.bluegreen.testkit.internal.loopback.HttpRequest;
import dev.bluegreen.testkit.internal.store.ResourceKey;
import dev.bluegreen.testkit.internal.store.Trees;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Reads an Ingress as the AWS Load Balancer Controller does, with its actions in annotations. */
final class IngressReader implements RouteReader {

    private static final String ACTION = "alb.ingress.kubernetes.io/actions.";

    private final Time time;
    private final ServicePools pools;
    private final String namespace;

    IngressReader(Time time, ServicePools pools, String namespace) {
        this.time = time;
        this.pools = pools;
        this.namespace = namespace;
    }

    @Override
    public Router read(Map<String, Object> ingress) {
        List<Rules.Rule> rules = new ArrayList<>();
        for (Map<String, Object> rule : Trees.maps(ingress, "spec", "rules")) {
            Predicate<HttpRequest> host = Matches.host(Trees.text(rule, "host"));
            for (Map<String, Object> path : Trees.maps(rule, "http", "paths")) {
                rules.add(new Rules.Rule(host.and(path(path)), backend(ingress, Trees.map(path, "backend"))));
            }
        }
        Map<String, Object> fallback = Trees.map(ingress, "spec", "defaultBackend");
        return new Rules(rules, fallback.isEmpty() ? request -> Decision.status(404) : backend(ingress, fallback));
    }

    private static Predicate<HttpRequest> path(Map<String, Object> path) {
        String value = Trees.text(path, "path");
        return Trees.text(path, "pathType").equals("Exact")
                ? Matches.path(value)
                : Matches.pathUnder(value.isEmpty() ? "/" : value.replaceFirst("/?\\*$", "/"));
    }

    private Router backend(Map<String, Object> ingress, Map<String, Object> backend) {
        String name = Trees.text(backend, "service", "name");
        return Trees.text(backend, "service", "port", "name").equals("use-annotation")
                ? action(ingress, name)
                : targetGroup(name, port(Trees.map(backend, "service", "port")));
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
        Map<String, Object> action = AnyCase.of(parse(name, text));
        return switch (AnyCase.text(action, "type")) {
            case "forward" -> forward(name, action);
            case "fixed-response" -> fixed(AnyCase.map(action, "fixedresponseconfig"));
            default ->
                throw new ConfigurationException("annotation " + ACTION + name + ": this cluster knows forward and"
                        + " fixed-response, not type '" + AnyCase.text(action, "type") + "'");
        };
    }

    private static Map<String, Object> parse(String name, String text) {
        try {
            return Json.parseObject(text);
        } catch (JsonSyntaxException e) {
            throw new ConfigurationException("annotation " + ACTION + name + " is not JSON: " + e.getMessage());
        }
    }

    private static Router fixed(Map<String, Object> config) {
        int status = Integer.parseInt(AnyCase.text(config, "statuscode"));
        return request -> Decision.status(status);
    }

    private Router forward(String name, Map<String, Object> action) {
        Map<String, Object> config = AnyCase.map(action, "forwardconfig");
        List<Map<String, Object>> tuples = Trees.maps(config, "targetgroups");
        List<Split.Share> shares = tuples.stream()
                .map(tuple -> share(name, tuple, tuples.size() > 1))
                .toList();
        return Split.of(time, shares, sticky(AnyCase.map(config, "targetgroupstickinessconfig")), 503);
    }

    private Split.Share share(String action, Map<String, Object> tuple, boolean weighed) {
        String service = AnyCase.text(tuple, "servicename");
        if (service.isEmpty()) {
            throw new ConfigurationException("annotation " + ACTION + action + ": a target group without serviceName;"
                    + " groups by ARN belong to the fake ALB");
        }
        if (weighed && Trees.integer(tuple, "weight").isEmpty()) {
            throw new ConfigurationException(
                    "annotation " + ACTION + action + ": weight must be set for each of several target groups");
        }
        Object port = tuple.getOrDefault("serviceport", "");
        return new Split.Share(
                service,
                targetGroup(service, port),
                Math.toIntExact(Trees.integer(tuple, "weight").orElse(1)));
    }

    private Router targetGroup(String service, Object port) {
        ResourceKey key = ResourceKey.core("services", namespace, service);
        Object wanted = port instanceof String text && text.matches("\\d+") ? (Object) Long.valueOf(text) : port;
        int number = pools.port(key, wanted)
                .orElseThrow(() -> new ConfigurationException(
                        "Service " + namespace + "/" + service + " with port '" + port + "' not found"));
        return pools.targetGroup(key, number);
    }

    private static Duration sticky(Map<String, Object> config) {
        return Trees.isTrue(config, "enabled")
                ? Duration.ofSeconds(Trees.integer(config, "durationseconds").orElse(86_400))
                : Duration.ZERO;
    }
}
