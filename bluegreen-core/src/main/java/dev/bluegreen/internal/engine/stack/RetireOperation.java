package dev.bluegreen.internal.engine.stack;

import dev.bluegreen.internal.engine.ending.CloneAway;
import dev.bluegreen.internal.engine.ending.UnderLock;
import dev.bluegreen.internal.engine.lock.LockPhase;
import dev.bluegreen.internal.engine.observe.Observation;
import dev.bluegreen.internal.engine.observe.Observer;
import dev.bluegreen.internal.engine.observe.Observer.Stored;
import dev.bluegreen.internal.engine.operation.Calls;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Deadline;
import dev.bluegreen.internal.engine.operation.NotDone;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.engine.stack.IdleRules.Settled;
import dev.bluegreen.internal.engine.write.AutoscalerPins;
import dev.bluegreen.internal.engine.write.WorkloadWriter;
import dev.bluegreen.internal.record.ReleaseRecord;
import dev.bluegreen.internal.record.Traffic.Adopted;
import dev.bluegreen.internal.record.lock.LockLostException;
import dev.bluegreen.internal.record.lock.ReleaseLock;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Workload;
import dev.bluegreen.result.Operation;
import dev.bluegreen.result.Retirement;
import java.util.Optional;

/**
 * Scales an idle track down to 0, or deletes its workload, when nothing can send it traffic any more, it has ended its work
 * and its standby is over.
 */
public final class RetireOperation {

    private final Context context;
    private final Track track;
    private final Observer observer;
    private final IdleRules rules;
    private final DrainWait drain;

    public RetireOperation(Context context, Track track) {
        this.context = context;
        this.track = track;
        this.observer = new Observer(context);
        this.rules = new IdleRules(context, track);
        this.drain = new DrainWait(context, track);
    }

    public Retirement run() {
        Calls calls = context.preflightCalls();
        Stored stored = observer.record(calls);
        Optional<Context> adopted = context.ifAdopted(stored.record());
        if (adopted.isPresent()) {
            return new RetireOperation(adopted.get(), track).run();
        }
        retire(stored, calls);
        return new PodTermination(context, track).await();
    }

    private void retire(Stored stored, Calls calls) {
        try {
            Stop.ifAny(stored.record().parked());
            Observation observation = observation(calls);
            requireIdle(observation);
            requireOver(observation, kept(stored.record()));
            Settled settled = rules.awaitSettled(stored.record(), observation);
            drain.await(observation);
            ReleaseLock lock =
                    new LockPhase(context, Operation.RETIRE).run(stored.lease(), observation, track.other(), track);
            new UnderLock(context)
                    .change(
                            lock,
                            () -> putAway(lock, settled, context.preflightCalls()),
                            (record, was) -> gone(record, was).drop());
        } catch (Stop | LockLostException e) {
            String named = context.release().named(track);
            throw new NotDone(context, track).of(e, named + " was not retired: ", named + " may have been retired: %s");
        }
    }

    /** An origin is kept for a time of its own. */
    private ReleaseRecord kept(ReleaseRecord record) {
        return context.release().isOrigin(track) ? record.ofOrigin(track) : record;
    }

    /** An origin that does not stand for the track any more leaves it as it is. */
    private ReleaseRecord gone(ReleaseRecord record, Workload was) {
        boolean isOrigin = context.release().isOrigin(track);
        boolean isTrack = !isOrigin || record.adopted().filter(Adopted::stands).isPresent();
        ReleaseRecord retired = isTrack ? record.retired(track, was.desired()) : record;
        return isOrigin ? retired.originRetired() : retired;
    }

    private Observation observation(Calls calls) {
        return observer.survey(calls, Optional.of(track.other()));
    }

    /** A clone whose adoption moved nothing shares the traffic of the origin: it is no track that may still be needed. */
    private boolean isLeftClone(ReleaseRecord record) {
        return context.release().isOrigin(track.other()) && record.active().isEmpty();
    }

    private Workload putAway(ReleaseLock lock, Settled settled, Calls calls) {
        Deadline deadline = context.rollBackDeadline();
        WorkloadWriter writer = new WorkloadWriter(context, lock, deadline);
        Workload retired = switch (context.settings().departure().by()) {
            case SCALING_DOWN -> writer.scale(() -> idle(lock, settled, calls), 0);
            case DELETION -> writer.delete(() -> idle(lock, settled, calls));
        };
        new AutoscalerPins(context, lock).restore(retired);
        return retired;
    }

    /** The workload, as read now: nothing may send it traffic. */
    private Workload idle(ReleaseLock lock, Settled settled, Calls calls) {
        context.requireNotAborted();
        Observation now = observation(calls);
        requireIdle(now);
        requireOver(now, kept(lock.record()));
        rules.requireUnmoved(lock.record(), settled);
        drain.require(now.world());
        if (context.release().isOrigin(track.other())) {
            CloneAway.requireOrigin(now.world(), track.other());
        }
        return now.world().workload(track);
    }

    private void requireIdle(Observation observation) {
        rules.requireNoTraffic(observation);
        rules.requireNoFailingOpen(observation);
    }

    private void requireOver(Observation observation, ReleaseRecord record) {
        if (observation.isUnrecorded(record)) {
            throw Stop.because("its record was lost; recover() rebuilds it from the routers");
        }
        if (!record.active().equals(Optional.of(track.other())) && !isLeftClone(record)) {
            throw Stop.because("no cutover to " + track.other() + " is recorded, so it may still be needed; switch to "
                    + track.other() + " first");
        }
        rules.requireSettled(record);
        rules.requireNoStandby(record, "retire it after that");
    }
}
