package dev.bluegreen.testkit.aws.internal.elb;

import dev.bluegreen.testkit.aws.internal.AwsError;
import dev.bluegreen.testkit.aws.internal.Form;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All that there is in one account and region. Guarded by the fake's lock. */
final class ElbState {

    private final String prefix;
    final Map<String, Balancer> balancers = new LinkedHashMap<>();
    final Map<String, Listener> listeners = new LinkedHashMap<>();
    final Map<String, Route> routes = new LinkedHashMap<>();
    final Map<String, Group> groups = new LinkedHashMap<>();
    final Map<String, Map<String, String>> tags = new HashMap<>();
    final Set<String> types = new TreeSet<>(Actions.TYPES);
    private long ids = 0x50dc6c495c0c9188L;

    ElbState(String region, String account) {
        this.prefix = "arn:aws:elasticloadbalancing:" + region + ":" + account + ":";
    }

    String arn(String path) {
        return prefix + path + "/" + nextId();
    }

    /** The ARN of something inside something else: a listener's path goes on from its balancer's. */
    String arnInside(String kind, String outer) {
        return prefix + kind + "/" + outer.split("/", 2)[1] + "/" + nextId();
    }

    private String nextId() {
        return "%016x".formatted(ids++);
    }

    Balancer balancer(String arn) {
        return found(balancers, arn, "LoadBalancer");
    }

    Listener listener(String arn) {
        return found(listeners, arn, "Listener");
    }

    Group group(String arn) {
        return found(groups, arn, "TargetGroup");
    }

    /** A rule; of a listener its default action. */
    Route route(String arn) {
        return listeners.containsKey(arn) ? defaultOf(arn) : rule(arn);
    }

    Route rule(String arn) {
        return found(routes, arn, arn.contains(":listener-rule/") ? "Rule" : "Listener");
    }

    Route defaultOf(String listener) {
        return routesOf(listener).stream().filter(Route::isDefault).findFirst().orElseThrow();
    }

    /** Reads actions as this service knows them. */
    Actions parse(Form form, String name, Actions replaced) {
        return Actions.parse(form, name, replaced, types);
    }

    /** The rules of a listener in the order of evaluation, the default action at the end. */
    List<Route> routesOf(String listener) {
        return routes.values().stream()
                .filter(route -> route.listener().equals(listener))
                .sorted(Comparator.comparingInt(Route::order))
                .toList();
    }

    /** The load balancers whose rules name a group. */
    Set<String> balancersOf(String group) {
        return users(group)
                .map(route -> listener(route.listener()).balancer())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    boolean isInUse(String group) {
        return users(group).findAny().isPresent();
    }

    void requireExists(String arn) {
        boolean exists = Stream.of(balancers, listeners, routes, groups).anyMatch(map -> map.containsKey(arn));
        if (!exists) {
            throw AwsError.sender(400, "RuleNotFound", "'" + arn + "' does not exist");
        }
    }

    /** The named ones, or all. */
    static <T> Collection<T> chosen(Map<String, T> all, List<String> arns, String kind) {
        return arns.isEmpty()
                ? all.values()
                : arns.stream().map(arn -> found(all, arn, kind)).toList();
    }

    private Stream<Route> users(String group) {
        return routes.values().stream()
                .filter(route -> route.actions().weights().containsKey(group));
    }

    private static <T> T found(Map<String, T> all, String arn, String kind) {
        return Optional.ofNullable(all.get(arn))
                .orElseThrow(() ->
                        AwsError.sender(400, kind + "NotFound", "One or more " + kind + "s not found: '" + arn + "'"));
    }
}
