package dev.bluegreen.integration;

import static dev.bluegreen.integration.BadInputs.COUNTS;
import static dev.bluegreen.integration.BadInputs.DURATIONS;
import static dev.bluegreen.integration.BadInputs.HUGE;
import static dev.bluegreen.integration.BadInputs.TEXTS;
import static dev.bluegreen.integration.BadInputs.TIMES;

import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.laws.Fact;
import dev.bluegreen.laws.History;
import dev.bluegreen.laws.killmatrix.KillMatrix;
import dev.bluegreen.laws.killmatrix.KillOperation;
import dev.bluegreen.laws.killmatrix.scene.AwsScene;
import dev.bluegreen.laws.killmatrix.scene.Blow;
import dev.bluegreen.laws.killmatrix.scene.CallFault;
import dev.bluegreen.laws.killmatrix.scene.KillCall;
import dev.bluegreen.laws.killmatrix.scene.KillScene;
import dev.bluegreen.laws.killmatrix.scene.ObjectScene;
import dev.bluegreen.laws.schedule.RandomSchedules;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.testkit.FakeCluster;
import dev.bluegreen.testkit.assertion.ServiceAssert;
import dev.bluegreen.testkit.assertion.TestkitAssertions;
import dev.bluegreen.testkit.assertion.TrafficResultAssert;
import dev.bluegreen.testkit.request.ApiLatency;
import dev.bluegreen.testkit.request.ApiRequest;
import dev.bluegreen.testkit.request.RequestLog;
import dev.bluegreen.testkit.request.RequestTrace;
import dev.bluegreen.testkit.traffic.Traffic;
import dev.bluegreen.testkit.traffic.TrafficResult;
import dev.bluegreen.testkit.traffic.TrafficSpec;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** What nobody should give to traffic, assertions, request logs, the kill matrix, random schedules and histories. */
final class BadToolInputs {

    private static final List<String> VERBS = Arrays.asList(null, "", " ", "GET", "post", "\u202e", HUGE, "watch");
    private static final List<Long> NONE_AT_ALL = List.of(0L, -1L, Long.MIN_VALUE);

    private final BadInputs bad;
    private final FakeCluster cluster;

    BadToolInputs(BadInputs bad, FakeCluster cluster) {
        this.bad = bad;
        this.cluster = cluster;
    }

    void tryAll() {
        traffic(TrafficSpec.to(new InetSocketAddress(80)));
        running();
        assertions();
        requests();
        matrix();
        scenes();
        schedules();
        history();
    }

    private void traffic(TrafficSpec spec) {
        bad.refusesNull("TrafficSpec.to", none -> TrafficSpec.to((InetSocketAddress) null));
        bad.refusesNull("TrafficSpec.to", none -> TrafficSpec.to((List<InetSocketAddress>) null));
        bad.refusesNull("TrafficSpec.to", none -> TrafficSpec.to(List.of()));
        bad.refusesNull("TrafficSpec.to", none -> TrafficSpec.to(Arrays.asList((InetSocketAddress) null)));
        bad.refuses("TrafficSpec.connections", COUNTS, spec::connections);
        bad.refuses("TrafficSpec.connections", List.of(1_001, Integer.MAX_VALUE), spec::connections);
        bad.refuses("TrafficSpec.ratePerSecond", COUNTS, spec::ratePerSecond);
        bad.refuses("TrafficSpec.ratePerSecond", List.of(1_000_001, Integer.MAX_VALUE), spec::ratePerSecond);
        bad.refuses(
                "TrafficSpec.path",
                Arrays.asList(null, "", " ", "x", "/a b", "/a\r\nX: y", "/\u202e", "/\u0000", "/\u00e4", HUGE),
                spec::path);
        bad.refuses("TrafficSpec.timeout", TIMES, spec::timeout);
        bad.refuses("TrafficSpec.timeout", List.of(Duration.ofNanos(1), Duration.ofDays(2)), spec::timeout);
        bad.refuses(
                "TrafficSpec.tracks",
                Arrays.asList(null, " ", "green", "a b", "a\nb", "\u202e", "x".repeat(64), HUGE),
                blue -> spec.tracks(blue, "green"));
        bad.refuses(
                "TrafficSpec.tracks",
                Arrays.asList(null, " ", "blue", "a b", "a\nb", "\u202e", "x".repeat(64), HUGE),
                green -> spec.tracks("blue", green));
        bad.refusesNull("TrafficSpec.untracked", none -> spec.untracked(null));
        bad.refusesNull("TrafficSpec.onFailure", none -> spec.onFailure(null));
    }

