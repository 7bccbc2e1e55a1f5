package dev.bluegreen.internal.record;

import java.util.List;
import java.util.stream.Stream;

/**
 * How much of each thing a record is written with. All of it, as long as that fits; else the longest texts are cut first,
 * then what is oldest goes. What recovery rests on goes last: the last announced writes, and the cutover to go back from.
 *
 * @param lengths of texts in any part
 * @param intents announced writes
 * @param log of the log
 * @param isWhole true if what this version does not know is kept
 */
record Room(Lengths lengths, int intents, OfLog log, boolean isWhole) {

    /**
     * Maximum lengths of texts.
     *
     * @param text characters of each text
     * @param name characters of each name of an object
     */
    record Lengths(int text, int name) {}

    /**
     * Maximum sizes of the log.
     *
     * @param events pending events
     * @param past ended cutovers
     * @param objectives verdicts of objectives, of each ended cutover
     */
    record OfLog(int events, int past, int objectives) {

        static final OfLog ALL = new OfLog(Log.EVENTS, Log.KEPT, Log.OBJECTIVES);
    }

    /** From all to what fits in any case. */
    static final List<Room> ALL = Stream.concat(
                    Stream.of(Texts.LONGEST, 250, 100)
                            .map(text -> new Room(new Lengths(text, 300), InFlight.ANNOUNCED, OfLog.ALL, true)),
                    Stream.of(
                            new Room(new Lengths(100, 300), 20, new OfLog(25, Log.KEPT, 3), true),
                            new Room(new Lengths(60, 300), 20, new OfLog(10, 10, 1), true),
                            new Room(new Lengths(60, 300), 10, new OfLog(5, 5, 0), true),
                            new Room(new Lengths(60, 300), 10, new OfLog(5, 5, 0), false),
                            new Room(new Lengths(40, 60), 5, new OfLog(0, 1, 0), false),
                            new Room(new Lengths(24, 24), 5, new OfLog(0, 1, 0), false)))
            .toList();
}
