package dev.bluegreen.aws.alb;

import dev.bluegreen.aws.internal.elb.Elb;
import dev.bluegreen.aws.internal.elb.ElbArn;
import dev.bluegreen.aws.internal.route.Rules;
import dev.bluegreen.check.smoke.Preview;
import dev.bluegreen.check.smoke.SmokeContext;
import dev.bluegreen.check.smoke.Tunnel;
import dev.bluegreen.cutover.PlannedWrite;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Workload;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;

/**
 * A route to the idle track through the load balancer, separate from production traffic: a test listener, or a rule for
 * requests with a certain header. {@code SmokeTest.get("/healthz").via(groups.testRoute(arn))} sends its requests there.
 * Immutable and
 * thread-safe; writes nothing.
 *
 * <p>The first route that leads only to the idle track's target group is used; for a listener, all of its rules must. Give one
 * for each track, such as a rule for {@code X-Track: blue} and one for {@code X-Track: green}; or give one, and point it to
 * the idle track before each cutover. If none leads there, the plan has a finding and the smoke test fails. A rule may
 * match headers, whose values are sent with each request of an {@code HttpSmokeTest}; other conditions (host, path, method,
 * source) are not supported.
 *
 * <p>Such a route also makes the target group's health checks run before it gets production traffic.
 */
public final class TestRoute implements Preview {

    private final Pair pair;
    private final List<ElbArn> routes;
    private final Optional<URI> base;

    private TestRoute(Pair pair, List<ElbArn> routes, Optional<URI> base) {
        this.pair = pair;
        this.routes = routes;
        this.base = base;
    }

    static TestRoute of(Pair pair, List<String> arns) {
        if (arns.isEmpty()) {
            throw new ConfigurationException("testRoute: none is given; give the ARN of a listener or rule");
        }
        List<ElbArn> routes = arns.stream()
                .map(arn ->
                        ElbArn.parse("testRoute", arn.contains(":listener-rule/") ? "listener-rule" : "listener", arn))
                .toList();
        routes.forEach(route -> pair.elb().requireRegion("testRoute", route));
        routes.forEach(pair.tests()::add);
        return new TestRoute(pair, routes, Optional.empty());
    }

    /**
     * Address at which the listener is reached, instead of the load balancer's own name and the listener's port: for TLS with a
     * certificate for another name.
     *
     * @throws ConfigurationException if it is not an absolute http or https URI
     */
    public TestRoute at(URI address) {
        Input.require(Input.web("testRoute.at", address));
        return new TestRoute(pair, routes, Optional.of(address));
    }

    /**
     * Looks up the route now.
     *
     * @param port not used: the load balancer knows the port of its targets
     * @throws PlatformException with {@code INVALID} if none of the routes leads to the idle track alone
     */
    @Override
    public Tunnel open(SmokeContext context, int port) {
        Track idle = context.idle().track();
        List<Rules> read = read();
        Rules used = leading(read, idle)
                .orElseThrow(() -> new PlatformException(PlatformException.Kind.INVALID, leadsNowhere(read, idle)));
        return new Open(base.orElseGet(() -> address(used.route())), used.headers());
    }

    /** False: the load balancer knows the port of its targets. */
    @Override
    public boolean asksForPort() {
        return false;
    }

    @Override
    public List<Finding> preflight(Workload idle) {
        List<Rules> read = read();
        return leading(read, idle.track()).isPresent()
                ? List.of()
                : List.of(Finding.fatal(
                        "test-route-elsewhere",
                        leadsNowhere(read, idle.track()),
                        "point one of them to " + pair.groups().of(idle.track()).text()
                                + " and to no other target group"));
    }

    @Override
    public List<PlannedWrite> writes(ReleaseSpec release) {
        return List.of();
    }

    @Override
    public List<Permission> permissions(ReleaseSpec release) {
        return base.isPresent()
                ? Elb.permissions("DescribeRules", "DescribeListeners")
                : Elb.permissions("DescribeRules", "DescribeListeners", "DescribeLoadBalancers");
    }

    private List<Rules> read() {
        return routes.stream().map(route -> Rules.of(pair.elb(), route)).toList();
    }

    private Optional<Rules> leading(List<Rules> read, Track idle) {
        return read.stream()
                .filter(rules -> rules.problem(pair.groups(), idle).isEmpty())
                .findFirst();
    }

    private String leadsNowhere(List<Rules> read, Track idle) {
        return read.stream()
                .flatMap(rules -> rules.problem(pair.groups(), idle).stream())
                .collect(Collectors.joining("; ", "no test route leads to " + idle + " alone: ", ""));
    }

    private URI address(ElbArn route) {
        Listener listener = pair.elb().listener(route.listener());
        String scheme = listener.protocolAsString().matches("HTTPS|TLS") ? "https" : "http";
        return URI.create(scheme + "://" + pair.elb().host(listener.loadBalancerArn()) + ":" + listener.port());
    }

    private record Open(URI base, Map<String, String> headers) implements Tunnel {

        @Override
        public void close() {
            // Nothing to close: the route belongs to the user.
        }
    }
}
