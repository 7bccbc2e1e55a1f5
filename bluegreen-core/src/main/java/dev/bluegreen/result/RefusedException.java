package dev.bluegreen.result;

/**
 * An operation of any kind was refused: no traffic was moved, no track staged or retired. The message says why and what to
 * do; the outcome of the report is {@code REFUSED}. Earlier changes by the operation, such as an entry in the record or a
 * pinned autoscaler, were undone or are named in the message.
 */
public final class RefusedException extends CutoverException {

    private static final long serialVersionUID = 2;

    RefusedException(CutoverReport report) {
        super(report);
    }
}
