package dev.bluegreen.internal.engine;

import dev.bluegreen.internal.engine.event.Sink;
import dev.bluegreen.internal.record.Log;
import dev.bluegreen.result.ReleaseStatus.Delivery;
import java.util.List;
import java.util.Optional;

/**
 * Delivery to each sink for a status: by the record, and for those of this process by what they are doing now.
 *
 * @param sinks those of this process
 */
record Deliveries(List<Sink> sinks) {

    List<Delivery> of(Log log) {
        return log.sinks().stream().map(sink -> of(sink, log)).toList();
    }

    private Delivery of(Log.Sink sink, Log log) {
        Optional<Sink> ours =
                sinks.stream().filter(one -> one.name().equals(sink.name())).findFirst();
        int pending = log.unconfirmedBy(sink).size();
        return new Delivery(
                sink.name(),
                pending,
                sink.last(),
                ours.map(one -> one.outbox().problem()).orElse(sink.problem()));
    }
}
