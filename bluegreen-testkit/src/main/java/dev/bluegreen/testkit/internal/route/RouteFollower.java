package dev.bluegreen.testkit.internal.route;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.internal.balancer.Decision;
import dev.bluegreen.testkit.internal.balancer.Layer7Listener;
import dev.bluegreen.testkit.internal.dataplane.PodNetwork;
import dev.bluegreen.testkit.internal.dataplane.ServiceFeed;
import dev.bluegreen.testkit.internal.dataplane.ServiceProxy;
import dev.bluegreen.testkit.internal.store.ObjectStore;
import dev.bluegreen.testkit.internal.store.ResourceKey;
import dev.bluegreen.testkit.internal.store.StoreEvent;
import dev.bluegreen.testkit.internal.store.Trees;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A listener that follows one object, each change after a lag. What it cannot make sense of it does not follow: the last
 * that made sense stays in force, as with a real controller. Thread-safe.
 */
public final class RouteFollower implements AutoCloseable {

    private final ObjectStore store;
    private final Time time;
    private final ResourceKey key;
    private final RouteReader reader;
    private final RouteOutcome outcome;
    private final Layer7Listener listener;
    private final ServicePools pools;
    private final Runnable unsubscribe;
    private volatile Duration lag = Duration.ZERO;
    private volatile boolean troubled;
    private long followed;

    private RouteFollower(
            ObjectStore store,
            Time time,
            ResourceKey key,
            RouteReader reader,
            RouteOutcome outcome,
            ServicePools pools,
            Layer7Listener listener) {
        this.store = store;
        this.time = time;
        this.key = key;
        this.reader = reader;
        this.outcome = outcome;
        this.pools = pools;
        this.listener = listener;
        this.unsubscribe = store.subscribe(this::note);
    }

    /**
     * Follows an object from now on.
     *
     * @throws ConfigurationException if it is not there, or makes no sense
     */
    public static RouteFollower start(
            RouteKind kind,
            ResourceKey key,
            ObjectStore store,
            Time time,
            ServiceFeed feed,
            ServiceProxy proxy,
            PodNetwork network) {
        Map<String, Object> object = store.get(key)
                .orElseThrow(() -> new ConfigurationException(key + ": is not there; apply it first, under this name"));
        ServicePools pools = new ServicePools(store, time, feed, proxy, network);
        RouteReader reader = switch (kind) {
            case INGRESS -> new IngressReader(new ActionReader(pools, key.namespace()));
            case NLB_SERVICE -> new NlbReader(new ActionReader(pools, key.namespace()));
            case HTTP_ROUTE, GRPC_ROUTE -> new HttpRouteReader(pools);
            case VIRTUAL_SERVICE -> new VirtualServiceReader(pools, key.namespace());
        };
        RouteOutcome outcome = switch (kind) {
            case INGRESS, NLB_SERVICE -> new ControllerEvents(store, time, kind);
            case HTTP_ROUTE, GRPC_ROUTE -> new RouteConditions(store, time, pools, key);
            case VIRTUAL_SERVICE -> (tree, trouble) -> {};
        };
        Layer7Listener listener =
                kind == RouteKind.NLB_SERVICE ? Layer7Listener.byConnection(network) : new Layer7Listener(network);
        RouteFollower follower = new RouteFollower(store, time, key, reader, outcome, pools, listener);
        follower.listener.route(reader.read(object));
        time.after(Duration.ZERO, () -> outcome.tell(object, Optional.empty()));
        return follower;
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return listener.address();
    }

    /** From now on changes are followed this much later. */
    public void lag(Duration time) {
        lag = time;
    }

    /** From now on shares are drawn. */
    public void drawn(long seed) {
        pools.drawn(seed);
    }

    @Override
    public void close() {
        unsubscribe.run();
        listener.close();
        pools.close();
    }

    /** A write of status alone is not a change of the route; a Service that comes may be what it waits for. */
    private void note(StoreEvent event) {
        boolean own = event.key().equals(key) && !sameRoute(event);
        if (own || isOfReferences(event) || (troubled && event.key().is("", "services"))) {
            Optional<Map<String, Object>> object = store.get(key);
            time.after(lag, () -> follow(event.resourceVersion(), object));
        }
    }

    /**
     * A gateway judges the references of a route again when a Service comes or goes, and when a permission changes; a mesh
     * those of a VirtualService when its subsets change.
     */
    private boolean isOfReferences(StoreEvent event) {
        if (key.is("networking.istio.io", "virtualservices")) {
            return event.key().is("networking.istio.io", "destinationrules");
        }
        boolean comesOrGoes = event.before() == null || event.after() == null;
        return key.group().equals(RouteKind.GATEWAY_API)
                && ((comesOrGoes && event.key().is("", "services"))
                        || event.key().is(RouteKind.GATEWAY_API, "referencegrants"));
    }

    private static boolean sameRoute(StoreEvent event) {
        return event.before() != null
                && event.after() != null
                && Trees.map(event.before(), "spec").equals(Trees.map(event.after(), "spec"))
                && Trees.map(event.before(), "metadata", "annotations")
                        .equals(Trees.map(event.after(), "metadata", "annotations"));
    }

    private synchronized void follow(long version, Optional<Map<String, Object>> object) {
        if (version < followed) {
            return;
        }
        followed = version;
        if (object.isEmpty()) {
            listener.route(request -> Decision.status(404));
        } else {
            Optional<String> trouble = tryToFollow(object.get());
            troubled = trouble.isPresent();
            outcome.tell(object.get(), trouble);
        }
    }

    private Optional<String> tryToFollow(Map<String, Object> object) {
        try {
            listener.route(reader.read(object));
            return Optional.empty();
        } catch (ConfigurationException | IllegalArgumentException | ArithmeticException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
