package dev.bluegreen.testkit.aws.internal.elb;

import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.aws.internal.Xml;
import dev.bluegreen.testkit.internal.balancer.Decision;
import dev.bluegreen.testkit.internal.balancer.Layer7Listener;
import dev.bluegreen.testkit.internal.balancer.Router;
import dev.bluegreen.testkit.internal.balancer.Rules;
import dev.bluegreen.testkit.internal.balancer.Split;
import dev.bluegreen.testkit.internal.balancer.Turns;
import dev.bluegreen.testkit.traffic.TargetHost;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The ports on loopback behind the listeners: each follows its listener's rules, later if so set. An action that asks who
 * the user is lets everybody in. Called with the fake's lock held.
 */
final class ElbDataPlane implements AutoCloseable {

    private final ElbState state;
    private final Time time;
    private final TargetHost host;
    private final Map<String, Layer7Listener> ports = new ConcurrentHashMap<>();
    private final Turns turns = new Turns();
    private Duration lag = Duration.ZERO;

    ElbDataPlane(ElbState state, Time time, TargetHost host) {
        this.state = state;
        this.time = time;
        this.host = host;
    }

    /** From now on a change of rules is acted on only so much later. */
    void lag(Duration by) {
        lag = by;
    }

    /** From now on shares are drawn. */
    void drawn(long seed) {
        turns.drawn(seed);
    }

    InetSocketAddress address(Listener listener) {
        return port(listener).address();
    }

    /** Takes the rules as they are now. */
    void follow(Listener listener) {
        Router router = router(state.routesOf(listener.arn()));
        Layer7Listener port = port(listener);
        if (lag.isZero()) {
            port.route(router);
        } else {
            time.after(lag, () -> port.route(router));
        }
    }

    @Override
    public void close() {
        ports.values().forEach(Layer7Listener::close);
        state.groups.values().forEach(group -> group.pool.close());
    }

    /** An NLB balances connections, an ALB requests. */
    private Layer7Listener port(Listener listener) {
        boolean isNetwork = state.balancer(listener.balancer()).isNetwork;
        return ports.computeIfAbsent(
                listener.arn(), any -> isNetwork ? Layer7Listener.byConnection(host) : new Layer7Listener(host));
    }

    private Router router(List<Route> routes) {
        List<Rules.Rule> rules = routes.stream()
                .filter(route -> !route.isDefault())
                .map(route -> new Rules.Rule(new Conditions(route.conditions())::matches, router(route.actions())))
                .toList();
        return new Rules(rules, router(routes.get(routes.size() - 1).actions()));
    }

    private Router router(Actions actions) {
        if (actions.forward().isEmpty()) {
            Decision own = Decision.status(status(actions));
            return request -> own;
        }
        List<Split.Share> shares = actions.weights().entrySet().stream()
                .map(entry -> new Split.Share(entry.getKey(), state.group(entry.getKey()).pool, entry.getValue()))
                .toList();
        return Split.of(time, turns, shares, actions.sticky(), 503);
    }

    private static int status(Actions actions) {
        return actions.ofType("fixed-response")
                .flatMap(action -> action.child("FixedResponseConfig"))
                .flatMap(config -> config.childText("StatusCode"))
                .or(() -> actions.ofType("redirect").map(Xml::name).map(any -> "302"))
                .map(Integer::parseInt)
                .orElse(500);
    }
}
