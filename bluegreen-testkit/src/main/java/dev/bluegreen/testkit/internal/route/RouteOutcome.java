package dev.bluegreen.testkit.internal.route;

import java.util.Map;
import java.util.Optional;

/** Tells the world what became of an object: by its status, by an Event. */
@FunctionalInterface
interface RouteOutcome {

    /**
     * Tells of one change of the object.
     *
     * @param trouble why it was not followed; empty if it was
     */
    void tell(Map<String, Object> object, Optional<String> trouble);
}
