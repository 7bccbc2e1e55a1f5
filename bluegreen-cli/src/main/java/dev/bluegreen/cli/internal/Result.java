package dev.bluegreen.cli.internal;

import dev.bluegreen.report.ReleaseJson;
import dev.bluegreen.result.CutoverReport;

/**
 * The result of a command.
 *
 * @param code its exit code
 * @param text for a person
 * @param json the same as a document
 * @param isResult false for an error message, which belongs on the standard error
 */
public record Result(ExitCode code, String text, String json, boolean isResult) {

    /** A result, whatever its code. */
    public Result(ExitCode code, String text, String json) {
        this(code, text, json, true);
    }

    /** The same text as an error message. */
    Result asFailure() {
        return new Result(code, text, json, false);
    }

    /** A success without a document of its own. */
    public static Result done(String command, Object result) {
        return Document.of(command, ExitCode.DONE, String.valueOf(result)).result();
    }

    /** A report, of an operation that ended as requested or otherwise. */
    public static Result of(CutoverReport report, ExitCode code) {
        return new Result(code, report.sentence(), ReleaseJson.of(report));
    }
}
