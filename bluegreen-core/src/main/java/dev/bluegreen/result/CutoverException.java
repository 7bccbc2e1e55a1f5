package dev.bluegreen.result;

import dev.bluegreen.model.BlueGreenException;

/** An operation did not end as asked; the message says why and where traffic is now. */
public final class CutoverException extends BlueGreenException {

    private static final long serialVersionUID = 1;

    private final transient CutoverReport report;

    /** The end of an operation. */
    public CutoverException(CutoverReport report) {
        super(report.sentence());
        this.report = report;
    }

    /** The report, with its history. */
    public CutoverReport report() {
        return report;
    }
}
