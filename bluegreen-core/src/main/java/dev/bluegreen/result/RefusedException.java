package dev.bluegreen.result;

/**
 * What was asked for was refused, whichever operation it was: no traffic was moved, no track staged or retired. The message
 * says why and what to do; the outcome of the report is {@code REFUSED}. What the operation did before, such as an entry in
 * the record or a pinned autoscaler, was undone or is named in the message.
 */
public final class RefusedException extends CutoverException {

    private static final long serialVersionUID = 2;

    RefusedException(CutoverReport report) {
        super(report);
    }
}
