package dev.bluegreen.result;

import dev.bluegreen.model.BlueGreenException;

/**
 * An operation did not end as requested; the message says why and where traffic is now. Its type follows the outcome: {@link
 * RefusedException} when nothing was done, {@link UnresolvedException} when manual intervention is required, this type when
 * traffic went back or stays as declared.
 *
 * <p>Serialized, it becomes a {@link BlueGreenException} with the same message and stack trace: a report is of this process.
 */
public sealed class CutoverException extends BlueGreenException permits RefusedException, UnresolvedException {

    private static final long serialVersionUID = 2;

    private final transient CutoverReport report;

    CutoverException(CutoverReport report) {
        super(report.sentence());
        this.report = report;
    }

    /** The exception that fits the outcome of a report. */
    public static CutoverException of(CutoverReport report) {
        return switch (report.outcome()) {
            case REFUSED -> new RefusedException(report);
            case NEEDS_ATTENTION -> new UnresolvedException(report);
            default -> new CutoverException(report);
        };
    }

    /** What happened, with its history. */
    public final CutoverReport report() {
        return report;
    }

    Object writeReplace() {
        return Plain.of(this);
    }
}
