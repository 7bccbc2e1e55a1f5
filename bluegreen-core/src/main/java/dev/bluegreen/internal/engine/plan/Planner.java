package dev.bluegreen.internal.engine.plan;

import dev.bluegreen.check.Gate;
import dev.bluegreen.check.GateContext;
import dev.bluegreen.cutover.Attachment;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.cutover.PlannedWrite;
import dev.bluegreen.cutover.Preflight;
import dev.bluegreen.cutover.Schedule;
import dev.bluegreen.internal.engine.ending.OldTrack;
import dev.bluegreen.internal.engine.event.CallbackName;
import dev.bluegreen.internal.engine.observe.FirstLook;
import dev.bluegreen.internal.engine.observe.Observation;
import dev.bluegreen.internal.engine.observe.Observation.Routed;
import dev.bluegreen.internal.engine.observe.PlanHash;
import dev.bluegreen.internal.engine.operation.CallbackTraits;
import dev.bluegreen.internal.engine.operation.Calls;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Longest;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.engine.write.Progress.Applied;
import dev.bluegreen.internal.result.CutoverPlanData;
import dev.bluegreen.model.Deadlines;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.GateResult;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.model.Wording;
import dev.bluegreen.spi.Inspection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Turns an observation into a plan. Writes nothing. */
public record Planner(Context context) {

    /** Required pods: the active track's number unless the user set one; never 0. */
    public int wanted(Observation observation, Track to) {
        int active = observation.world().workload(to.other()).ready();
        return context.settings().minReady().orElse(Math.max(1, active));
    }

    public List<GateResult> gates(Observation observation, Track to, int wanted) {
        return gates(observation, to, wanted, context.settings().deadlines().preflight());
    }

    /**
     * The results of the default gates and of the user's.
     *
     * @param limit the time limit of each of the user's
     */
    public List<GateResult> gates(Observation observation, Track to, int wanted, Duration limit) {
        GateContext gateContext = GateContext.of(observation.world(), to, wanted);
        List<Gate> own = context.settings().gates();
        return Stream.concat(
                        DefaultGates.all().stream().map(gate -> gate.check(gateContext)),
                        IntStream.range(0, own.size()).mapToObj(place -> answer(own, place, gateContext, limit)))
                .toList();
    }

    /**
     * What one of several gates says.
     *
     * @param limit how long it may take
     */
    public GateResult answer(List<Gate> gates, int place, GateContext gateContext, Duration limit) {
        return answer(gates.get(place), name(gates, place), gateContext, limit);
    }

    private static String name(List<Gate> gates, int place) {
        return CallbackName.of("gate", gates.get(place)::name, place, gates.size());
    }

    private GateResult answer(Gate gate, String name, GateContext gateContext, Duration limit) {
        return context.ask(gate, limit, () -> gate.check(gateContext), context::checkpoint)
                .orElse(why -> GateResult.fail(name, "the " + name + " failed: " + why));
    }

    /** Findings of smoke tests about the idle track. */
    public List<Finding> tests(Observation observation, Track to) {
        return context.settings().smokeTests().stream()
                .flatMap(test -> findings(test, () -> test.preflight(observation.world(), to)).stream())
                .toList();
    }

    /** Findings about the objectives before they are watched. */
    public List<Finding> objectives(Observation observation, Track to) {
        Instant now = context.time().now();
        Duration watched = watched();
        return Stream.concat(
                        context.settings().bake().slos().stream()
                                .flatMap(slo -> findings(slo, () -> slo.preflight(now, watched)).stream()),
                        new TooFewChecks(context.settings(), steps(to)).findings(observation).stream())
                .toList();
    }

    private Duration watched() {
        return context.settings().schedule().steps().stream()
                .map(Schedule.Step::pause)
                .reduce(context.settings().bake().duration(), Duration::plus);
    }

    private List<Finding> findings(Object who, Supplier<List<Finding>> look) {
        Duration limit = context.settings().deadlines().preflight();
        return context.ask(who, limit, () -> List.copyOf(look.get()), context::checkpoint)
                .orElse(why -> {
                    throw Stop.because("the preflight of a check failed: " + why);
                });
    }

