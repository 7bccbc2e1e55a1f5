package dev.bluegreen.laws.schedule;

import dev.bluegreen.laws.Fact;
import dev.bluegreen.laws.Fact.Operation;
import dev.bluegreen.model.Track;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All events of a run, as data, so that parts of it can be left out.
 *
 * @param seed the seed that it was drawn from, which also draws the order of threads
 * @param setup the scene
 * @param tasks the tasks of the releasers
 * @param callFaults the faults of their calls
 * @param incidents the events around them
 */
record Schedule(long seed, Setup setup, List<Task> tasks, List<CallFault> callFaults, List<Incident> incidents) {

    Schedule {
        tasks = List.copyOf(tasks);
        callFaults = List.copyOf(callFaults);
        incidents = List.copyOf(incidents);
    }

    /**
     * The scene.
     *
     * @param routers the number of routers
     * @param pods the pods of each track
     * @param bake of the release
     * @param standby of the release
     * @param overStandby true if staging may give up a standby
     * @param approved true if cutovers need an approval
     * @param skews the error of the wall clock of each releaser
     */
    record Setup(
            int routers,
            int pods,
            Duration bake,
            Duration standby,
            boolean overStandby,
            boolean approved,
            List<Duration> skews) {

        /** Without approvals. */
        Setup(int routers, int pods, Duration bake, Duration standby, boolean overStandby, List<Duration> skews) {
            this(routers, pods, bake, standby, overStandby, false, skews);
        }

        Setup {
            skews = List.copyOf(skews);
        }

        /** What a cutover is asked for. */
        Fact.Asked asked(String cutover) {
            return new Fact.Asked(cutover, bake, bake.isZero() ? 0 : 1, approved, standby);
        }
    }

    /**
     * One call of the public API.
     *
     * @param releaser the releaser, from 0
     * @param after the time since the releaser's task before
     * @param operation the operation
     * @param track the track; not used by some operations
     */
    record Task(int releaser, Duration after, Operation operation, Track track) {

        @Override
        public String toString() {
            return "releaser " + releaser + ", after " + after + ": " + operation + " " + track;
        }
    }

    /**
     * The fault of one call.
     *
     * @param releaser the caller
     * @param call the verb and the router's number, such as {@code save} or {@code shift 0}
     * @param nth the number among its calls of this name, from 1
     * @param kind the fault
     * @param by the delay, of faults that are late
     */
    record CallFault(int releaser, String call, int nth, Kind kind, Duration by) {

        @Override
        public String toString() {
            return "releaser " + releaser + ", call '" + call + "' number " + nth + ": " + kind
                    + (kind.isLate() ? " by " + by : "");
        }
    }

    /** Fault of a call. Faults of writes have no effect on reads. */
    enum Kind {
        /** 409: the write is refused. */
        CONFLICT,
        /** 429: refused for now. */
        THROTTLED,
        /** 500: a read can be repeated; the outcome of a write is unknown to the caller, and it was not made. */
        SERVER_ERROR,
        /** The connection breaks before the write takes effect. */
        LOST_BEFORE,
        /** The connection breaks after the write took effect. */
        LOST_AFTER,
        /** The client gives up, and the write reaches the API later. */
        DELIVERED_LATE,
        /** The answer takes its time. */
        SLOW,
        /** The whole process stands still before the call is sent. */
        PAUSED_BEFORE,
        /** The whole process stands still after the call took effect. */
        PAUSED_AFTER,
        /** The process dies before the call takes effect. */
        KILLED_BEFORE,
        /** The process dies after the call took effect. */
        KILLED_AFTER;

        boolean isLate() {
            return switch (this) {
                case DELIVERED_LATE, SLOW, PAUSED_BEFORE, PAUSED_AFTER -> true;
                default -> false;
            };
        }

        boolean kills() {
            return this == KILLED_BEFORE || this == KILLED_AFTER;
        }
    }

    /**
     * An incident around the release.
     *
     * @param at the time since the start
     * @param what the event
     * @param track the track that it happens to
     * @param number the number of ready pods, of the router, or of seconds
     */
    record Incident(Duration at, What what, Track track, int number) {

        @Override
        public String toString() {
            return "after " + at + ": " + what + " " + track + " " + number;
        }
    }

    /** An incident around the release. */
    enum What {
        /** The number of ready pods of a track changes. */
        PODS,
        /** A foreign write moves a router to a track. */
        FOREIGN_WRITE,
        /** Controllers do nothing for a number of seconds. */
        SLOW_CONTROLLERS,
        /** The workload of a track is deleted. */
        DELETED,
        /** The workload of a track may not be read for a number of seconds. */
        FORBIDDEN,
        /** Watches see nothing for a number of seconds. */
        OUT_OF_SIGHT
    }

    int parts() {
        return tasks.size() + callFaults.size() + incidents.size();
    }

    /** A copy without one part; parts count from 0. */
    Schedule without(int part) {
        int callFault = part - tasks.size();
        int incident = callFault - callFaults.size();
        return new Schedule(
                seed, setup, without(tasks, part), without(callFaults, callFault), without(incidents, incident));
    }

    /** A copy with another order of threads. */
    Schedule withSeed(long other) {
        return new Schedule(other, setup, tasks, callFaults, incidents);
    }

    private static <T> List<T> without(List<T> all, int index) {
        if (index < 0 || index >= all.size()) {
            return all;
        }
        return Stream.concat(all.subList(0, index).stream(), all.subList(index + 1, all.size()).stream())
                .toList();
    }

    @Override
    public String toString() {
        return Stream.of(
                        Stream.of("seed " + seed + ", " + setup),
                        tasks.stream(),
                        callFaults.stream(),
                        incidents.stream())
                .flatMap(lines -> lines)
                .map(Object::toString)
                .collect(Collectors.joining("\n  "));
    }
}
