package dev.bluegreen.internal.engine.adopt;

import dev.bluegreen.check.PreflightDepth;
import dev.bluegreen.internal.engine.observe.Observation;
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
import dev.bluegreen.internal.engine.stack.StageOrder;
import dev.bluegreen.internal.record.ReleaseRecord;
import dev.bluegreen.internal.result.CutoverPlanData;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Workload;
import dev.bluegreen.result.CutoverPlan;
import dev.bluegreen.spi.Staging;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks at an app that is to get its first track, and plans it. Writes nothing. */
public final class IntroductionLook {

    private final Context context;
    private final StageOrder order;
    private final Optional<String> manifest;
    private final Track to;
    private final Calls calls;
    private final Stored stored;
    private final Observation observation;

    /**
     * Looks.
     *
     * @throws Stop if it is not the first release
     */
    public IntroductionLook(Context context, StageOrder order, Optional<String> manifest) {
        this.context = context;
        this.order = order;
        this.manifest = manifest;
        this.to = order.track();
        this.calls = context.preflightCalls();
        this.stored = new Observer(context).record(calls);
        requireFirst(stored.record());
        this.observation = look(calls);
    }

    /** The world before it. */
    Observation observation() {
        return observation;
    }

    /**
     * The plan with its findings, whatever they are.
     *
     * @throws Stop if both tracks exist, or neither and no manifest was given
     */
    public CutoverPlanData plan() {
        requireAlone(observation);
        Optional<Staging> staging = staged();
        CutoverPlanData plan = new Planner(context)
                .plan(
                        observation,
                        to,
                        1,
                        new ChangeControl(context, calls).gates(),
                        List.of(),
                        SizePlan.none(observation, to),
                        calls);
        List<Finding> all = plan.findings().stream()
                .filter(finding -> !finding.id().equals(StagedFirst.LATER))
                .toList();
        return plan.adopting(
                staging.map(write -> StagedFirst.writes(plan.writes(), write, to + ", without traffic until then"))
                        .orElseGet(plan::writes),
                all,
                permissions(plan));
    }

    /**
     * The same as the result of a preflight, before anything is written.
     *
     * @throws Stop if it is refused
     */
    PreflightResult preflight() {
        requireAlone(observation);
        staged().ifPresent(staging -> {
            List<String> unused = calls.read(staging::rehearse);
        });
        String closed = Obstacles.worded(
                new ChangeControl(context, calls)
                        .gates().stream().filter(gate -> !gate.passed()).toList(),
                List.of());
        Stop.ifAny(Optional.of(closed).filter(why -> !why.isEmpty()));
        SizePlan sizes = SizePlan.none(observation, to);
        return new PreflightResult(
                stored,
                observation,
                to.other(),
                to,
                1,
                sizes.scaleUp(),
                new Planner(context).plan(observation, to, 1, List.of(), List.of(), sizes, calls));
    }

    /** What is to be staged, from what is there now. */
    Staging staging(Calls now) {
        requireAlone(look(now));
        return request(now);
    }

    private Optional<Staging> staged() {
        if (manifest.isPresent()) {
            return Optional.of(request(calls));
        }
        if (observation.world().workload(to).isNone()) {
            throw Stop.because(
                    "introduce: " + to + " has no workload, and no manifest was given; give one by .manifest(...)");
        }
        return Optional.empty();
    }

    private Staging request(Calls now) {
        return now.read(() -> context.workloads().stage(order.request(context.release(), manifest)));
    }

    /** Neither track needs to be there. */
    private Observation look(Calls now) {
        Observation found = new Observer(context).whatever(now, Optional.of(to.other()));
        if (!found.unread().isEmpty()) {
            throw Stop.because("not every router could be read: " + String.join(", ", found.unread()));
        }
        return found;
    }

    private void requireFirst(ReleaseRecord record) {
        Stop.ifAny(record.parked());
        record.active().ifPresent(active -> {
            throw Stop.because(context.release().name() + " was released before, and traffic is on " + active
                    + "; use stage(...) and switchTo(...)");
        });
    }

    private void requireAlone(Observation now) {
        Workload other = now.world().workload(to.other());
        if (!other.isNone() || other.isReadInPart()) {
            throw Stop.because("introduce: " + to + ", but " + other.name() + " is there for " + to.other()
                    + ", so that it is not the first release; use switchTo(" + to + "), after stage(" + to
                    + ") where that track does not exist");
        }
        if (!now.isOn(to.other())) {
            throw Stop.because("introduce: " + to + ", but " + now.everyRouter()
                    + " sends traffic to its pods from their"
                    + " readiness on, before they are tested; introduce " + to.other() + ", or let the router name "
                    + to.other() + " until then");
        }
    }

    private List<Permission> permissions(CutoverPlan plan) {
        return Stream.of(
                        plan.permissions(),
                        context.platform().permissions(context.release(), PreflightDepth.THOROUGH),
                        context.workloads()
                                .permissions(
                                        observation.world(),
                                        context.settings().departure().by()))
                .flatMap(List::stream)
                .distinct()
                .toList();
    }
}
