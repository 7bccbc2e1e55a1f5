package dev.bluegreen.internal.engine.cutover;

import dev.bluegreen.check.PreflightDepth;
import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.internal.engine.observe.FirstLook;
import dev.bluegreen.internal.engine.observe.Observation;
import dev.bluegreen.internal.engine.observe.Observer;
import dev.bluegreen.internal.engine.observe.Observer.Stored;
import dev.bluegreen.internal.engine.operation.Calls;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Deadline;
import dev.bluegreen.internal.engine.operation.Longest;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.engine.operation.Wait;
import dev.bluegreen.internal.engine.plan.ChangeControl;
import dev.bluegreen.internal.engine.plan.Obstacles;
import dev.bluegreen.internal.engine.plan.Planner;
import dev.bluegreen.internal.engine.plan.PreflightResult;
import dev.bluegreen.internal.engine.plan.SizePlan;
import dev.bluegreen.internal.engine.plan.SizePlanner;
import dev.bluegreen.internal.engine.write.Progress;
import dev.bluegreen.internal.record.InFlight;
import dev.bluegreen.internal.record.ReleaseRecord;
import dev.bluegreen.internal.record.intent.Intent;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.GateResult;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Wording;
import dev.bluegreen.model.Workload;
import dev.bluegreen.result.CutoverPlan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * PREFLIGHT: reads the world, waits for gates that answer "not yet" by watch until the deadline, asks the strategies, and
 * computes the plan. Writes nothing.
 */
public final class PreflightPhase {

    /** Changes wake it; but for a watch that is cut off. */
    private static final Duration LOOK = Duration.ofSeconds(5);

    /** The time that a gate has at least. */
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final Context context;
    private final Observer observer;
    private final Planner planner;

    public PreflightPhase(Context context) {
        this.context = context;
        this.observer = new Observer(context);
        this.planner = new Planner(context);
    }

    /**
     * Looks, and refuses what cannot be moved.
     *
     * @param progress is given what was found, also when that refuses the cutover
     */
    public PreflightResult run(Track to, Progress progress) {
        context.enter(Phase.PREFLIGHT);
        Deadline deadline = context.preflightDeadline();
        Calls calls = context.calls(deadline);
        FirstLook look = FirstLook.at(context, to, context.settings().preflight(), calls);
        Stored stored = look.stored();
        Stop.ifAny(stored.record().parked());
        Observation read = look.observation();
        progress.saw(read);
        Track from = from(read, stored);
        if (from == to) {
            SizePlan none = SizePlan.none(read, to);
            CutoverPlan plan = planner.plan(read, to, 1, List.of(), List.of(), none, calls);
            plan.findings().forEach(progress::found);
            return new PreflightResult(stored, read, from, to, 1, none.scaleUp(), plan);
        }
        context.eventLog().about(from, to, read.world(), read.names());
        List<GateResult> freezes = new ChangeControl(context, calls).gates();
        requireUnfrozen(freezes);
        int wanted = planner.wanted(read, to);
        SizePlan sizes = sizes(read, to, stored, calls);
        int now = sizes.scaleUp().wantedBefore(wanted);
        Observation ready = awaitGates(read, to, now, deadline);
        List<GateResult> gates = with(planner.gates(ready, to, now), freezes);
        List<Finding> notes = notes(look, ready, to, sizes, calls);
        CutoverPlan plan = planner.plan(ready, to, now, gates, notes, sizes, calls);
        plan.findings().forEach(progress::found);
        refuse(plan);
        return new PreflightResult(stored, ready, from, to, wanted, sizes.scaleUp(), plan);
    }

    /** The plan as it is now, whatever the gates say, with every rule there is: of the parked cutover to the track, if one is. */
    public CutoverPlan plan(Track to) {
        PreflightResult now = look(to, PreflightDepth.THOROUGH);
        return now.plan();
    }

    /** The same as a result, without a wait. */
    PreflightResult look(Track to, PreflightDepth depth) {
        Calls calls = context.preflightCalls();
        FirstLook look = FirstLook.at(context, to, depth, calls);
        Stored stored = look.stored();
        Optional<InFlight> parked = parked(stored.record(), to);
        Observation observation = look.observation();
        SizePlan sizes = sizes(observation, to, stored, calls);
        int wanted = sizes.scaleUp().wantedBefore(planner.wanted(observation, to));
        boolean isThere = observation.active().equals(Optional.of(to));
        List<GateResult> freezes = isThere ? List.of() : new ChangeControl(context, calls).gates();
        List<GateResult> gates = with(planner.gates(observation, to, wanted), freezes);
        List<Finding> notes = notes(look, observation, to, sizes, calls);
        CutoverPlan plan = planner.plan(observation, to, wanted, gates, notes, sizes, calls)
                .of(parked.map(InFlight::id));
        Track from = observation.active().orElse(to.other());
        return new PreflightResult(stored, observation, from, to, wanted, sizes.scaleUp(), plan);
    }

