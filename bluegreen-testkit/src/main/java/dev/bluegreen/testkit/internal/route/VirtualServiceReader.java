package dev.bluegreen.testkit.internal.route;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.testkit.internal.balancer.Decision;
import dev.bluegreen.testkit.internal.balancer.Router;
import dev.bluegreen.testkit.internal.balancer.Rules;
import dev.bluegreen.testkit.internal.balancer.Split;
import dev.bluegreen.testkit.internal.loopback.HttpRequest;
import dev.bluegreen.testkit.internal.store.ResourceKey;
import dev.bluegreen.testkit.internal.store.Trees;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Reads a VirtualService of Istio: its HTTP routes in order, their weighted destinations, subsets by DestinationRules. */
final class VirtualServiceReader implements RouteReader {

    private static final List<String> CONDITIONS = List.of("name", "uri", "method", "headers");

    private final ServicePools pools;
    private final String namespace;

    VirtualServiceReader(ServicePools pools, String namespace) {
        this.pools = pools;
        this.namespace = namespace;
    }

    @Override
    public Router read(Map<String, Object> service) {
        List<Rules.Rule> rules = new ArrayList<>();
        for (Map<String, Object> route : Trees.maps(service, "spec", "http")) {
            Router destinations = destinations(Trees.maps(route, "route"));
            rules.add(new Rules.Rule(matches(Trees.maps(route, "match")), destinations));
        }
        return new Rules(rules, request -> Decision.status(404));
    }

    /** A single destination gets everything, whatever its weight; of several, those of weight 0 are left out. */
    private Router destinations(List<Map<String, Object>> routes) {
        if (routes.size() == 1) {
            return destination(routes.get(0));
        }
        List<Split.Share> shares = new ArrayList<>();
        for (Map<String, Object> route : routes) {
            int weight = Math.toIntExact(Trees.integer(route, "weight").orElse(0));
            shares.add(new Split.Share("destination-" + shares.size(), destination(route), weight));
        }
        if (!shares.isEmpty() && shares.stream().allMatch(share -> share.weight() == 0)) {
            throw new ConfigurationException("weights of several destinations are all 0: a proxy refuses such a route");
        }
        return pools.split(shares, Duration.ZERO, 503);
    }

    /** A destination that is not there is answered 503; its subset is what the last push said. */
    private Router destination(Map<String, Object> route) {
        String host = Trees.text(route, "destination", "host");
        ResourceKey service = service(host);
        Object port = Optional.ofNullable(Trees.at(route, "destination", "port", "number"))
                .orElse("");
        String subset = Trees.text(route, "destination", "subset");
        if (subset.isEmpty()) {
            return pools.endpoints(service, port);
        }
        Optional<Map<String, String>> labels = labels(service, subset);
        return pools.endpoints(service, port, () -> labels);
    }

    /** A name without a dot is of this namespace; any other is complete, or names no Service. */
    private ResourceKey service(String host) {
        String[] parts = host.split("[.]", 3);
        boolean isShort = parts.length == 1;
        boolean isComplete = parts.length == 3 && parts[2].equals("svc.cluster.local");
        return ResourceKey.core("services", isComplete ? parts[1] : namespace, isShort || isComplete ? parts[0] : host);
    }

    private Optional<Map<String, String>> labels(ResourceKey service, String subset) {
        return pools.objects("networking.istio.io", "destinationrules", namespace).stream()
                .filter(rule -> service(Trees.text(rule, "spec", "host")).equals(service))
                .flatMap(rule -> Trees.maps(rule, "spec", "subsets").stream())
                .filter(declared -> subset.equals(declared.get("name")))
                .map(declared -> Trees.strings(declared, "labels"))
                .findFirst();
    }

    /** Any of several matches will do; all parts of one have to hold. */
    private static Predicate<HttpRequest> matches(List<Map<String, Object>> matches) {
        return matches.stream()
                .map(VirtualServiceReader::match)
                .reduce(Predicate::or)
                .orElse(Matches.everything());
    }

    private static Predicate<HttpRequest> match(Map<String, Object> match) {
        match.keySet().stream()
                .filter(condition -> !CONDITIONS.contains(condition))
                .findFirst()
                .ifPresent(unknown -> {
                    throw new ConfigurationException(
                            "match by '" + unknown + "': this mesh knows " + String.join(", ", CONDITIONS));
                });
        Predicate<HttpRequest> all = text(Trees.map(match, "uri"))
                .on(HttpRequest::path)
                .and(text(Trees.map(match, "method")).on(HttpRequest::method));
        for (Map.Entry<String, Object> header : Trees.map(match, "headers").entrySet()) {
            all = all.and(request -> !request.header(header.getKey()).isEmpty())
                    .and(text(Trees.map(header.getValue())).on(request -> request.header(header.getKey())));
        }
        return all;
    }

    private static StringMatch text(Map<String, Object> match) {
        return new StringMatch(match);
    }

    /** One of {@code exact}, {@code prefix} and {@code regex}; empty for anything. */
    private record StringMatch(Map<String, Object> match) {

        Predicate<HttpRequest> on(Function<HttpRequest, String> part) {
            return request -> fits(part.apply(request));
        }

        private boolean fits(String text) {
            return match.entrySet().stream().allMatch(entry -> switch (entry.getKey()) {
                case "exact" -> text.equals(entry.getValue());
                case "prefix" -> text.startsWith(String.valueOf(entry.getValue()));
                case "regex" -> text.matches(String.valueOf(entry.getValue()));
                default ->
                    throw new ConfigurationException("match by '" + entry.getKey() + "': use exact, prefix or regex");
            });
        }
    }
}
