package dev.bluegreen.internal.engine.stack;

import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.internal.engine.lock.LockPhase;
import dev.bluegreen.internal.engine.observe.Observation;
import dev.bluegreen.internal.engine.observe.Observer;
import dev.bluegreen.internal.engine.observe.Observer.Stored;
import dev.bluegreen.internal.engine.operation.Calls;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Failures;
import dev.bluegreen.internal.engine.operation.NotDone;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.engine.write.AutoscalerPins;
import dev.bluegreen.internal.record.ReleaseRecord;
import dev.bluegreen.internal.record.lock.LockLostException;
import dev.bluegreen.internal.record.lock.ReleaseLock;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Wording;
import dev.bluegreen.result.Operation;
import dev.bluegreen.result.ReleaseStatus.Standby;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Keeps the old track for longer: one entry in the record, under the lock. */
public record StandbyOperation(Context context, Duration by) {

    public Standby run() {
        Calls calls = context.preflightCalls();
        Stored stored = new Observer(context).record(calls);
        try {
            return run(stored, calls);
        } catch (Stop | LockLostException e) {
            throw new NotDone(context, track(stored.record()))
                    .refused("the standby was not extended: " + Failures.sentence(e));
        }
    }

    private Standby run(Stored stored, Calls calls) {
        Stop.ifAny(stored.record().parked());
        Track track = require(stored.record()).track();
        Observation observation = new Observer(context).readable(calls, Optional.of(track.other()));
        try (ReleaseLock lock =
                new LockPhase(context, Operation.EXTEND).run(stored.lease(), observation, track.other(), track)) {
            return extend(lock);
        }
    }

    /** The standby, else the track that would be one; BLUE before the first cutover. */
    private static Track track(ReleaseRecord record) {
        return record.standby()
                .map(Standby::track)
                .or(() -> record.active().map(Track::other))
                .orElse(Track.BLUE);
    }

    private Standby extend(ReleaseLock lock) {
        Standby longer;
        try {
            context.requireNotAborted();
            longer = longer(require(lock.record()));
        } catch (Stop e) {
            lock.release(ReleaseRecord::drop);
            throw e;
        }
        new AutoscalerPins(context, lock).restore();
        lock.release(record -> record.drop().keep(longer, context.identity()));
        context.tell(Kind.WRITE, longer.track() + " is kept as standby until " + Wording.of(longer.until()));
        return longer;
    }

    private Standby longer(Standby kept) {
        Instant now = context.time().now();
        Instant from = kept.until().isBefore(now) ? now : kept.until();
        return new Standby(kept.track(), from.plus(by));
    }

    private static Standby require(ReleaseRecord record) {
        return record.standby()
                .orElseThrow(() -> Stop.because("no track is recorded as standby; a track becomes one by switchTo(...)"
                        + " to the other, and ends as one by a way back, by stage(...) and by retire(...)"));
    }
}