    /** The parked cutover to a track, which waits for freezes. */
    private Optional<InFlight> parked(ReleaseRecord record, Track to) {
        Optional<InFlight> parked = record.inFlight().filter(now -> record.isParked() && now.to() == to);
        parked.flatMap(now -> record.intent().flatMap(Intent::freezes)).ifPresent(context.freezes()::await);
        return parked;
    }

    private static List<GateResult> with(List<GateResult> gates, List<GateResult> more) {
        return Stream.concat(gates.stream(), more.stream()).toList();
    }

    /** What is frozen is refused before anything else is waited for; a request goes on to wait for it. */
    private void requireUnfrozen(List<GateResult> freezes) {
        if (context.freezes().patience().isPresent() && context.intent().now().isPresent()) {
            return;
        }
        List<GateResult> closed =
                freezes.stream().filter(result -> !result.passed()).toList();
        closed.forEach(result -> context.tell(Kind.GATE, result.toString()));
        if (!closed.isEmpty()) {
            throw Stop.because(Obstacles.worded(closed, List.of()));
        }
    }

    private SizePlan sizes(Observation observation, Track to, Stored stored, Calls calls) {
        return new SizePlanner(context, calls)
                .plan(observation, to, stored.record().sizes());
    }

    private List<Finding> notes(FirstLook look, Observation observation, Track to, SizePlan sizes, Calls calls) {
        ReleaseRecord record = look.stored().record();
        return Stream.of(
                        look.routers().notes().stream(),
                        record.staged().changed(observation.world().workload(to)),
                        closedWayBack(record, observation.world().workload(to)),
                        planner.inspect(look.inspector(), observation, to, sizes, calls).stream(),
                        calls.read(() -> planner.tests(observation, to)).stream(),
                        planner.objectives(observation, to).stream(),
                        new ChangeControl(context, calls).findings(planner.takes(observation, to)).stream())
                .flatMap(findings -> findings)
                .toList();
    }

    private static Stream<Finding> closedWayBack(ReleaseRecord record, Workload target) {
        return record.closedWayBack(target.track().other()).stream()
                .flatMap(closed -> closed.finding(target, record.staged()));
    }

    private Track from(Observation observation, Stored stored) {
        return observation.active().orElseThrow(() -> {
            String unfinished = stored.record()
                    .unfinished()
                    .map(cutover -> "; cutover " + cutover.id() + " is unfinished" + heldBy(stored))
                    .orElse("; set them to one track by hand, or name the ones to move with .cutover(...)");
            return Stop.because(observation.whereTrafficIs() + unfinished);
        });
    }

    private static String heldBy(Stored stored) {
        return stored.lease()
                .flatMap(record -> record.holder()
                        .map(holder -> " and held by " + holder + " since " + Wording.of(record.acquired())
                                + ": wait for it, or call recover() if its process is dead"))
                .orElse(": call recover()");
    }

    private Observation awaitGates(Observation read, Track to, int wanted, Deadline deadline) {
        try (Subscription changes = context.calls(deadline).watchStacks()) {
            return new Wait(context, deadline, LOOK)
                    .until(
                            read,
                            now -> {
                                context.checkpoint();
                                return closed(
                                        planner.gates(now, to, wanted, Longest.of(SHORTEST, deadline.remaining())),
                                        deadline);
                            },
                            now -> now.with(observer.current(context.calls(deadline), now.world())));
        }
    }

    /** What is waited for, because gates do not let traffic move yet; empty when all do. */
    private Optional<String> closed(List<GateResult> gates, Deadline deadline) {
        List<GateResult> closed =
                gates.stream().filter(result -> !result.passed()).toList();
        String why = closed.stream().map(GateResult::sentence).collect(Collectors.joining("; "));
        boolean useless = closed.stream().anyMatch(result -> result.verdict() == GateResult.Verdict.FAIL);
        if (!closed.isEmpty() && (useless || deadline.passed())) {
            closed.forEach(result -> context.tell(Kind.GATE, result.toString()));
            throw Stop.because(why);
        }
        return why.isEmpty() ? Optional.empty() : Optional.of("waits until this passes: " + why);
    }

    private void tell(Finding finding) {
        if (finding.severity() == Finding.Severity.INFO) {
            context.note(Kind.FINDING, finding.toString());
        } else {
            context.tell(Kind.FINDING, finding.toString());
        }
    }

    private void refuse(CutoverPlan plan) {
        context.requester().requirePlan(plan.hash());
        plan.gates().forEach(result -> context.tell(Kind.GATE, result.toString()));
        plan.findings().forEach(this::tell);
        String fatal = Obstacles.worded(List.of(), plan.findings());
        if (!fatal.isEmpty()) {
            throw Stop.because(fatal);
        }
    }
}
