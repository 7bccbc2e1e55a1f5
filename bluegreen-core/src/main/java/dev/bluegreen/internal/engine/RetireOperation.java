package dev.bluegreen.internal.engine;

import dev.bluegreen.internal.engine.Observer.Journal;
import dev.bluegreen.internal.record.LockLostException;
import dev.bluegreen.internal.record.ReleaseLock;
import dev.bluegreen.internal.record.ReleaseRecord;
import dev.bluegreen.model.CutoverEvent.Kind;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.RefusedException;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Workload;
import java.time.Instant;
import java.util.Optional;

/** Scales an idle track down to 0, when nothing can send it traffic any more and its standby is over. */
final class RetireOperation {

    private final Context context;
    private final Track track;
    private final Observer observer;

    RetireOperation(Context context, Track track) {
        this.context = context;
        this.track = track;
        this.observer = new Observer(context);
    }

    Workload run() {
        Calls calls =
                context.calls(context.deadline(context.settings().deadlines().preflight()));
        try {
            Journal journal = observer.journal(calls);
            Situation situation = situation(calls);
            requireIdle(situation);
            requireOver(journal.journal());
            try (ReleaseLock lock = new LockPhase(context).run(journal.stored(), situation, track, track.other())) {
                return scaleDown(lock, calls);
            }
        } catch (Stop | LockLostException e) {
            throw new RefusedException(context.release().name() + ": " + track + " was not retired: "
                    + Stop.because(e).why());
        }
    }

    private Situation situation(Calls calls) {
        return observer.situation(
                calls, observer.routers(calls, Optional.of(track.other())).strategies());
    }

    private Workload scaleDown(ReleaseLock lock, Calls calls) {
        try {
            Situation now = situation(calls);
            requireIdle(now);
            requireOver(lock.journal());
            lock.requireHeld();
            Workload workload = now.world().workload(track);
            context.tell(Kind.INTENT, workload.name() + " to 0 pods");
            context.platform().workloads().scale(workload, 0);
            context.tell(Kind.WRITE, workload.name() + " is asked for 0 pods");
            return workload;
        } finally {
            free(lock);
        }
    }

    private void requireIdle(Situation situation) {
        if (situation.sendsTo(track)) {
            throw Stop.because(situation.whereTrafficIs() + "; switch to " + track.other() + " first");
        }
        situation
                .routers()
                .forEach(routed -> routed.strategy()
                        .mayFailOpen(context.release(), track)
                        .ifPresent(why -> {
                            throw Stop.because(why);
                        }));
    }

    private void requireOver(ReleaseRecord record) {
        Instant now = context.time().now();
        if (!record.active().equals(Optional.of(track.other()))) {
            throw Stop.because("no cutover to " + track.other()
                    + " is recorded, so nothing tells that it is not needed; switch to " + track.other() + " first");
        }
        record.trafficVerified().filter(now::isBefore).ifPresent(until -> {
            throw Stop.because("load balancers may still send it traffic until " + until + "; retire it after that");
        });
        record.standby()
                .filter(kept -> kept.track() == track && now.isBefore(kept.until()))
                .ifPresent(kept -> {
                    throw Stop.because("it is kept as standby until " + kept.until() + "; retire it after that");
                });
    }

    private void free(ReleaseLock lock) {
        try {
            lock.release(ReleaseRecord::drop);
        } catch (LockLostException | PlatformException e) {
            context.tell(Kind.WRITE, "the lock could not be freed and runs out by itself: " + e.getMessage());
        }
    }
}
