package dev.bluegreen.fabric8;

import dev.bluegreen.cutover.HopVerifier;
import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.api.ObjectKind;
import dev.bluegreen.fabric8.internal.lbc.AlbContext;
import dev.bluegreen.fabric8.internal.lbc.AlbWeights;
import dev.bluegreen.fabric8.internal.lbc.IngressFeeds;
import dev.bluegreen.fabric8.internal.lbc.LbcEvents;
import dev.bluegreen.fabric8.internal.lbc.StickyPolicy;
import dev.bluegreen.fabric8.internal.watch.NamespaceWatch;
import dev.bluegreen.fabric8.internal.weights.WeightedObject;
import dev.bluegreen.fabric8.internal.weights.WeightedParts;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Names;
import dev.bluegreen.spi.Time;
import java.time.Duration;
import java.util.Optional;

/**
 * Moves traffic by the weights in the action annotations of an Ingress, which the AWS Load Balancer Controller turns into
 * weights of target groups of an Application Load Balancer. Made by {@link Fabric8Platform#albIngress(String)}. Immutable:
 * each setting returns a new one.
 *
 * <p>All actions that the rules of the Ingress use and that forward to a Service of a track are moved together; other actions,
 * unknown fields and other Ingresses of the group stay as they are. The Service of each track is known by its selector. Where an
 * action names that of one track only, the cutover adds the other at weight 0 before it moves traffic, since only then are its
 * targets registered and checked.
 */
public final class AlbIngress extends WeightedCutover {

    /** Users report 10 s to 30 s. */
    private static final Duration SETTLE = Duration.ofSeconds(30);

    private static final String PREFIX = "alb.ingress.kubernetes.io";

    private final AlbWeights weights;

    private AlbIngress(WeightedParts parts, AlbWeights weights) {
        super(parts);
        this.weights = weights;
    }

    static AlbIngress of(Kube kube, NamespaceWatch watch, Time time, String ingress) {
        AlbWeights weights = new AlbWeights(kube, PREFIX, StickyPolicy.REFUSE);
        WeightedParts.Settings settings = new WeightedParts.Settings(SETTLE, Optional.empty());
        return new AlbIngress(parts(weights, watch, time, ingress, settings), weights);
    }

    private static WeightedParts parts(
            AlbWeights weights, NamespaceWatch watch, Time time, String ingress, WeightedParts.Settings settings) {
        Kube kube = weights.kube();
        AlbContext context = new AlbContext(
                kube,
                new LbcEvents(watch, ObjectKind.INGRESS, ingress),
                new IngressFeeds(kube, weights.prefix(), Optional.of(ingress)));
        return new WeightedParts(watch, time, new WeightedObject(kube, weights, ingress), context, settings);
    }

    /**
     * A copy for a controller with another annotation prefix than {@code alb.ingress.kubernetes.io}, as set by its flag
     * {@code --annotations-prefix}.
     *
     * @throws ConfigurationException if it is not a DNS name
     */
    public AlbIngress annotationPrefix(String prefix) {
        Names.requireObjectName("albIngress.annotationPrefix", prefix);
        return with(new AlbWeights(weights.kube(), prefix, weights.sticky()));
    }

    /**
     * A copy with another settle bound: how long the load balancer may act on old weights. Default 30 s.
     *
     * @throws ConfigurationException if it is negative or longer than 10 years
     */
    public AlbIngress settlesWithin(Duration bound) {
        return with(parts().settings().settlingWithin(Input.requireDuration("settlesWithin", bound)));
    }

    /**
     * A copy that proves moves at the load balancer itself, such as by {@code TargetGroupVerifier} of {@code bluegreen-aws}.
     *
     * @throws ConfigurationException if it is null
     */
    public AlbIngress verifiedBy(HopVerifier verifier) {
        return with(parts().settings()
                .verifiedBy(Input.given("albIngress.verifiedBy", verifier, "give a HopVerifier, or leave it out")));
    }

    /** A copy that switches stickiness to target groups off in the write that moves traffic; by default it refuses the cutover. */
    public AlbIngress disableStickiness() {
        return with(new AlbWeights(weights.kube(), weights.prefix(), new StickyPolicy(true, Optional.empty())));
    }

    /**
     * A copy that leaves stickiness to target groups on, and adds the lifetime of its cookie to the settle bound.
     *
     * @param atMost longest tolerated lifetime; a longer one refuses the cutover
     * @throws ConfigurationException if it is negative or longer than 10 years
     */
    public AlbIngress awaitStickiness(Duration atMost) {
        Input.requireDuration("albIngress.awaitStickiness", atMost);
        return with(new AlbWeights(weights.kube(), weights.prefix(), new StickyPolicy(false, Optional.of(atMost))));
    }

    private AlbIngress with(AlbWeights other) {
        WeightedParts now = parts();
        return new AlbIngress(parts(other, now.watch(), now.time(), now.object().name(), now.settings()), other);
    }

    private AlbIngress with(WeightedParts.Settings settings) {
        WeightedParts now = parts();
        return new AlbIngress(
                new WeightedParts(now.watch(), now.time(), now.object(), now.context(), settings), weights);
    }
}
