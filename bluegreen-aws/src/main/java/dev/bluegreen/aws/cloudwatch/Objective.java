package dev.bluegreen.aws.cloudwatch;

import dev.bluegreen.check.slo.Slo.Result;
import dev.bluegreen.check.slo.Slo.Verdict;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.PlatformException.Kind;
import dev.bluegreen.model.Wording;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Results and findings common to all objectives on CloudWatch. A refused query differs from a missing response. */
record Objective(String name) {

    private static final String SOURCE = "fix that, or leave the objective out";

    /**
     * The result of a check; no data for a refused query.
     *
     * @throws PlatformException if CloudWatch did not respond: the source is down
     */
    Result check(Supplier<Result> read) {
        try {
            return read.get();
        } catch (PlatformException e) {
            if (!isAboutQuery(e)) {
                throw e;
            }
            return new Result(Verdict.NO_DATA, name + ": " + e.getMessage());
        }
    }

    /** Findings before the move; an error of CloudWatch is one. */
    List<Finding> preflight(Supplier<List<Finding>> read) {
        try {
            return read.get();
        } catch (PlatformException e) {
            String sentence = name + ", which the bake rests on, cannot be read: " + e.getMessage();
            return List.of(
                    isAboutQuery(e)
                            ? Finding.fatal("slo-query", sentence, "correct the query")
                            : Finding.fatal("slo-source", sentence, SOURCE));
        }
    }

    /** Findings about a result before the move, with the severity and remedy of a breach, and the remedy of missing data. */
    static List<Finding> before(Result result, Severity breach, String breached, String empty) {
        String sentence = result.sentence();
        return switch (result.verdict()) {
            case GOOD -> List.of();
            case BAD ->
                List.of(new Finding(
                        "slo-breached",
                        breach,
                        sentence + ", before any traffic has moved",
                        breached + ": the bake would send traffic back for it"));
            case NO_DATA, NOT_YET ->
                List.of(Finding.warning(
                        "slo-no-data", sentence, empty + ", or set the meaning with treatMissingData(...)"));
            case STORE_DOWN -> List.of(Finding.fatal("slo-source", sentence, SOURCE));
        };
    }

    /** Finding if the first verdict on the new track comes after the watch. */
    Optional<Finding> slow(Duration takes, Duration watched, String why, String remedy) {
        return takes.compareTo(watched) <= 0
                ? Optional.empty()
                : Optional.of(Finding.warning(
                        "slo-slow",
                        name + " " + why + ", and is watched for " + Wording.of(watched)
                                + ": too late to stop the release",
                        remedy));
    }

    private static boolean isAboutQuery(PlatformException error) {
        return error.kind() == Kind.INVALID || error.kind() == Kind.NOT_FOUND;
    }
}
