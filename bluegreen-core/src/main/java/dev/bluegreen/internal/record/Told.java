package dev.bluegreen.internal.record;

import dev.bluegreen.event.CutoverEvent;
import java.util.List;

/**
 * What listeners were told, or are about to be, of the writes and the end of the operations that wrote last, so that they
 * can be told again.
 *
 * @param events the newest {@link #KEPT}
 * @param owed whether there are listeners that send later, of which nobody knows yet that they have
 * @param behind whether a listener that is told at once had not heard all of it, because it blocked
 */
public record Told(List<CutoverEvent> events, boolean owed, boolean behind) {

    /** How many events are kept. */
    static final int KEPT = 50;

    /** Nothing was told. */
    static final Told NOTHING = new Told(List.of(), false, false);

    /** Keeps the newest. */
    public Told {
        events = List.copyOf(events.subList(Math.max(0, events.size() - KEPT), events.size()));
    }

    Told with(List<CutoverEvent> others) {
        return new Told(others.stream().map(Told::shortened).toList(), owed, behind);
    }

    private static CutoverEvent shortened(CutoverEvent event) {
        return event.toBuilder()
                .sentence(Texts.shortened(event.sentence(), ReleaseRecord.LONGEST))
                .build();
    }
}
