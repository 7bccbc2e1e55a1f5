package dev.bluegreen;

import static dev.bluegreen.BadInputs.ADDRESSES;
import static dev.bluegreen.BadInputs.COUNTS;
import static dev.bluegreen.BadInputs.DURATIONS;
import static dev.bluegreen.BadInputs.HEADERS;
import static dev.bluegreen.BadInputs.HEADER_VALUES;
import static dev.bluegreen.BadInputs.HUGE;
import static dev.bluegreen.BadInputs.NAMES;
import static dev.bluegreen.BadInputs.NUMBERS;
import static dev.bluegreen.BadInputs.TEXTS;
import static dev.bluegreen.BadInputs.TIMES;
import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.check.Approval;
import dev.bluegreen.check.Approval.Answer;
import dev.bluegreen.check.Approval.Decision;
import dev.bluegreen.check.Bake;
import dev.bluegreen.check.BurnRate;
import dev.bluegreen.check.HttpProbe;
import dev.bluegreen.check.HttpSlo;
import dev.bluegreen.check.HttpSmokeTest;
import dev.bluegreen.check.LogSmokeTest;
import dev.bluegreen.check.Metric;
import dev.bluegreen.check.PodHealthSlo;
import dev.bluegreen.check.Prometheus;
import dev.bluegreen.check.Reaction;
import dev.bluegreen.check.Slo;
import dev.bluegreen.check.SmokeTest;
import dev.bluegreen.check.Standby;
import dev.bluegreen.check.Tolerance;
import dev.bluegreen.check.TrafficProbe;
import dev.bluegreen.cutover.Schedule;
import dev.bluegreen.event.SlackNotifier;
import dev.bluegreen.model.ContainerChanges;
import dev.bluegreen.model.Deadlines;
import dev.bluegreen.model.Finding.Severity;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.StageChanges;
import dev.bluegreen.model.TrackLabels;
import dev.bluegreen.model.TrafficSplit;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every public method that takes something of a user, and everything that nobody should give it. */
class BadInputCoreTest {

    /** What users call. The others are values and contexts that we make, and what authors of platforms implement. */
    private static final List<Class<?>> TYPES = List.of(
            BlueGreen.class,
            ReleaseBuilder.class,
            Release.class,
            Stage.class,
            Cutover.class,
            Approval.class,
            Answer.class,
            Bake.class,
            BurnRate.class,
            HttpProbe.class,
            HttpSlo.class,
            HttpSmokeTest.class,
            LogSmokeTest.class,
            Metric.class,
            PodHealthSlo.class,
            Prometheus.class,
            Slo.class,
            SmokeTest.class,
            Standby.class,
            Tolerance.class,
            TrafficProbe.class,
            Schedule.class,
            Schedule.Step.class,
            SlackNotifier.class,
            ContainerChanges.class,
            StageChanges.class,
            Deadlines.class,
            ReleaseSpec.class,
            TrackLabels.class,
            TrafficSplit.class);

    /** What the engine calls, with what it made itself, or what only answers a question. */
    private static final Set<String> CALLED_BY_US = Set.of(
            "Approval.ask",
            "Approval.instructions",
            "Approval.permissions",
            "HttpProbe.look",
            "HttpSlo.check",
            "HttpSlo.preflight",
            "HttpSmokeTest.permissions",
            "HttpSmokeTest.preflight",
            "HttpSmokeTest.run",
            "HttpSmokeTest.writes",
            "LogSmokeTest.run",
            "Metric.read",
            "Metric.preflight",
            "PodHealthSlo.check",
            "Slo.check",
            "Slo.preflight",
            "SmokeTest.run",
            "SmokeTest.permissions",
            "SmokeTest.preflight",
            "SmokeTest.writes",
            "Tolerance.isBreachedBy",
            "TrafficProbe.look",
            "Step.split",
            "Schedule.problem",
            "SlackNotifier.on",
            "ReleaseSpec.workload",
            "TrackLabels.selector",
            "TrackLabels.track",
            "TrackLabels.value",
            "TrafficSplit.sendsTo",
            "TrafficSplit.weight");