    /**
     * Findings of the platform, from fresh reads.
     *
     * @param inspector the platform's inspection, some of whose reads may have been made
     */
    public List<Finding> inspect(
            FirstLook.Inspector inspector, Observation observation, Track to, SizePlan sizes, Calls calls) {
        List<RouterState> routers =
                observation.routers().stream().map(Routed::state).toList();
        Inspection inspection =
                new Inspection(observation.world(), to, routers, permissions(observation, sizes), inspector.depth());
        return calls.read(() -> inspector.rules().apply(inspection));
    }

    /** Permissions of the cutover itself: {@code plan()} also uses optional ones. */
    public List<Permission> permissions(Observation observation, SizePlan sizes) {
        Stream<Permission> ofPlatform =
                context
                        .platform()
                        .permissions(context.release(), context.settings().preflight())
                        .stream();
        CallbackTraits traits = context.settings().traits();
        Stream<Permission> ofTests =
                context.platform().previews().permissions(context.release(), traits.uses()).stream();
        Stream<Permission> ofRouters =
                observation.routers().stream().flatMap(routed -> routed.permissions(context.release()).stream());
        Stream<Permission> ofUsers = traits.permissions().stream();
        Stream<Permission> ofFreezes = context.freezes().permissions().stream();
        return Stream.of(ofPlatform, ofRouters, ofTests, ofUsers, sizes.permissions().stream(), ofFreezes)
                .flatMap(permissions -> permissions)
                .distinct()
                .toList();
    }

    /** The preflight of each strategy, from reads made now. */
    public CutoverPlanData plan(
            Observation observation,
            Track to,
            int wanted,
            List<GateResult> gates,
            List<Finding> notes,
            SizePlan sizes,
            Calls calls) {
        List<ShiftStep> steps = unsupported(observation).isEmpty() ? steps(to) : List.of(last(to));
        List<Preflight> last = preflights(observation, last(to), wanted, calls);
        List<Preflight> first = steps.size() == 1 ? last : preflights(observation, steps.get(0), wanted, calls);
        List<Preflight> all = Stream.concat(first.stream(), last.stream()).toList();
        ShiftWrites writes = new ShiftWrites(
                record(),
                observation.settleBound(),
                context.settings().traits().writes(),
                attachments(observation, to));
        return new CutoverPlanData(
                context.release().name(),
                Optional.of(context.id()),
                context.platform().describe(),
                observation.active(),
                to,
                sizes.in(record(), writes.of(steps, first, last)),
                gates,
                findings(observation, to, notes, all, sizes),
                permissions(observation, sizes),
                deadlines(observation),
                context.settings().approval().limit(),
                bake(),
                held(observation, steps),
                new CutoverPlanData.Freeze(
                        context.settings().freezes().waiting(),
                        context.settings().freezes().stoppable().orElse(Duration.ZERO)),
                new PlanHash(context).inputs(observation, to));
    }

    private static List<PlannedWrite> attachments(Observation observation, Track to) {
        return observation.attaching(to).stream()
                .flatMap(routed -> routed.attachment(to).stream())
                .filter(attachment -> attachment.made().isEmpty())
                .map(Attachment::write)
                .toList();
    }

    private List<Preflight> preflights(Observation observation, ShiftStep step, int wanted, Calls calls) {
        return observation.routers().stream()
                .map(routed ->
                        calls.read(() -> routed.strategy().preflight(move(observation, routed, step, wanted, 0))))
                .toList();
    }

    /** Findings against another move of a router, with the plan's severities. */
    public Optional<Finding> obstacle(Routed routed, Move move, Calls calls) {
        return calls.read(() -> routed.strategy().preflight(move)).findings().stream()
                .map(context.settings()::weighed)
                .filter(Obstacles::isFatal)
                .findFirst();
    }

    /** The steps to a track, as scheduled. */
    public List<ShiftStep> steps(Track to) {
        return ShiftStep.all(context.settings().schedule(), overlap(), context.writeId(), to);
    }

    /** The step to both tracks, which comes first where a router makes before it breaks. */
    public Optional<ShiftStep> both() {
        return overlap().map(time -> ShiftStep.both(context.writeId(), time));
    }

    private Optional<Duration> overlap() {
        return Longest.overlap(context.settings().strategies().stream());
    }

    /** The step that moves everything. */
    public ShiftStep last(Track to) {
        return ShiftStep.last(context.writeId(), to);
    }

    public Move move(Observation observation, Routed routed, Track to, int wanted, long token) {
        return move(observation, routed, last(to), wanted, token);
    }

