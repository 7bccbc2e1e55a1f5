package dev.bluegreen.laws.schedule;

import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.spi.Platform;
import dev.bluegreen.spi.StoredRecord;
import dev.bluegreen.spi.Time;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a schedule runs: one app under release with its routers, all on BLUE at the start, and the same number of ready pods
 * on each track. What it is asked here happens behind the releasers' backs, and is never disturbed.
 */
public interface Scene extends AutoCloseable {

    /** Makes the scene of one schedule. */
    interface Factory {

        /**
         * Sets it up.
         *
         * @param seed for whatever the scene draws
         * @param routers how many routers the app has, 1 or more
         * @param pods ready pods of each track, 1 or more
         */
        Scene open(long seed, int routers, int pods);
    }

    /** The name of the app. */
    String app();

    /** The time everything here lives in. */
    Time time();

    /** Moves time forward, and lets what becomes due happen. */
    void advance(Duration by);

    /** The platform as one more process sees it, by a connection of its own. */
    Platform connect(String process);

    /** The strategies that move the routers, in order, by the connection of a platform that was given by this scene. */
    List<CutoverStrategy> routers(Platform connection);

    /** Where a router sends traffic now; counts from 0. */
    TrafficSplit routing(int router);

    /** The ready pods of a track now. */
    int ready(Track track);

    /** Makes so many pods of a track ready, and asks for as many if fewer were asked for. */
    void setReady(Track track, int pods);

    /** Makes a foreign write to a router; counts from 0. */
    void foreignWrite(int router, Track to);

    /** Deletes the workload of a track, as somebody else would; without that, none of its pods is ready any more. */
    default void delete(Track track) {
        setReady(track, 0);
    }

    /** Refuses to let the workload of a track be read, or no longer does; nothing where nobody is refused anything. */
    default void forbid(Track track, boolean forbidden) {}

    /**
     * Hides all changes from watches, or no longer does; nothing where watches are not cut off.
     *
     * @return true if it did
     */
    default boolean hide(boolean hidden) {
        return false;
    }

    /** Posts a notice to all releases, in place of the one of this name; nothing where there are none. */
    default void post(String notice, Map<String, String> entries) {}

    /** Takes a notice away. */
    default void unpost(String notice) {}

    /** The record as it is stored now. */
    Optional<StoredRecord> record();

    /** True if what a strategy says of a router is read from it at that moment, and not from a watch that may lag. */
    boolean provesAtOnce();

    @Override
    void close();
}
