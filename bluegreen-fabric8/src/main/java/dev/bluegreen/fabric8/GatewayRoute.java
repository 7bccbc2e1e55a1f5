package dev.bluegreen.fabric8;

import dev.bluegreen.check.smoke.Preview;
import dev.bluegreen.cutover.HopVerifier;
import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.gateway.HeaderPreview;
import dev.bluegreen.fabric8.internal.gateway.RouteContext;
import dev.bluegreen.fabric8.internal.gateway.RouteKind;
import dev.bluegreen.fabric8.internal.gateway.RouteWeights;
import dev.bluegreen.fabric8.internal.watch.NamespaceWatch;
import dev.bluegreen.fabric8.internal.weights.WeightedObject;
import dev.bluegreen.fabric8.internal.weights.WeightedParts;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Names;
import dev.bluegreen.spi.Time;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Moves traffic by the weights of the backends of an HTTPRoute or GRPCRoute of the Gateway API. Made by
 * {@link Fabric8Platform#httpRoute(String)} and {@link Fabric8Platform#grpcRoute(String)}. Immutable: each setting returns a new
 * one.
 *
 * <p>All rules that name the Services of both tracks are moved together; other rules, such as one for a header of testers, stay
 * as they are. Each parent of the route has to accept the generation that was written. That its data plane follows is proven only
 * by a {@link HopVerifier} or a {@code TrafficProbe}.
 */
public final class GatewayRoute extends WeightedCutover {

    private static final Duration SETTLE = Duration.ofSeconds(30);

    private final RouteWeights weights;

    private GatewayRoute(WeightedParts parts, RouteWeights weights) {
        super(parts);
        this.weights = weights;
    }

    static GatewayRoute of(RouteKind kind, Kube kube, NamespaceWatch watch, Time time, String name) {
        RouteWeights weights = new RouteWeights(kind, kube.namespace(), Optional.empty(), false);
        WeightedObject object = new WeightedObject(kube, weights, name);
        RouteContext context = new RouteContext(object, kind, RouteKind.grant(), weights.rule());
        WeightedParts.Settings settings = new WeightedParts.Settings(SETTLE, Optional.empty());
        return new GatewayRoute(new WeightedParts(watch, time, object, context, settings), weights);
    }

    /**
     * A copy for a route of another namespace, such as that of the gateways. The Services stay those of the release's namespace,
     * where a ReferenceGrant has to permit such routes to name them.
     *
     * @throws ConfigurationException if it is not the name of a namespace
     */
    public GatewayRoute inNamespace(String namespace) {
        Names.requireDnsLabel("gatewayRoute.inNamespace", namespace);
        return with(weights, namespace);
    }

    /**
     * A copy that moves only the rule of this name ({@code spec.rules[].name}).
     *
     * @throws ConfigurationException if it is blank, or longer than 253 characters
     */
    public GatewayRoute rule(String name) {
        String given = Input.requireText("gatewayRoute.rule", name, 253);
        return with(new RouteWeights(weights.route(), weights.home(), Optional.of(given), weights.sessions()));
    }

    /**
     * A copy that moves only the rule at this place, from 0.
     *
     * @throws ConfigurationException if it is negative
     */
    public GatewayRoute rule(int index) {
        if (index < 0) {
            throw new ConfigurationException("gatewayRoute.rule: " + index + "; give the place of a rule, from 0");
        }
        return rule(Integer.toString(index));
    }

    /**
     * A copy that moves a rule with sessionPersistence, whose sessions stay on the old track whatever the weights. Its
     * {@code absoluteTimeout}, the end of any session, is added to the settle bound.
     */
    public GatewayRoute allowSessionPersistence() {
        return with(new RouteWeights(weights.route(), weights.home(), weights.rule(), true));
    }

    /**
     * A copy with another settle bound: how long the data plane may act on old weights. Default 30 s.
     *
     * @throws ConfigurationException if it is negative or longer than 10 years
     */
    public GatewayRoute settlesWithin(Duration bound) {
        return new GatewayRoute(
                with(parts(), parts().settings().settlingWithin(Input.requireDuration("settlesWithin", bound))),
                weights);
    }

    /**
     * A copy that proves moves at the data plane itself.
     *
     * @throws ConfigurationException if it is null
     */
    public GatewayRoute verifiedBy(HopVerifier verifier) {
        HopVerifier given = Input.given("gatewayRoute.verifiedBy", verifier, "give a HopVerifier, or leave it out");
        return new GatewayRoute(with(parts(), parts().settings().verifiedBy(given)), weights);
    }

    /**
     * The idle track through the gateway, for {@code SmokeTest.get("/").via(...)}: by the headers of a rule that sends requests
     * with them to the idle track alone.
     *
     * @param gateway address of the gateway, without a path
     * @throws ConfigurationException unless it is an absolute http or https URI
     */
    public Preview headerPreview(URI gateway) {
        Input.require(Input.web("gatewayRoute.headerPreview", gateway));
        String base = gateway.toString();
        URI bare = URI.create(base.endsWith("/") ? base.substring(0, base.length() - 1) : base);
        return new HeaderPreview(bare, parts().object(), this::permissions);
    }

    private GatewayRoute with(RouteWeights other) {
        return with(other, parts().object().namespace());
    }

    private GatewayRoute with(RouteWeights other, String namespace) {
        WeightedParts now = parts();
        WeightedObject object =
                new WeightedObject(now.object().kube(), other, now.object().name(), namespace);
        RouteContext context = new RouteContext(object, other.route(), RouteKind.grant(), other.rule());
        return new GatewayRoute(new WeightedParts(now.watch(), now.time(), object, context, now.settings()), other);
    }

    private static WeightedParts with(WeightedParts now, WeightedParts.Settings settings) {
        return new WeightedParts(now.watch(), now.time(), now.object(), now.context(), settings);
    }
}
