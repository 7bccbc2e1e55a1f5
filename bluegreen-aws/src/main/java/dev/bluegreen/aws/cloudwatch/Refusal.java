package dev.bluegreen.aws.cloudwatch;

import dev.bluegreen.check.slo.Slo.Result;
import dev.bluegreen.check.slo.Slo.Verdict;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.PlatformException.Kind;

/** Meaning of a CloudWatch error for an objective: a refused request differs from no response. */
final class Refusal {

    private Refusal() {}

    /**
     * Result after the move: no data for a refused request.
     *
     * @throws PlatformException the given error, if CloudWatch did not respond: the source is down
     */
    static Result later(String objective, PlatformException error) {
        if (!isAboutQuestion(error)) {
            throw error;
        }
        return new Result(Verdict.NO_DATA, objective + ": " + error.getMessage());
    }

    /** Finding before the move: the objective could not judge anything. */
    static Finding before(String objective, PlatformException error) {
        boolean question = isAboutQuestion(error);
        return new Finding(
                question ? "slo-query" : "slo-source",
                Severity.FATAL,
                objective + ", which the bake rests on, cannot be read: " + error.getMessage(),
                question ? "correct the query" : "fix that, or leave the objective out");
    }

    private static boolean isAboutQuestion(PlatformException error) {
        return error.kind() == Kind.INVALID || error.kind() == Kind.NOT_FOUND;
    }
}
