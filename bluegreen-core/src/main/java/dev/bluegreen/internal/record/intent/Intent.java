package dev.bluegreen.internal.record.intent;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A requested cutover, and its progress. In the record from the moment the lock is taken, so that any process can resume
 * it.
 *
 * @param request the requester and the release
 * @param terms the settings that hold
 * @param approvals the required approval, and those so far
 * @param reached its progress
 * @param freezes the wait for freezes, of a request; empty for a cutover that they refuse
 * @param parked its wait with a free lock; empty while a process works on it, or after that died
 */
public record Intent(
        Request request,
        Terms terms,
        Approvals approvals,
        Reached reached,
        Optional<FreezeWait> freezes,
        Optional<Parked> parked) {

    /**
     * A cutover that waits with the lock free.
     *
     * @param waitsFor the condition
     * @param until the end of the wait; empty without a limit
     */
    public record Parked(String waitsFor, Optional<Instant> until) {

        private static final String WAITS = "waits for ";

        /** By what the operation has said that it waits for, if it does. */
        public static Parked of(Optional<String> said, Optional<Instant> until) {
            return said.filter(what -> what.startsWith(WAITS))
                    .map(what -> new Parked(what.substring(WAITS.length()), until))
                    .orElseGet(() -> new Parked("resume()", Optional.empty()));
        }
    }

    /**
     * The wait for closed windows and a stop, before traffic has moved.
     *
     * @param until its end; empty without a limit
     */
    public record FreezeWait(Optional<Instant> until) {}

    /** One that has just begun. */
    public static Intent begun(Request request, Terms terms, Approvals approvals) {
        return new Intent(request, terms, approvals, Reached.NOTHING, Optional.empty(), Optional.empty());
    }

    /** A copy that is further. */
    public Intent reached(UnaryOperator<Reached> change) {
        return new Intent(request, terms, approvals, change.apply(reached), freezes, parked);
    }

    /** A copy with the requester's name at the API server. */
    public Intent requestedAs(Optional<String> known) {
        return new Intent(request.with(known), terms, approvals, reached, freezes, parked);
    }

    /** A copy whose approval is waited for until a moment. */
    public Intent awaiting(Instant deadline) {
        return approvals(approvals.until(deadline));
    }

    /** A copy with one more approval. */
    public Intent approved(Approvals.Given given) {
        return approvals(approvals.with(given));
    }

    /** Who passed closed windows, to follow the reason of the end; empty if nobody did. */
    public Optional<String> passed() {
        return Optional.of(approvals.passed()).filter(how -> !how.isEmpty()).map("; "::concat);
    }

    /** A copy whose first write passes closed windows. */
    public Intent passing(String windows) {
        return approvals(approvals.passing(windows));
    }

    /** A copy for another plan, untested and without approvals. */
    public Intent replanned(Request.Plan plan) {
        return new Intent(request.with(plan), terms, approvals.with(List.of()), reached.tested(false), freezes, parked);
    }

    /** A copy for a resumption. */
    public Intent resumed() {
        return new Intent(request, terms, approvals, reached.resumed(), freezes, Optional.empty());
    }

    /** A copy that waits for freezes. */
    public Intent waiting(FreezeWait wait) {
        return new Intent(request, terms, approvals, reached, Optional.of(wait), parked);
    }

    /** A copy that waits with the lock free, or no longer. */
    public Intent parked(Optional<Parked> wait) {
        return new Intent(request, terms, approvals, reached, freezes, wait);
    }

    private Intent approvals(Approvals next) {
        return new Intent(request, terms, next, reached, freezes, parked);
    }
}
