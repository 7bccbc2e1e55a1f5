package dev.bluegreen.testkit.internal.route;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.testkit.internal.balancer.Decision;
import dev.bluegreen.testkit.internal.balancer.Router;
import dev.bluegreen.testkit.internal.balancer.Rules;
import dev.bluegreen.testkit.internal.balancer.Split;
import dev.bluegreen.testkit.internal.loopback.HttpRequest;
import dev.bluegreen.testkit.internal.store.Trees;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads an HTTPRoute of the Gateway API: its matches, the most specific first, and its weighted backends. */
final class HttpRouteReader implements RouteReader {

    private final ServicePools pools;

    HttpRouteReader(ServicePools pools) {
        this.pools = pools;
    }

    /** One match of one rule, and how specific it is. */
    private record Ranked(long rank, Rules.Rule rule) {}

    @Override
    public Router read(Map<String, Object> route) {
        List<Ranked> ranked = new ArrayList<>();
        for (Map<String, Object> rule : Trees.maps(route, "spec", "rules")) {
            Router backends = backends(BackendRefs.of(pools, route), rule);
            List<Map<String, Object>> matches = Trees.maps(rule, "matches");
            (matches.isEmpty() ? List.of(Map.<String, Object>of()) : matches)
                    .forEach(match -> ranked.add(new Ranked(rank(match), new Rules.Rule(match(match), backends))));
        }
        List<Rules.Rule> rules = ranked.stream()
                .sorted(Comparator.comparingLong(Ranked::rank).reversed())
                .map(Ranked::rule)
                .toList();
        return new Rules(rules, request -> Decision.status(404));
    }

    private Router backends(BackendRefs refs, Map<String, Object> rule) {
        List<Split.Share> shares = new ArrayList<>();
        for (Map<String, Object> backend : Trees.maps(rule, "backendRefs")) {
            int weight = Math.toIntExact(Trees.integer(backend, "weight").orElse(1));
            shares.add(new Split.Share("backend-" + shares.size(), backend(refs, backend), weight));
        }
        return pools.split(shares, Duration.ZERO, 500);
    }

    /** The share of a backend that is not there, or may not be named, is answered 500. */
    private Router backend(BackendRefs refs, Map<String, Object> backend) {
        Router endpoints = pools.endpoints(refs.service(backend), backend.getOrDefault("port", ""));
        return request -> refs.trouble(backend).isEmpty() ? endpoints.decide(request) : Decision.status(500);
    }

    private static Predicate<HttpRequest> match(Map<String, Object> match) {
        String path = Trees.string(match, "path", "value").orElse("/");
        requireNoPattern(Trees.map(match, "path"));
        Predicate<HttpRequest> all = isExact(match) ? Matches.path(path) : Matches.pathUnder(path);
        for (Map<String, Object> header : Trees.maps(match, "headers")) {
            requireNoPattern(header);
            all = all.and(Matches.header(Trees.text(header, "name"), Trees.text(header, "value")));
        }
        for (Map<String, Object> parameter : Trees.maps(match, "queryParams")) {
            requireNoPattern(parameter);
            Optional<String> value = Trees.string(parameter, "value");
            all = all.and(
                    request -> request.query(Trees.text(parameter, "name")).equals(value));
        }
        return all.and(method(match));
    }

    /** That of a request; or of a call, which is a path {@code /<service>/<method>}. */
    private static Predicate<HttpRequest> method(Map<String, Object> match) {
        Map<String, Object> call = Trees.map(match, "method");
        requireNoPattern(call);
        String service = Trees.text(call, "service");
        String method = Trees.text(call, "method");
        String verb = Trees.text(match, "method");
        return request -> {
            String[] path = request.path().split("/", -1);
            return (verb.isEmpty() || request.method().equals(verb))
                    && (service.isEmpty() || (path.length == 3 && path[1].equals(service)))
                    && (method.isEmpty() || (path.length == 3 && path[2].equals(method)));
        };
    }

    private static void requireNoPattern(Map<String, Object> match) {
        if (Trees.text(match, "type").equals("RegularExpression")) {
            throw new ConfigurationException("match by RegularExpression: its meaning depends on the gateway, and this"
                    + " one does not know it; use Exact");
        }
    }

    /** Exact paths before prefixes, longer before shorter, then by method, then by the number of headers, then of parameters. */
    private static long rank(Map<String, Object> match) {
        long path = Trees.string(match, "path", "value").orElse("/").length();
        return (isExact(match) ? 1_000_000_000 : 0)
                + path * 10_000
                + (Trees.at(match, "method") == null ? 0 : 5_000)
                + Trees.maps(match, "headers").size() * 100L
                + Trees.maps(match, "queryParams").size();
    }

    private static boolean isExact(Map<String, Object> match) {
        return Trees.text(match, "path", "type").equals("Exact");
    }
}
