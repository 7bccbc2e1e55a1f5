package dev.bluegreen.check;

import dev.bluegreen.model.Input;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Retention of the old track after a cutover: {@code Standby.lasting(ofHours(24)).scaledTo(1)}. Immutable: each call returns
 * a new one.
 */
public final class Standby {

    /** The old track may be retired as soon as traffic is verified. */
    public static final Standby NONE = lasting(Duration.ZERO);

    private final Duration duration;
    private final OptionalInt pods;

    private Standby(Duration duration, OptionalInt pods) {
        this.duration = duration;
        this.pods = pods;
    }

    /** A standby of full size, for a time after traffic is verified; zero for none. */
    public static Standby lasting(Duration duration) {
        return new Standby(duration, OptionalInt.empty());
    }

    /**
     * A copy with fewer replicas, 1 or more: the old track is scaled down once the cutover is proven and baked and its settle
     * bound is over, for which {@code switchTo} then waits, and scaled up again before a rollback. A rollback then waits for
     * pods to start, up to half its deadline; after that traffic goes to the ready ones.
     */
    public Standby scaledTo(int replicas) {
        return new Standby(duration, OptionalInt.of(replicas));
    }

    /** The time for which it is kept after traffic is verified; zero for not at all. */
    public Duration duration() {
        return duration;
    }

    /** The replicas during the standby; empty for its current number. */
    public OptionalInt pods() {
        return pods;
    }

    /** All problems, one sentence each with field, value and remedy. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        Input.duration("standby", duration).ifPresent(problems::add);
        pods.stream()
                .filter(replicas -> replicas < 1)
                .forEach(replicas -> problems.add("standby.scaledTo: " + replicas
                        + "; keep 1 pod or more, or leave the standby out: a rollback needs a ready pod"));
        if (pods.isPresent() && duration != null && duration.isZero()) {
            problems.add("standby.scaledTo: " + pods.getAsInt()
                    + " with a standby of 0 s; give Standby.lasting(...) a duration above 0");
        }
        return problems;
    }
}
