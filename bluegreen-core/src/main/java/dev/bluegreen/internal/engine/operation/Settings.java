package dev.bluegreen.internal.engine.operation;

import dev.bluegreen.check.DrainGate;
import dev.bluegreen.check.Gate;
import dev.bluegreen.check.PreflightDepth;
import dev.bluegreen.check.Standby;
import dev.bluegreen.check.TrafficProbe;
import dev.bluegreen.check.slo.Bake;
import dev.bluegreen.check.smoke.SmokeTest;
import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.cutover.Schedule;
import dev.bluegreen.event.AuditHead;
import dev.bluegreen.event.CutoverListener;
import dev.bluegreen.event.JsonLinesAudit;
import dev.bluegreen.internal.freeze.FreezeSettings;
import dev.bluegreen.model.Deadlines;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.ForeignWrites;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.ReleaseSpec.Origin;
import dev.bluegreen.model.RetireBy;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * How a release is to be done, checked.
 *
 * @param release which release
 * @param strategies routers to move, in order; empty to discover the one
 * @param schedule by which shares traffic moves
 * @param gates gates in addition to the default ones
 * @param beforeShift gates between the approval and the first move
 * @param smokeTests tests of the idle track
 * @param probes observations of production traffic after the move
 * @param approval who lets traffic move
 * @param bake how the cutover is watched after the proof
 * @param sizing how big the tracks are kept
 * @param departure how a track is retired
 * @param listeners who is told
 * @param severities severities of findings that were changed, by id
 * @param minReady ready pods the target needs; empty for as many as the active track has
 * @param preflight how deep preflight looks
 * @param foreignWrites reaction to a foreign write to a router
 * @param deadlines the longest each part may take
 * @param freezes what may keep traffic from moving forward
 * @param traits what the callbacks say of themselves
 */
public record Settings(
        ReleaseSpec release,
        List<CutoverStrategy> strategies,
        Schedule schedule,
        List<Gate> gates,
        List<Gate> beforeShift,
        List<SmokeTest> smokeTests,
        List<TrafficProbe> probes,
        ApprovalSnapshot approval,
        Bake bake,
        Sizing sizing,
        Departing departure,
        List<CutoverListener> listeners,
        Map<String, Finding.Severity> severities,
        OptionalInt minReady,
        PreflightDepth preflight,
        ForeignWrites foreignWrites,
        Deadlines deadlines,
        FreezeSettings freezes,
        CallbackTraits traits) {

    /** The last lines of its audit files. */
    public List<AuditHead> auditHeads() {
        return auditFiles().flatMap(audit -> audit.head().stream()).toList();
    }

    public boolean hasAuditFiles() {
        return auditFiles().findAny().isPresent();
    }

    private Stream<JsonLinesAudit> auditFiles() {
        return listeners.stream().filter(JsonLinesAudit.class::isInstance).map(JsonLinesAudit.class::cast);
    }

    /** A copy that goes on with what another process was asked for. */
    public Settings resuming(Schedule steps, Bake watch, Standby kept, FreezeSettings held, CallbackTraits said) {
        return new Settings(
                release,
                strategies,
                steps,
                gates,
                beforeShift,
                smokeTests,
                probes,
                approval,
                watch,
                new Sizing(kept, sizing.prescale()),
                departure,
                listeners,
                severities,
                minReady,
                preflight,
                foreignWrites,
                deadlines,
                held,
                said);
    }

    /** A copy for a cutover that leaves no track behind. */
    public Settings withoutStandby() {
        return resuming(schedule, bake, Standby.NONE, freezes, traits);
    }

    /** A copy for operations of an adoption, in which a workload without a track label stands for a track. */
    public Settings adopting(Origin origin) {
        return new Settings(
                release.adopting(origin),
                strategies.stream()
                        .map(strategy -> strategy.adopting().orElse(strategy))
                        .toList(),
                schedule,
                gates,
                beforeShift,
                smokeTests,
                probes,
                approval,
                bake,
                sizing,
                departure,
                listeners,
                severities,
                minReady,
                preflight,
                foreignWrites,
                deadlines,
                freezes,
                traits);
    }

    /**
     * How big the tracks are kept.
     *
     * @param standby how the old track is kept after traffic is verified
     * @param prescale true if the target is scaled up to the size of the active track before it gets traffic
     */
    public record Sizing(Standby standby, boolean prescale) {}

    /**
     * How a track is retired.
     *
     * @param by what becomes of its workload
     * @param gates which say when it has ended its work
     * @param permissions the rights that the gates take
     */
    public record Departing(RetireBy by, List<DrainGate> gates, List<Permission> permissions) {}

    public Standby standby() {
        return sizing.standby();
    }

    /** The finding with the severity that the user gave its id. */
    public Finding weighed(Finding finding) {
        Finding.Severity severity = severities.get(finding.id());
        return severity == null ? finding : finding.withSeverity(severity);
    }
}
