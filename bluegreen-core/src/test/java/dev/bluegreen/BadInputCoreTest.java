package dev.bluegreen;

import static dev.bluegreen.BadInputs.COUNTS;
import static dev.bluegreen.BadInputs.DURATIONS;
import static dev.bluegreen.BadInputs.HUGE;
import static dev.bluegreen.BadInputs.NAMES;
import static dev.bluegreen.BadInputs.TEXTS;
import static dev.bluegreen.BadInputs.TIMES;
import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.check.ChangeWindow;
import dev.bluegreen.check.Standby;
import dev.bluegreen.check.TrafficProbe;
import dev.bluegreen.check.slo.Bake;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.cutover.Hop;
import dev.bluegreen.model.Deadlines;
import dev.bluegreen.model.Finding.Severity;
import dev.bluegreen.model.Names;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.ReleaseSpec.Origin;
import dev.bluegreen.model.TrackLabels;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.scene.Shop;
import dev.bluegreen.spi.ContainerChanges;
import dev.bluegreen.spi.StageChanges;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every public method that takes something of a user, and everything that nobody should give it. */
class BadInputCoreTest {

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
        new BadCheckInputs(bad, shop).tryAll();
        values();
        afterClose();
        new BadAnswerInputs(bad).tryAll();
        bad.check(BlueGreen.class, CalledByUs.ALL);
    }

    private void entry() {
        bad.refuses(
                "BlueGreen.release",
                NAMES,
                name -> BlueGreen.release(name).on(shop.platform).build());
        bad.refusesNull("BlueGreen.releases", none -> BlueGreen.releases(null));
        bad.refusesNull("BlueGreen.history", none -> BlueGreen.history(null));
        bad.refusesNull("BlueGreen.retireDue", none -> BlueGreen.retireDue(null));
        bad.refusesNull("BlueGreen.retireDue", none -> BlueGreen.retireDue(shop.platform, null));
        bad.refusesNull("BlueGreen.resumeDue", none -> BlueGreen.resumeDue(null, name -> Optional.empty()));
        bad.refusesNull("BlueGreen.resumeDue", none -> BlueGreen.resumeDue(shop.platform, null));
    }

    /** Each in its own words, and all of them in ours. */
    private void afterClose() {
        Shop closed = new Shop();
        Release release = closed.release();
        closed.platform.close();
        bad.refusesNull("Release.switchTo", none -> release.switchTo(GREEN));
        bad.refusesNull("Release.start", none -> release.start(GREEN));
        bad.refusesNull("Release.request", none -> release.request(GREEN));
        bad.refusesNull("Release.cancel", none -> release.cancel("op-1"));
        bad.refusesNull("Release.plan", none -> release.plan(GREEN));
        bad.refusesNull("Release.rollBack", none -> release.rollBack());
        bad.refusesNull("Release.recover", none -> release.recover());
        bad.refusesNull("Release.status", none -> release.status());
        bad.refusesNull("Release.retire", none -> release.retire(BLUE));
        bad.refusesNull("Introduction.apply", none -> release.introduce(GREEN).apply());
        bad.refusesNull("Release.adopt", none -> release.adopt("shop").apply());
        bad.refusesNull("Adoption.plan", none -> release.adopt("shop").plan());
        bad.refusesNull("Release.retireOrigin", none -> release.retireOrigin());
        bad.refusesNull("Release.extendStandby", none -> release.extendStandby(ofMinutes(1)));
        bad.refusesNull("Release.closeWayBack", none -> release.closeWayBack("dropped"));
        bad.refusesNull(
                "Release.stage", none -> release.stage(GREEN).image("shop:3").apply());
        bad.refusesNull("BlueGreen.releases", none -> BlueGreen.releases(closed.platform));
        bad.refusesNull("BlueGreen.retireDue", none -> BlueGreen.retireDue(closed.platform));
        bad.refusesNull("BlueGreen.resumeDue", none -> BlueGreen.resumeDue(closed.platform, name -> Optional.empty()));
        assertThat(closed.writes()).isEmpty();
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
        builtNull("labels", builder -> builder.labels(labels -> null));
        builtNull("labels", builder -> builder.labels(labels -> null).labels(labels -> labels.withApp("app", "shop")));
        built(
                "labels",
                NAMES.stream()
                        .filter(name -> !"UPPER".equals(name) && !"a_b".equals(name))
                        .toList(),
                (builder, name) -> builder.labels(labels -> labels.withApp("app", name)));
        built("workload", OBJECTS, (builder, name) -> builder.workload(BLUE, name));
        builtNull("workload", builder -> builder.workload(null, "shop-blue"));
        built("allowExposedBy", OBJECTS, (builder, name) -> builder.allowExposedBy(name));
        builtNull("allowExposedBy", builder -> builder.allowExposedBy((String[]) null));
        builtNull("cutover", builder -> builder.cutover(null));
        builtNull(
                "cutover",
                builder -> builder.cutover(shop.platform.router("web")).cutover(shop.platform.router("web")));
        builtNull("schedule", builder -> builder.schedule(null));
        builtNull("gate", builder -> builder.gate(null));
        builtNull("beforeShift", builder -> builder.beforeShift(null));
        builtNull("smokeTest", builder -> builder.smokeTest(null));
        builtNull("trafficProbe", builder -> builder.trafficProbe((TrafficProbe[]) null));
        builtNull("trafficProbe", builder -> builder.trafficProbe((TrafficProbe) null));
        builtNull("approval", builder -> builder.approval(null));
        built("requestedBy", TEXTS, ReleaseBuilder::requestedBy);
        built("requestedBy", List.of(HUGE), ReleaseBuilder::requestedBy);
        built(
                "requestedBy",
                Arrays.asList(null, "a\nb", "\u202e", HUGE),
                (builder, why) -> builder.requestedBy("ann", why));
        builtNull("window", builder -> builder.window((ChangeWindow[]) null));
        builtNull("window", builder -> builder.window((ChangeWindow) null));
        built(
                "waitForWindow",
                DURATIONS,
                (builder, time) -> builder.namespaceWindows().waitForWindow(time));
        built("holdWhileStopped", TIMES, ReleaseBuilder::holdWhileStopped);
        builtNull("bake", builder -> builder.bake((Bake) null));
        builtNull("bake", builder -> builder.bake(ofMinutes(1), (Slo) null));
        builtNull("bake", builder -> builder.bake(ofMinutes(1), (Slo[]) null));
        built("bake", DURATIONS, (builder, time) -> builder.bake(time));
        builtNull("observedBy", builder -> builder.observedBy(null));
        builtNull("standby", builder -> builder.standby((Standby) null));
        built("standby", DURATIONS, ReleaseBuilder::standby);
        builtNull("retireBy", builder -> builder.retireBy(null));
        builtNull("drainGate", builder -> builder.drainGate(null));
        builtNull("listener", builder -> builder.listener(null));
        builtNull("audit", builder -> builder.audit(null));
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
        bad.refuses("Release.closeWayBack", TEXTS, release::closeWayBack);
        bad.refusesNull("Release.request", none -> release.request(null));
        bad.refuses("Release.cancel", TEXTS, release::cancel);
        bad.refuses("Release.requestedBy", TEXTS, name -> release.requestedBy(name, ""));
        bad.refuses("Release.asPlanned", TEXTS, release::asPlanned);
        bad.refuses("Release.overridingWindows", TEXTS, by -> release.overridingWindows(by, "INC-1"));
        bad.refuses("Release.overridingWindows", TEXTS, why -> release.overridingWindows("ann", why));
        Cutover cutover = shop.builder()
                .gate(context -> {
                    throw new IllegalStateException("no");
                })
                .build()
                .start(GREEN);
        bad.refuses("Cutover.abort", Arrays.asList(null, "", " \n"), cutover::abort);
        bad.refusesNull("Cutover.events", none -> cutover.events(null));
        bad.refuses("Cutover.await", DURATIONS, cutover::await);
    }

    private Release within(Deadlines deadlines) {
        return shop.builder().deadlines(deadlines).build();
    }

    private void stage() throws Exception {
        bad.refusesNull("Release.introduce", none -> shop.release().introduce(null));
        bad.refuses(
                "Introduction.image",
                IMAGES,
                image -> shop.release().introduce(GREEN).image(image).apply());
        bad.refusesNull(
                "Introduction.manifest",
                none -> shop.release().introduce(GREEN).manifest((String) null).apply());
        bad.refusesNull(
                "Introduction.manifest",
                none -> shop.release()
                        .introduce(GREEN)
                        .manifest((java.nio.file.Path) null)
                        .apply());
        bad.refuses("Release.adopt", OBJECTS, name -> shop.release().adopt(name));
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
                Stream.concat(COUNTS.stream(), Stream.of(Integer.MAX_VALUE)).toList(),
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

    private void values() {
        bad.refuses("Deadlines.withPreflight", TIMES, time -> within(Deadlines.DEFAULT.withPreflight(time)));
        bad.refuses("Deadlines.withVerify", TIMES, time -> within(Deadlines.DEFAULT.withVerify(time)));
        bad.refuses("Deadlines.withRollBack", TIMES, time -> within(Deadlines.DEFAULT.withRollBack(time)));
        bad.refuses("Deadlines.new", TIMES, time -> within(new Deadlines(time, ofMinutes(1), ofMinutes(1))));
        bad.refuses("Deadlines.new", TIMES, time -> within(new Deadlines(ofMinutes(1), time, ofMinutes(1))));
        bad.refuses("Deadlines.new", TIMES, time -> within(new Deadlines(ofMinutes(1), ofMinutes(1), time)));
        bad.refuses("ReleaseSpec.of", NAMES, ReleaseSpec::of);
        bad.refusesNull("ReleaseSpec.workload", none -> ReleaseSpec.of("shop").workload(null));
        bad.refusesNull("ReleaseSpec.isOrigin", none -> ReleaseSpec.of("shop").isOrigin(null));
        bad.refusesNull("ReleaseSpec.named", none -> ReleaseSpec.of("shop").named(null));
        bad.refusesNull("ReleaseSpec.adopting", none -> ReleaseSpec.of("shop").adopting(null));
        bad.refuses("ReleaseSpec.Origin.new", OBJECTS, name -> new Origin(GREEN, name));
        bad.refusesNull("ReleaseSpec.Origin.new", none -> new Origin(null, "shop"));
        bad.refusesNull("TrackLabels.value", none -> TrackLabels.of("shop").value(null));
        bad.refusesNull("TrackLabels.selector", none -> TrackLabels.of("shop").selector(null));
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
        bad.refusesNull("Hop.new", none -> new Hop(null, Set.of(), Map.of()));
        bad.refusesNull("Hop.new", none -> new Hop("Ingress/a", null, Map.of()));
        bad.refusesNull("Hop.new", none -> new Hop("Ingress/a", Set.of(), null));
        bad.refusesNull("Hop.Backend.new", none -> new Hop.Backend(null, "", Set.of()));
        bad.refusesNull("Hop.Backend.new", none -> new Hop.Backend("a", null, Set.of()));
        bad.refusesNull("Hop.Backend.new", none -> new Hop.Backend("a", "", null));
        bad.refuses(
                "Names.requireObjectName",
                List.of("", "A", "a/b", "x".repeat(254)),
                name -> Names.requireObjectName("field", name));
        bad.refusesNull("TrafficSplit.all", none -> TrafficSplit.all(null));
        bad.refuses("TrafficSplit.new", List.of(0, -1), share -> new TrafficSplit(share, 0));
        bad.refusesNull("ContainerChanges.withImage", none -> ContainerChanges.NONE.withImage(null));
        bad.refusesNull("ContainerChanges.withEnv", none -> ContainerChanges.NONE.withEnv(null, "x"));
        bad.refusesNull("ContainerChanges.withRequest", none -> ContainerChanges.NONE.withRequest("cpu", null));
        bad.refusesNull("ContainerChanges.withLimit", none -> ContainerChanges.NONE.withLimit(null, "1"));
        bad.refusesNull("ContainerChanges.new", none -> new ContainerChanges(null, Map.of(), Map.of(), Map.of()));
        bad.refusesNull("StageChanges.in", none -> StageChanges.NONE.in(null, changes -> changes));
        bad.refusesNull("StageChanges.in", none -> StageChanges.NONE.in("web", null));
        bad.refusesNull("StageChanges.in", none -> StageChanges.NONE.in("web", changes -> null));
        bad.refusesNull("Hop.new", none -> new Hop("Ingress/a", Collections.singleton(null), Map.of()));
        bad.refusesNull("Hop.Backend.new", none -> new Hop.Backend("a", "", Collections.singleton(null)));
        bad.refusesNull("StageChanges.withAnnotation", none -> StageChanges.NONE.withAnnotation(null, "x"));
        bad.refusesNull("StageChanges.new", none -> new StageChanges(null, Map.of()));
    }
}
