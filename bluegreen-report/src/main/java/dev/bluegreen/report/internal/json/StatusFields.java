package dev.bluegreen.report.internal.json;

import dev.bluegreen.event.AuditHead;
import dev.bluegreen.model.ReleaseSpec.Origin;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.Workload;
import dev.bluegreen.result.PastCutover;
import dev.bluegreen.result.ReleaseStatus;
import dev.bluegreen.result.Underway;
import dev.bluegreen.result.Unfinished;
import java.util.List;

/** The state of a release and its past cutovers as documents. */
public final class StatusFields {

    private StatusFields() {}

    /** The state of a release. */
    public static Fields of(ReleaseStatus status) {
        Fields fields = Fields.document("ReleaseStatus")
                .with("release", status.release())
                .with("namespace", status.namespace())
                .with("at", status.at())
                .with("active", status.active())
                .with("recorded", status.recorded())
                .with("strayed", status.strayed())
                .list("routers", status.routers(), StatusFields::of)
                .texts("unread", status.unread())
                .list("tracks", List.copyOf(status.world().workloads().values()), StatusFields::of)
                .with("lock", status.lock(), StatusFields::of)
                .with("underway", status.underway(), StatusFields::of)
                .with("unfinished", status.unfinished(), StatusFields::of);
        return kept(status, fields)
                .texts("freezes", status.freezes())
                .list("undelivered", status.undelivered(), ReportFields::of)
                .list("deliveries", status.deliveries(), StatusFields::of)
                .list("audit", status.audit(), StatusFields::of)
                .list("history", status.history(), StatusFields::of);
    }

    /** What holds until somebody ends it. */
    private static Fields kept(ReleaseStatus status, Fields fields) {
        return fields.with(
                        "standby",
                        status.standby(),
                        standby -> new Fields().with("track", standby.track()).with("until", standby.until()))
                .with(
                        "wayBackClosed",
                        status.wayBackClosed(),
                        closed -> new Fields()
                                .with("on", closed.on())
                                .with("by", closed.by())
                                .with("reason", closed.reason())
                                .with("at", closed.at()))
                .list(
                        "reduced",
                        status.reduced(),
                        reduced -> new Fields().with("track", reduced.track()).with("full", reduced.full()))
                .list(
                        "pinned",
                        status.pinned(),
                        pinned -> new Fields()
                                .with("track", pinned.track())
                                .with("autoscaler", pinned.autoscaler())
                                .with("was", pinned.was())
                                .with("min", pinned.min()));
    }

    private static Fields of(ReleaseStatus.Delivery delivery) {
        return new Fields()
                .with("sink", delivery.sink())
                .with("pending", delivery.pending())
                .with(
                        "confirmed",
                        delivery.confirmed(),
                        event -> new Fields()
                                .with("cutover", event.cutoverId())
                                .with("number", event.number())
                                .with("at", event.at()))
                .with("problem", delivery.problem());
    }

    private static Fields of(AuditHead head) {
        return new Fields().with("file", head.file()).with("line", head.line()).with("hash", head.hash());
    }

    private static Fields of(ReleaseStatus.Lock lock) {
        return new Fields()
                .with("holder", lock.holder())
                .with("since", lock.since())
                .with("life", lock.life());
    }

    /** The past cutovers of a release, newest first. */
    public static Fields history(ReleaseStatus status) {
        return Fields.document("ReleaseHistory")
                .with("release", status.release())
                .with("at", status.at())
                .list("cutovers", status.history(), StatusFields::of);
    }

    private static Fields of(RouterState router) {
        return new Fields()
                .with("router", router.router())
                .with("split", ReportFields.of(router.split()))
                .with("routing", router.routing())
                .with("token", router.token())
                .with("cutover", router.cutoverId())
                .with("writer", router.writer());
    }

    private static Fields of(Workload workload) {
        return new Fields()
                .with("track", workload.track())
                .with("workload", workload.name())
                .texts("images", workload.images())
                .with("desired", workload.desired())
                .with("ready", workload.ready())
                .with("rollout", workload.rollout());
    }

    private static Fields of(Underway underway) {
        return new Fields()
                .with("operation", underway.operation())
                .with("id", underway.id())
                .with("by", underway.by())
                .with("started", underway.started())
                .with("phase", underway.phase())
                .with("waitsFor", underway.waitsFor())
                .with("until", underway.until())
                .with("lastEvent", underway.lastEvent());
    }

    private static Fields of(Unfinished unfinished) {
        return new Fields()
                .with("operation", unfinished.operation())
                .with("id", unfinished.id())
                .with("from", unfinished.from())
                .with("to", unfinished.to())
                .with("phase", unfinished.phase())
                .with("trafficIntent", unfinished.trafficIntent())
                .with("by", unfinished.by())
                .with("state", unfinished.state())
                .with("waitsFor", unfinished.waitsFor())
                .with("until", unfinished.until());
    }

    private static Fields of(Origin origin) {
        return new Fields().with("track", origin.track()).with("workload", origin.workload());
    }

    private static Fields of(PastCutover past) {
        return new Fields()
                .with("id", past.id())
                .with("operation", past.operation())
                .with("from", past.from())
                .with("to", past.to())
                .with("outcome", past.outcome())
                .with("at", past.at())
                .with("by", past.by())
                .with("reason", past.reason())
                .with("mixed", past.mixed())
                .with("origin", past.origin(), StatusFields::of)
                .list("objectives", past.objectives(), ReportFields::of);
    }
}
