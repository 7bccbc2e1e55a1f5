package dev.bluegreen.internal.engine.plan;

import dev.bluegreen.check.slo.Bake;
import dev.bluegreen.internal.engine.observe.Observation;
import dev.bluegreen.internal.engine.operation.CallbackTraits;
import dev.bluegreen.internal.engine.operation.Longest;
import dev.bluegreen.internal.engine.operation.Settings;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Wording;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Objectives that tolerate more bad checks than there can be: each step, and the bake, counts anew. */
record TooFewChecks(Settings settings, List<ShiftStep> steps) {

    List<Finding> findings(Observation observation) {
        CallbackTraits traits = settings.traits();
        long most = Stream.concat(
                        Stream.of(bake(observation)), steps.stream().map(step -> step.held(observation.settleBound())))
                .mapToLong(this::checks)
                .max()
                .orElse(0);
        return IntStream.range(0, traits.tolerances().size())
                .filter(place -> traits.tolerances().get(place).bad() > most)
                .mapToObj(place -> finding(
                        traits.objectives().get(place),
                        traits.tolerances().get(place).bad(),
                        most))
                .toList();
    }

    private Finding finding(String name, int bad, long most) {
        return Finding.warning(
                "slo-slow",
                name + " is breached by " + bad + " bad checks, and no step and no bake has more than " + most
                        + " checks, which are made every "
                        + Wording.of(settings.bake().interval()),
                "let breachedBy(...) need fewer, or give a longer bake or a shorter every(...)");
    }

    /** A small standby is made only when traffic is verified, which the bake lasts for. */
    private Duration bake(Observation observation) {
        Duration bake = settings.bake().duration();
        return settings.standby().pods().isPresent() ? Longest.of(bake, observation.settleBound()) : bake;
    }

    /** At most: objectives without a verdict at the end are waited for, and checked on. */
    private long checks(Duration watched) {
        if (watched.isZero()) {
            return 0;
        }
        Bake bake = settings.bake();
        long planned = bake.interval().compareTo(watched) < 0 ? upTo(watched, bake.interval()) : 2;
        return planned + upTo(settings.traits().patience(), bake.interval());
    }

    private static long upTo(Duration time, Duration interval) {
        return time.plus(interval).minusNanos(1).dividedBy(interval);
    }
}
