package dev.bluegreen.internal.engine.operation;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Waits until a condition holds: checks it after each watched change, and from time to time for unwatched ones.
 *
 * @param context reports the condition
 * @param deadline the end of the wait
 * @param look the interval of checks for unwatched changes
 */
public record Wait(Context context, Deadline deadline, Duration look) {

    /**
     * Waits, and reports the condition whenever it changes.
     *
     * @param missing the missing condition; empty when the wait is over; throws when it is in vain
     * @param next checks again
     * @return the last state
     */
    public <T> T until(T first, Function<T, Optional<String>> missing, UnaryOperator<T> next) {
        return until(first, missing, next, context::waits);
    }

    /** The same without reporting, because each look is reported. */
    public <T> T quietly(T first, Function<T, Optional<String>> missing, UnaryOperator<T> next) {
        return until(first, missing, next, context::waitsQuietly);
    }

    private <T> T until(
            T first, Function<T, Optional<String>> missing, UnaryOperator<T> next, BiConsumer<String, Deadline> says) {
        T now = first;
        for (Optional<String> what = missing.apply(now); what.isPresent(); what = missing.apply(now)) {
            says.accept(what.get(), deadline);
            context.await(deadline.atMost(look));
            now = next.apply(now);
        }
        return now;
    }
}
