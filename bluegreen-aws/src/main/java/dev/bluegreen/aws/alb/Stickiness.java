package dev.bluegreen.aws.alb;

import dev.bluegreen.model.Input;
import java.time.Duration;

/**
 * What to do about a rule that is sticky to target groups: clients that bring its cookie stay with their group, whatever
 * the weights say, and each request renews the cookie. Immutable.
 */
public sealed interface Stickiness {

    /** Refuse the cutover; the default. */
    record Refuse() implements Stickiness {}

    /** Switch it off, by the same request that moves traffic. It stays off. */
    record Disable() implements Stickiness {}

    /**
     * Leave it on, and count traffic as moved only so much later.
     *
     * @param atMost the longest duration of a cookie that is put up with; a longer one refuses the cutover
     */
    record Await(Duration atMost) implements Stickiness {

        /**
         * Checks that it is not negative.
         *
         * @throws dev.bluegreen.model.ConfigurationException if it is, or longer than 10 years
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
