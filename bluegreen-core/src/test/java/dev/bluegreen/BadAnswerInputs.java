package dev.bluegreen;

import static dev.bluegreen.BadInputs.DURATIONS;
import static dev.bluegreen.BadInputs.HEADERS;
import static dev.bluegreen.BadInputs.HUGE;
import static dev.bluegreen.BadInputs.TEXTS;
import static dev.bluegreen.BadInputs.TIMES;
import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;

import dev.bluegreen.check.approval.Approval;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.event.AuditHead;
import dev.bluegreen.event.AuditLog;
import dev.bluegreen.event.JsonLinesAudit;
import dev.bluegreen.event.Outbox;
import dev.bluegreen.event.RouterMove;
import dev.bluegreen.event.SlackNotifier;
import dev.bluegreen.event.TeamsNotifier;
import dev.bluegreen.event.WebhookNotifier;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.GateResult;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Names;
import dev.bluegreen.model.Pod;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.model.Workload;
import dev.bluegreen.model.World;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.scene.Shop;
import dev.bluegreen.testkit.time.VirtualTime;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What callbacks should not answer, nor give to what they are handed. */
final class BadAnswerInputs {

    private static final List<String> NAMES =
            Stream.concat(TEXTS.stream(), Stream.of("x".repeat(254), HUGE)).toList();
    private static final List<Integer> PORTS = List.of(0, -1, 65_536, Integer.MIN_VALUE, Integer.MAX_VALUE);

    private static final URI FINE = URI.create("http://127.0.0.1:1/x");

    private final BadInputs bad;

    BadAnswerInputs(BadInputs bad) {
        this.bad = bad;
    }

    void tryAll() {
        answers();
        checks();
        contexts();
    }

    /** In the callback itself, as users do: what is refused there is that test's failure, and nothing is moved. */
    private void contexts() {
        Shop shop = new Shop();
        Release release = shop.builder()
                .smokeTest(context -> {
                    Pod pod = context.idle().pods().get(0);
                    bad.refusesNull("SmokeContext.tunnel", none -> context.tunnel(null, 8080));
                    bad.refuses("SmokeContext.tunnel", PORTS, port -> context.tunnel(pod, port));
                    bad.refusesNull("SmokeContext.log", none -> context.log(null, Optional.empty()));
                    bad.refusesNull("SmokeContext.log", none -> context.log(pod, null));
                    bad.refusesNull("SmokeContext.waitsFor", none -> context.waitsFor(null));
                    bad.refuses("SmokeContext.pause", DURATIONS, context::pause);
                    bad.refuses("SmokeContext.beside", List.of(0, -1, 33), count -> context.beside(count, own -> {}));
                    bad.refusesNull("SmokeContext.beside", none -> context.beside(1, null));
                    bad.refusesNull("Pod.matches", none -> pod.matches(null));
                    return Evidence.confirmed("mine", "shop-green", "tried");
                })
                .trafficProbe(context -> {
                    bad.refusesNull("ProbeContext.log", none -> context.log(null));
                    return Evidence.contradicted("mine", "web", "tried");
                })
                .gate(context -> {
                    bad.refusesNull("World.workload", none -> context.world().workload(null));
                    return GateResult.pass("mine", "tried");
                })
                .build();
        World world = shop.platform.workloads().read(ReleaseSpec.of("shop"));
        Move move = Move.builder(world, shop.platform.routing("web"), TrafficSplit.all(GREEN))
                .cutoverId("op")
                .token(1)
                .requestedBy("ann")
                .build();
        bad.refusesNull("Move.minReadyPods", none -> move.minReadyPods(null));
        try {
            release.switchTo(GREEN);
        } catch (CutoverException end) {
            bad.refusesNull("Workload.none", none -> Workload.none(null));
        }
        bad.refusesNull("Workload.unread", none -> Workload.unread(null, "shop-green", "why", List.of()));
        bad.refusesNull("Workload.unread", none -> Workload.unread(GREEN, "shop-green", "why", null));
        bad.refusesNull("Workload.withoutPods", none -> Workload.none(GREEN).withoutPods(1, null));
        bad.refusesNull("Workload.none", none -> Workload.none(GREEN, null, "why"));
        bad.refusesNull("Workload.none", none -> Workload.none(GREEN, "shop-green", null));
        bad.refusesNull("Approval.Watch.refused", none -> Approval.Watch.refused(null));
        shop.platform.close();
    }