    private static final URI FINE = URI.create("http://127.0.0.1:1/x");
    private static final List<String> IMAGES = Arrays.asList(
            null,
            "",
            " ",
            "shop:",
            ":v2",
            "shop:v2:v3",
            "http://reg/x",
            "SHOP",
            "shop:v 2",
            "shop@sha256:abc",
            "\u001bshop",
            "shop\u202e",
            "/shop",
            "shop//x",
            "shop:-a",
            "shop\nx",
            HUGE);
    private static final List<String> QUANTITIES = Arrays.asList(
            null, "", "-1", "..1", "1e999999999", "1x", "0x10", "NaN", "1 Gi", "1Gi\n", "9".repeat(100), HUGE);
    private static final List<String> PATTERNS =
            Arrays.asList(null, "", "(", "[a", "*", "a{2,1}", HUGE, "(".repeat(900));

    /** Names of objects may be longer than labels. */
    private static final List<String> OBJECTS =
            NAMES.stream().filter(name -> name == null || name.length() != 64).toList();

    private final Shop shop = new Shop();
    private final BadInputs bad = new BadInputs();

    @AfterEach
    void nothingWasWritten() {
        assertThat(shop.writes()).isEmpty();
    }

    @Test
    void isRefusedBeforeAnyWriteWithFieldValueAndRemedy() throws Exception {
        entry();
        builder();
        release();
        stage();
        approvals();
        webChecks();
        otherChecks();
        objectives();
        values();
        bad.check(TYPES, CALLED_BY_US);
    }

    private void entry() {
        bad.refuses(
                "BlueGreen.release",
                NAMES,
                name -> BlueGreen.release(name).on(shop.platform).build());
        bad.refusesNull("BlueGreen.retireDue", none -> BlueGreen.retireDue(null));
        bad.refusesNull("BlueGreen.retireDue", none -> BlueGreen.retireDue(shop.platform, null));
    }

    private <T> void built(
            String method, List<T> values, java.util.function.BiFunction<ReleaseBuilder, T, ReleaseBuilder> set) {
        bad.refuses(
                "ReleaseBuilder." + method,
                values,
                value -> set.apply(shop.builder(), value).build());
    }

    private void builtNull(String method, UnaryOperator<ReleaseBuilder> set) {
        bad.refusesNull(
                "ReleaseBuilder." + method, none -> set.apply(shop.builder()).build());
    }

    private void builder() {
        builtNull("on", builder -> builder.on(null));
        builtNull("labels", builder -> builder.labels(null));
        built(
                "labels",
                NAMES.stream()
                        .filter(name -> !"UPPER".equals(name) && !"a_b".equals(name))
                        .toList(),
                (builder, name) -> builder.labels(labels -> labels.withApp("app", name)));
        built("workload", OBJECTS, (builder, name) -> builder.workload(BLUE, name));
        builtNull("workload", builder -> builder.workload(null, "shop-blue"));
        built("harmless", OBJECTS, (builder, name) -> builder.harmless(name));
        builtNull("harmless", builder -> builder.harmless((String[]) null));
        builtNull("cutover", builder -> builder.cutover(null));
        builtNull(
                "cutover",
                builder -> builder.cutover(shop.platform.router("web")).cutover(shop.platform.router("web")));
        builtNull("schedule", builder -> builder.schedule(null));
        builtNull("gate", builder -> builder.gate(null));
        builtNull("smokeTest", builder -> builder.smokeTest(null));
        builtNull("verify", builder -> builder.verify((TrafficProbe[]) null));
        builtNull("verify", builder -> builder.verify((TrafficProbe) null));
        builtNull("approval", builder -> builder.approval(null));
        built("requestedBy", TEXTS, ReleaseBuilder::requestedBy);
        built("requestedBy", List.of(HUGE), ReleaseBuilder::requestedBy);
        built(
                "requestedBy",
                Arrays.asList(null, "a\nb", "\u202e", HUGE),
                (builder, why) -> builder.requestedBy("ann", why));
        builtNull("bake", builder -> builder.bake((Bake) null));
        builtNull("bake", builder -> builder.bake(ofMinutes(1), (Slo) null));
        builtNull("bake", builder -> builder.bake(ofMinutes(1), (Slo[]) null));
        built("bake", DURATIONS, (builder, time) -> builder.bake(time));
        builtNull("standby", builder -> builder.standby((Standby) null));
        built("standby", DURATIONS, ReleaseBuilder::standby);
        builtNull("retireBy", builder -> builder.retireBy(null));
        builtNull("drainGate", builder -> builder.drainGate(null));
        builtNull("listener", builder -> builder.listener(null));
        built(
                "severity",
                Arrays.asList(null, "", " ", "probes-mising", "PROBES-MISSING", "no-such-thing", "a b", "/", HUGE),
                (builder, id) -> builder.severity(id, Severity.FATAL));
        builtNull("severity", builder -> builder.severity("probes-missing", null));
        built("minReadyPods", COUNTS, ReleaseBuilder::minReadyPods);
        builtNull("foreignWrites", builder -> builder.foreignWrites(null));
        builtNull("preflight", builder -> builder.preflight(null));
        builtNull("deadlines", builder -> builder.deadlines(null));
        bad.refusesNull("ReleaseBuilder.switchTo", none -> shop.builder().switchTo(null));
    }

