package dev.bluegreen.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The deadlines of the parts of an operation.
 *
 * @param preflight waiting for gates, default 30 s
 * @param verify collecting evidence, default 60 s
 * @param rollBack going back, default 60 s from when it starts
 */
public record Deadlines(Duration preflight, Duration verify, Duration rollBack) {

    /** The defaults: 30 s, 60 s, 60 s. */
    public static final Deadlines DEFAULT =
            new Deadlines(Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ofSeconds(60));

    /** @throws ConfigurationException if one is null */
    public Deadlines {
        Input.given("deadlines.preflight", preflight, "give a duration above 0");
        Input.given("deadlines.verify", verify, "give a duration above 0");
        Input.given("deadlines.rollBack", rollBack, "give a duration above 0");
    }

    /** All problems, one sentence each with field, value and remedy: deadlines that are not positive, or too long. */
    public List<String> problems() {
        return Stream.of(
                        Input.positive("deadlines.preflight", preflight),
                        Input.positive("deadlines.verify", verify),
                        Input.positive("deadlines.rollBack", rollBack))
                .flatMap(Optional::stream)
                .toList();
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
