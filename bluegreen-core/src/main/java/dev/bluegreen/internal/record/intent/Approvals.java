package dev.bluegreen.internal.record.intent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The required approval, the approvals so far, and the way past closed windows.
 *
 * @param needed the required kind of approval
 * @param deadline end of the first wait, which a resumption does not extend; empty before that wait
 * @param given the approvals, oldest first, at most {@link #KEPT}
 * @param passed the closed windows at the first traffic write, and who passed them; empty if none were
 */
public record Approvals(Needed needed, Optional<Instant> deadline, List<Given> given, String passed) {

    /** Maximum number of approvals that are kept. */
    public static final int KEPT = 10;

    /** While no window has been passed. */
    public Approvals(Needed needed, Optional<Instant> deadline, List<Given> given) {
        this(needed, deadline, given, "");
    }

    /** Copies the list and drops the oldest. */
    public Approvals {
        given = List.copyOf(given.subList(Math.max(0, given.size() - KEPT), given.size()));
    }

    /**
     * A kind of approval.
     *
     * @param waits true if it has to be waited for
     * @param authenticated true if the approver has to be known
     * @param excludesRequester true if the requester may not approve
     */
    public record Needed(boolean waits, boolean authenticated, boolean excludesRequester) {

        /** True if another one is at least as strict. */
        public boolean isMetBy(Needed other) {
            return (!waits || other.waits)
                    && (!authenticated || other.authenticated)
                    && (!excludesRequester || other.excludesRequester);
        }
    }

    /**
     * An approval.
     *
     * @param by the approver; empty if unnamed
     * @param why the reason, for a person; empty for none
     * @param at the time
     * @param plan the hash of the plan it is for
     */
    public record Given(String by, String why, Instant at, String plan) {}

    /** The last approval of a plan. */
    public Optional<Given> of(String plan) {
        return given.stream().filter(one -> one.plan().equals(plan)).reduce((before, after) -> after);
    }

    Approvals until(Instant moment) {
        return new Approvals(needed, deadline.or(() -> Optional.of(moment)), given, passed);
    }

    Approvals passing(String windows) {
        return new Approvals(needed, deadline, given, windows);
    }

    Approvals with(Given one) {
        List<Given> all = new ArrayList<>(given);
        all.add(one);
        return with(all);
    }

    Approvals with(List<Given> all) {
        return new Approvals(needed, deadline, all, passed);
    }
}