    public Move move(Observation observation, Routed routed, ShiftStep step, int wanted, long token) {
        return Move.builder(observation.world(), routed.state(), step.target())
                .minReadyPods(wanted)
                .cutoverId(step.id())
                .token(token)
                .requestedBy(context.identity())
                .routers(observation.routers().stream()
                        .map(one -> one.state().router())
                        .collect(Collectors.toUnmodifiableSet()))
                .build();
    }

    /** The present state of a router as a move, to be proven like a write. */
    public Applied standing(Observation observation, Routed routed, Track on) {
        return standing(observation, routed, TrafficSplit.all(on), 1, context.started());
    }

    /** The same at a step, as a write made it at a moment. */
    public Applied standing(Observation observation, Routed routed, TrafficSplit at, int wanted, Instant since) {
        Move move = Move.builder(observation.world(), routed.state(), at)
                .minReadyPods(wanted)
                .cutoverId(routed.state().cutoverId().orElse(""))
                .token(routed.state().token())
                .requestedBy(context.identity())
                .build();
        return new Applied(routed.strategy(), move, routed.state(), since);
    }

    /** As they are kept: a proof that takes longer gets its time. */
    private Deadlines deadlines(Observation observation) {
        Deadlines set = context.settings().deadlines();
        Duration proof = Longest.provenWithin(observation.strategies());
        Duration between = both().map(both -> ShiftStep.BOTH_PROVEN_WITHIN).orElse(Duration.ZERO);
        Duration overlap = both().map(ShiftStep::pause).orElse(Duration.ZERO);
        return new Deadlines(
                set.preflight(),
                Longest.of(set.verify(), Longest.of(proof, between)).plus(observation(observation)),
                Longest.of(set.rollBack(), proof).plus(between).plus(overlap));
    }

    /** The longest from the first write to the end of the bake. */
    public Duration takes(Observation observation, Track to) {
        List<ShiftStep> steps = steps(to);
        return held(observation, steps)
                .plus(deadlines(observation).verify().multipliedBy(steps.size()))
                .plus(bake());
    }

    private Duration bake() {
        Duration bake = context.settings().bake().duration();
        return bake.isZero() ? bake : bake.plus(context.settings().traits().patience());
    }

    /** Probes of traffic get the time that the routers may need to settle. */
    private Duration observation(Observation observation) {
        return context.settings().probes().isEmpty() ? Duration.ZERO : observation.settleBound();
    }

    private String record() {
        return context.platform().records().describe(context.release().name());
    }

    /** Total time of the steps' pauses, at most. */
    private Duration held(Observation observation, List<ShiftStep> steps) {
        Duration patience = context.settings().traits().patience();
        return steps.stream()
                .map(step -> step.held(observation.settleBound()))
                .filter(held -> !held.isZero())
                .map(patience::plus)
                .reduce(Duration.ZERO, Duration::plus);
    }

    private List<Finding> findings(
            Observation observation, Track to, List<Finding> notes, List<Preflight> preflights, SizePlan sizes) {
        List<Finding> findings = new ArrayList<>(DefaultGates.missingProbes(observation.world()));
        findings.addAll(observation.world().workload(to).findings());
        findings.addAll(shortStandby(observation));
        findings.addAll(OldTrack.missing(observation.world(), to));
        findings.addAll(sizes.scaleUp().findings());
        findings.addAll(unsupported(observation));
        findings.addAll(notes);
        preflights.forEach(preflight -> findings.addAll(preflight.findings()));
        return findings.stream().distinct().map(context.settings()::weighed).toList();
    }

    /** A router that was found, and not named, is known only now. */
    private List<Finding> unsupported(Observation observation) {
        return observation.routers().stream()
                .flatMap(routed -> context.settings().schedule().problem(routed.strategy()).stream())
                .map(problem ->
                        Finding.fatal("schedule-unsupported", problem, "choose a schedule that the router supports"))
                .toList();
    }

    private List<Finding> shortStandby(Observation observation) {
        Duration standby = context.settings().standby().duration();
        return observation.routers().stream()
                .filter(routed -> !standby.isZero() && standby.compareTo(routed.settleBound()) < 0)
                .map(routed -> Finding.warning(
                        "standby-too-short",
                        "standby: " + Wording.of(standby) + " is shorter than the "
                                + Wording.of(routed.settleBound()) + " that "
                                + routed.strategy().router()
                                + " may take to settle: a switch back could come too late",
                        "give standby(...) more than that, hours rather than minutes"))
                .toList();
    }
}
