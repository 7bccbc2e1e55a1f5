package com.example.releases;

import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.CutoverListener;
import java.io.IOException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Sends the events of one cutover to one browser, and ends with the last one. */
final class EventStream implements CutoverListener {

    private static final long NO_TIMEOUT = 0;

    private final SseEmitter emitter = new SseEmitter(NO_TIMEOUT);
    private final int seen;

    /** Leaves out the events up to this number. */
    EventStream(int seen) {
        this.seen = seen;
    }

    SseEmitter emitter() {
        return emitter;
    }

    @Override
    public void on(CutoverEvent event) {
        try {
            if (event.number() > seen) {
                emitter.send(SseEmitter.event()
                        .id(Integer.toString(event.number()))
                        .name(event.kind().name())
                        .data(event.phase() + " " + event.sentence()));
            }
            if (event.kind() == CutoverEvent.Kind.ENDED) {
                emitter.complete();
            }
        } catch (IOException e) {
            emitter.completeWithError(e); // the browser has gone
        }
    }
}
