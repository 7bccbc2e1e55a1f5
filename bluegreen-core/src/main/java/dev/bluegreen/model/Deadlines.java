package dev.bluegreen.model;

import java.time.Duration;

/**
 * The longest each part of an operation may take.
 *
 * @param preflight waiting for gates, default 30 s
 * @param verify collecting evidence, default 60 s
 * @param rollBack going back, default 60 s from when it starts
 */
public record Deadlines(Duration preflight, Duration verify, Duration rollBack) {

    /** The defaults: 30 s, 60 s, 60 s. */
    public static final Deadlines DEFAULT =
            new Deadlines(Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ofSeconds(60));

    /** @throws ConfigurationException if one is zero, negative or longer than 10 years */
    public Deadlines {
        Input.requirePositive("deadlines.preflight", preflight);
        Input.requirePositive("deadlines.verify", verify);
        Input.requirePositive("deadlines.rollBack", rollBack);
    }

    /** A copy with another deadline for waiting until gates pass. */
    public Deadlines withPreflight(Duration other) {
        return new Deadlines(other, verify, rollBack);
    }

    /** A copy with another deadline for collecting evidence. */
    public Deadlines withVerify(Duration other) {
        return new Deadlines(preflight, other, rollBack);
    }

    /** A copy with another deadline for going back. */
    public Deadlines withRollBack(Duration other) {
        return new Deadlines(preflight, verify, other);
    }
}
