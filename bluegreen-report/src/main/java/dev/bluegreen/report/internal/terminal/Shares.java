package dev.bluegreen.report.internal.terminal;

import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.model.TrafficSplit;
import java.util.LinkedHashMap;
import java.util.Map;

/** The shares of each router, by its announced and made writes. For one thread at a time. */
final class Shares {

    private final Map<String, TrafficSplit> now = new LinkedHashMap<>();

    /** Where traffic is before the first write is known by its announcement. */
    void on(CutoverEvent event) {
        event.move().ifPresent(move -> {
            if (event.kind() == Kind.WRITE) {
                now.put(move.router(), move.after());
            } else {
                now.putIfAbsent(move.router(), move.before());
            }
        });
    }

    Map<String, TrafficSplit> now() {
        return now;
    }
}