    private void running() {
        try (Traffic traffic = cluster.traffic("shop-svc").ratePerSecond(1).start()) {
            bad.refuses("Traffic.awaitAnswered", NONE_AT_ALL, traffic::awaitAnswered);
            bad.refuses("Traffic.awaitEnded", NONE_AT_ALL, traffic::awaitEnded);
            bad.refuses("Traffic.awaitFailed", NONE_AT_ALL, traffic::awaitFailed);
            bad.refusesNull("Traffic.awaitTrack", none -> traffic.awaitTrack(null));
        }
        TrafficResult nothing = new TrafficResult(List.of());
        bad.refusesNull("TrafficResult.firstAnswer", none -> nothing.firstAnswer(null));
        bad.refusesNull("TrafficResult.lastAnswer", none -> nothing.lastAnswer(null));
    }

    private void assertions() {
        List<String> names = Arrays.asList(null, "", " ", "UPPER", "a\nb", "\u202e", "x".repeat(64), HUGE);
        bad.refuses("FakeClusterAssert.routes", names, TestkitAssertions.assertThat(cluster)::routes);
        bad.refuses(
                "FakeClusterAssert.routes",
                names,
                namespace -> TestkitAssertions.assertThat(cluster).routes(namespace, "shop-svc"));
        ServiceAssert service = TestkitAssertions.assertThat(cluster.service("shop-svc"));
        bad.refusesNull("ServiceAssert.to", none -> service.to(null));
        bad.refuses(
                "ServiceAssert.toTrackLabelled",
                Arrays.asList(null, " ", "a b", "a\nb", "\u202e", "x".repeat(64), HUGE),
                service::toTrackLabelled);
        bad.refuses("ServiceAssert.hasBackends", List.of(-1, Integer.MIN_VALUE), service::hasBackends);
        TrafficResultAssert result = TestkitAssertions.assertThat(new TrafficResult(List.of()));
        bad.refuses("TrafficResultAssert.sentAtLeast", List.of(-1L, Long.MIN_VALUE), result::sentAtLeast);
        bad.refusesNull("TrafficResultAssert.wasServedBy", none -> result.wasServedBy());
        bad.refusesNull("TrafficResultAssert.wasServedBy", none -> result.wasServedBy((Track[]) null));
        bad.refusesNull("TrafficResultAssert.wasServedBy", none -> result.wasServedBy((Track) null));
        bad.refusesNull("TrafficResultAssert.wasServedOnlyBy", none -> result.wasServedOnlyBy(null));
    }

    private void requests() {
        RequestLog log = new RequestLog(request -> {});
        bad.refusesNull("RequestLog.new", none -> new RequestLog(null));
        bad.refusesNull("RequestLog.add", none -> log.add(null));
        bad.refusesNull("RequestLog.matching", none -> log.matching(null));
        ApiRequest request = ApiRequest.builder("get", "pods", Instant.EPOCH)
                .namespace("shop")
                .name("a")
                .client("ann")
                .build();
        bad.refuses(
                "ApiRequest.is",
                Arrays.asList(null, "", "GET", "post", "\u202e", HUGE),
                verb -> request.is(verb, "pods"));
        bad.refuses("ApiRequest.is", TEXTS, resource -> request.is("get", resource));
        latency(ApiLatency.measured());
        trace(RequestTrace.of(List.of(request), Instant.EPOCH, Instant.EPOCH));
    }

