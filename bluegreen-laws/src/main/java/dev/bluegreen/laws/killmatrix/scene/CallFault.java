package dev.bluegreen.laws.killmatrix.scene;

import dev.bluegreen.testkit.fault.Fault;
import java.time.Duration;

/** A fault of one API call of one process. */
public enum CallFault {
    /** The process dies before the call took effect. */
    KILLED_BEFORE,
    /** The process dies after the call took effect, and before it is answered. */
    KILLED_AFTER,
    /** Answered 409, nothing is applied. */
    CONFLICT,
    /** Answered 429 with a Retry-After, nothing is applied. */
    THROTTLED,
    /** Answered 500, nothing is applied. */
    SERVER_ERROR,
    /** Applied and answered after {@link #LATE}, which is past every deadline of an operation and past the lease. */
    DELAYED,
    /** The connection is cut, nothing is applied. */
    LOST_BEFORE,
    /** Applied, then the connection is cut. */
    LOST_AFTER,
    /** The connection is cut; what was asked for is applied after {@link #MUCH_LATER}, when the lock has been freed. */
    DELIVERED_LATE;

    /** Delay of a delayed call's response. */
    public static final Duration LATE = Duration.ofMinutes(3);

    /** Delay after which a call that was cut off lands; by then every operation has ended. */
    public static final Duration MUCH_LATER = Duration.ofHours(2);

    private static final int RETRY_AFTER_SECONDS = 2;

    /** True if the process is dead afterwards. */
    public boolean kills() {
        return this == KILLED_BEFORE || this == KILLED_AFTER;
    }

    /** The fault to inject into the request, for scenes based on a {@link dev.bluegreen.testkit.FakeCluster}. */
    public Fault fault() {
        return switch (this) {
            case KILLED_BEFORE -> Fault.crashBefore();
            case KILLED_AFTER -> Fault.crashAfter();
            case CONFLICT -> Fault.status(409);
            case THROTTLED -> Fault.status(429, RETRY_AFTER_SECONDS);
            case SERVER_ERROR -> Fault.status(500);
            case DELAYED -> Fault.delay(LATE);
            case LOST_BEFORE -> Fault.dropBefore();
            case LOST_AFTER -> Fault.dropAfter();
            case DELIVERED_LATE -> Fault.deliverLate(MUCH_LATER);
        };
    }
}
