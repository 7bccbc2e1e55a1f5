package dev.bluegreen.report;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;

import dev.bluegreen.cutover.Phase;
import dev.bluegreen.cutover.PlannedWrite;
import dev.bluegreen.event.AuditHead;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.event.RollBackCause;
import dev.bluegreen.event.RouterMove;
import dev.bluegreen.internal.result.CutoverPlanData;
import dev.bluegreen.internal.result.CutoverReportData;
import dev.bluegreen.internal.result.ObjectiveVerdictData;
import dev.bluegreen.internal.result.PastCutoverData;
import dev.bluegreen.internal.result.ReleaseStatusData;
import dev.bluegreen.internal.result.UnderwayData;
import dev.bluegreen.internal.result.UnfinishedData;
import dev.bluegreen.model.Deadlines;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.GateResult;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.model.Workload;
import dev.bluegreen.model.World;
import dev.bluegreen.result.CutoverPlan;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Milestone;
import dev.bluegreen.result.ObjectiveVerdict;
import dev.bluegreen.result.ObjectiveVerdict.Bound;
import dev.bluegreen.result.Operation;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.ReleaseStatus;
import dev.bluegreen.result.Unfinished;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reports, plans and status in which every field has a value, or none that can be missing. */
final class Samples {

    static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

    private Samples() {}

    /** What went back after a breach. */
    static CutoverReport full() {
        return report("checkout", "checkout was sent back", "error rate", "Service/checkout-svc");
    }

    /** The same in the words of others. */
    static CutoverReport report(String release, String sentence, String objective, String hop) {
        return new CutoverReportData(
                "c1",
                release,
                Optional.of(BLUE),
                GREEN,
                Outcome.ROLLED_BACK,
                sentence,
                Optional.of(BLUE),
                Optional.of(Milestone.CONFIG_VERIFIED),
                Optional.of(Duration.ofSeconds(30)),
                List.of(
                        Evidence.confirmed("service", hop, "it selects BLUE"),
                        Evidence.contradicted("endpointslices", hop, "a slice leads to GREEN"),
                        Evidence.missing("probe", hop, sentence)),
                List.of(breached(objective), unjudged()),
                List.of(
                        Finding.warning("probes-missing", sentence, "declare one"),
                        Finding.fatal("no-pods", "none is ready", "wait"),
                        Finding.info("size", "it is small", "none")),
                new CutoverReport.Times(START, Optional.of(at(3)), Optional.of(at(4)), Optional.of(at(34)), at(60)),
                List.of(
                        event(1, 0, Phase.PREFLIGHT, Kind.PHASE, "PREFLIGHT"),
                        event(2, 1, Phase.PREFLIGHT, Kind.GATE, "PASS rolled-out: " + sentence),
                        event(3, 2, Phase.APPROVE, Kind.PHASE, "APPROVE"),
                        event(4, 2, Phase.APPROVE, Kind.GATE, "approved: plan 1 by ann"),
                        event(5, 3, Phase.SHIFT, Kind.PHASE, "SHIFT"),
                        moving(event(6, 3, Phase.SHIFT, Kind.INTENT, hop + " 100/0 -> 0/100"), hop),
                        moving(event(7, 3, Phase.SHIFT, Kind.WRITE, hop + " is {track=green}"), hop),
                        event(8, 4, Phase.BAKE, Kind.PHASE, "BAKE"),
                        event(9, 58, Phase.ROLL_BACK, Kind.PHASE, "ROLL_BACK").toBuilder()
                                .cause(Optional.of(RollBackCause.BREACH))
                                .build(),
                        event(10, 58, Phase.ROLL_BACK, Kind.ROLL_BACK, "back to BLUE: " + sentence),
                        event(11, 59, Phase.ROLL_BACK, Kind.WRITE, hop + " is {track=blue}"),
                        event(12, 60, Phase.ROLLED_BACK, Kind.PHASE, "ROLLED_BACK"),
                        event(13, 60, Phase.ROLLED_BACK, Kind.ENDED, sentence)));
    }

    /** One of which little is known. */
    static CutoverReport bare() {
        return new CutoverReportData(
                "c2",
                "checkout",
                Optional.empty(),
                GREEN,
                Outcome.REFUSED,
                "checkout was not switched",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                new CutoverReport.Times(START, Optional.empty(), Optional.empty(), Optional.empty(), START),
                List.of());
    }

    static CutoverPlan plan() {
        return new CutoverPlanData(
                "checkout",
                Optional.of("c1"),
                "namespace shop",
                Optional.of(BLUE),
                GREEN,
                List.of(new PlannedWrite(
                        "Service/checkout-svc", "patch", "spec.selector.track 'blue' -> 'green'", true)),
                List.of(GateResult.pass("rolled-out", "3 of 3 pods")),
                List.of(Finding.info("size", "it is small", "none")),
                List.of(
                        new Permission("kubernetes", "", "services", Optional.of("checkout-svc"), "patch"),
                        new Permission("kubernetes", "", "pods", Optional.empty(), "list")),
                Deadlines.DEFAULT,
                Duration.ofHours(4),
                Duration.ofMinutes(10),
                Duration.ofMinutes(5),
                CutoverPlanData.Freeze.NONE,
                new CutoverPlanData.Inputs(
                        "0123456789abcdef0123456789abcdef", Map.of("images of GREEN", "registry/checkout:v2")));
    }

