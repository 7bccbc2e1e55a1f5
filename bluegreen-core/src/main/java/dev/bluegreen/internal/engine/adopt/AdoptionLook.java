package dev.bluegreen.internal.engine.adopt;

import dev.bluegreen.check.PreflightDepth;
import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.internal.engine.observe.Observation;
import dev.bluegreen.internal.engine.observe.Observation.Routed;
import dev.bluegreen.internal.engine.observe.Observer;
import dev.bluegreen.internal.engine.observe.Observer.Stored;
import dev.bluegreen.internal.engine.operation.Calls;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.engine.plan.ChangeControl;
import dev.bluegreen.internal.engine.plan.Obstacles;
import dev.bluegreen.internal.engine.plan.Planner;
import dev.bluegreen.internal.engine.plan.PreflightResult;
import dev.bluegreen.internal.engine.plan.SizePlan;
import dev.bluegreen.internal.engine.stack.CloneStep;
import dev.bluegreen.internal.record.ReleaseRecord;
import dev.bluegreen.internal.record.Traffic.Adopted;
import dev.bluegreen.internal.result.CutoverPlanData;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.GateResult;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.ReleaseSpec.Origin;
import dev.bluegreen.model.RetireBy;
import dev.bluegreen.model.Track;
import dev.bluegreen.result.CutoverPlan;
import dev.bluegreen.spi.Staging;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks at an app that is to be adopted, and plans it. Writes nothing. */
public final class AdoptionLook {

    private final Context context;
    private final Origin origin;
    private final Track clone;
    private final Calls calls;
    private final Stored stored;
    private final Observation observation;

    /**
     * Looks.
     *
     * @throws Stop if the release is none to be adopted
     */
    public AdoptionLook(Context context, Origin origin) {
        this.context = context;
        this.origin = origin;
        this.clone = origin.track().other();
        this.calls = context.preflightCalls();
        Observer observer = new Observer(context);
        this.stored = observer.record(calls);
        Stop.ifAny(stored.record().parked());
        requireSame(stored.record());
        this.observation = observer.survey(calls, Optional.of(origin.track()));
    }

    /** The world before it. */
    public Observation observation() {
        return observation;
    }

    /** True if it was adopted from this workload before, and still has the way back to it. */
    public boolean isDone() {
        return observation.isOn(clone)
                && stored.record().active().equals(Optional.of(clone))
                && stored.record().adopted().filter(Adopted::stands).isPresent();
    }

    /** The plan with its findings, whatever they are. */
    public CutoverPlanData plan() {
        requireUnnamed();
        List<Finding> found = findings();
        Optional<Staging> staging = found.stream().anyMatch(Obstacles::isFatal)
                ? Optional.empty()
                : Optional.of(new CloneStep(context, origin).staging(calls));
        List<GateResult> freezes = new ChangeControl(context, calls).gates();
        CutoverPlanData plan = new Planner(context)
                .plan(observation, clone, 1, freezes, List.of(), SizePlan.none(observation, clone), calls);
        List<Finding> all = Stream.of(List.of(stands()), found, plan.findings())
                .flatMap(List::stream)
                .filter(finding -> !finding.id().equals(StagedFirst.LATER))
                .distinct()
                .toList();
        return plan.adopting(
                staging.map(write -> StagedFirst.writes(plan.writes(), write, clone(write)))
                        .orElseGet(List::of),
                all,
                permissions(plan));
    }

    /**
     * The same as the result of a preflight, before anything is written.
     *
     * @throws Stop if it is refused
     */
    public PreflightResult preflight() {
        CutoverPlanData plan = plan();
        String obstacles = Obstacles.worded(
                plan.gates().stream().filter(gate -> !gate.passed()).toList(), plan.findings());
        if (!obstacles.isEmpty()) {
            throw Stop.because(obstacles);
        }
        List<String> unused = calls.read(new CloneStep(context, origin).staging(calls)::rehearse);
        SizePlan sizes = SizePlan.none(observation, clone);
        int wanted = new Planner(context).wanted(observation, clone);
        return new PreflightResult(stored, observation, origin.track(), clone, wanted, sizes.scaleUp(), plan);
    }

    private void requireSame(ReleaseRecord record) {
        record.adopted()
                .map(Adopted::origin)
                .filter(other -> !other.equals(origin))
                .ifPresent(other -> {
                    throw Stop.because("adopt: '" + origin.workload() + "', but the release is adopted from '"
                            + other.workload() + "'; name that one, or retire it with retireOrigin()");
                });
    }

    private void requireUnnamed() {
        if (!observation.isOn(origin.track())) {
            throw Stop.because(
                    observation.everyRouter() + ": the router names a track already, so that there is nothing to"
                            + " adopt; call switchTo(...) or, with one track only, introduce(...)");
        }
        observation.routers().stream()
                .map(Routed::strategy)
                .filter(strategy -> strategy.adopting().isEmpty())
                .map(CutoverStrategy::router)
                .findFirst()
                .ifPresent(router -> {
                    throw Stop.because(
                            "cutover: " + router + " has no value without a track, so that it cannot be adopted;"
                                    + " adopt by the Service alone, with selectorPatch(...)");
                });
    }

    private Finding stands() {
        return context.settings()
                .weighed(Finding.info(
                        "adopt-origin",
                        origin.track() + " stands for " + origin.workload()
                                + " in this plan, and in every event and report of" + " it",
                        "rollBack() returns to it until " + origin.track() + " is staged"));
    }

    private List<Finding> findings() {
        return calls
                .read(() -> context.workloads()
                        .adoptable(
                                context.release(),
                                observation.routers().stream()
                                        .map(Routed::state)
                                        .toList()))
                .stream()
                .map(context.settings()::weighed)
                .toList();
    }

    private String clone(Staging staging) {
        return "clone of " + origin.workload() + " with "
                + context.release().labels().trackKey() + "="
                + context.release().labels().value(clone) + ", " + staging.pods()
                + " pods; shares traffic from its readiness on";
    }

    private List<Permission> permissions(CutoverPlan plan) {
        RetireBy by = context.settings().departure().by();
        return Stream.of(
                        plan.permissions(),
                        context.platform().permissions(context.release(), PreflightDepth.THOROUGH),
                        context.workloads().permissions(observation.world(), by))
                .flatMap(List::stream)
                .distinct()
                .toList();
    }
}
