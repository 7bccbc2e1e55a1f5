package dev.bluegreen.fabric8;

import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.cutover.HopVerifier;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.cutover.Preflight;
import dev.bluegreen.fabric8.internal.api.JsonPatch;
import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.api.ManagingTool;
import dev.bluegreen.fabric8.internal.api.RouterMarks;
import dev.bluegreen.fabric8.internal.api.ServerVersion;
import dev.bluegreen.fabric8.internal.deployment.PodsOfApp;
import dev.bluegreen.fabric8.internal.rule.PodAddressBalancers;
import dev.bluegreen.fabric8.internal.selector.RouterService;
import dev.bluegreen.fabric8.internal.selector.SelectorDrift;
import dev.bluegreen.fabric8.internal.selector.SelectorPrediction;
import dev.bluegreen.fabric8.internal.selector.SelectorProof;
import dev.bluegreen.fabric8.internal.selector.SelectorReach;
import dev.bluegreen.fabric8.internal.selector.SelectorWrite;
import dev.bluegreen.fabric8.internal.selector.ServiceHop;
import dev.bluegreen.fabric8.internal.selector.ServiceProof;
import dev.bluegreen.fabric8.internal.selector.ServiceRisks;
import dev.bluegreen.fabric8.internal.selector.TargetLimit;
import dev.bluegreen.fabric8.internal.selector.Widening;
import dev.bluegreen.fabric8.internal.selector.WideningPrediction;
import dev.bluegreen.fabric8.internal.service.RouterView;
import dev.bluegreen.fabric8.internal.watch.NamespaceWatch;
import dev.bluegreen.fabric8.internal.watch.Topic;
import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.fabric8.internal.world.TargetGate;
import dev.bluegreen.fabric8.internal.world.TargetPort;
import dev.bluegreen.fabric8.internal.world.TargetPort.Sidecars;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.TrackLabels;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.spi.Time;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Moves traffic by one JSON Patch of a Service's selector, and proves it by its EndpointSlices. Made by
 * {@link Fabric8Platform#selectorPatch(String)}; thread-safe.
 *
 * <p>The patch tests resourceVersion and old value, uses the field manager {@code bluegreen}, and sets on the Service the label {@code bluegreen.dev/cutover} and the annotations {@code bluegreen.dev/release},
 * {@code switched-by}, {@code switched-at}, {@code switched-from} and {@code token} of the same prefix.
 *
 * <p>Errors are {@link dev.bluegreen.model.PlatformException}s; methods that read from watches wait for them to open, 30 s at
 * most.
 */
public final class SelectorPatch implements CutoverStrategy {

    /** First minor version that searches native sidecars for named ports: Kubernetes 1.32 (PR 128850). */
    private static final int SIDECARS_SEARCHED = 32;

    private static final Duration DEFAULT_BOUND = Duration.ofSeconds(30);

    private final Kube kube;
    private final NamespaceWatch watch;
    private final Time time;
    private final RouterService service;
    private final ServerVersion version;
    private final Duration settleBound;
    private final Widening widening;

    SelectorPatch(Kube kube, NamespaceWatch watch, Time time, String service) {
        this(
                kube,
                watch,
                time,
                new RouterService(kube, service),
                new ServerVersion(kube.watching()),
                DEFAULT_BOUND,
                Widening.NONE);
    }

    private SelectorPatch(
            Kube kube,
            NamespaceWatch watch,
            Time time,
            RouterService service,
            ServerVersion version,
            Duration settleBound,
            Widening widening) {
        this.kube = kube;
        this.watch = watch;
        this.time = time;
        this.service = service;
        this.version = version;
        this.settleBound = settleBound;
        this.widening = widening;
    }

    /**
     * A copy with another settle bound: how long nodes may still act on the old endpoints. Default 30 s.
     *
     * @param bound zero or more
     * @throws ConfigurationException if it is negative
     */
    public SelectorPatch settlesWithin(Duration bound) {
        Input.requireDuration("settlesWithin", bound);
        return new SelectorPatch(kube, watch, time, service, version, bound, widening);
    }

    /**
     * A copy that moves traffic by two writes, so that a load balancer that sends to pod addresses has the new pods before it
     * loses the old ones: the first takes the track key out of the selector, so that both tracks take traffic; the second
     * selects the new track, when its pods are ready and, by their readiness gates, healthy targets. Refused if the selector
     * would match pods of neither track, or if pods behind such a load balancer have no gate. A way back takes two writes, too.
     */
    public SelectorPatch makeBeforeBreak() {
        return with(widening.proven(Optional.empty()));
    }

    /**
     * The same, where pods have no readiness gates and a verifier tells when they are healthy targets, such as
     * {@code TargetGroupVerifier} of {@code bluegreen-aws}.
     *
     * @throws ConfigurationException if it is null
     */
    public SelectorPatch makeBeforeBreak(HopVerifier verifier) {
        return with(widening.proven(Optional.of(Input.given("makeBeforeBreak", verifier, "give a HopVerifier"))));
    }

    /**
     * The same, where pods have no readiness gates: both tracks take traffic for a fixed time, which the plan reports as not
     * verified.
     *
     * @param unverified the longest time of registration and first health checks
     * @throws ConfigurationException if it is not above zero
     */
    public SelectorPatch makeBeforeBreak(Duration unverified) {
        Input.requirePositive("makeBeforeBreak", unverified);
        return with(widening.lasting(unverified));
    }

    /**
     * A copy that knows how many targets the AWS Load Balancer Controller registers in a target group at most, where its
     * Deployment {@code kube-system/aws-load-balancer-controller} may not be read or is not there. A cutover by two writes
     * that would exceed it behind a load balancer that sends to pod addresses is refused.
     *
     * @throws ConfigurationException if it is below 1
     */
    public SelectorPatch maxTargetsPerTargetGroup(int most) {
        if (most < 1) {
            throw new ConfigurationException("maxTargetsPerTargetGroup: " + most + "; give 1 or more");
        }
        return with(widening.limitedTo(most));
    }

    private SelectorPatch with(Widening other) {
        return new SelectorPatch(kube, watch, time, service, version, settleBound, other);
    }

    @Override
    public Optional<CutoverStrategy> adopting() {
        return Optional.of(with(Widening.NONE));
    }

    @Override
    public Optional<Duration> overlap() {
        return widening.overlap();
    }

    @Override
    public boolean supports(TrafficSplit split) {
        return Input.given("split", split, "give one").only().isPresent()
                || (widening.isAsked() && split.equals(TrafficSplit.both()));
    }

    @Override
    public String router() {
        return RouterView.router(service.name());
    }

    @Override
    public Duration settleBound() {
        return settleBound;
    }

    @Override
    public List<Permission> permissions(ReleaseSpec release) {
        return widening.permissions(service.name());
    }

    @Override
    public List<Permission> permissions(ReleaseSpec release, RouterState read) {
        return Stream.concat(
                        permissions(release).stream(),
                        RouterView.source(read).stream().flatMap(found -> ManagingTool.permissions(found).stream()))
                .toList();
    }

    @Override
    public RouterState observe(ReleaseSpec release) {
        return state(release, service.read());
    }

    @Override
    public Preflight preflight(Move move) {
        SelectorWrite write = write(move);
        requireSupported(move);
        List<Pod> selected = PodsOfApp.selected(move.world(), write.selector())
                .orElseGet(() -> kube.list(Pod.class, write.selector()));
        return write.isWidening()
                ? preflight(write, widening(write, new WideningPrediction(write, selected)))
                : preflight(write, narrowing(write, selected));
    }

    private Stream<Finding> widening(SelectorWrite write, WideningPrediction prediction) {
        PodAddressBalancers balancers = balancers(write.before());
        Optional<List<Finding>> verified =
                widening.verifier().map(verifier -> verifier.preflight(ServiceHop.of(kube, write.before())));
        Stream<Finding> limit = balancers.isAny()
                ? prediction.over(TargetLimit.of(kube, widening.mostTargets())).stream()
                : Stream.empty();
        Duration wait = widening.overlap().orElse(Duration.ZERO);
        return Stream.concat(prediction.findings(balancers, wait, verified).stream(), limit);
    }

    private static Preflight preflight(SelectorWrite write, Stream<Finding> findings) {
        return new Preflight(write.isThere() ? List.of() : List.of(write.planned()), findings.toList());
    }

    private Stream<Finding> narrowing(SelectorWrite write, List<Pod> selected) {
        Stream<Finding> predicted = new SelectorPrediction(write, selected)
                        .findings(
                                watch.slicesOf(service.name()),
                                watch,
                                watch.services(),
                                watch.deployments(),
                                sidecars(write.before(), selected))
                        .stream();
        Stream<Finding> risks = Stream.of(
                        ServiceRisks.of(write.before(), widening.isAsked()).stream(),
                        SelectorDrift.of(write, kube).stream(),
                        RouterMarks.otherRelease(
                                write.before(), router(), write.move().world().release())
                                .stream())
                .flatMap(Function.identity());
        return Stream.concat(predicted, risks);
    }

    private void requireSupported(Move move) {
        if (!supports(move.target())) {
            throw new PlatformException(
                    PlatformException.Kind.INVALID,
                    router() + ": split " + move.target()
                            + " cannot be written: a selector sends everything to one track; ask for 100/0 or 0/100");
        }
    }

    private PodAddressBalancers balancers(Service routing) {
        return PodAddressBalancers.of(
                kube,
                service.name(),
                Stream.of(router() + " by its annotations").filter(named -> ServiceRisks.sendsToPodIps(routing)));
    }

    @Override
    public RouterState shift(Move move) {
        requireSupported(move);
        SelectorWrite write = write(move);
        List<TargetGate> gates = write.isWidening() ? gates(write) : List.of();
        return state(move.world().release(), service.patch(write.patch(time.now(), gates)));
    }

    /** The gates that are worth waiting for: those that the pods have. */
    private List<TargetGate> gates(SelectorWrite write) {
        List<Pod> selected = kube.list(Pod.class, write.selector());
        WideningPrediction prediction = new WideningPrediction(write, selected);
        prediction.outside().ifPresent(finding -> {
            throw new PlatformException(PlatformException.Kind.INVALID, finding.sentence());
        });
        return balancers(write.before()).gates().stream()
                .filter(prediction::isAwaited)
                .toList();
    }

    @Override
    public RouterState fence(ReleaseSpec release, RouterState before, long token, String attempt) {
        JsonPatch fence = RouterMarks.fence(service.of(before), release.name(), token, attempt);
        return state(release, service.patch(fence));
    }

    @Override
    public List<Evidence> verify(Move move, Instant applied) {
        return watch.routingUnseenSince()
                .map(since -> List.of(Evidence.unseen(ServiceProof.KIND, router(), since)))
                .orElseGet(() -> seen(move, applied));
    }

    private List<Evidence> seen(Move move, Instant applied) {
        String name = service.name();
        return new SelectorProof(
                        name,
                        watch.service(name),
                        watch.slicesOf(name),
                        watch,
                        () -> sidecars(move),
                        settleBound,
                        widening.verifier())
                .of(move, applied, time.now());
    }

    @Override
    public Optional<String> overwritten(Move move) {
        if (watch.routingUnseenSince().isPresent()) {
            return Optional.empty();
        }
        ServiceProof proof = new ServiceProof(move, service.name());
        return watch.service(service.name()).flatMap(proof::overwritten);
    }

    @Override
    public boolean isCurrent(RouterState read) {
        return watch.serviceIfSeen(service.name())
                .map(seen -> seen.getMetadata().getResourceVersion())
                .filter(read.version()::equals)
                .isPresent();
    }

    @Override
    public Optional<Instant> unseenSince(ReleaseSpec release) {
        return watch.routingUnseenSince();
    }

    @Override
    public Optional<String> unreachable(Move move) {
        TrackLabels labels = move.world().release().labels();
        return new SelectorReach(write(move), watch.labelledIfSeen(labels.appKey(), labels.app())).missesAll();
    }

    @Override
    public Subscription watch(ReleaseSpec release, Runnable onChange) {
        TrackLabels labels = release.labels();
        Subscription cluster = watch.subscribe(
                Set.of(
                        Topic.service(service.name()),
                        Topic.slicesOf(service.name()),
                        Topic.pods(labels.appKey(), labels.app())),
                onChange);
        return widening.verifier()
                .map(verifier -> watch(release, verifier, cluster, onChange))
                .orElse(cluster);
    }

    private Subscription watch(ReleaseSpec release, HopVerifier verifier, Subscription cluster, Runnable onChange) {
        try {
            Subscription hop = verifier.watch(ServiceHop.of(kube, service.read()), release, onChange);
            return () -> {
                hop.close();
                cluster.close();
            };
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    @Override
    public String toString() {
        return router();
    }

    private Sidecars sidecars(Move move) {
        TrackLabels labels = move.world().release().labels();
        List<Pod> pods = watch.labelled(labels.appKey(), labels.app());
        return watch.service(service.name()).map(seen -> sidecars(seen, pods)).orElse(Sidecars.SEARCHED);
    }

    /** Reads the cluster's version only if it matters, and once: it never decreases. */
    private Sidecars sidecars(Service routing, List<Pod> selected) {
        boolean matters = Fields.each(routing.getSpec().getPorts())
                .anyMatch(port -> selected.stream().anyMatch(pod -> TargetPort.isOfSidecar(pod, port)));
        return matters && version.isBefore(SIDECARS_SEARCHED) ? Sidecars.LEFT_OUT : Sidecars.SEARCHED;
    }

    private RouterState state(ReleaseSpec release, Service read) {
        return RouterView.of(release, read, widening.isAsked());
    }

    private SelectorWrite write(Move move) {
        return new SelectorWrite(move, service.of(move.before()));
    }
}
