package dev.bluegreen.result;

import dev.bluegreen.model.BlueGreenException;

/**
 * A track was staged and did not get ready; traffic was not touched.
 *
 * <p>Serialized, it becomes a {@link BlueGreenException} with the same message and stack trace.
 */
public final class StageException extends BlueGreenException {

    private static final long serialVersionUID = 1;

    private final transient StageReport report;

    /** An exception with the report's sentence as message. */
    public StageException(StageReport report) {
        super(report.sentence());
        this.report = report;
    }

    /** The report. */
    public StageReport report() {
        return report;
    }

    Object writeReplace() {
        return Plain.of(this);
    }
}
