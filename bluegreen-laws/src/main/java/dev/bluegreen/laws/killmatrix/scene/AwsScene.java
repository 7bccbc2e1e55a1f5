package dev.bluegreen.laws.killmatrix.scene;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.laws.Fact;
import dev.bluegreen.laws.History;
import dev.bluegreen.laws.internal.Told;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.Resumption;
import dev.bluegreen.spi.Platform;
import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.FakeCluster;
import dev.bluegreen.testkit.aws.fault.AwsFault;
import dev.bluegreen.testkit.fault.Fault;
import dev.bluegreen.testkit.internal.Given;
import dev.bluegreen.testkit.request.ApiObserver;
import dev.bluegreen.testkit.request.ApiRequest;
import dev.bluegreen.testkit.time.VirtualTime;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A release whose routers are on AWS: its pods, lock and record in a fake cluster of its own, its routers in a fake service of
 * AWS, both over real HTTP. The calls of both are spoiled, and a process that dies is dead for both.
 *
 * <p>A call fault means on AWS what it means in a cluster, in the words of AWS: throttled calls are answered 400
 * {@code Throttling}, and where there is no 409 the call is refused as not fitting what is there.
 *
 * @param <P> the platform under test
 */
public final class AwsScene<P extends Platform> implements KillScene {

    /** The hosted zone of records. */
    public static final String ZONE = "Z1";

    /** The name whose records are moved; weighted ones have the set identifiers {@code blue} and {@code green}. */
    public static final String NAME = "api.example.com";

    private static final Set<String> MOVES = Set.of("ModifyListener", "ModifyRule", "ChangeResourceRecordSets");
    private static final String APP = "shop";
    private static final String GREEN = APP + "-green";
    private static final int PODS = 2;

    private final FakeCluster cluster;
    private final AwsSide side;
    private final BiFunction<KubernetesClient, Time, P> platforms;
    private final Function<AwsProcess<P>, List<CutoverStrategy>> strategies;
    private final Set<String> processes = ConcurrentHashMap.newKeySet();
    private final Set<String> mortal = ConcurrentHashMap.newKeySet();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final Told told = new Told();
    private final ClusterCalls calls;
    private final SceneHistory history;
    private final AwsWitness witness;

    private AwsScene(
            FakeCluster cluster,
            AwsSide side,
            BiFunction<KubernetesClient, Time, P> platforms,
            Function<AwsProcess<P>, List<CutoverStrategy>> strategies) {
        this.cluster = cluster;
        this.side = side;
        this.platforms = platforms;
        this.strategies = strategies;
        this.calls = new ClusterCalls(cluster);
        List<String> routers = strategies(FakeCluster.KUBECTL, platform(FakeCluster.KUBECTL)).stream()
                .map(CutoverStrategy::router)
                .toList();
        side.moves(routers);
        this.history = new SceneHistory(
                processes,
                List.of(),
                routers.stream().collect(Collectors.toMap(router -> router, router -> TrafficSplit.all(Track.BLUE))),
                Map.of(Track.BLUE, PODS, Track.GREEN, PODS));
        this.witness = new AwsWitness(side, history, routers, cluster.time(), this::cut);
        cluster.observe(history).observe(deaths());
        side.server().observe(witness);
        cluster.app(APP).replicas(PODS).deploy();
        side.follow(cluster);
        history.begin(cluster.time().now());
        routers.forEach(router ->
                history.failsOpen(router, side.failsOpenTo(), cluster.time().now()));
    }

    private ApiObserver deaths() {
        return new ApiObserver() {
            @Override
            public void answered(ApiRequest request) {
                if (request.status() == 0) {
                    cut(request.client());
                }
            }
        };
    }

    /**
     * A load balancer in front of the pods.
     *
     * @param platforms opens a platform for a process, given its client and the time
     * @param strategies makes the strategies that move the listener, its rule or both between the target groups, in order
     */
    public static <P extends Platform> AwsScene<P> targetGroups(
            BiFunction<KubernetesClient, Time, P> platforms,
            BiFunction<AwsProcess<P>, AlbArns, List<CutoverStrategy>> strategies) {
        Given.any("platforms", platforms);
        Given.any("strategies", strategies);
        FakeCluster cluster = FakeCluster.start();
        AlbSide side = new AlbSide(cluster);
        return new AwsScene<>(cluster, side, platforms, process -> strategies.apply(process, side.arns()));
    }

    /**
     * Two weighted records of {@link #NAME} in {@link #ZONE}.
     *
     * @param platforms opens a platform for a process, given its client and the time
     * @param strategy makes the strategy that moves the records
     */
    public static <P extends Platform> AwsScene<P> weightedRecords(
            BiFunction<KubernetesClient, Time, P> platforms, Function<AwsProcess<P>, CutoverStrategy> strategy) {
        Given.any("platforms", platforms);
        Given.any("strategy", strategy);
        FakeCluster cluster = FakeCluster.start();
        return new AwsScene<>(cluster, new Route53Side(cluster, false), platforms, strategy.andThen(List::of));
    }

