package dev.bluegreen.cutover;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.model.Wording;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The shares by which traffic moves to the other track: all at once, or in steps, for routers that can split traffic. All
 * routers of a release take each step together. A step is moved, proven, given the time that the router may take to settle,
 * and then held for its pause; meanwhile the objectives of the bake, foreign writes and the way back are watched. After the
 * last step everything moves, is proven and baked as without a schedule. Immutable.
 */
public final class Schedule {

    private static final int ALL = 100;

    private final List<Step> steps;

    private Schedule(List<Step> steps) {
        this.steps = List.copyOf(steps);
        for (int i = 1; i < steps.size(); i++) {
            int before = steps.get(i - 1).percent();
            if (steps.get(i).percent() <= before) {
                throw new ConfigurationException("schedule: " + steps.get(i).percent() + " % comes after " + before
                        + " %; give each step a larger share than the one before");
            }
        }
    }

    /**
     * One step: a share, held for a pause.
     *
     * @param percent the share of the track that traffic moves to, 1 to 99
     * @param pause how long it is held after the router has settled
     */
    public record Step(int percent, Duration pause) {

        /** @throws ConfigurationException if the share is 0 or 100 %, or the pause is not above zero */
        public Step {
            if (percent < 1 || percent >= ALL) {
                throw new ConfigurationException(
                        "schedule: " + percent + " %; give each step 1 to 99 %, the rest" + " moves after the last");
            }
            if (pause == null || pause.isNegative() || pause.isZero()) {
                throw new ConfigurationException("schedule: " + percent + " % for "
                        + (pause == null ? "no time" : Wording.of(pause)) + "; give each step a pause above 0");
            }
            Input.requirePositive("schedule", pause);
        }

        /** The split of this step on the way to a track. */
        public TrafficSplit split(Track to) {
            return to == Track.BLUE
                    ? new TrafficSplit(percent, ALL - percent)
                    : new TrafficSplit(ALL - percent, percent);
        }

        @Override
        public String toString() {
            return percent + " % for " + Wording.of(pause);
        }
    }

    /** All traffic by one write, which every router supports. */
    public static Schedule allAtOnce() {
        return new Schedule(List.of());
    }

    /**
     * Equal steps: {@code linear(10, ofMinutes(1))} is 10 %, 20 % and so on, for a minute each.
     *
     * @param percent the increase at each step, 1 to 99
     * @param pause how long each is held
     * @throws ConfigurationException as {@link Step}
     */
    public static Schedule linear(int percent, Duration pause) {
        Step first = step(percent, pause);
        return new Schedule(IntStream.iterate(first.percent(), share -> share < ALL, share -> share + percent)
                .mapToObj(share -> step(share, pause))
                .toList());
    }

    /**
     * One small step, and then everything.
     *
     * @throws ConfigurationException as {@link Step}
     */
    public static Schedule canary(int percent, Duration pause) {
        return new Schedule(List.of(step(percent, pause)));
    }

    /**
     * Steps as given: {@code of(step(5, ofMinutes(10)), step(50, ofMinutes(30)))}.
     *
     * @throws ConfigurationException if the shares do not rise
     */
    public static Schedule of(Step first, Step... more) {
        List<Step> all = new ArrayList<>(Input.allGiven("schedule", "give steps", first));
        all.addAll(Input.allGiven("schedule", "give steps", more));
        return new Schedule(all);
    }

    /**
     * One step of {@link #of(Step, Step...)}.
     *
     * @throws ConfigurationException as {@link Step}
     */
    public static Step step(int percent, Duration pause) {
        return new Step(percent, pause);
    }

    /** The shares on the way; empty when everything moves at once. */
    public List<Step> steps() {
        return steps;
    }

    /** True if everything moves by one write. */
    public boolean isAtOnce() {
        return steps.isEmpty();
    }

    /** Reason why a router cannot be moved by this schedule, and the remedy; empty if it can. */
    public Optional<String> problem(CutoverStrategy strategy) {
        return Stream.of(Track.values())
                .flatMap(to -> steps.stream().map(step -> step.split(to)))
                .filter(split -> !strategy.supports(split))
                .findFirst()
                .map(split -> "schedule: " + this + "; " + strategy.router() + " cannot be set to " + split
                        + ": move it by Schedule.allAtOnce(), or by a router that can give each track such a share");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Schedule that && steps.equals(that.steps);
    }

    @Override
    public int hashCode() {
        return steps.hashCode();
    }

    @Override
    public String toString() {
        return isAtOnce()
                ? "all at once"
                : steps.stream().map(Step::toString).collect(Collectors.joining(", ")) + ", then all";
    }
}
