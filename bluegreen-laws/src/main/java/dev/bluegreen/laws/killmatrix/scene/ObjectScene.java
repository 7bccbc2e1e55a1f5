package dev.bluegreen.laws.killmatrix.scene;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.check.approval.Approval;
import dev.bluegreen.check.approval.Approval.Answer;
import dev.bluegreen.check.slo.Bake;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.laws.Fact;
import dev.bluegreen.laws.History;
import dev.bluegreen.laws.internal.Told;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.Resumption;
import dev.bluegreen.spi.Platform;
import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.FakeCluster;
import dev.bluegreen.testkit.fault.Fault;
import dev.bluegreen.testkit.internal.Given;
import dev.bluegreen.testkit.time.VirtualTime;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A release whose routers are objects of the cluster, on its own fake cluster, over real HTTP.
 *
 * @param <P> the platform under test
 */
public final class ObjectScene<P extends Platform> implements KillScene {

    private static final String APP = "shop";
    private static final String GREEN = APP + "-green";
    private static final int PODS = 2;
    private static final int MOST_SERVICES = 100;

    /** The Service of the app, which the scene does not need: it gets its routers. */
    private static final String UNUSED = "unused";

    private static final Set<String> WRITES = Set.of("patch", "update");

    private final FakeCluster cluster = FakeCluster.start();
    private final BiFunction<KubernetesClient, Time, P> platforms;
    private final BiFunction<KubernetesClient, P, List<CutoverStrategy>> strategies;
    private final List<RouterObject> routers;
    private final Set<String> processes = ConcurrentHashMap.newKeySet();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final ClusterCalls calls = new ClusterCalls(cluster);
    private final SceneHistory history;
    private final Told told = new Told();
    private BiFunction<String, ReleaseBuilder, ReleaseBuilder> asking = (name, builder) -> builder;

    private ObjectScene(
            BiFunction<KubernetesClient, Time, P> platforms,
            BiFunction<KubernetesClient, P, List<CutoverStrategy>> strategies,
            List<? extends RouterObject> routers) {
        this.platforms = platforms;
        this.strategies = strategies;
        this.routers = List.copyOf(routers);
        this.history = new SceneHistory(
                processes,
                routers,
                routers.stream()
                        .collect(Collectors.toMap(RouterObject::router, router -> TrafficSplit.all(Track.BLUE))),
                Map.of(Track.BLUE, PODS, Track.GREEN, PODS));
        cluster.observe(history);
        cluster.app(APP).replicas(PODS).service(UNUSED).apply();
        kubectl().services().withName(UNUSED).delete();
        routers.forEach(router -> router.create(cluster));
        cluster.awaitReady();
        history.begin(cluster.time().now());
    }

    /**
     * A scene whose routers are Services, which select the pods of one track.
     *
     * @param platforms opens a platform for a process, given its client and the time
     * @param strategy makes the strategy for a Service, given its name
     * @param services the number of Services of the release, 1 or more
     */
    public static <P extends Platform> ObjectScene<P> services(
            BiFunction<KubernetesClient, Time, P> platforms,
            BiFunction<P, String, CutoverStrategy> strategy,
            int services) {
        Given.any("platforms", platforms);
        Given.any("strategy", strategy);
        List<ServiceRouter> routers = IntStream.rangeClosed(1, Given.between("services", services, 1, MOST_SERVICES))
                .mapToObj(number -> new ServiceRouter(APP, APP + "-" + number))
                .toList();
        return new ObjectScene<>(
                platforms,
                (client, platform) -> routers.stream()
                        .map(router -> strategy.apply(platform, router.name()))
                        .toList(),
                routers);
    }

    /**
     * A scene with routers of any kind. The app is {@code shop}, its Deployments {@code shop-blue} and {@code shop-green}.
     *
     * @param platforms opens a platform for a process, given its client and the time
     * @param strategies makes the strategies of a process, given its client and its platform, in the order of the routers;
     *     those that are {@link AutoCloseable} are closed with the scene
     * @param routers the objects they move, 1 or more
     */
    public static <P extends Platform> ObjectScene<P> of(
            BiFunction<KubernetesClient, Time, P> platforms,
            BiFunction<KubernetesClient, P, List<CutoverStrategy>> strategies,
            List<? extends RouterObject> routers) {
        return new ObjectScene<>(
                Given.any("platforms", platforms), Given.any("strategies", strategies), Given.some("routers", routers));
    }

