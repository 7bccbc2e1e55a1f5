package dev.bluegreen.internal.engine.adopt;

import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.internal.engine.ending.Reporter;
import dev.bluegreen.internal.engine.ending.UnderLock;
import dev.bluegreen.internal.engine.ending.UnderLock.Begun;
import dev.bluegreen.internal.engine.lock.LockPhase;
import dev.bluegreen.internal.engine.operation.Calls;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.plan.PlannedIntent;
import dev.bluegreen.internal.engine.plan.PreflightResult;
import dev.bluegreen.internal.engine.stack.StageOrder;
import dev.bluegreen.internal.engine.stack.StageWait;
import dev.bluegreen.internal.engine.stack.StageWrite;
import dev.bluegreen.internal.engine.stack.StageWrite.Written;
import dev.bluegreen.internal.engine.write.Progress;
import dev.bluegreen.internal.record.lock.ReleaseLock;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.World;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Operation;
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
        IntroductionLook look = new IntroductionLook(context, order, manifest);
        progress.saw(look.observation());
        PreflightResult preflight = look.preflight();
        context.intent().begin(new PlannedIntent(context).of(preflight));
        ReleaseLock taken = new LockPhase(context, Operation.SWITCH)
                .run(preflight.stored().lease(), preflight.observation(), to.other(), to, Optional.empty());
        FirstCutover cutover = new FirstCutover(context, reporter, progress, to);
        return Begun.with(taken, (lock, ending) -> cutover.run(held -> stage(look, held), lock, ending));
    }

    /** What is there and was not given is waited for as it is. */
    private Consumer<World> stage(IntroductionLook look, ReleaseLock lock) {
        context.enter(Phase.STAGE);
        Calls calls = context.preflightCalls();
        int pods = manifest.isPresent()
                ? written(look, lock, calls)
                : calls.survey().workload(to).desired();
        new StageWait(context, to, order.within()).await(Math.max(1, pods), context.deadline(order.within()));
        return world -> {};
    }

    private int written(IntroductionLook look, ReleaseLock lock, Calls calls) {
        Written written = new StageWrite(context, lock, to, record -> record).make(calls, () -> look.staging(calls));
        written.notes().forEach(note -> context.tell(Kind.FINDING, note));
        lock.write(record -> record.stagedAs(to, written.template()));
        return written.pods();
    }
}