    private void latency(ApiLatency latency) {
        bad.refuses("ApiLatency.withVerb", VERBS, verb -> latency.withVerb(verb, Duration.ZERO));
        bad.refuses("ApiLatency.withVerb", DURATIONS, takes -> latency.withVerb("get", takes));
        bad.refuses("ApiLatency.withCacheLag", DURATIONS, latency::withCacheLag);
        bad.refuses("ApiLatency.withEndpointsLag", DURATIONS, latency::withEndpointsLag);
        bad.refuses("ApiLatency.withWatchLag", DURATIONS, latency::withWatchLag);
        bad.refuses("ApiLatency.of", VERBS.subList(0, VERBS.size() - 1), latency::of);
        bad.refusesNull("FakeApiServer.latency", none -> cluster.api().latency(null));
        bad.refusesNull("FakeApiServer.trace", none -> cluster.api().trace(null));
    }

    private void trace(RequestTrace trace) {
        Instant now = Instant.EPOCH;
        Instant before = now.minusSeconds(1);
        bad.refusesNull("RequestTrace.of", none -> RequestTrace.of(null, now, now));
        bad.refusesNull("RequestTrace.of", none -> RequestTrace.of(List.of(), null, now));
        bad.refuses("RequestTrace.of", Arrays.asList(null, before), end -> RequestTrace.of(List.of(), now, end));
        bad.refusesNull("RequestTrace.and", none -> trace.and(null));
        bad.refusesNull("RequestTrace.and", none -> trace.and(Collections.singletonList(null)));
        bad.refusesNull("RequestTrace.only", none -> trace.only(null));
        bad.refusesNull("RequestTrace.waitedFor", none -> trace.waitedFor(null));
        bad.refusesNull("RequestTrace.Entry.new", none -> new RequestTrace.Entry(null, "get", "a", now, now));
        bad.refusesNull("RequestTrace.Entry.new", none -> new RequestTrace.Entry("ann", null, "a", now, now));
        bad.refusesNull("RequestTrace.Entry.new", none -> new RequestTrace.Entry("ann", "get", null, now, now));
        bad.refusesNull("RequestTrace.Entry.new", none -> new RequestTrace.Entry("ann", "get", "a", null, now));
        bad.refuses(
                "RequestTrace.Entry.new",
                Arrays.asList(null, before),
                end -> new RequestTrace.Entry("ann", "get", "a", now, end));
    }

    private void matrix() {
        KillMatrix matrix = KillMatrix.of(BadToolInputs::noScene);
        bad.refusesNull("KillMatrix.of", none -> KillMatrix.of(null));
        bad.refusesNull("KillMatrix.operations", none -> matrix.operations());
        bad.refusesNull("KillMatrix.operations", none -> matrix.operations((KillOperation[]) null));
        bad.refusesNull("KillMatrix.operations", none -> matrix.operations((KillOperation) null));
        bad.refusesNull("KillMatrix.callFaults", none -> matrix.callFaults());
        bad.refusesNull("KillMatrix.callFaults", none -> matrix.callFaults((CallFault) null));
        bad.refusesNull("KillMatrix.blows", none -> matrix.blows());
        bad.refusesNull("KillMatrix.blows", none -> matrix.blows((Blow) null));
        bad.refusesNull("KillMatrix.calls", none -> matrix.calls(null));
        bad.refuses("KillMatrix.every", COUNTS, matrix::every);
        bad.refusesNull("KillMatrix.progress", none -> matrix.progress(null));
        bad.refuses("KillCall.new", TEXTS, verb -> new KillCall(verb, "services", "a", 1));
        bad.refuses("KillCall.new", TEXTS, resource -> new KillCall("get", resource, "a", 1));
        bad.refusesNull("KillCall.new", none -> new KillCall("get", "services", null, 1));
        bad.refuses("KillCall.new", COUNTS, nth -> new KillCall("get", "services", "a", nth));
    }

