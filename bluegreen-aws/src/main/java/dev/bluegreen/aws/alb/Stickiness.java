package dev.bluegreen.aws.alb;

import dev.bluegreen.model.Input;
import java.time.Duration;

/**
 * Policy for a rule that is sticky to target groups: clients with its cookie stay with their group whatever the weights,
 * and each request renews the cookie. Immutable.
 */
public sealed interface Stickiness {

    /** Refuse the cutover; the default. */
    record Refuse() implements Stickiness {}

    /** Switch stickiness off in the same request that moves traffic. It stays off. */
    record Disable() implements Stickiness {}

    /**
     * Leave it on, and add the cookie's lifetime to the settle bound.
     *
     * @param atMost longest tolerated cookie lifetime; a longer one refuses the cutover
     */
    record Await(Duration atMost) implements Stickiness {

        /**
         * Validates the duration.
         *
         * @throws dev.bluegreen.model.ConfigurationException if it is negative or longer than 10 years
         */
        public Await {
            Input.requireDuration("stickiness.await", atMost);
        }
    }

    /** See {@link Refuse}. */
    static Stickiness refuse() {
        return new Refuse();
    }

    /** See {@link Disable}. */
    static Stickiness disable() {
        return new Disable();
    }

    /** See {@link Await}. */
    static Stickiness await(Duration atMost) {
        return new Await(atMost);
    }
}
