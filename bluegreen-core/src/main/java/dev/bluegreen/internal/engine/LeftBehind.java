package dev.bluegreen.internal.engine;

import dev.bluegreen.internal.engine.cutover.RecordedTerms;
import dev.bluegreen.internal.engine.cutover.ResumeOperation;
import dev.bluegreen.internal.engine.ending.Reporter;
import dev.bluegreen.internal.engine.lock.Redelivery;
import dev.bluegreen.internal.engine.observe.Observer;
import dev.bluegreen.internal.engine.observe.Observer.Stored;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.rollback.RecoverAtRest;
import dev.bluegreen.internal.engine.rollback.RecoverOperation;
import dev.bluegreen.internal.record.InFlight;
import dev.bluegreen.internal.record.ReleaseRecord;
import dev.bluegreen.internal.record.Sizes.Pin;
import dev.bluegreen.internal.record.intent.Intent.Parked;
import dev.bluegreen.model.Recovery;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Operation;
import dev.bluegreen.spi.StoredRecord;
import java.util.Optional;

/** What a process left behind that died, or parked a cutover: another one goes on with it, finishes it, or undoes it. */
final class LeftBehind {

    private final Context context;
    private final Stored stored;
    private final ReleaseRecord record;

    LeftBehind(Context own) {
        this.stored = new Observer(own).record(own.preflightCalls());
        this.record = stored.record();
        this.context = own.asAdopted(record);
    }

    boolean isCutover() {
        return record.inFlight()
                .filter(left -> left.operation() == Operation.SWITCH)
                .isPresent();
    }

    /** Goes on with a cutover; anything else is ended, as by {@code recover()}. Nothing is written where nothing is unfinished. */
    CutoverReport resume() {
        return isAtRest()
                ? new RecoverAtRest(context, record).run()
                : ResumeOperation.of(context, stored, false)
                        .map(LeftBehind::run)
                        .orElseGet(() -> end(Recovery.AUTO));
    }

    CutoverReport recover(Recovery how) {
        Optional<Parked> parked = how == Recovery.ROLL_BACK ? Optional.empty() : parked();
        if (parked.isPresent()) {
            return parked(parked.get());
        }
        Optional<ResumeOperation> cutover =
                how == Recovery.AUTO ? ResumeOperation.of(context, stored, true) : Optional.empty();
        return cutover.map(LeftBehind::run).orElseGet(() -> end(how));
    }

    private static CutoverReport run(ResumeOperation cutover) {
        try {
            return cutover.run();
        } finally {
            new Redelivery(cutover.context()).acknowledge();
        }
    }

    private Optional<Parked> parked() {
        return record.waits().filter(parked -> holder().isEmpty());
    }

    private CutoverReport parked(Parked parked) {
        InFlight left = record.inFlight().orElseThrow();
        return new Reporter(context, Operation.RECOVER, left.to()).parked(left, parked);
    }

    private CutoverReport end(Recovery how) {
        return isAtRest() ? atRest() : new RecoverOperation(asRecorded(), stored, how).run();
    }

    /** The old track is kept as long as was asked for. */
    private Context asRecorded() {
        return record.intent()
                .map(intent -> context.with(new RecordedTerms(context, intent).settings()))
                .orElse(context);
    }

    private boolean isAtRest() {
        return record.active().isPresent()
                && record.inFlight().isEmpty()
                && record.sizes().pins().stream().noneMatch(Pin::isRaised)
                && holder().isEmpty();
    }

    private Optional<String> holder() {
        return stored.lease().flatMap(StoredRecord::holder);
    }

    /** Nothing to do but to tell how it ended, in case the process that ended it died before, and whether it is so still. */
    private CutoverReport atRest() {
        new Redelivery(context).of(stored);
        return new RecoverAtRest(context, record).run();
    }
}
