package dev.bluegreen.report.internal.json;

import dev.bluegreen.cutover.PlannedWrite;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.RouterMove;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.GateResult;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.CutoverPlan;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.ObjectiveVerdict;
import java.util.List;
import java.util.Map;

/** Reports and plans as documents. */
public final class ReportFields {

    private ReportFields() {}

    /** A report. */
    public static Fields of(CutoverReport report) {
        return Fields.document("CutoverReport")
                .with("id", report.id())
                .with("release", report.release())
                .with("from", report.from())
                .with("to", report.to())
                .with("outcome", report.outcome())
                .with("sentence", report.sentence())
                .with("active", report.active())
                .with("milestone", report.milestone())
                .with("cause", report.cause())
                .with("mixed", report.mixed())
                .with("took", report.took())
                .with("times", of(report.times()))
                .list("evidence", report.evidence(), ReportFields::of)
                .list("objectives", report.objectives(), ReportFields::of)
                .list("findings", report.findings(), ReportFields::of)
                .list("events", report.history(), ReportFields::of);
    }

    private static Fields of(CutoverReport.Times times) {
        return new Fields()
                .with("started", times.started())
                .with("applied", times.applied())
                .with("verified", times.verified())
                .with("trafficVerified", times.trafficVerified())
                .with("ended", times.ended());
    }

    private static Fields of(Evidence evidence) {
        return new Fields()
                .with("kind", evidence.kind())
                .with("hop", evidence.hop())
                .with("verdict", evidence.verdict())
                .with("sentence", evidence.sentence());
    }

    static Fields of(ObjectiveVerdict objective) {
        return new Fields()
                .with("name", objective.name())
                .with("verdict", objective.verdict())
                .with("last", objective.last())
                .with("lastValue", objective.lastValue())
                .with("worstValue", objective.worstValue())
                .with(
                        "bound",
                        objective.bound(),
                        bound -> new Fields()
                                .with("limit", bound.limit())
                                .with("above", bound.above())
                                .with("unit", bound.unit()))
                .with("samples", objective.samples())
                .with("noData", objective.noData())
                .with("storeDown", objective.storeDown());
    }

    private static Fields of(Finding finding) {
        return new Fields()
                .with("id", finding.id())
                .with("severity", finding.severity())
                .with("sentence", finding.sentence())
                .with("remedy", finding.remedy());
    }

    static Fields of(CutoverEvent event) {
        return new Fields()
                .with("number", event.number())
                .with("at", event.at())
                .with("phase", event.phase())
                .with("kind", event.kind())
                .with("severity", event.severity())
                .with("outcome", event.outcome())
                .with("sentence", event.sentence())
                .with("replayed", event.replayed())
                .with("source", of(event.source()))
                .with("change", of(event.change()))
                .with("move", event.move(), ReportFields::of)
                .with("cause", event.cause());
    }

    private static Fields of(RouterMove move) {
        return new Fields()
                .with("router", move.router())
                .with("before", of(move.before()))
                .with("after", of(move.after()));
    }

    static Fields of(TrafficSplit split) {
        return new Fields().with("blue", split.blue()).with("green", split.green());
    }

    private static Fields of(CutoverEvent.Source source) {
        return new Fields()
                .with("cluster", source.cluster())
                .with("namespace", source.namespace())
                .with("requester", source.requester())
                .with("reason", source.reason());
    }

    private static Fields of(CutoverEvent.Change change) {
        Fields images = new Fields();
        change.images().forEach((track, all) -> images.texts(track.name(), all));
        Fields workloads = new Fields();
        change.workloads().forEach((track, name) -> workloads.with(track.name(), name));
        return new Fields()
                .with("from", change.from())
                .with("to", change.to())
                .with("images", images)
                .with("workloads", workloads)
                .texts("routers", change.routers());
    }

    /** A plan. */
    public static Fields of(CutoverPlan plan) {
        return Fields.document("CutoverPlan")
                .with("release", plan.release())
                .with("cutover", plan.cutover())
                .with("platform", plan.platform())
                .with("from", plan.from())
                .with("to", plan.to())
                .with("executable", plan.executable())
                .with("hash", plan.hash())
                .list("basis", List.copyOf(plan.basis().entrySet()), ReportFields::part)
                .list("writes", plan.writes(), ReportFields::of)
                .list("gates", plan.gates(), ReportFields::of)
                .list("findings", plan.findings(), ReportFields::of)
                .list("permissions", plan.permissions(), ReportFields::of)
                .with("limits", limits(plan));
    }

    private static Fields part(Map.Entry<String, String> part) {
        return new Fields().with("name", part.getKey()).with("value", part.getValue());
    }

    private static Fields of(PlannedWrite write) {
        return new Fields()
                .with("target", write.target())
                .with("verb", write.verb())
                .with("change", write.change())
                .with("movesTraffic", write.movesTraffic());
    }

    private static Fields of(GateResult gate) {
        return new Fields()
                .with("gate", gate.gate())
                .with("verdict", gate.verdict())
                .with("sentence", gate.sentence());
    }

    private static Fields of(Permission permission) {
        return new Fields()
                .with("system", permission.system())
                .with("group", permission.group())
                .with("resource", permission.resource())
                .with("name", permission.name())
                .with("verb", permission.verb());
    }

    private static Fields limits(CutoverPlan plan) {
        return new Fields()
                .with("preflight", plan.deadlines().preflight())
                .with("approval", plan.approval())
                .with("steps", plan.held())
                .with("verify", plan.deadlines().verify())
                .with("bake", plan.bake())
                .with("rollBack", plan.deadlines().rollBack());
    }
}
