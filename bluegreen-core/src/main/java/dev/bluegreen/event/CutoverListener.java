package dev.bluegreen.event;

import dev.bluegreen.model.CutoverEvent;

/**
 * Told of everything that happens in an operation, in order, on the operation's own thread: it should be quick. What it
 * throws is logged and changes nothing.
 */
@FunctionalInterface
public interface CutoverListener {

    /** One thing happened. */
    void on(CutoverEvent event);
}