    private static KillScene noScene() {
        throw new IllegalStateException("no scene is set for what is refused");
    }

    private void scenes() {
        try (ObjectScene<?> scene = ObjectScene.services(
                (client, time) -> Fabric8Platform.of(client).withTime(time), Fabric8Platform::selectorPatch, 1)) {
            bad.refuses("ObjectScene.asking", DURATIONS, bake -> scene.asking(bake, Duration.ZERO));
            bad.refuses("ObjectScene.asking", DURATIONS, standby -> scene.asking(Duration.ofMinutes(1), standby));
        }
        bad.refusesNull("ObjectScene.services", none -> ObjectScene.services(null, (platform, name) -> none(), 1));
        bad.refusesNull("ObjectScene.services", none -> ObjectScene.services((client, time) -> none(), null, 1));
        bad.refuses(
                "ObjectScene.services",
                List.of(0, -1, 101, Integer.MIN_VALUE, Integer.MAX_VALUE),
                services -> ObjectScene.services((client, time) -> none(), (platform, name) -> none(), services));
        bad.refusesNull("ObjectScene.of", none -> ObjectScene.of(null, (client, platform) -> List.of(), List.of()));
        bad.refusesNull("ObjectScene.of", none -> ObjectScene.of((client, time) -> none(), null, List.of()));
        bad.refusesNull(
                "ObjectScene.of",
                none -> ObjectScene.of((client, time) -> none(), (client, platform) -> List.of(), List.of()));
        bad.refusesNull("AwsScene.targetGroups", none -> AwsScene.targetGroups(null, (process, arns) -> List.of()));
        bad.refusesNull("AwsScene.targetGroups", none -> AwsScene.targetGroups((client, time) -> none(), null));
        bad.refusesNull("AwsScene.weightedRecords", none -> AwsScene.weightedRecords(null, process -> none()));
        bad.refusesNull("AwsScene.weightedRecords", none -> AwsScene.weightedRecords((client, time) -> none(), null));
        bad.refusesNull("AwsScene.failoverRecords", none -> AwsScene.failoverRecords(null, process -> none()));
        bad.refusesNull("AwsScene.failoverRecords", none -> AwsScene.failoverRecords((client, time) -> none(), null));
        bad.refusesNull("AwsScene.host", none -> AwsScene.host(null));
        bad.refusesNull("Blow.on", none -> Blow.PAUSED.on(null, "shop-green"));
        bad.refuses("Blow.on", BadInputs.NAMES.subList(0, 16), name -> Blow.PAUSED.on(cluster, name));
    }

    /** Never called: what is refused asks for no platform and no strategy. */
    private static <T> T none() {
        throw new IllegalStateException("nothing is made for what is refused");
    }

    private void schedules() {
        RandomSchedules schedules = RandomSchedules.inMemory();
        bad.refusesNull("RandomSchedules.on", none -> schedules.on(null));
        bad.refusesNull("RandomSchedules.moving", none -> schedules.moving(null));
        bad.refuses("RandomSchedules.run", COUNTS, count -> schedules.run(1, count));
    }

    private void history() {
        Map<String, TrafficSplit> routers = Map.of("Service/a", TrafficSplit.all(Track.BLUE));
        bad.refusesNull("History.from", none -> History.from(null, Map.of()));
        bad.refusesNull("History.from", none -> History.from(Collections.singletonMap("Service/a", null), Map.of()));
        bad.refusesNull("History.from", none -> History.from(routers, null));
        bad.refuses(
                "History.from",
                List.of(-1, Integer.MIN_VALUE),
                pods -> History.from(routers, Map.of(Track.BLUE, pods)));
        History history = History.from(routers, Map.of(Track.BLUE, 1));
        bad.refusesNull("History.add", none -> history.add(null, new Fact.SawPods("ann")));
        bad.refusesNull("History.add", none -> history.add(Instant.EPOCH, null));
    }
}
