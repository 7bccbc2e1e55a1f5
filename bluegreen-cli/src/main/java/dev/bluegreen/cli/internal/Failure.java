package dev.bluegreen.cli.internal;

import dev.bluegreen.model.BlueGreenException;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.result.CutoverException;
import java.io.PrintStream;

/** The result of a command that threw. */
public final class Failure {

    private Failure() {}

    /**
     * The result that says what went wrong.
     *
     * @param err gets what is not an expected refusal, with its stack trace
     */
    public static Result of(Throwable error, String command, PrintStream err) {
        return result(error, command, err).asFailure();
    }

    private static Result result(Throwable error, String command, PrintStream err) {
        String message = String.valueOf(error.getMessage());
        if (error instanceof CutoverException ended) {
            return Result.of(ended.report(), ExitCode.of(ended.report().outcome()));
        }
        if (error instanceof ConfigurationException) {
            return Document.of(command, ExitCode.USAGE, message).result();
        }
        if (error instanceof BlueGreenException) {
            return Document.of(command, ExitCode.REFUSED, message).result();
        }
        error.printStackTrace(err);
        return Document.of(command, ExitCode.FAULT, String.valueOf(error)).result();
    }
}
