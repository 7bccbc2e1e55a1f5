package dev.bluegreen.check;

import dev.bluegreen.model.Input;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * How the old track is kept after a cutover: {@code Standby.lasting(ofHours(24)).scaledTo(1)}. Immutable: each call returns
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
     * With fewer pods, 1 or more: the old track is scaled down when the cutover is proven, baked and its settle bound over,
     * which {@code switchTo} then waits for, and scaled up again before traffic goes back. A way back then takes as long as
     * its pods take to start, up to half the deadline for rolling back; after that traffic goes to those that are ready.
     */
    public Standby scaledTo(int asked) {
        return new Standby(duration, OptionalInt.of(asked));
    }

    /** The time for which it is kept after traffic is verified; zero for not at all. */
    public Duration duration() {
        return duration;
    }

    /** The pods it is kept with; empty for as many as it has. */
    public OptionalInt pods() {
        return pods;
    }

    /** What is wrong with it, one sentence each, naming field, value and remedy. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        Input.duration("standby", duration).ifPresent(problems::add);
        pods.stream()
                .filter(asked -> asked < 1)
                .forEach(asked -> problems.add("standby.scaledTo: " + asked
                        + "; keep 1 pod or more, or leave the standby out: without a pod there is no way back"));
        if (pods.isPresent() && duration != null && duration.isZero()) {
            problems.add("standby.scaledTo: " + pods.getAsInt()
                    + " with a standby of 0 s; give Standby.lasting(...) a duration above 0");
        }
        return problems;
    }
}
