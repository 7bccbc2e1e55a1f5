package dev.bluegreen.fabric8.internal.weights;

import dev.bluegreen.cutover.Move;
import dev.bluegreen.fabric8.internal.api.ApiCall;
import dev.bluegreen.fabric8.internal.api.FieldOwners;
import dev.bluegreen.fabric8.internal.api.JsonPatch;
import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.api.MetadataKeys;
import dev.bluegreen.fabric8.internal.api.ObjectKind;
import dev.bluegreen.fabric8.internal.api.RouterMarks;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.PlatformException.Kind;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads and writes one object that keeps weights. Thread-safe.
 *
 * @param kube requests to the namespace of the release, and of the Services
 * @param namespace that of the object
 */
public record WeightedObject(Kube kube, WeightedKind kind, String name, String namespace) {

    /** An object of the release's namespace. */
    public WeightedObject(Kube kube, WeightedKind kind, String name) {
        this(kube, kind, name, kube.namespace());
    }

    /** The object and its weights, as read. */
    public record Read(GenericKubernetesResource object, WeightedRoute route, TrackServices services) {

        /** The same with a track that it can be given; empty if it names it. */
        public Optional<Read> attaching(Track track) {
            return route.adding(track, services).map(addition -> new Read(object, addition.route(), services));
        }
    }

    public String router() {
        return kind.kind().router(isElsewhere() ? namespace + "/" + name : name);
    }

    /** True if it is in another namespace than the release. */
    public boolean isElsewhere() {
        return !namespace.equals(kube.namespace());
    }

    /** Reads it from the API, with the Services that it names. */
    public Read read(ReleaseSpec release) {
        ObjectKind served = kind.served(kube);
        GenericKubernetesResource object = kube.ask(
                        call("get", name),
                        client -> served.in(client, namespace).withName(name).get())
                .orElseThrow(this::notThere);
        return read(object, TrackServices.reading(kube, release, kind.beside()));
    }

    /** The object of a state: the one it was read from, or a fresh read that has to be of its version. */
    public Read of(ReleaseSpec release, RouterState state) {
        Read read = source(state).orElseGet(() -> read(release));
        String now = read.object().getMetadata().getResourceVersion();
        if (!now.equals(state.version())) {
            throw new PlatformException(
                    Kind.CONFLICT,
                    router() + " is at resourceVersion " + now + ", but was read at " + state.version()
                            + ": another client wrote it");
        }
        return read;
    }

    /** The object that a state was read from; empty if it has another source. */
    public static Optional<Read> source(RouterState state) {
        return state.source().filter(Read.class::isInstance).map(Read.class::cast);
    }

    /** Makes the write of a move: compare-and-set on the version, with the marks of the cutover. */
    public RouterState shift(Move move, Instant now, Duration settleBound) {
        requireExpressible(move.target());
        ReleaseSpec release = move.world().release();
        Read before = of(release, move.before());
        JsonPatch guarded = RouterMarks.guarded(before.object());
        JsonPatch patch = RouterMarks.ofMove(
                before.route().write(guarded, move.target()),
                before.object(),
                move,
                Map.of(MetadataKeys.SWITCHED_FROM, move.before().split().toString()),
                now);
        return written(before, patch, settleBound);
    }

    /** Writes the token, and nothing that moves traffic. */
    public RouterState fence(ReleaseSpec release, RouterState state, long token, String attempt, Duration settleBound) {
        Read before = of(release, state);
        return written(before, RouterMarks.fence(before.object(), release.name(), token, attempt), settleBound);
    }

    /** Names a track in the object, without a share: a fence that adds it. */
    public RouterState attach(
            Read before,
            WeightedRoute.Addition addition,
            long token,
            String attempt,
            Instant now,
            Duration settleBound) {
        JsonPatch fence = RouterMarks.fence(
                before.object(),
                before.services().release().name(),
                token,
                attempt,
                Map.of(MetadataKeys.ATTACHED, addition.service() + " " + now));
        return written(before, addition.patch().apply(fence), settleBound);
    }

    /** The state of a router as read. */
    public RouterState state(Read read, Duration settleBound) {
        GenericKubernetesResource object = read.object();
        WeightedRoute route = read.route();
        RouterState.Builder state = RouterState.builder(router(), route.split())
                .routing(route.routing())
                .token(RouterMarks.token(object, router()))
                .cutoverId(RouterMarks.cutover(object))
                .version(object.getMetadata().getResourceVersion())
                .writer(FieldOwners.writer(object, route.field()))
                .source(read);
        return (route.pinned().isZero() ? state : state.settleBound(settleBound.plus(route.pinned()))).build();
    }

    /** True if the kind can express the weights. */
    public boolean expresses(TrafficSplit split) {
        return kind.expresses(split);
    }

    private void requireExpressible(TrafficSplit split) {
        if (!expresses(split)) {
            throw new PlatformException(
                    Kind.INVALID, router() + ": split " + split + " cannot be written: " + kind.limits());
        }
    }

    private RouterState written(Read before, JsonPatch patch, Duration settleBound) {
        PatchContext context = new PatchContext.Builder()
                .withPatchType(PatchType.JSON)
                .withFieldManager(MetadataKeys.FIELD_MANAGER)
                .build();
        String text = kube.serialization().asJson(patch.operations());
        GenericKubernetesResource after = kube.require(
                call("patch", name), client -> objects(client).withName(name).patch(context, text));
        return state(read(after, before.services()), settleBound);
    }

    private Read read(GenericKubernetesResource object, TrackServices services) {
        return new Read(object, kind.read(object, services), services);
    }

    private PlatformException notThere() {
        List<GenericKubernetesResource> all =
                kube.require(call("list", ""), client -> objects(client).list().getItems());
        if (all.isEmpty()) {
            kube.in(namespace).requireNamespace();
        }
        String names = all.stream().map(one -> one.getMetadata().getName()).collect(Collectors.joining(", "));
        return new PlatformException(
                Kind.NOT_FOUND,
                "cutover: " + kind.kind().kind() + " '" + name + "' does not exist in namespace " + namespace
                        + "; there are: " + (names.isEmpty() ? "none" : names) + "; name one of them, or create it");
    }

    private NonNamespaceOperation<
                    GenericKubernetesResource, GenericKubernetesResourceList, Resource<GenericKubernetesResource>>
            objects(KubernetesClient client) {
        return kind.kind().in(client, namespace);
    }

    private ApiCall call(String verb, String named) {
        return kind.kind().call(verb, named, namespace);
    }
}