    /**
     * This scene, with releases that have a smoke test, an approval, a bake with an objective, and a standby: what has to
     * outlive a process.
     *
     * @param bake above 0
     * @param standby 0 or more
     * @throws dev.bluegreen.model.ConfigurationException if one of them is out of its range
     */
    public ObjectScene<P> asking(Duration bake, Duration standby) {
        Input.requirePositive("asking.bake", bake);
        Input.requireDuration("asking.standby", standby);
        history.asks(cutover -> new Fact.Asked(cutover, bake, 1, true, standby));
        asking = (name, builder) -> builder.smokeTest(
                        test -> Evidence.confirmed("smoke", test.idle().name(), "it answers"))
                .approval(Approval.callback(request -> {
                            history.approved(request.cutoverId(), cluster.time().now());
                            return Answer.approved("ann");
                        })
                        .within(bake))
                .bake(Bake.lasting(bake).watching(errors(name)))
                .standby(standby);
        return this;
    }

    private Slo errors(String process) {
        Slo errors = asked -> {
            history.judged(process, cluster.time().now());
            return new Slo.Result(Slo.Verdict.GOOD, "no request fails");
        };
        return errors.named("errors");
    }

    /** Its cluster, for scenes with more than a release. */
    public FakeCluster cluster() {
        return cluster;
    }

    @Override
    public List<String> unreadable() {
        return told.wrong();
    }

    @Override
    public VirtualTime time() {
        return cluster.clock();
    }

    @Override
    public Release process(String name) {
        return release(name, platform(name)).build();
    }

    @Override
    public List<Resumption> resumeDue(String name) {
        P platform = platform(name);
        return BlueGreen.resumeDue(platform, any -> Optional.of(release(name, platform)));
    }

    private P platform(String process) {
        processes.add(process);
        P platform = platforms.apply(cluster.client(process), cluster.time());
        open.add(platform);
        return platform;
    }

    private ReleaseBuilder release(String name, P platform) {
        KubernetesClient client = cluster.client(name);
        ReleaseBuilder builder = BlueGreen.release(APP).on(platform).listener(told);
        for (CutoverStrategy strategy : strategies.apply(client, platform)) {
            builder = builder.cutover(strategy);
            if (strategy instanceof AutoCloseable closeable) {
                open.add(closeable);
            }
        }
        return asking.apply(name, builder);
    }

    @Override
    public boolean isMove(KillCall call) {
        return WRITES.contains(call.verb())
                && routers.stream()
                        .anyMatch(router -> router.resource().equals(call.resource())
                                && router.name().equals(call.name()));
    }

    @Override
    public List<KillCall> calls(String process) {
        return calls.of(process);
    }

    @Override
    public void spoil(String process, KillCall call, CallFault callFault) {
        calls.spoil(process, call, callFault.fault());
    }

    @Override
    public void strike(String process, KillCall call, Blow blow, Optional<CallFault> callFault) {
        calls.spoil(process, call, Fault.precededBy(() -> blow.on(cluster, GREEN), callFault.map(CallFault::fault)));
    }

    @Override
    public boolean isSpoiled() {
        return calls.areSpoiled();
    }

    @Override
    public History history() {
        return history.history();
    }

    @Override
    public Fact.Rest rest() {
        return history.rest();
    }

    @Override
    public void standUp() {
        for (Deployment deployment : kubectl().apps().deployments().list().getItems()) {
            if (deployment.getSpec().getReplicas() < PODS) {
                kubectl().resource(deployment).scale(PODS);
            }
        }
        cluster.awaitReady();
    }

    @Override
    public void close() {
        open.forEach(ObjectScene::close);
        cluster.close();
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            throw new IllegalStateException("cannot close " + part, e);
        }
    }

    private KubernetesClient kubectl() {
        return cluster.client(FakeCluster.KUBECTL);
    }
}