    private void answers() {
        bad.refusesNull("GateResult.new", none -> new GateResult("mine", null, "why"));
        bad.refusesNull("GateResult.pass", none -> GateResult.pass(null, "why"));
        bad.refusesNull("GateResult.pass", none -> GateResult.pass("mine", null));
        bad.refusesNull("GateResult.fail", none -> GateResult.fail("mine", null));
        bad.refusesNull("GateResult.notYet", none -> GateResult.notYet("mine", null));
        bad.refusesNull("Evidence.new", none -> new Evidence("probe", "web", null, "seen"));
        bad.refusesNull("Evidence.confirmed", none -> Evidence.confirmed(null, "web", "seen"));
        bad.refusesNull("Evidence.confirmed", none -> Evidence.confirmed("probe", null, "seen"));
        bad.refusesNull("Evidence.contradicted", none -> Evidence.contradicted("probe", "web", null));
        bad.refusesNull("Evidence.missing", none -> Evidence.missing("probe", "web", null));
        bad.refusesNull("Evidence.unseen", none -> Evidence.unseen("probe", "web", null));
        bad.refusesNull("Finding.new", none -> new Finding(null, Finding.Severity.INFO, "found", "mend"));
        bad.refusesNull("Finding.new", none -> new Finding("a", null, "found", "mend"));
        bad.refusesNull("Finding.new", none -> new Finding("a", Finding.Severity.INFO, null, "mend"));
        bad.refusesNull("Finding.new", none -> new Finding("a", Finding.Severity.INFO, "found", null));
        bad.refusesNull("Finding.fatal", none -> Finding.fatal(null, "found", "mend"));
        bad.refusesNull("Finding.warning", none -> Finding.warning("a", null, "mend"));
        bad.refusesNull("Finding.info", none -> Finding.info("a", "found", null));
        Finding finding = new Finding("a", Finding.Severity.INFO, "found", "mend");
        bad.refusesNull("Finding.withSeverity", none -> finding.withSeverity(null));
        bad.refusesNull("Slo.Result.new", none -> new Slo.Result(null, "why"));
        bad.refusesNull("Slo.Result.new", none -> new Slo.Result(Slo.Verdict.GOOD, null));
        bad.refusesNull("Slo.Result.new", none -> new Slo.Result(Slo.Verdict.GOOD, "why", null));
        bad.refuses("Slo.Reading.new", BadInputs.NUMBERS, value -> new Slo.Reading(value, 1, true));
        bad.refuses("Slo.Reading.new", List.of(Double.NaN), limit -> new Slo.Reading(1, limit, true));
        bad.refuses("AuditHead.new", NAMES, file -> new AuditHead(file, 1, "a".repeat(64)));
        bad.refuses("AuditHead.new", List.of(0L, -1L), line -> new AuditHead("a.jsonl", line, "a".repeat(64)));
        bad.refuses("AuditHead.new", TEXTS, hash -> new AuditHead("a.jsonl", 1, hash));
        bad.refusesNull("RouterMove.new", none -> new RouterMove(null, TrafficSplit.both(), TrafficSplit.both()));
        bad.refusesNull("RouterMove.new", none -> new RouterMove("web", null, TrafficSplit.both()));
        bad.refusesNull("RouterMove.new", none -> new RouterMove("web", TrafficSplit.both(), null));
        bad.refusesNull(
                "WebhookNotifier.signedBy", none -> WebhookNotifier.to(FINE).signedBy(null));
        bad.refuses(
                "WebhookNotifier.signedBy",
                TEXTS,
                secret -> WebhookNotifier.to(FINE).signedBy(secret));
        bad.refusesNull("WebhookNotifier.to", none -> WebhookNotifier.to(null));
        bad.refusesNull(
                "WebhookNotifier.kinds", none -> WebhookNotifier.to(FINE).kinds(null));
        bad.refusesNull(
                "WebhookNotifier.atLeast", none -> WebhookNotifier.to(FINE).atLeast(null));
        bad.refusesNull("TeamsNotifier.workflow", none -> TeamsNotifier.workflow(null));
        bad.refusesNull(
                "TeamsNotifier.kinds", none -> TeamsNotifier.workflow(FINE).kinds(null));
        bad.refusesNull(
                "TeamsNotifier.atLeast", none -> TeamsNotifier.workflow(FINE).atLeast(null));
        bad.refusesNull(
                "TeamsNotifier.link", none -> TeamsNotifier.workflow(FINE).link(null));
        bad.refusesNull(
                "SlackNotifier.kinds", none -> SlackNotifier.webhook(FINE).kinds(null));
        bad.refusesNull(
                "SlackNotifier.atLeast", none -> SlackNotifier.webhook(FINE).atLeast(null));
        bad.refusesNull(
                "SlackNotifier.link", none -> SlackNotifier.webhook(FINE).link(null));
        bad.refusesNull("JsonLinesAudit.in", none -> JsonLinesAudit.in(null));
        bad.refusesNull("AuditLog.verify", none -> AuditLog.verify(null));
        bad.refusesNull("AuditLog.verify", none -> AuditLog.verify(Path.of("none"), null));
        bad.refusesNull("AuditLog.verify", none -> AuditLog.verify(Path.of("none"), Arrays.asList((AuditHead) null)));
        bad.refusesNull("Outbox.new", none -> new Outbox(null, "them", event -> {}));
        bad.refuses("Outbox.new", NAMES, to -> new Outbox(VirtualTime.create(), to, event -> {}));
        bad.refusesNull("Outbox.new", none -> new Outbox(VirtualTime.create(), "them", null));
        Outbox outbox = new Outbox(VirtualTime.create(), "them", event -> {});
        bad.refusesNull("Outbox.put", none -> outbox.put(null));
        bad.refusesNull("Outbox.whenSent", none -> outbox.whenSent(null));
    }

    private void checks() {
        bad.refusesNull("Input.given", none -> Input.given("gate", null, "give a Gate"));
        bad.refusesNull("Input.allGiven", none -> Input.allGiven("gates", "give Gates", "one", null));
        bad.refuses("Input.requireDuration", DURATIONS, time -> Input.requireDuration("within", time));
        bad.refuses("Input.requirePositive", TIMES, time -> Input.requirePositive("within", time));
        bad.refuses("Input.requireText", NAMES, text -> Input.requireText("name", text, 253));
        bad.refuses("Input.requireHeader", HEADERS, name -> Input.requireHeader("header", name, "a"));
        bad.refuses(
                "Input.requireHeader", BadInputs.HEADER_VALUES, value -> Input.requireHeader("header", "X-Key", value));
        bad.refuses("Names.requireDnsLabel", BadInputs.NAMES, name -> Names.requireDnsLabel("name", name));
        bad.refuses("Names.requireLabelKey", NAMES, key -> Names.requireLabelKey("key", key));
        TrafficSplit split = TrafficSplit.all(BLUE);
        bad.refusesNull("TrafficSplit.weight", none -> split.weight(null));
        bad.refusesNull("TrafficSplit.sendsTo", none -> split.sendsTo(null));
    }
}
