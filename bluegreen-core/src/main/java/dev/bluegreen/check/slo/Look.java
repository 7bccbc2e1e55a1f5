package dev.bluegreen.check.slo;

import dev.bluegreen.internal.answer.StoreException;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/** Preflight check of a metric. */
final class Look {

    private Look() {}

    /** Findings if the store is unreachable, refuses the query, or has no data. */
    static List<Finding> at(String metric, Supplier<OptionalDouble> question) {
        try {
            return question.get().isPresent() ? List.of() : List.of(nothing(metric));
        } catch (StoreException e) {
            return List.of(e.finding());
        } catch (UncheckedIOException e) {
            return List.of(new Finding(
                    "slo-source",
                    Severity.FATAL,
                    "the source of " + metric + ", which the bake rests on, does not answer: " + e.getMessage(),
                    "correct its address, or wait until it is up"));
        }
    }

    private static Finding nothing(String metric) {
        return new Finding(
                "slo-no-data",
                Severity.WARNING,
                metric + " has no data before the move",
                "check the names in its query; without data until the end of the bake, traffic goes back");
    }
}
