package dev.bluegreen.aws.cloudwatch;

import dev.bluegreen.check.slo.Slo.Result;
import dev.bluegreen.check.slo.Slo.Verdict;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.PlatformException.Kind;

/** What an error of CloudWatch means for an objective: a question that it refuses is another matter than no answer. */
final class Refusal {

    private Refusal() {}

    /**
     * After the move: a question that is refused gives no data.
     *
     * @throws PlatformException the same, when there was no answer to the question: the source is down
     */
    static Result later(String objective, PlatformException error) {
        if (!isAboutQuestion(error)) {
            throw error;
        }
        return new Result(Verdict.NO_DATA, objective + ": " + error.getMessage());
    }

    /** Before the move: nothing could be judged by it. */
    static Finding before(String objective, PlatformException error) {
        boolean question = isAboutQuestion(error);
        return new Finding(
                question ? "slo-query" : "slo-source",
                Severity.FATAL,
                objective + ", which the bake rests on, cannot be read: " + error.getMessage(),
                question ? "correct what is asked for" : "mend that, or leave the objective out");
    }

    private static boolean isAboutQuestion(PlatformException error) {
        return error.kind() == Kind.INVALID || error.kind() == Kind.NOT_FOUND;
    }
}
