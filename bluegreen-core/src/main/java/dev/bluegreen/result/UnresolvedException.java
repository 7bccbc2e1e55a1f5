package dev.bluegreen.result;

/**
 * The end of an operation of any kind is not settled: a write may have taken effect, or routers disagree. Manual intervention
 * is required; the message says what to look at, and what to call then. The outcome of the report is {@code NEEDS_ATTENTION}.
 */
public final class UnresolvedException extends CutoverException {

    private static final long serialVersionUID = 1;

    UnresolvedException(CutoverReport report) {
        super(report);
    }
}
