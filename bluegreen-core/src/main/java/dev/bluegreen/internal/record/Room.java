package dev.bluegreen.internal.record;

import java.util.List;

/**
 * How much of each thing a record is written with. All of it, as long as that fits; else the longest texts are cut first,
 * then what is oldest goes. What recovery rests on goes last: the last announced writes, and the cutover to go back from.
 *
 * @param text characters of each text
 * @param name characters of each name of an object
 * @param events pending events
 * @param past ended cutovers
 * @param intents announced writes
 * @param objectives verdicts of objectives, of each ended cutover
 * @param isWhole whether what this version does not know is kept
 */
record Room(int text, int name, int events, int past, int intents, int objectives, boolean isWhole) {

    /** From all to what fits in any case. */
    static final List<Room> ALL = List.of(
            new Room(
                    ReleaseRecord.LONGEST,
                    300,
                    PendingEvents.KEPT,
                    ReleaseRecord.KEPT,
                    ReleaseRecord.INTENTS,
                    ReleaseRecord.OBJECTIVES,
                    true),
            new Room(
                    250,
                    300,
                    PendingEvents.KEPT,
                    ReleaseRecord.KEPT,
                    ReleaseRecord.INTENTS,
                    ReleaseRecord.OBJECTIVES,
                    true),
            new Room(
                    100,
                    300,
                    PendingEvents.KEPT,
                    ReleaseRecord.KEPT,
                    ReleaseRecord.INTENTS,
                    ReleaseRecord.OBJECTIVES,
                    true),
            new Room(100, 300, 25, ReleaseRecord.KEPT, 20, 3, true),
            new Room(60, 300, 10, 10, 20, 1, true),
            new Room(60, 300, 5, 5, 10, 0, true),
            new Room(60, 300, 5, 5, 10, 0, false),
            new Room(40, 60, 0, 1, 5, 0, false));
}
