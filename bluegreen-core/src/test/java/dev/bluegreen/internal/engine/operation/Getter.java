package dev.bluegreen.internal.engine.operation;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;

import dev.bluegreen.model.Track;
import dev.bluegreen.result.Outcome;

/** Which getter misbehaves. */
enum Getter {
    APPROVAL_WITHIN,
    APPROVAL_UNANSWERED,
    APPROVAL_AUTHENTICATED,
    APPROVAL_EXCLUDES_REQUESTER,
    APPROVAL_CAN_BE_WITHDRAWN,
    APPROVAL_PERMISSIONS,
    APPROVAL_PROBLEMS,
    SMOKE_TEST_USES,
    SMOKE_TEST_WRITES,
    SMOKE_TEST_PERMISSIONS,
    SMOKE_TEST_PROBLEMS,
    PROBE_USES,
    PROBE_PROBLEMS,
    OBJECTIVE_NAME,
    OBJECTIVE_TOLERANCE,
    OBJECTIVE_PATIENCE,
    OBJECTIVE_PERMISSIONS,
    LISTENER_OUTBOX,
    LISTENER_PERMISSIONS,
    SMOKE_TEST_LIMIT,
    PROBE_BEGIN,
    OBJECTIVE_BEGIN,
    WATCH_STANDS,
    WATCH_REFUSAL,
    WATCH_CLOSE;

    /** True if it is asked once, when the release is built. */
    boolean isReadAtBuild() {
        return compareTo(SMOKE_TEST_LIMIT) < 0;
    }

    boolean canAnswerNull() {
        return this != APPROVAL_AUTHENTICATED
                && this != APPROVAL_EXCLUDES_REQUESTER
                && this != APPROVAL_CAN_BE_WITHDRAWN
                && this != WATCH_STANDS
                && this != WATCH_CLOSE;
    }

    CutoverEnd end() {
        return switch (this) {
            case SMOKE_TEST_LIMIT -> new CutoverEnd(Outcome.REFUSED, BLUE);
            case PROBE_BEGIN, OBJECTIVE_BEGIN -> new CutoverEnd(Outcome.ROLLED_BACK, BLUE);
            default -> new CutoverEnd(Outcome.SWITCHED, GREEN);
        };
    }

    /** How a cutover ends with it. */
    record CutoverEnd(Outcome outcome, Track on) {}
}
