package dev.bluegreen.fabric8;

import dev.bluegreen.cutover.HopVerifier;
import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.gateway.RouteKind;
import dev.bluegreen.fabric8.internal.istio.MeshContext;
import dev.bluegreen.fabric8.internal.istio.VirtualServiceWeights;
import dev.bluegreen.fabric8.internal.watch.NamespaceWatch;
import dev.bluegreen.fabric8.internal.weights.WeightedObject;
import dev.bluegreen.fabric8.internal.weights.WeightedParts;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import dev.bluegreen.spi.Time;
import java.time.Duration;
import java.util.Optional;

/**
 * Moves traffic by the weights of the destinations of an Istio VirtualService. Made by
 * {@link Fabric8Platform#virtualService(String)}. Immutable: each setting returns a new one.
 *
 * <p>The tracks are Services of their own, or subsets of one Service that a DestinationRule declares. All named http routes that
 * send to both tracks are moved together; other routes stay as they are. Istio acknowledges no write: a proof waits for
 * {@link #pushedWithin}, and that proxies follow is proven only by a {@link HopVerifier} or a {@code TrafficProbe}.
 */
public final class IstioRoute extends WeightedCutover {

    private static final Duration SETTLE = Duration.ofSeconds(30);
    private static final Duration PUSH = Duration.ofSeconds(10);

    private IstioRoute(WeightedParts parts) {
        super(parts);
    }

    static IstioRoute of(Kube kube, NamespaceWatch watch, Time time, String name) {
        RouteKind kind = RouteKind.virtualService();
        return new IstioRoute(new WeightedParts(
                watch,
                time,
                new WeightedObject(kube, new VirtualServiceWeights(kind, Optional.empty()), name),
                new MeshContext(kube, time, kind, name, PUSH),
                new WeightedParts.Settings(SETTLE, Optional.empty())));
    }

    /**
     * A copy that moves only the http route of this name ({@code spec.http[].name}).
     *
     * @throws ConfigurationException if it is blank, or longer than 253 characters
     */
    public IstioRoute route(String name) {
        String given = Input.requireText("istioRoute.route", name, 253);
        WeightedParts now = parts();
        VirtualServiceWeights weights = (VirtualServiceWeights) now.object().kind();
        WeightedObject object = new WeightedObject(
                now.object().kube(),
                new VirtualServiceWeights(weights.known(), Optional.of(given)),
                now.object().name());
        return new IstioRoute(new WeightedParts(now.watch(), now.time(), object, now.context(), now.settings()));
    }

    /**
     * A copy with another time for which a push to the proxies is awaited. Default 10 s, the longest for which istiod collects
     * changes before it pushes them.
     *
     * @throws ConfigurationException if it is negative or longer than 10 years
     */
    public IstioRoute pushedWithin(Duration push) {
        WeightedParts now = parts();
        MeshContext mesh = (MeshContext) now.context();
        Duration given = Input.requireDuration("istioRoute.pushedWithin", push);
        return new IstioRoute(new WeightedParts(
                now.watch(),
                now.time(),
                now.object(),
                new MeshContext(mesh.kube(), mesh.time(), mesh.known(), mesh.name(), given),
                now.settings()));
    }

    /**
     * A copy with another settle bound: how long proxies may act on old weights after the push. Default 30 s.
     *
     * @throws ConfigurationException if it is negative or longer than 10 years
     */
    public IstioRoute settlesWithin(Duration bound) {
        return with(parts().settings().settlingWithin(Input.requireDuration("settlesWithin", bound)));
    }

    /**
     * A copy that proves moves at the proxies themselves.
     *
     * @throws ConfigurationException if it is null
     */
    public IstioRoute verifiedBy(HopVerifier verifier) {
        return with(parts().settings()
                .verifiedBy(Input.given("istioRoute.verifiedBy", verifier, "give a HopVerifier, or leave it out")));
    }

    private IstioRoute with(WeightedParts.Settings settings) {
        WeightedParts now = parts();
        return new IstioRoute(new WeightedParts(now.watch(), now.time(), now.object(), now.context(), settings));
    }
}
