package dev.bluegreen.internal.engine.observe;

import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.internal.engine.observe.Observation.Routed;
import dev.bluegreen.internal.engine.operation.Calls;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.World;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One router as it was read, or why it could not be.
 *
 * @param strategy moves it
 * @param state as it was read
 * @param error why it was not
 */
public record RouterRead(CutoverStrategy strategy, Optional<RouterState> state, Optional<PlatformException> error) {

    public static RouterRead of(Calls calls, CutoverStrategy strategy, ReleaseSpec release) {
        try {
            return new RouterRead(strategy, Optional.of(calls.read(() -> strategy.observe(release))), Optional.empty());
        } catch (PlatformException e) {
            return new RouterRead(strategy, Optional.empty(), Optional.of(e));
        }
    }

    /**
     * What was read, as far as it could be.
     *
     * @throws PlatformException when none of them could be read
     */
    public static Observation observation(World world, List<RouterRead> reads, Instant at) {
        if (reads.stream().allMatch(read -> read.state().isEmpty())) {
            reads.stream().flatMap(read -> read.error().stream()).findFirst().ifPresent(error -> {
                throw error;
            });
        }
        return new Observation(
                world,
                reads.stream().flatMap(read -> read.routed().stream()).toList(),
                at,
                reads.stream().flatMap(read -> read.unread().stream()).toList());
    }

    private Optional<Routed> routed() {
        return state.map(known -> new Routed(strategy, known));
    }

    private Optional<String> unread() {
        return error.map(why -> strategy.router() + " unknown (" + why.getMessage() + ")");
    }
}
