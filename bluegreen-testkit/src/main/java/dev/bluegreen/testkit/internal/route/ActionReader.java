package dev.bluegreen.testkit.internal.route;

import com.google.gson.JsonSyntaxException;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.testkit.internal.balancer.Decision;
import dev.bluegreen.testkit.internal.balancer.Router;
import dev.bluegreen.testkit.internal.balancer.Split;
import dev.bluegreen.testkit.internal.json.Json;
import dev.bluegreen.testkit.internal.store.ResourceKey;
import dev.bluegreen.testkit.internal.store.Trees;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads actions in annotations as the AWS Load Balancer Controller does. */
final class ActionReader {

    private final ServicePools pools;
    private final String namespace;

    ActionReader(ServicePools pools, String namespace) {
        this.pools = pools;
        this.namespace = namespace;
    }

    /** An action of an Ingress; one that cannot be read holds up the whole object. */
    Router read(String annotation, String text) {
        Map<String, Object> action = AnyCase.of(parse(annotation, text));
        return switch (AnyCase.text(action, "type")) {
            case "forward" -> forward(annotation, action, List.of());
            case "fixed-response" -> fixed(AnyCase.map(action, "fixedresponseconfig"));
            default ->
                throw new ConfigurationException("annotation " + annotation + ": this cluster knows forward and"
                        + " fixed-response, not type '" + AnyCase.text(action, "type") + "'");
        };
    }

    /** An action of a Service, whose own target group has {@code baseServiceWeight}. */
    Router read(String annotation, String text, String base, int port) {
        Map<String, Object> action = AnyCase.of(parse(annotation, text));
        Map<String, Object> config = AnyCase.map(action, "forwardconfig");
        long weight = Trees.integer(config, "baseserviceweight")
                .orElseThrow(() ->
                        new ConfigurationException("annotation " + annotation + ": baseServiceWeight must be set"));
        Split.Share own = new Split.Share(base, targetGroup(base, (long) port), Math.toIntExact(weight));
        return forward(annotation, action, List.of(own));
    }

    private static Map<String, Object> parse(String annotation, String text) {
        try {
            return Json.parseObject(text);
        } catch (JsonSyntaxException e) {
            throw new ConfigurationException("annotation " + annotation + " is not JSON: " + e.getMessage());
        }
    }

    private static Router fixed(Map<String, Object> config) {
        int status = Integer.parseInt(AnyCase.text(config, "statuscode"));
        return request -> Decision.status(status);
    }

    private Router forward(String annotation, Map<String, Object> action, List<Split.Share> base) {
        Map<String, Object> config = AnyCase.map(action, "forwardconfig");
        List<Map<String, Object>> tuples = Trees.maps(config, "targetgroups");
        boolean weighed = tuples.size() + base.size() > 1;
        if (!weighed
                && tuples.size() == 1
                && !AnyCase.text(tuples.get(0), "servicename").isEmpty()) {
            return alone(
                    AnyCase.text(tuples.get(0), "servicename"), tuples.get(0).getOrDefault("serviceport", ""));
        }
        List<Split.Share> shares = new ArrayList<>(base);
        tuples.forEach(tuple -> shares.add(share(annotation, tuple, weighed)));
        return pools.split(shares, sticky(AnyCase.map(config, "targetgroupstickinessconfig")), 503);
    }

    private Split.Share share(String annotation, Map<String, Object> tuple, boolean weighed) {
        String service = AnyCase.text(tuple, "servicename");
        if (service.isEmpty()) {
            throw new ConfigurationException("annotation " + annotation + ": a target group without serviceName;"
                    + " groups by ARN belong to the fake ALB");
        }
        if (weighed && Trees.integer(tuple, "weight").isEmpty()) {
            throw new ConfigurationException(
                    "annotation " + annotation + ": weight must be set for each of several target groups");
        }
        Object port = tuple.getOrDefault("serviceport", "");
        return new Split.Share(
                service,
                targetGroup(service, port),
                Math.toIntExact(Trees.integer(tuple, "weight").orElse(1)));
    }

    /** The only Service that requests are forwarded to: while it is not there they are answered 503. */
    Router alone(String service, Object port) {
        ResourceKey key = ResourceKey.core("services", namespace, service);
        if (pools.isThere(key)) {
            Router now = targetGroup(service, port);
            return request -> pools.isThere(key) ? now.decide(request) : Decision.status(503);
        }
        return request -> pools.isThere(key) ? targetGroup(service, port).decide(request) : Decision.status(503);
    }

    Router targetGroup(String service, Object port) {
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
