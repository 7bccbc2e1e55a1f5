package dev.bluegreen.internal.record.intent;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What was asked for by a cutover, and how far it is. In the record from the moment the lock is taken, so that any process can
 * go on with it.
 *
 * @param request who asked, and of what
 * @param terms how traffic moves, and what has to hold
 * @param approvals who has to agree, and who has
 * @param reached how far it is
 * @param parked what it waits for with the lock free; empty while a process works on it, or died
 */
public record Intent(Request request, Terms terms, Approvals approvals, Reached reached, Optional<Parked> parked) {

    /**
     * A cutover that waits with the lock free.
     *
     * @param waitsFor what it waits for
     * @param until when it stops waiting; empty without a limit
     */
    public record Parked(String waitsFor, Optional<Instant> until) {}

    /** One that has just begun. */
    public static Intent begun(Request request, Terms terms, Approvals approvals) {
        return new Intent(request, terms, approvals, Reached.NOTHING, Optional.empty());
    }

    /** A copy that is further. */
    public Intent reached(UnaryOperator<Reached> change) {
        return new Intent(request, terms, approvals, change.apply(reached), parked);
    }

    /** A copy whose approval is waited for until a moment. */
    public Intent awaiting(Instant deadline) {
        return approvals(approvals.until(deadline));
    }

    /** A copy with one more approval. */
    public Intent approved(Approvals.Given given) {
        return approvals(approvals.with(given));
    }

    /** A copy for another plan: what was tested and approved was the one before. */
    public Intent replanned(Request.Plan plan) {
        return new Intent(request.with(plan), terms, approvals.with(List.of()), reached.tested(false), parked);
    }

    /** A copy with which another process goes on. */
    public Intent resumed() {
        return new Intent(request, terms, approvals, reached.resumed(), Optional.empty());
    }

    private Intent approvals(Approvals next) {
        return new Intent(request, terms, next, reached, parked);
    }
}
