package dev.bluegreen.event;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes one line for each event to the logger {@code dev.bluegreen.audit}, level INFO. */
public final class Slf4jAudit implements CutoverListener {

    private static final Logger AUDIT = LoggerFactory.getLogger("dev.bluegreen.audit");

    /** Creates an audit that writes to that logger. */
    public Slf4jAudit() {}

    @Override
    public String name() {
        return "audit log";
    }

    @Override
    public void on(CutoverEvent event) {
        AUDIT.info(
                "release={} cutover={} n={}{} phase={} event={} {}",
                event.release(),
                event.cutoverId(),
                event.number(),
                event.replayed() ? " replayed=true" : "",
                event.phase(),
                event.kind(),
                event.sentence());
    }
}
