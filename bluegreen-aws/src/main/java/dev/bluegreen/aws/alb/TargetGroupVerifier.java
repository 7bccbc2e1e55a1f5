package dev.bluegreen.aws.alb;

import dev.bluegreen.aws.Aws;
import dev.bluegreen.aws.internal.Steady;
import dev.bluegreen.aws.internal.Watch;
import dev.bluegreen.aws.internal.elb.Elb;
import dev.bluegreen.cutover.Hop;
import dev.bluegreen.cutover.HopVerifier;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.Track;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;

/**
 * Proves at Elastic Load Balancing what was requested of the AWS Load Balancer Controller in the cluster: that every rule that
 * names a target group of a track has the weights, twice, 10 s apart, and that enough targets are healthy. It writes
 * nothing. For {@code verifiedBy(...)} of {@code AlbIngress} and {@code NlbService}, and for {@code makeBeforeBreak(...)} of
 * {@code SelectorPatch}; thread-safe; the client stays the caller's.
 *
 * <p>The load balancer is found by the host name in the status of the Ingress or Service, the target groups by
 * TargetGroupBindings, or else by the tag that the controller gives them.
 */
public final class TargetGroupVerifier implements HopVerifier {

    /** The controller backs off when it fails, and waits for rate limits. */
    private static final Duration PROVEN = Duration.ofMinutes(5);

    private final Aws aws;
    private final Elb elb;
    private final Options options;
    private final Map<String, Watched> watched = new ConcurrentHashMap<>();

    /** The looks at the load balancers of one router; the latest hop counts. */
    private static final class Watched {

        private final Watch<HopGroups> watch;
        private final Steady<String> steady = new Steady<>();
        private final Steady<String> targets = new Steady<>();
        private volatile Hop hop;

        Watched(Aws aws, Hop hop) {
            this.watch = new Watch<>(aws, Duration.ZERO);
            this.hop = hop;
        }
    }

    private TargetGroupVerifier(Aws aws, Elb elb, Options options) {
        this.aws = aws;
        this.elb = elb;
        this.options = options;
    }

    /**
     * A verifier.
     *
     * @param client for the region of the load balancers; best built with {@link Aws#clientConfiguration()}
     * @throws dev.bluegreen.model.ConfigurationException if an argument is null
     */
    public static TargetGroupVerifier of(Aws aws, ElasticLoadBalancingV2Client client) {
        Input.given("verifier.aws", aws, "give an Aws, such as Aws.alone()");
        Input.given("verifier.client", client, "give an ElasticLoadBalancingV2Client");
        return new TargetGroupVerifier(aws, new Elb(aws, client), Options.DEFAULT);
    }

    /** A copy that counts targets without health checks as healthy; by default they refuse the cutover. */
    public TargetGroupVerifier trustUncheckedTargets() {
        return new TargetGroupVerifier(aws, elb, options.trusting());
    }

    @Override
    public List<Finding> preflight(Hop hop, Move move) {
        HopGroups now = HopGroups.read(elb, hop);
        List<Finding> findings =
                new ArrayList<>(following(hop, now, move).stream().toList());
        if (!now.balancers().isEmpty()) {
            move.target().tracks().forEach(track -> findings.addAll(healthy(hop, now, track, move)));
        }
        return findings;
    }

    private static Optional<Finding> following(Hop hop, HopGroups now, Move move) {
        if (now.balancers().isEmpty()) {
            return Optional.of(Finding.fatal(
                    "controller-behind",
                    hop.router() + " has no load balancer with a host name of its status " + hop.hosts(),
                    "wait until the controller has made it, or check account and region of the client"));
        }
        return now.rules().values().stream()
                        .allMatch(rule ->
                                now.split(rule).equals(Optional.of(move.before().split())))
                ? Optional.empty()
                : Optional.of(Finding.fatal(
                        "controller-behind",
                        hop.router() + " is " + move.before().split() + ", and its load balancer has the weights "
                                + now.routing() + ": the controller does not follow it",
                        "look at the Events of " + hop.router()));
    }

    private List<Finding> healthy(Hop hop, HopGroups now, Track track, Move move) {
        if (now.of(track).isEmpty()) {
            return List.of(Finding.fatal(
                    "target-group-unknown",
                    hop.router() + ": no target group of " + track + " was found at its load balancer",
                    "name the Service of " + track + " in the action with weight 0, and wait for the controller"));
        }
        return now.of(track).stream()
                .flatMap(group -> options.missing(now.health(group), move.minReadyPods(track)).stream()
                        .map(missing -> Finding.fatal(
                                "too-few-healthy",
                                "target group " + group.shortName() + " of " + track + " " + missing,
                                "wait until they are healthy; the load balancer would send them their share even"
                                        + " so")))
                .toList();
    }

    @Override
    public List<Evidence> verify(String router, Move move, Instant applied) {
        Watched looks = watched.get(router);
        return looks == null
                ? List.of(Evidence.missing("routing", router, "its load balancer is not watched yet"))
                : new HopProof(router, looks.watch, looks.steady, options).of(move, applied);
    }

    @Override
    public List<Finding> preflight(Hop hop) {
        HopGroups now = HopGroups.read(elb, hop);
        return HopTargets.groups(now).isEmpty()
                ? List.of(Finding.fatal(
                        "target-group-unknown",
                        hop.router() + ": no target group of its pods was found at a load balancer with a host name of "
                                + hop.hosts(),
                        "wait until the controller has made it, or check account and region of the client"))
                : List.of();
    }

    @Override
    public List<Evidence> targets(String router, Map<String, Set<String>> pods, Instant since) {
        Watched looks = watched.get(router);
        return looks == null
                ? List.of(Evidence.missing(HopTargets.KIND, router, "its load balancer is not watched yet"))
                : List.of(new HopTargets(router, looks.watch, looks.targets, options).of(pods, since));
    }

    @Override
    public Subscription watch(Hop hop, ReleaseSpec release, Runnable onChange) {
        Watched looks = watched.computeIfAbsent(hop.router(), router -> new Watched(aws, hop));
        looks.hop = hop;
        return looks.watch.subscribe(() -> HopGroups.read(elb, looks.hop), onChange);
    }

    @Override
    public Optional<Instant> unseenSince(String router) {
        return Optional.ofNullable(watched.get(router)).flatMap(looks -> looks.watch.unseenSince());
    }

    @Override
    public Optional<String> mayFailOpen(Hop hop, Track idle) {
        HopGroups now = HopGroups.read(elb, hop);
        List<String> names = now.rules().entrySet().stream()
                .filter(rule -> now.weight(rule.getValue(), idle) > 0)
                .map(Map.Entry::getKey)
                .toList();
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(String.join(" and ", names) + " of the load balancer of " + hop.router()
                        + " still sends requests to " + idle + ", though " + hop.router()
                        + " does not: the controller does not follow it; look at its Events");
    }

    @Override
    public Duration provenWithin() {
        return PROVEN;
    }

    @Override
    public List<Permission> permissions() {
        return Elb.permissions(
                "DescribeLoadBalancers",
                "DescribeTargetGroups",
                "DescribeTags",
                "DescribeListeners",
                "DescribeRules",
                "DescribeTargetHealth");
    }
}
