package dev.bluegreen.fabric8;

import dev.bluegreen.cutover.HopVerifier;
import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.api.ObjectKind;
import dev.bluegreen.fabric8.internal.lbc.IngressFeeds;
import dev.bluegreen.fabric8.internal.lbc.LbcEvents;
import dev.bluegreen.fabric8.internal.lbc.LbcVersion;
import dev.bluegreen.fabric8.internal.lbc.NlbContext;
import dev.bluegreen.fabric8.internal.lbc.NlbWeights;
import dev.bluegreen.fabric8.internal.lbc.StickyPolicy;
import dev.bluegreen.fabric8.internal.watch.NamespaceWatch;
import dev.bluegreen.fabric8.internal.weights.WeightedObject;
import dev.bluegreen.fabric8.internal.weights.WeightedParts;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Wording;
import dev.bluegreen.spi.Time;
import java.time.Duration;
import java.util.Optional;

/**
 * Moves traffic by the weights in the annotations {@code service.beta.kubernetes.io/actions.<protocol>-<port>} of a Service,
 * which the AWS Load Balancer Controller turns into weights of target groups of a Network Load Balancer. Made by
 * {@link Fabric8Platform#nlbService(String)}. Immutable: each setting returns a new one.
 *
 * <p>The pods of the Service itself are the base target group, so its selector names one track; the action of each port names
 * the Service of the other, or gets it from the cutover at weight 0, before traffic moves. Weights count for new connections; those that are open when a weight becomes 0 are closed a little
 * later. The weight 0 takes version 3.4 of the controller.
 */
public final class NlbService extends WeightedCutover {

    /** The time Amazon ECS waits after each shift of weights on an NLB (its developer guide). */
    private static final Duration SETTLE = Duration.ofMinutes(10);

    private static final String INGRESS_PREFIX = "alb.ingress.kubernetes.io";

    private NlbService(WeightedParts parts) {
        super(parts);
    }

    static NlbService of(Kube kube, NamespaceWatch watch, Time time, String service) {
        WeightedParts.Settings settings = new WeightedParts.Settings(SETTLE, Optional.empty());
        return new NlbService(new WeightedParts(
                watch,
                time,
                new WeightedObject(kube, new NlbWeights(kube, StickyPolicy.REFUSE), service),
                context(kube, watch, service, Optional.empty()),
                settings));
    }

    private static NlbContext context(Kube kube, NamespaceWatch watch, String service, Optional<String> version) {
        return new NlbContext(
                new LbcEvents(watch, ObjectKind.SERVICE, service),
                new LbcVersion(kube, version),
                new IngressFeeds(kube, INGRESS_PREFIX, Optional.empty()));
    }

    /**
     * A copy with another settle bound: how long the load balancer may act on old weights. Default 10 minutes.
     *
     * @throws ConfigurationException if it is negative or longer than 10 years
     */
    public NlbService settlesWithin(Duration bound) {
        return with(parts().settings().settlingWithin(Input.requireDuration("settlesWithin", bound)));
    }

    /**
     * A copy that proves moves at the load balancer itself, such as by {@code TargetGroupVerifier} of {@code bluegreen-aws}.
     *
     * @throws ConfigurationException if it is null
     */
    public NlbService verifiedBy(HopVerifier verifier) {
        return with(parts().settings()
                .verifiedBy(Input.given("nlbService.verifiedBy", verifier, "give a HopVerifier, or leave it out")));
    }

    /**
     * A copy for a controller of this version, which is otherwise read from the label of its IngressClass.
     *
     * @param version such as {@code 3.5.0}
     * @throws ConfigurationException if it is not a version
     */
    public NlbService controllerVersion(String version) {
        if (version == null || !LbcVersion.VERSION.matcher(version).matches()) {
            throw new ConfigurationException("nlbService.controllerVersion: " + Wording.quoted(version)
                    + " is not a version; give it as in 3.5.0");
        }
        WeightedParts now = parts();
        Kube kube = now.object().kube();
        return new NlbService(new WeightedParts(
                now.watch(),
                now.time(),
                now.object(),
                context(kube, now.watch(), now.object().name(), Optional.of(version)),
                now.settings()));
    }

    private NlbService with(WeightedParts.Settings settings) {
        WeightedParts now = parts();
        return new NlbService(new WeightedParts(now.watch(), now.time(), now.object(), now.context(), settings));
    }
}
