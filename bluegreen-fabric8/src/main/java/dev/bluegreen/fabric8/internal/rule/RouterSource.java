package dev.bluegreen.fabric8.internal.rule;

import dev.bluegreen.model.RouterState;
import io.fabric8.kubernetes.api.model.Service;
import java.util.Optional;

/**
 * The Service that a state was read from, and how it is moved.
 *
 * @param makesBeforeBreak true if by two writes
 */
public record RouterSource(Service service, boolean makesBeforeBreak) {

    /** The source of a state; empty if it has another one. */
    public static Optional<RouterSource> of(RouterState state) {
        return state.source().filter(RouterSource.class::isInstance).map(RouterSource.class::cast);
    }

    static boolean makesBeforeBreak(RouterState state) {
        return of(state).filter(RouterSource::makesBeforeBreak).isPresent();
    }
}
