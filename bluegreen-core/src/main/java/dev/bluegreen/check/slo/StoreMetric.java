package dev.bluegreen.check.slo;

import dev.bluegreen.internal.answer.StoreException;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.ReleaseSpec;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A number that one query to a metrics store returns.
 *
 * @param name its name in messages; without secrets
 * @param asked what the query asks, whole; never shown
 * @param permissions that the requests need
 * @param query asks the store
 */
record StoreMetric(String name, String asked, List<Permission> permissions, Query query) implements Metric {

    /** A query with one number as its answer. */
    interface Query {
        OptionalDouble ask(Instant until, Duration window);
    }

    @Override
    public OptionalDouble read(Instant until, Duration window) {
        return query.ask(until, window);
    }

    @Override
    public Optional<String> asks() {
        return Optional.of(asked);
    }

    @Override
    public List<Permission> permissions(ReleaseSpec release) {
        return permissions;
    }

    /** Findings if the store is unreachable, refuses the query, or has no data. */
    @Override
    public List<Finding> preflight(Instant now) {
        try {
            return read(now, WINDOW).isPresent() ? List.of() : List.of(noData());
        } catch (StoreException e) {
            return List.of(e.finding());
        } catch (UncheckedIOException e) {
            return List.of(Finding.fatal(
                    "slo-source",
                    "the source of " + name + ", which the bake rests on, does not answer: " + e.getMessage(),
                    "correct its address, or wait until it is up"));
        }
    }

    private Finding noData() {
        return Finding.warning(
                "slo-no-data",
                name + " has no data before the move",
                "check the names in its query; without data until the end of the bake, traffic goes back");
    }

    /** The name, because the query may contain secrets. */
    @Override
    public String toString() {
        return name;
    }
}
