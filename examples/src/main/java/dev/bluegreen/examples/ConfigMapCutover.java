package dev.bluegreen.examples;

import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.cutover.PlannedWrite;
import dev.bluegreen.cutover.Preflight;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.PlatformException.Kind;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.model.World;
import dev.bluegreen.spi.Platform;
import dev.bluegreen.spi.Workloads;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A third-party strategy: an in-house proxy reads its track from {@code data.track} of a ConfigMap. {@code
 * docs/strategies.md} explains each part. Thread-safe.
 */
public final class ConfigMapCutover implements CutoverStrategy, AutoCloseable {

    private static final String TOKEN = "bluegreen.dev/token";
    private static final String CUTOVER = "bluegreen.dev/cutover";

    private final KubernetesClient client;
    private final Workloads workloads;
    private final Resource<ConfigMap> map;
    private final String name;
    private final Sighted<ConfigMap> seen;

    /**
     * Moves a ConfigMap.
     *
     * @param client is not closed; its own retries are not used, because a strategy never repeats a write
     * @param platform the release is on; tells by watch which pods are ready
     */
    public ConfigMapCutover(KubernetesClient client, Platform platform, String namespace, String name) {
        this.client = client.newClient(
                        new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
                                .withRequestRetryBackoffLimit(0)
                                .build())
                .adapt(KubernetesClient.class);
        this.workloads = platform.workloads();
        this.map = this.client.configMaps().inNamespace(namespace).withName(name);
        this.name = name;
        this.seen = new Sighted<>(map.runnableInformer(0), platform.time());
    }

    @Override
    public String router() {
        return "ConfigMap/" + name;
    }

    @Override
    public RouterState observe(ReleaseSpec release) {
        ConfigMap read = call(Kind.TRANSIENT, map::get)
                .orElseThrow(() -> new PlatformException(Kind.NOT_FOUND, router() + " does not exist; create it"));
        return state(release, read);
    }

    @Override
    public Preflight preflight(Move move) {
        Track to = move.target().only().orElseThrow();
        int ready = move.world().workload(to).ready();
        String sentence = to + " has " + ready + " of " + move.minReadyPods(to) + " required pods ready";
        List<Finding> findings = ready < move.minReadyPods(to)
                ? List.of(new Finding("too-few-ready", Finding.Severity.FATAL, sentence, "wait until they are ready"))
                : List.of();
        return new Preflight(
                List.of(new PlannedWrite(router(), "patch", data(move).toString(), true)), findings);
    }

    private static Map<String, Object> data(Move move) {
        Track to = move.target().only().orElseThrow();
        return Map.of("data", Map.of("track", move.world().release().labels().value(to)));
    }

    @Override
    public RouterState shift(Move move) {
        Map<String, String> marks = Map.of(TOKEN, Long.toString(move.token()), CUTOVER, move.cutoverId());
        return write(move.world().release(), move.before(), marks, data(move));
    }

    @Override
    public RouterState fence(ReleaseSpec release, RouterState before, long token, String attempt) {
        return write(release, before, Map.of(TOKEN, Long.toString(token), "bluegreen.dev/fence", attempt), Map.of());
    }

    /** One merge patch with the resourceVersion that was read: the API server answers 409 if there is another by now. */
    private RouterState write(
            ReleaseSpec release, RouterState before, Map<String, String> marks, Map<String, Object> data) {
        Map<String, Object> patch = new HashMap<>(data);
        patch.put("metadata", Map.of("resourceVersion", before.version(), "annotations", marks));
        String text = client.getKubernetesSerialization().asJson(patch);
        Supplier<ConfigMap> patched = () -> map.patch(PatchContext.of(PatchType.JSON_MERGE), text);
        return state(release, call(Kind.OUTCOME_UNKNOWN, patched).orElseThrow());
    }

    /**
     * The observed state decides, not this process's writes: the engine also verifies moves by others, and moves without a
     * write.
     */
    @Override
    public List<Evidence> verify(Move move, Instant applied) {
        Evidence router = seen.evidence("configmap", router(), map -> routed(move, map));
        return List.of(router, ready(workloads.refresh(move.world()), move));
    }

    private static Evidence ready(World now, Move move) {
        Track to = move.target().only().orElseThrow();
        int ready = now.workload(to).ready();
        return now.unseenSince()
                .map(since -> Evidence.unseen("pods", to.name(), since))
                .orElseGet(() -> ready >= move.minReadyPods(to)
                        ? Evidence.confirmed("pods", to.name(), ready + " pods are ready")
                        : Evidence.missing(
                                "pods", to.name(), ready + " of " + move.minReadyPods(to) + " pods are ready"));
    }

    @Override
    public Optional<Instant> unseenSince(ReleaseSpec release) {
        return seen.unseenSince();
    }

    private Evidence routed(Move move, ConfigMap map) {
        RouterState now = state(move.world().release(), map);
        if (now.split().equals(move.target())) {
            return Evidence.confirmed("configmap", router(), "says " + now.routing());
        }
        return now.cutoverId().equals(Optional.of(move.cutoverId()))
                ? Evidence.contradicted("configmap", router(), "was moved and says " + now.routing() + " again")
                : Evidence.missing("configmap", router(), "says " + now.routing() + ", as before the write");
    }

    @Override
    public Subscription watch(ReleaseSpec release, Runnable onChange) {
        return seen.watch(onChange, workloads.watch(release, onChange));
    }

    /** How long a kubelet may take to bring a changed ConfigMap into a pod: its sync period and its cache's age. */
    @Override
    public Duration settleBound() {
        return Duration.ofMinutes(2);
    }

    @Override
    public void close() {
        seen.close();
    }

    private RouterState state(ReleaseSpec release, ConfigMap map) {
        Map<String, String> notes = Objects.requireNonNullElse(map.getMetadata().getAnnotations(), Map.of());
        String value = String.valueOf(map.getData().get("track"));
        String neither = router() + ": data.track is '" + value + "'; set it to the label of a track";
        Track track = release.labels().track(value).orElseThrow(() -> new PlatformException(Kind.INVALID, neither));
        return RouterState.builder(router(), TrafficSplit.all(track))
                .routing("track: " + value)
                .token(Long.parseLong(notes.getOrDefault(TOKEN, "0")))
                .cutoverId(Optional.ofNullable(notes.get(CUTOVER)))
                .version(map.getMetadata().getResourceVersion())
                .build();
    }

    /** The one thing that has to be exact: whether a failed write may have taken effect. */
    private <T> Optional<T> call(Kind unanswered, Supplier<T> request) {
        try {
            return Optional.ofNullable(request.get());
        } catch (KubernetesClientException e) {
            Kind kind = switch (e.getCode()) {
                case 401, 403 -> Kind.FORBIDDEN;
                case 404 -> Kind.NOT_FOUND;
                case 409 -> Kind.CONFLICT;
                case 400, 422 -> Kind.INVALID;
                case 429 -> Kind.TRANSIENT;
                default -> unanswered;
            };
            String said = e.getStatus() == null ? e.getMessage() : e.getStatus().getMessage();
            throw new PlatformException(kind, router() + ": " + said, e);
        }
    }
}
