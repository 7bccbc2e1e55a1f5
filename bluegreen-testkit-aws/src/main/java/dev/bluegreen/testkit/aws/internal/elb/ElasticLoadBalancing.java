package dev.bluegreen.testkit.aws.internal.elb;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.aws.internal.AwsError;
import dev.bluegreen.testkit.aws.internal.AwsServer;
import dev.bluegreen.testkit.aws.internal.Form;
import dev.bluegreen.testkit.internal.Given;
import dev.bluegreen.testkit.internal.balancer.TargetHealth;
import dev.bluegreen.testkit.internal.dataplane.Backend;
import dev.bluegreen.testkit.traffic.TargetGroups;
import dev.bluegreen.testkit.traffic.TargetHost;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The API and its load balancers, in one account and region. Thread-safe. */
public final class ElasticLoadBalancing implements TargetGroups, AutoCloseable {

    private final Object lock = new Object();
    private final ElbState state;
    private final ElbReads reads;
    private final ElbWrites writes;
    private final ElbDataPlane dataPlane;
    private final AwsServer server;

    /** Nothing yet, served from now on. */
    public ElasticLoadBalancing(String region, String account, Time time, TargetHost host) {
        this.state = new ElbState(region, account);
        this.dataPlane = new ElbDataPlane(state, time, host);
        this.reads = new ElbReads(state);
        this.writes = new ElbWrites(state, time, host, dataPlane::follow);
        this.server = AwsServer.start(ElbService.of(region, reads, writes, lock), time);
    }

    /** The API. */
    public AwsServer server() {
        return server;
    }

    /** Where requests to a listener go. */
    public InetSocketAddress address(String listenerArn) {
        return ofTest(listenerArn, () -> dataPlane.address(state.listener(listenerArn)));
    }

    /** Forwards a rule or listener to these groups, with these weights, by the plain write of another client. */
    public void forward(String routeArn, Map<String, Integer> weights) {
        Given.some("weights", Given.any("weights", weights).values());
        ofTest(routeArn, () -> {
            Route route = state.route(routeArn);
            Map<String, String> form = new LinkedHashMap<>(Map.of("Actions.member.1.Type", "forward"));
            int n = 0;
            for (Map.Entry<String, Integer> entry : weights.entrySet()) {
                String tuple = "Actions.member.1.ForwardConfig.TargetGroups.member." + ++n;
                form.put(tuple + ".TargetGroupArn", entry.getKey());
                form.put(tuple + ".Weight", entry.getValue().toString());
            }
            writes.replace(route, state.parse(new Form(form), "Actions", route.actions()));
            return route;
        });
    }

    /** The weights of a rule or listener, by ARN of the target group. */
    public Map<String, Integer> weights(String routeArn) {
        return ofTest(routeArn, () -> state.route(routeArn).actions().weights());
    }

    /** Adds a type of actions that is newer than the API's clients. */
    public void learn(String actionType) {
        synchronized (lock) {
            state.types.add(actionType);
        }
    }

    /** The tags of a rule, a listener or anything else. */
    public Map<String, String> tags(String arn) {
        synchronized (lock) {
            return Map.copyOf(state.tags.getOrDefault(arn, Map.of()));
        }
    }

    /**
     * Makes a resource without a call to the API.
     *
     * @param action {@code CreateLoadBalancer}, {@code CreateTargetGroup}, {@code CreateListener} or
     *     {@code CreateRule}
     * @param form its parameters, as the API has them
     * @return its ARN
     */
    public String make(String action, Map<String, String> form) {
        synchronized (lock) {
            return switch (action) {
                case "CreateLoadBalancer" -> writes.createLoadBalancer(new Form(form)).arn;
                case "CreateTargetGroup" -> writes.createTargetGroup(new Form(form)).arn;
                case "CreateRule" -> writes.createRule(new Form(form)).arn();
                case "CreateListener" -> writes.createListener(new Form(form)).arn();
                default -> throw Given.refused("action", action, "use one that makes something");
            };
        }
    }

    /** Sets the described state of a target, whatever its health. */
    public void dictate(String groupArn, String target, String targetState, String reason) {
        ofTest(groupArn, () -> state.group(groupArn)).dictate(target, targetState, reason);
    }

    /** Describes all targets of a group by their health again. */
    public void undictate(String groupArn) {
        ofTest(groupArn, () -> state.group(groupArn)).undictate();
    }

    @Override
    public List<Target> targets(String groupArn) {
        synchronized (lock) {
            return group(groupArn).pool.health().stream()
                    .filter(health -> health.state() != TargetHealth.State.DRAINING)
                    .map(health ->
                            new Target(health.target().ip(), health.target().port()))
                    .toList();
        }
    }

    @Override
    public void register(String groupArn, List<Target> targets) {
        synchronized (lock) {
            targets.forEach(target -> group(groupArn).pool.register(new Backend(target.ip(), target.port())));
        }
    }

    @Override
    public void deregister(String groupArn, List<Target> targets) {
        synchronized (lock) {
            targets.forEach(target -> group(groupArn).pool.deregister(new Backend(target.ip(), target.port())));
        }
    }

    /** Sets the time after which load balancers act on a change of rules. */
    public void lag(Duration by) {
        synchronized (lock) {
            dataPlane.lag(by);
        }
    }

    /** Has load balancers draw shares with this seed, instead of taking exact turns. */
    public void drawn(long seed) {
        dataPlane.drawn(seed);
    }

    /** Sets the largest number of entries on a page. */
    public void pageSize(int entries) {
        synchronized (lock) {
            reads.pageSize(entries);
        }
    }

    /** Carries out a call of a test, which is refused in plain words and not in those of the API. */
    private <T> T ofTest(String arn, Supplier<T> answer) {
        Given.word("ARN", arn);
        synchronized (lock) {
            try {
                return answer.get();
            } catch (AwsError e) {
                throw Given.refused("ARN", arn, "correct it: " + e.getMessage());
            }
        }
    }

    private Group group(String arn) {
        return Optional.ofNullable(state.groups.get(arn))
                .orElseThrow(() -> new ConfigurationException(
                        "target group: " + arn + " is not there; there are " + state.groups.keySet()));
    }

    @Override
    public void close() {
        server.close();
        synchronized (lock) {
            dataPlane.close();
        }
    }
}