    /**
     * A failover pair of records of {@link #NAME} in {@link #ZONE}: its SECONDARY answers when a health check fails, so that
     * the track it points to is not to be retired.
     *
     * @param platforms opens a platform for a process, given its client and the time
     * @param strategy makes the strategy that moves the records
     */
    public static <P extends Platform> AwsScene<P> failoverRecords(
            BiFunction<KubernetesClient, Time, P> platforms, Function<AwsProcess<P>, CutoverStrategy> strategy) {
        Given.any("platforms", platforms);
        Given.any("strategy", strategy);
        FakeCluster cluster = FakeCluster.start();
        return new AwsScene<>(cluster, new Route53Side(cluster, true), platforms, strategy.andThen(List::of));
    }

    /** The target of a track's records, such as {@code blue.elb.example}. */
    public static String host(Track track) {
        return Given.any("track", track).name().toLowerCase(Locale.ROOT) + ".elb.example";
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
        processes.add(name);
        return release(name, platform(name)).build();
    }

    @Override
    public List<Resumption> resumeDue(String name) {
        processes.add(name);
        P platform = platform(name);
        return BlueGreen.resumeDue(platform, any -> Optional.of(release(name, platform)));
    }

    private ReleaseBuilder release(String name, P platform) {
        ReleaseBuilder builder = BlueGreen.release(APP).on(platform).listener(told);
        for (CutoverStrategy strategy : strategies(name, platform)) {
            builder = builder.cutover(strategy);
        }
        return builder;
    }

    private P platform(String process) {
        P platform = platforms.apply(cluster.client(process), cluster.time());
        open.add(platform);
        return platform;
    }

    private List<CutoverStrategy> strategies(String process, P platform) {
        return strategies.apply(new AwsProcess<>(platform, side.server().endpoint(), process, open::add));
    }

    /** First those of the cluster, then those of AWS. */
    @Override
    public List<KillCall> calls(String process) {
        return Stream.concat(calls.of(process).stream(), witness.calls(process).stream())
                .toList();
    }

    @Override
    public boolean isMove(KillCall call) {
        return MOVES.contains(call.verb());
    }

    @Override
    public void spoil(String process, KillCall call, CallFault callFault) {
        mayDie(process, callFault);
        if (isOfAws(call)) {
            spoil(process, call, fault(callFault, call));
        } else {
            calls.spoil(process, call, callFault.fault());
        }
    }

    @Override
    public void strike(String process, KillCall call, Blow blow, Optional<CallFault> callFault) {
        callFault.ifPresent(one -> mayDie(process, one));
        Runnable event = () -> blow.on(cluster, GREEN);
        if (isOfAws(call)) {
            spoil(process, call, AwsFault.precededBy(event, callFault.map(one -> fault(one, call))));
        } else {
            calls.spoil(process, call, Fault.precededBy(event, callFault.map(CallFault::fault)));
        }
    }

    private void mayDie(String process, CallFault callFault) {
        if (callFault.kills()) {
            mortal.add(process);
        }
    }

    private boolean isOfAws(KillCall call) {
        return call.resource().equals(side.service());
    }

    private void spoil(String process, KillCall call, AwsFault fault) {
        side.server().faults().on(call.verb()).client(process).nth(call.nth()).then(fault);
    }

    private AwsFault fault(CallFault callFault, KillCall call) {
        return switch (callFault) {
            case KILLED_BEFORE, LOST_BEFORE -> AwsFault.dropBefore();
            case KILLED_AFTER, LOST_AFTER -> AwsFault.dropAfter();
            case CONFLICT -> side.conflict(call.verb());
            case THROTTLED -> AwsFault.throttled();
            case SERVER_ERROR -> AwsFault.internalFailure();
            case DELAYED -> AwsFault.delay(CallFault.LATE);
            case DELIVERED_LATE -> AwsFault.deliverLate(CallFault.MUCH_LATER);
        };
    }

    /** A process dies at the first connection that is cut: then it reaches neither the cluster nor AWS any more. */
    private void cut(String process) {
        if (mortal.contains(process)) {
            cluster.crash(process);
            side.server().crash(process);
        }
    }

    @Override
    public boolean isSpoiled() {
        return calls.areSpoiled() && side.server().faults().unused().isEmpty();
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
        KubernetesClient kubectl = cluster.client(FakeCluster.KUBECTL);
        for (Deployment deployment : kubectl.apps().deployments().list().getItems()) {
            if (deployment.getSpec().getReplicas() < PODS) {
                kubectl.resource(deployment).scale(PODS);
            }
        }
        cluster.awaitReady();
        side.follow(cluster);
    }

    @Override
    public int lateWrites() {
        return witness.lateWrites();
    }

    @Override
    public Duration within() {
        return side.within();
    }

    @Override
    public boolean failsOpen() {
        return !side.failsOpenTo().isEmpty();
    }

    @Override
    public void close() {
        for (AutoCloseable one : open) {
            close(one);
        }
        side.close();
        cluster.close();
    }

    private static void close(AutoCloseable one) {
        try {
            one.close();
        } catch (Exception e) {
            throw new IllegalStateException("a scene could not be closed", e);
        }
    }
}
