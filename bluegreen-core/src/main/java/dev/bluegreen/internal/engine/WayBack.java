package dev.bluegreen.internal.engine;

import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.internal.engine.cutover.CancelOperation;
import dev.bluegreen.internal.engine.ending.Reporter;
import dev.bluegreen.internal.engine.observe.Observer;
import dev.bluegreen.internal.engine.observe.Observer.Stored;
import dev.bluegreen.internal.engine.observe.WayBackLook;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Failures;
import dev.bluegreen.internal.engine.rollback.RollBackOperation;
import dev.bluegreen.internal.record.InFlight;
import dev.bluegreen.internal.record.RecordCodec;
import dev.bluegreen.internal.record.ReleaseRecord;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Workload;
import dev.bluegreen.result.Cancellation;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Operation;
import dev.bluegreen.result.PastCutover;
import java.util.Optional;

/** The way back from where traffic is: of the cutover under way, else of the last one. A parked one is cancelled first. */
record WayBack(Context context) {

    @SuppressWarnings("ReferenceEquality") // The same object, unless the release is adopted.
    CutoverReport run() {
        try {
            WayBackLook look = WayBackLook.at(context);
            Optional<Context> adopted = context.ifAdopted(look.stored().record());
            if (adopted.isPresent()) {
                Optional<Workload> beside = beside(look, adopted.get());
                return beside.isPresent() ? sharing(beside.get()) : new WayBack(adopted.get()).run();
            }
            return look.stored().record().isParked() ? withdrawn(look.stored()) : back(look);
        } catch (PlatformException e) {
            if (e.kind() != PlatformException.Kind.INVALID) {
                throw e;
            }
            Reporter reporter = new Reporter(context, Operation.ROLL_BACK, Track.BLUE);
            throw CutoverException.of(reporter.notGoneBack(Failures.sentence(e)));
        }
    }

    /** Pods of the track for which an origin stands, made by somebody else: the origin's selector would match them as well. */
    private static Optional<Workload> beside(WayBackLook look, Context adopted) {
        return adopted.release()
                .origin()
                .filter(origin -> to(look.stored().record()).equals(Optional.of(origin.track())))
                .flatMap(origin -> look.world().map(world -> world.workload(origin.track())))
                .filter(workload -> !workload.isNone() && workload.desired() > 0);
    }

    private CutoverReport sharing(Workload beside) {
        Track track = beside.track();
        return new Reporter(context, Operation.ROLL_BACK, track)
                .notGoneBack("the selector of the origin would send traffic to " + beside.name() + " " + beside.images()
                        + " as well, which was made for " + track + " meanwhile; scale it to 0 and call rollBack(), or"
                        + " call switchTo(" + track + "), which tests it first");
    }

    /** What it has moved goes back with it; else the last cutover does, if there is one. */
    private CutoverReport withdrawn(Stored stored) {
        InFlight parked = stored.record().inFlight().orElseThrow();
        Cancellation cancelled = new CancelOperation(context, parked.id()).run();
        context.note(Kind.FINDING, cancelled.sentence());
        WayBackLook now = WayBackLook.at(context);
        return cancelled.done()
                        && parked.announced().isEmpty()
                        && now.stored().record().lastSwitch().isPresent()
                ? back(now)
                : new Reporter(context, Operation.ROLL_BACK, parked.from()).withdrawn(cancelled, parked.from());
    }

    private CutoverReport back(WayBackLook look) {
        return to(look.stored().record())
                .map(back -> new RollBackOperation(context, look, back).run())
                .orElseGet(() -> nothing(look.stored()));
    }

    /** From a move that is under way and has touched traffic, it is the way back of that one. */
    private static Optional<Track> to(ReleaseRecord record) {
        return record.inFlight()
                .filter(now -> now.operation().isMove() && !now.announced().isEmpty())
                .map(InFlight::back)
                .or(() -> record.lastSwitch().map(PastCutover::from));
    }

    /** Parts of the record that are unreadable may hide the missing cutover. */
    private CutoverReport nothing(Stored stored) {
        Reporter reporter = new Reporter(
                context, Operation.ROLL_BACK, stored.record().active().orElse(Track.BLUE));
        try {
            ReleaseRecord unused = new Observer(context).decode(stored.lease(), RecordCodec::decodeAny);
            return reporter.nothingToGoBackTo();
        } catch (PlatformException e) {
            return reporter.notGoneBack(Failures.sentence(e));
        }
    }
}
