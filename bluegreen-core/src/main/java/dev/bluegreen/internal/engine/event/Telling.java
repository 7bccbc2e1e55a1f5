package dev.bluegreen.internal.engine.event;

import dev.bluegreen.event.CutoverEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * One event on its way to the listeners.
 *
 * @param letters one for each listener that is told
 */
record Telling(List<Sent> letters) {

    /** Nothing is told. */
    static final Telling NOTHING = new Telling(List.of());

    /**
     * One of them.
     *
     * @param lane of the listener
     * @param letter with the event
     */
    record Sent(Lane lane, Lane.Letter letter) {}

    static Telling of(List<Lane> lanes, CutoverEvent event) {
        List<Sent> sent = new ArrayList<>();
        lanes.forEach(lane -> lane.put(event).ifPresent(letter -> sent.add(new Sent(lane, letter))));
        return new Telling(sent);
    }

    /** Waits until all have heard, each of them for as long as its lane does. */
    void await() {
        letters.forEach(sent -> sent.lane().await(sent.letter()));
    }
}
