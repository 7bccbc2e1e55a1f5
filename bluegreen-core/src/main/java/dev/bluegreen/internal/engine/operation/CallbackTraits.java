package dev.bluegreen.internal.engine.operation;

import dev.bluegreen.check.Access;
import dev.bluegreen.check.slo.Slo.Declared;
import dev.bluegreen.check.slo.Tolerance;
import dev.bluegreen.cutover.PlannedWrite;
import dev.bluegreen.internal.engine.event.Sink;
import dev.bluegreen.model.Permission;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Traits of a release's callbacks, read once, when it is built: no operation has to read them again, and none
 * is stopped by one that throws or never returns then.
 *
 * @param permissions the rights that gates, tests, probes, the approval, objectives and listeners take by themselves
 * @param writes what the smoke tests write
 * @param uses what tests and probes need of the platform
 * @param objectives how each objective is called
 * @param declared what each objective asks
 * @param tolerances how many bad checks are a breach of each objective
 * @param patiences how long each objective is waited for past the end
 * @param sinks the listeners that deliver later
 */
public record CallbackTraits(
        List<Permission> permissions,
        List<PlannedWrite> writes,
        Set<Access> uses,
        List<String> objectives,
        List<Optional<Declared>> declared,
        List<Tolerance> tolerances,
        List<Duration> patiences,
        List<Sink> sinks) {

    /** The longest time that a step or bake is longer than planned. */
    public Duration patience() {
        return patiences.stream().reduce(Duration.ZERO, Longest::of);
    }
}
