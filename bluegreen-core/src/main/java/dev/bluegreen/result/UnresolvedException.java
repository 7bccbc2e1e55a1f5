package dev.bluegreen.result;

/**
 * How an operation ended is not settled, whichever it was: a write may have taken effect, or routers disagree. Somebody has to
 * look; the message says at what, and what to call then. The outcome of the report is {@code NEEDS_ATTENTION}.
 */
public final class UnresolvedException extends CutoverException {

    private static final long serialVersionUID = 1;

    UnresolvedException(CutoverReport report) {
        super(report);
    }
}