    private void release() {
        Release release = shop.release();
        bad.refusesNull("Release.plan", none -> release.plan(null));
        bad.refusesNull("Release.switchTo", none -> release.switchTo(null));
        bad.refusesNull("Release.start", none -> release.start(null));
        bad.refusesNull("Release.recover", none -> release.recover(null));
        bad.refusesNull("Release.stage", none -> release.stage(null));
        bad.refusesNull("Release.retire", none -> release.retire(null));
        bad.refuses("Release.extendStandby", TIMES, release::extendStandby);
        bad.refuses("Release.requestedBy", TEXTS, name -> release.requestedBy(name, ""));
        Cutover cutover = shop.builder()
                .gate(context -> {
                    throw new IllegalStateException("no");
                })
                .build()
                .start(GREEN);
        bad.refusesNull("Cutover.abort", none -> cutover.abort(null));
        bad.refuses("Cutover.await", DURATIONS, cutover::await);
    }

    private void stage() throws Exception {
        Stage stage = shop.release().stage(GREEN).image("shop:3");
        bad.refuses("Stage.image", IMAGES, image -> stage.image(image).apply());
        bad.refuses(
                "Stage.container",
                NAMES.subList(2, NAMES.size()),
                name -> stage.container(name).image("a:1").apply());
        bad.refusesNull("Stage.container", none -> stage.container(null).apply());
        bad.refuses(
                "Stage.env",
                Arrays.asList(null, "", " ", "1A", "A B", "A=B", "A\n", "\u202e"),
                name -> stage.env(name, "x").apply());
        bad.refusesNull("Stage.env", none -> stage.env("A", null).apply());
        bad.refuses(
                "Stage.request",
                QUANTITIES,
                amount -> stage.request("cpu", amount).apply());
        bad.refuses(
                "Stage.request", TEXTS, resource -> stage.request(resource, "1").apply());
        bad.refuses(
                "Stage.request",
                List.of("2", "2000m", "1k"),
                more -> stage.request("cpu", more).limit("cpu", "1").apply());
        bad.refuses(
                "Stage.limit",
                QUANTITIES,
                amount -> stage.limit("memory", amount).apply());
        bad.refuses(
                "Stage.limit",
                List.of("not a resource!", "a/b/c", HUGE),
                resource -> stage.limit(resource, "1").apply());
        bad.refuses("Stage.annotation", TEXTS, key -> stage.annotation(key, "x").apply());
        bad.refuses(
                "Stage.annotation",
                Arrays.asList(null, HUGE),
                value -> stage.annotation("a", value).apply());
        bad.refuses(
                "Stage.replicas",
                Stream.concat(COUNTS.stream(), Stream.of(Integer.MAX_VALUE)).toList(),
                pods -> stage.replicas(pods).apply());
        bad.refuses(
                "Stage.previewReplicas",
                COUNTS,
                pods -> stage.previewReplicas(pods).apply());
        bad.refuses("Stage.within", TIMES, time -> stage.within(time).apply());
        bad.refuses(
                "Stage.manifest",
                Arrays.asList(null, "", " \n", "x".repeat(5_000_001)),
                text -> stage.manifest(text).apply());
        Path file = Files.createTempFile("manifest", ".yaml");
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe});
        bad.refuses(
                "Stage.manifest",
                Arrays.asList(null, Path.of("no-such-file"), file, file.getParent()),
                path -> stage.manifest(path).apply());
        Files.delete(file);
    }

    private void approvals() {
        Approval fine = Approval.callback(request -> Answer.PENDING);
        bad.refusesNull(
                "Approval.callback",
                none -> shop.builder().approval(Approval.callback(null)).build());
        bad.refuses(
                "Approval.webhook",
                ADDRESSES,
                uri -> shop.builder().approval(Approval.webhook(uri)).build());
        bad.refuses(
                "Approval.quorum",
                COUNTS,
                needed -> shop.builder().approval(Approval.quorum(needed, fine)).build());
        bad.refuses(
                "Approval.quorum",
                List.of(3, Integer.MAX_VALUE),
                needed -> shop.builder().approval(Approval.quorum(needed, fine)).build());
        bad.refusesNull("Approval.quorum", none -> Approval.quorum(1, (Approval[]) null));
        bad.refusesNull("Approval.quorum", none -> Approval.quorum(1, fine, null));
        bad.refusesNull(
                "Approval.quorum",
                none -> shop.builder().approval(Approval.quorum(2, fine, fine)).build());
        bad.refuses(
                "Approval.within",
                DURATIONS,
                time -> shop.builder().approval(fine.within(time)).build());
        bad.refusesNull("Answer.new", none -> new Answer(null, "", ""));
        bad.refusesNull("Answer.new", none -> new Answer(Decision.APPROVED, null, ""));
        bad.refusesNull("Answer.new", none -> new Answer(Decision.APPROVED, "", null));
    }

    private void webChecks() {
        bad.refuses(
                "SmokeTest.get",
                Arrays.asList(null, "", "healthz", "/a b", "/a#b", "/\u00e4", "/a\r\nX: y", "/%zz", "/a{?token=s3cr3t"),
                path -> tested(SmokeTest.get(path)));
        HttpSmokeTest test = SmokeTest.get("/healthz");
        bad.refuses("HttpSmokeTest.header", HEADERS, name -> test.header(name, "x"));
        bad.refuses("HttpSmokeTest.header", HEADER_VALUES, value -> test.header("Authorization", value));
        bad.refuses(
                "HttpSmokeTest.port",
                Arrays.asList(null, "a b", "UPPER", "x".repeat(16), "70000", "\n\u202e-"),
                port -> tested(test.port(port)));
        bad.refuses("HttpSmokeTest.port", List.of(0, -1, 65_536, Integer.MAX_VALUE), port -> tested(test.port(port)));
        bad.refuses(
                "HttpSmokeTest.expectStatus",
                List.of(0, -1, 99, 600, Integer.MAX_VALUE),
                s -> tested(test.expectStatus(s)));
        bad.refuses("HttpSmokeTest.expectBody", Arrays.asList(null, ""), part -> tested(test.expectBody(part)));
        bad.refuses(
                "HttpSmokeTest.expectJson",
                Arrays.asList(null, "a", "/a~2", "/~"),
                at -> tested(test.expectJson(at, "x")));
        bad.refusesNull("HttpSmokeTest.expectJson", none -> tested(test.expectJson("/a", null)));
        bad.refuses(
                "HttpSmokeTest.expectHeader",
                Arrays.asList(null, "", "a b", "a\n"),
                h -> tested(test.expectHeader(h, "x")));
        bad.refusesNull("HttpSmokeTest.expectHeader", none -> tested(test.expectHeader("A", null)));
        bad.refuses("HttpSmokeTest.expectWithin", TIMES, time -> tested(test.expectWithin(time)));
        bad.refusesNull("HttpSmokeTest.via", none -> tested(test.via(null)));
        bad.refuses("HttpSmokeTest.attempts", COUNTS, count -> tested(test.attempts(count, ofMinutes(1))));
        bad.refuses("HttpSmokeTest.attempts", DURATIONS, pause -> tested(test.attempts(1, pause)));
        bad.refuses("HttpSmokeTest.timeout", TIMES, time -> tested(test.timeout(time)));
        bad.refuses("TrafficProbe.get", ADDRESSES, uri -> verified(TrafficProbe.get(uri)));
        HttpProbe probe = TrafficProbe.get(FINE);
        bad.refuses("HttpProbe.header", HEADERS, name -> probe.header(name, "x"));
        bad.refuses("HttpProbe.header", HEADER_VALUES, value -> probe.header("Authorization", value));
        bad.refuses("HttpProbe.inARow", List.of(0, -1, 1_001, Integer.MAX_VALUE), row -> verified(probe.inARow(row)));
        bad.refuses("HttpProbe.expectBody", Arrays.asList(null, ""), part -> verified(probe.expectBody(part)));
        bad.refuses("HttpProbe.expectJson", Arrays.asList(null, "a", "/~"), at -> verified(probe.expectJson(at, "x")));
        bad.refuses(
                "HttpProbe.expectHeader", Arrays.asList(null, "", "a b"), h -> verified(probe.expectHeader(h, "x")));
        bad.refuses("SlackNotifier.webhook", ADDRESSES, SlackNotifier::webhook);
        bad.refusesNull("SlackNotifier.webhook", none -> SlackNotifier.webhook(FINE, null));
    }

    private void tested(SmokeTest test) {
        shop.builder().smokeTest(test).build();
    }

    private void verified(TrafficProbe probe) {
        shop.builder().verify(probe).build();
    }

    private void otherChecks() {
        bad.refuses("SmokeTest.log", PATTERNS, pattern -> tested(SmokeTest.log(pattern)));
        bad.refuses("TrafficProbe.log", PATTERNS, pattern -> verified(TrafficProbe.log(pattern)));
        bad.refuses(
                "LogSmokeTest.within",
                DURATIONS,
                time -> tested(SmokeTest.log("x").within(time)));
        bad.refuses(
                "SmokeTest.through",
                Arrays.asList(null, "a b", "70000"),
                port -> tested(SmokeTest.through(port, uri -> {})));
        bad.refusesNull("SmokeTest.through", none -> tested(SmokeTest.through("8080", null)));
        bad.refuses(
                "Standby.lasting",
                DURATIONS,
                time -> shop.builder().standby(Standby.lasting(time)).build());
        bad.refuses(
                "Standby.scaledTo",
                COUNTS,
                pods -> shop.builder()
                        .standby(Standby.lasting(ofMinutes(1)).scaledTo(pods))
                        .build());
        bad.refuses(
                "Standby.new",
                DURATIONS,
                time -> shop.builder()
                        .standby(new Standby(time, OptionalInt.empty()))
                        .build());
        bad.refuses("Schedule.canary", List.of(0, -1, 100, 101), share -> Schedule.canary(share, ofMinutes(1)));
        bad.refuses("Schedule.canary", TIMES, pause -> Schedule.canary(10, pause));
        bad.refuses(
                "Schedule.linear",
                List.of(0, -1, 100, Integer.MAX_VALUE),
                share -> Schedule.linear(share, ofMinutes(1)));
        bad.refuses("Schedule.linear", TIMES, pause -> Schedule.linear(10, pause));
        bad.refuses("Schedule.step", List.of(0, 100), share -> Schedule.step(share, ofMinutes(1)));
        bad.refuses("Step.new", TIMES, pause -> new Schedule.Step(10, pause));
        bad.refusesNull("Schedule.steps", none -> Schedule.steps(null));
        bad.refusesNull(
                "Schedule.steps", none -> Schedule.steps(Schedule.step(10, ofMinutes(1)), (Schedule.Step) null));
        bad.refusesNull("Schedule.new", none -> new Schedule(null));
        bad.refusesNull(
                "Schedule.new",
                none -> Schedule.steps(Schedule.step(20, ofMinutes(1)), Schedule.step(10, ofMinutes(1))));
    }

    private void objectives() {
        Metric metric = (until, window) -> OptionalDouble.empty();
        bad.refuses("Bake.lasting", DURATIONS, time -> baked(Bake.lasting(time)));
        Bake bake = Bake.lasting(ofMinutes(1));
        bad.refuses("Bake.every", TIMES, time -> baked(bake.every(time)));
        bad.refuses("Bake.every", List.of(Duration.ofNanos(1)), time -> baked(bake.every(time)));
        bad.refuses("Bake.onBreach", Arrays.asList(null, Reaction.HOLD), reaction -> baked(bake.onBreach(reaction)));
        bad.refusesNull("Bake.onNoData", none -> baked(bake.onNoData(null)));
        bad.refusesNull("Bake.onStoreDown", none -> baked(bake.onStoreDown(null)));
        bad.refusesNull("Bake.watching", none -> baked(bake.watching((Slo) null)));
        bad.refusesNull(
                "Bake.new",
                none -> new Bake(ofMinutes(1), ofMinutes(1), null, Reaction.FREEZE, Reaction.HOLD, Reaction.HOLD));
        bad.refuses("BurnRate.new", TIMES, window -> new BurnRate(window, ofMinutes(1), 1));
        bad.refuses("BurnRate.new", TIMES, window -> new BurnRate(ofMinutes(9), window, 1));
        bad.refuses("BurnRate.new", NUMBERS, rate -> new BurnRate(ofMinutes(9), ofMinutes(1), rate));
        bad.refuses("Metric.below", NUMBERS, metric::below);
        bad.refuses("Metric.above", NUMBERS, metric::above);
        bad.refuses("Metric.burningSlowerThan", NUMBERS, share -> metric.burningSlowerThan(share, BurnRate.FAST));
        bad.refuses(
                "Metric.burningSlowerThan",
                List.of(0.0, 1.0, -1.0),
                share -> metric.burningSlowerThan(share, BurnRate.FAST));
        bad.refusesNull("Metric.burningSlowerThan", none -> metric.burningSlowerThan(0.9, (BurnRate) null));
        bad.refuses("Metric.noWorseThanBefore", NUMBERS, factor -> metric.noWorseThanBefore(factor, 1));
        bad.refuses("Metric.noWorseThanBefore", NUMBERS, slack -> metric.noWorseThanBefore(2, slack));
        bad.refuses("PodHealthSlo.new", List.of(-1, Integer.MIN_VALUE), PodHealthSlo::new);
        bad.refuses(
                "PodHealthSlo.tolerating",
                List.of(-1, Integer.MIN_VALUE),
                count -> Slo.podHealth().tolerating(count));
        bad.refuses("Slo.prometheus", ADDRESSES, Slo::prometheus);
        bad.refuses("Prometheus.at", ADDRESSES, Prometheus::at);
        Prometheus prometheus = Prometheus.at(FINE);
        bad.refuses("Prometheus.header", HEADERS, name -> prometheus.header(name, "x"));
        bad.refuses("Prometheus.header", HEADER_VALUES, value -> prometheus.header("Authorization", value));
        bad.refuses("Prometheus.query", Arrays.asList(null, "", " \n", HUGE), prometheus::query);
        bad.refusesNull("Prometheus.signedBy", none -> prometheus.signedBy(null));
        bad.refuses("Slo.json", ADDRESSES, Slo::json);
        bad.refuses("JsonStore.at", ADDRESSES, JsonStore::at);
        JsonStore json = Slo.json(FINE);
        bad.refuses("JsonStore.header", HEADERS, name -> json.header(name, "x"));
        bad.refuses("JsonStore.header", HEADER_VALUES, value -> json.header("Api-Key", value));
        bad.refusesNull("JsonStore.signedBy", none -> json.signedBy(null));
        bad.refusesNull("JsonStore.post", none -> json.post(null));
        bad.refuses("JsonStore.errorAt", Arrays.asList(null, "a", "/~"), json::errorAt);
        bad.refuses("JsonStore.noDataWhen", Arrays.asList(null, "a", "/~"), at -> json.noDataWhen(at, "x"));
        bad.refusesNull("JsonStore.noDataWhen", none -> json.noDataWhen("/a", null));
        bad.refuses("JsonStore.noDataOn", List.of(0, -1, 199, 500), json::noDataOn);
        bad.refuses("JsonStore.number", Arrays.asList(null, "a", "/~"), json::number);
        bad.refuses("Slo.http", ADDRESSES, Slo::http);
        HttpSlo http = Slo.http(FINE);
        bad.refuses("HttpSlo.calls", List.of(0, -1, 100_001, Integer.MAX_VALUE), window -> http.calls(window, 1));
        bad.refuses("HttpSlo.calls", List.of(0, -1, 1_001, Integer.MAX_VALUE), each -> http.calls(100, each));
        bad.refuses("HttpSlo.failureRateThreshold", NUMBERS, http::failureRateThreshold);
        bad.refuses("HttpSlo.failureRateThreshold", List.of(0.0, -1.0, 100.1), http::failureRateThreshold);
        bad.refuses("HttpSlo.slowCalls", DURATIONS, time -> http.slowCalls(time, 50));
        bad.refuses("HttpSlo.slowCalls", NUMBERS, rate -> http.slowCalls(ofMinutes(1), rate));
        bad.refuses("HttpSlo.accepting", List.of(0, -1, 200, 600), http::accepting);
        bad.refusesNull("HttpSlo.new", none -> new HttpSlo(FINE, 1, 1, 1, 1, ofMinutes(1), null));
        bad.refuses("Slo.breachedBy", List.of(0, -1, 4), count -> http.breachedBy(count, 3));
        bad.refuses("Slo.named", Arrays.asList(null, "", " ", "a\nb", HUGE), http::named);
        bad.refuses("Tolerance.new", COUNTS, count -> new Tolerance(count, 3));
    }

    private void baked(Bake bake) {
        shop.builder().bake(bake).build();
    }

    private void values() {
        bad.refuses("Deadlines.new", TIMES, time -> new Deadlines(time, ofMinutes(1), ofMinutes(1)));
        bad.refuses("Deadlines.new", TIMES, time -> new Deadlines(ofMinutes(1), time, ofMinutes(1)));
        bad.refuses("Deadlines.new", TIMES, time -> new Deadlines(ofMinutes(1), ofMinutes(1), time));
        bad.refuses("ReleaseSpec.of", NAMES, ReleaseSpec::of);
        bad.refuses("ReleaseSpec.new", NAMES, name -> new ReleaseSpec(name, TrackLabels.of("a"), Map.of(), Set.of()));
        bad.refusesNull("ReleaseSpec.new", none -> new ReleaseSpec("a", null, Map.of(), Set.of()));
        bad.refusesNull("ReleaseSpec.new", none -> new ReleaseSpec("a", TrackLabels.of("a"), null, Set.of()));
        bad.refusesNull("ReleaseSpec.new", none -> new ReleaseSpec("a", TrackLabels.of("a"), Map.of(), null));
        bad.refuses("TrackLabels.of", TEXTS, TrackLabels::of);
        bad.refuses("TrackLabels.new", TEXTS, key -> new TrackLabels(key, "a", "track", "blue", "green"));
        TrackLabels labels = TrackLabels.of("a");
        bad.refuses("TrackLabels.withApp", TEXTS, key -> labels.withApp(key, "a"));
        bad.refuses(
                "TrackLabels.withTrack",
                Arrays.asList(null, "", "app", "a/b/c", HUGE),
                key -> labels.withTrack(key, "b", "g"));
        bad.refuses(
                "TrackLabels.withTrack",
                Arrays.asList(null, "", "g", "\n"),
                blue -> labels.withTrack("track", blue, "g"));
        bad.refusesNull("TrafficSplit.all", none -> TrafficSplit.all(null));
        bad.refuses("TrafficSplit.new", List.of(0, -1), share -> new TrafficSplit(share, 0));
        bad.refusesNull("ContainerChanges.withImage", none -> ContainerChanges.NONE.withImage(null));
        bad.refusesNull("ContainerChanges.withEnv", none -> ContainerChanges.NONE.withEnv(null, "x"));
        bad.refusesNull("ContainerChanges.withRequest", none -> ContainerChanges.NONE.withRequest("cpu", null));
        bad.refusesNull("ContainerChanges.withLimit", none -> ContainerChanges.NONE.withLimit(null, "1"));
        bad.refusesNull("ContainerChanges.new", none -> new ContainerChanges(null, Map.of(), Map.of(), Map.of()));
        bad.refusesNull("StageChanges.in", none -> StageChanges.NONE.in(null, changes -> changes));
        bad.refusesNull("StageChanges.in", none -> StageChanges.NONE.in("web", null));
        bad.refusesNull("StageChanges.withAnnotation", none -> StageChanges.NONE.withAnnotation(null, "x"));
        bad.refusesNull("StageChanges.new", none -> new StageChanges(null, Map.of()));
    }
}
