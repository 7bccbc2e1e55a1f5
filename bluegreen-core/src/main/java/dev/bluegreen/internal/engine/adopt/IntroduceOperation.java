package dev.bluegreen.internal.engine.adopt;

import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.internal.engine.ending.Ending;
import dev.bluegreen.internal.engine.ending.Reporter;
import dev.bluegreen.internal.engine.ending.UnderLock;
import dev.bluegreen.internal.engine.ending.UnderLock.Begun;
import dev.bluegreen.internal.engine.lock.LockPhase;
import dev.bluegreen.internal.engine.observe.Observation;
import dev.bluegreen.internal.engine.observe.Observer;
import dev.bluegreen.internal.engine.observe.Observer.Stored;
import dev.bluegreen.internal.engine.operation.Calls;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.engine.plan.ChangeControl;
import dev.bluegreen.internal.engine.plan.Obstacles;
import dev.bluegreen.internal.engine.plan.PlannedIntent;
import dev.bluegreen.internal.engine.plan.Planner;
import dev.bluegreen.internal.engine.plan.PreflightResult;
import dev.bluegreen.internal.engine.plan.SizePlan;
import dev.bluegreen.internal.engine.stack.StageOrder;
import dev.bluegreen.internal.engine.stack.StageWait;
import dev.bluegreen.internal.engine.stack.StageWrite;
import dev.bluegreen.internal.engine.stack.StageWrite.Written;
import dev.bluegreen.internal.engine.write.Progress;
import dev.bluegreen.internal.record.ReleaseRecord;
import dev.bluegreen.internal.record.lock.ReleaseLock;
import dev.bluegreen.model.GateResult;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Workload;
import dev.bluegreen.model.World;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Operation;
import dev.bluegreen.spi.Staging;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The very first release: one track is staged and gets the traffic, while the other does not exist. */
public final class IntroduceOperation {

    private final Context context;
    private final StageOrder order;
    private final Optional<String> manifest;
    private final Track to;
    private final Reporter reporter;
    private final Progress progress = new Progress();

    public IntroduceOperation(Context given, StageOrder order, Optional<String> manifest) {
        this.context = given.with(given.settings().withoutStandby());
        this.order = order;
        this.manifest = manifest;
        this.to = order.track();
        this.reporter = new Reporter(context, Operation.SWITCH, to);
    }

    public CutoverReport run() {
        return new UnderLock(context).report(reporter, progress, this::begin);
    }

    private Begun begin() {
        context.eventLog().about(to);
        Calls calls = context.preflightCalls();
        Stored stored = new Observer(context).record(calls);
        requireFirst(stored.record());
        Observation observation = observation(calls);
        progress.saw(observation);
        requireAlone(observation);
        context.intent().begin(new PlannedIntent(context).of(planned(stored, observation, calls)));
        ReleaseLock taken = new LockPhase(context, Operation.SWITCH)
                .run(stored.lease(), observation, to.other(), to, Optional.empty());
        return Begun.with(taken, this::underLock);
    }

    private CutoverReport underLock(ReleaseLock lock, Ending ending) {
        return new FirstCutover(context, reporter, progress, to).run(this::stage, lock, ending);
    }

    /** Neither track needs to be there. */
    private Observation observation(Calls calls) {
        Observation found = new Observer(context).whatever(calls, Optional.of(to.other()));
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

    private PreflightResult planned(Stored stored, Observation observation, Calls calls) {
        if (manifest.isPresent()) {
            List<String> unused = calls.read(staging(calls)::rehearse);
        } else if (observation.world().workload(to).isNone()) {
            throw Stop.because(
                    "introduce: " + to + " has no workload, and no manifest was given; give one by .manifest(...)");
        }
        List<GateResult> closed = new ChangeControl(context, calls)
                .gates().stream().filter(gate -> !gate.passed()).toList();
        Stop.ifAny(Optional.of(Obstacles.worded(closed, List.of())).filter(why -> !why.isEmpty()));
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

    private Staging staging(Calls calls) {
        return calls.read(() -> context.workloads().stage(order.request(context.release(), manifest)));
    }

    /** What is there and was not given is waited for as it is. */
    private Consumer<World> stage(ReleaseLock lock) {
        context.enter(Phase.STAGE);
        Calls calls = context.preflightCalls();
        int pods = manifest.isPresent()
                ? written(lock, calls)
                : calls.survey().workload(to).desired();
        new StageWait(context, to, order.within()).await(Math.max(1, pods), context.deadline(order.within()));
        return world -> {};
    }

    private int written(ReleaseLock lock, Calls calls) {
        Written written = new StageWrite(context, lock, to, record -> record).make(calls, () -> {
            requireAlone(observation(calls));
            return staging(calls);
        });
        written.notes().forEach(note -> context.tell(Kind.FINDING, note));
        lock.write(record -> record.stagedAs(to, written.template()));
        return written.pods();
    }
}
