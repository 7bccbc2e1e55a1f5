package dev.bluegreen.testkit.internal.route;

import dev.bluegreen.spi.Time;
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
import java.util.function.Predicate;

/** Reads an HTTPRoute of the Gateway API: its matches, the most specific first, and its weighted backends. */
final class HttpRouteReader implements RouteReader {

    private final Time time;
    private final ServicePools pools;

    HttpRouteReader(Time time, ServicePools pools) {
        this.time = time;
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
        List<Split.Share> shares = Trees.maps(rule, "backendRefs").stream()
                .map(backend -> new Split.Share(
                        Trees.text(backend, "name"),
                        backend(refs, backend),
                        Math.toIntExact(Trees.integer(backend, "weight").orElse(1))))
                .toList();
        return Split.of(time, shares, Duration.ZERO, 500);
    }

    /** The share of a backend that is not there, or may not be named, is answered 500. */
    private Router backend(BackendRefs refs, Map<String, Object> backend) {
        Router endpoints = pools.endpoints(refs.service(backend), backend.getOrDefault("port", ""));
        return request -> refs.trouble(backend).isEmpty() ? endpoints.decide(request) : Decision.status(500);
    }

    private static Predicate<HttpRequest> match(Map<String, Object> match) {
        String path = Trees.string(match, "path", "value").orElse("/");
        Predicate<HttpRequest> all = isExact(match) ? Matches.path(path) : Matches.pathUnder(path);
        for (Map<String, Object> header : Trees.maps(match, "headers")) {
            all = all.and(Matches.header(Trees.text(header, "name"), Trees.text(header, "value")));
        }
        String method = Trees.text(match, "method");
        return method.isEmpty() ? all : all.and(request -> request.method().equals(method));
    }

    /** Exact paths before prefixes, longer before shorter, then by method, then by the number of headers. */
    private static long rank(Map<String, Object> match) {
        long path = Trees.string(match, "path", "value").orElse("/").length();
        return (isExact(match) ? 10_000_000 : 0)
                + path * 100
                + (Trees.text(match, "method").isEmpty() ? 0 : 50)
                + Trees.maps(match, "headers").size();
    }

    private static boolean isExact(Map<String, Object> match) {
        return Trees.text(match, "path", "type").equals("Exact");
    }
}
