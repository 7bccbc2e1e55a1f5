package dev.bluegreen.internal.engine.stack;

import dev.bluegreen.internal.engine.observe.Observer;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.NotDone;
import dev.bluegreen.internal.record.ReleaseRecord;
import dev.bluegreen.model.ReleaseSpec.Origin;
import dev.bluegreen.model.Track;
import dev.bluegreen.result.Retirement;

/** Retires the workload from which a release was adopted, as if it were the idle track. */
public record RetireOriginOperation(Context context) {

    public Retirement run() {
        ReleaseRecord record =
                new Observer(context).record(context.preflightCalls()).record();
        Origin idle = record.adopted()
                .map(adopted -> adopted.idle(record.active()))
                .orElseThrow(() -> new NotDone(context, Track.GREEN)
                        .refused(
                                "no origin was retired: none is recorded; it was retired before, or the release was not"
                                        + " adopted"));
        return new RetireOperation(context.adopting(idle), idle.track()).run();
    }
}
