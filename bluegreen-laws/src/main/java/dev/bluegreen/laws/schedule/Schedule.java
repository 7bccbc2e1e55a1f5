package dev.bluegreen.laws.schedule;

import dev.bluegreen.check.ChangeWindow;
import dev.bluegreen.laws.Fact;
import dev.bluegreen.laws.Fact.Operation;
import dev.bluegreen.model.Track;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
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
     * @param freezes what may keep its traffic from moving
     * @param skews the error of the wall clock of each releaser
     */
    record Setup(
            int routers,
            int pods,
            Duration bake,
            Duration standby,
            boolean overStandby,
            boolean approved,
            Freezes freezes,
            List<Duration> skews) {

        /** Without approvals and freezes. */
        Setup(int routers, int pods, Duration bake, Duration standby, boolean overStandby, List<Duration> skews) {
            this(routers, pods, bake, standby, overStandby, false, Freezes.NONE, skews);
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
     * What may keep the traffic of a release from moving.
     *
     * @param denied the minutes in which its own window is closed; empty if it has none
     * @param ofNamespace true if it keeps to the windows of the namespace
     * @param waiting how long it waits for a window
     * @param holding how long it holds traffic while all releases are stopped; zero if it is not to be stopped
     * @param overriding true if the first releaser passes the windows by name
     * @param thinking when its approval is given
     */
    record Freezes(
            Optional<Minutes> denied,
            boolean ofNamespace,
            Duration waiting,
            Duration holding,
            boolean overriding,
            Duration thinking) {

        static final Freezes NONE =
                new Freezes(Optional.empty(), false, Duration.ZERO, Duration.ZERO, false, Duration.ZERO);

        boolean isStoppable() {
            return !holding.isZero();
        }

        boolean hasWindows() {
            return denied.isPresent() || ofNamespace;
        }
    }

    /** Minutes of the run, from one to another. */
    record Minutes(int from, int to) {

        ChangeWindow denied() {
            return ChangeWindow.deny("UTC").between(LocalTime.of(0, from), LocalTime.of(0, to));
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
        KILLED_AFTER,
        /** Somebody stops all releases right before the call is sent, for a time. */
        STOPPED,
        /** Another process closes the way back right before the call is sent. */
        CLOSED,
        /** Another process cancels the cutover under way right before the call is sent. */
        CANCELLED,
        /** The process is told to shut down right before the call is sent, and to send back what it is at. */
        SHUT_DOWN,
        /** The same, and to leave it to another one. */
        LEFT;

        /** Those of the network and of the process. */
        static final List<Kind> FAULTS =
                Stream.of(values()).filter(kind -> !kind.isOfPeople()).toList();

        boolean isLate() {
            return switch (this) {
                case DELIVERED_LATE, SLOW, PAUSED_BEFORE, PAUSED_AFTER, STOPPED -> true;
                default -> false;
            };
        }

        /** What somebody does meanwhile, and no disturbance of the call. */
        boolean isOfPeople() {
            return switch (this) {
                case STOPPED, CLOSED, CANCELLED, SHUT_DOWN, LEFT -> true;
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
        OUT_OF_SIGHT,
        /** All releases are stopped for a number of seconds. */
        STOP,
        /** The windows of the namespace are closed for a number of seconds. */
        WINDOWS,
        /** Objectives are breached for a number of seconds. */
        BREACH
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
