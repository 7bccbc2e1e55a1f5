package dev.bluegreen.check;

import dev.bluegreen.model.CutoverPlan;
import java.time.Duration;

/** Decides whether a tested cutover may move traffic. Implementations are thread-safe. */
public interface Approval {

    /** Asks once; asked again on an interval while {@link Decision#PENDING}. */
    Decision decide(String cutoverId, CutoverPlan plan);

    /** How long to wait for a decision before the cutover is refused. */
    Duration within();

    /** An answer. */
    enum Decision {
        /** Traffic may move. */
        APPROVED,
        /** Traffic may not move. */
        REJECTED,
        /** Nobody decided yet. */
        PENDING
    }

    /** Approves at once; the default. */
    static Approval automatic() {
        return new Approval() {
            @Override
            public Decision decide(String cutoverId, CutoverPlan plan) {
                return Decision.APPROVED;
            }

            @Override
            public Duration within() {
                return Duration.ZERO;
            }
        };
    }
}