    static ReleaseStatus status() {
        return new ReleaseStatusData(
                "checkout",
                "shop",
                Optional.of(GREEN),
                Optional.of(GREEN),
                List.of(router()),
                List.of("Service/other: it is gone"),
                world(),
                Optional.of(new ReleaseStatus.Lock("op-1", START, ReleaseStatus.Life.ALIVE)),
                Optional.of(new UnderwayData(
                        Operation.SWITCH,
                        "c1",
                        "ann",
                        START,
                        Phase.BAKE,
                        Optional.of("the end"),
                        Optional.of(at(60)),
                        Optional.of("9 BAKE"))),
                Optional.of(new UnfinishedData(
                        "c1",
                        Operation.SWITCH,
                        BLUE,
                        GREEN,
                        Phase.BAKE,
                        true,
                        "ann",
                        Unfinished.State.RUNNING,
                        Optional.of("the end"),
                        Optional.of(at(60)))),
                Optional.of(new ReleaseStatus.Standby(BLUE, at(3600))),
                Optional.of(new ReleaseStatus.ClosedWayBack(GREEN, "ann", "columns dropped", START)),
                List.of(new ReleaseStatus.Reduced(BLUE, 3)),
                List.of(new ReleaseStatus.Pinned(BLUE, "hpa", 1, 3)),
                List.of(new PastCutoverData(
                        "c0",
                        Operation.SWITCH,
                        BLUE,
                        GREEN,
                        Outcome.SWITCHED,
                        START,
                        "ann",
                        "proven",
                        Optional.of(Duration.ofSeconds(3)),
                        List.of(breached("error rate")),
                        Optional.of(new ReleaseSpec.Origin(BLUE, "shop")))),
                List.of(event(13, 60, Phase.ROLLED_BACK, Kind.ENDED, "it went back")),
                List.of(new ReleaseStatus.Delivery(
                        "Slack",
                        1,
                        Optional.of(new ReleaseStatus.Confirmed("c1", 12, START)),
                        Optional.of("it answered 503"))),
                List.of(new AuditHead("audit-host.jsonl", 7, "0".repeat(64))),
                List.of("closed until Monday"),
                START);
    }

    static ReleaseStatus atRest() {
        return new ReleaseStatusData(
                "checkout",
                "shop",
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                new World(ReleaseSpec.of("checkout"), Workload.none(BLUE), Workload.none(GREEN)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                START);
    }

    private static World world() {
        Workload blue = Workload.builder(BLUE, "checkout-blue")
                .selector(Map.of("track", "blue"))
                .images(List.of("checkout:1"))
                .desired(3)
                .rollout(Optional.of("1 of 3 pods is missing"))
                .build();
        return new World(ReleaseSpec.of("checkout"), blue, blue.toBuilder().build());
    }

    private static RouterState router() {
        return RouterState.builder("Service/checkout-svc", TrafficSplit.all(GREEN))
                .routing("{track=green}")
                .token(7)
                .cutoverId(Optional.of("c0"))
                .writer(Optional.of("kubectl"))
                .build();
    }

    private static ObjectiveVerdict breached(String name) {
        return new ObjectiveVerdictData(
                name,
                ObjectiveVerdict.Verdict.BREACHED,
                "5 % of calls failed",
                OptionalDouble.of(5),
                OptionalDouble.of(6),
                Optional.of(new Bound(1, false, "%")),
                300,
                1,
                1);
    }

    private static ObjectiveVerdict unjudged() {
        return new ObjectiveVerdictData(
                "latency",
                ObjectiveVerdict.Verdict.NOT_JUDGED,
                "no data",
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                3,
                3,
                0);
    }

    private static CutoverEvent moving(CutoverEvent event, String router) {
        return event.toBuilder()
                .move(Optional.of(new RouterMove(router, TrafficSplit.all(BLUE), TrafficSplit.all(GREEN))))
                .build();
    }

    static CutoverEvent event(int number, int second, Phase phase, Kind kind, String sentence) {
        return CutoverEvent.builder("checkout", "c1", number, at(second))
                .phase(phase)
                .kind(kind)
                .outcome(kind == Kind.ENDED ? Optional.of("ROLLED_BACK") : Optional.empty())
                .sentence(sentence)
                .source(new CutoverEvent.Source("https://api.example", "shop", "ann", "OPS-12"))
                .change(new CutoverEvent.Change(
                        Optional.of(BLUE),
                        Optional.of(GREEN),
                        Map.of(BLUE, List.of("checkout:1"), GREEN, List.of("checkout:2")),
                        Map.of(BLUE, "checkout-blue", GREEN, "checkout-green"),
                        List.of("Service/checkout-svc")))
                .build();
    }

    static Instant at(int second) {
        return START.plusSeconds(second);
    }
}
