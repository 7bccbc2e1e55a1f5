package dev.bluegreen.internal.engine.operation;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Waits until nothing is missing any more: woken by each change, and looking again after a while for unwatched changes.
 *
 * @param context says what is waited for
 * @param deadline until when
 * @param look after how long it looks again
 */
public record Wait(Context context, Deadline deadline, Duration look) {

    /**
     * Waits, and reports what for, whenever that changes.
     *
     * @param missing what is waited for; empty when the wait is over; throws when it is in vain
     * @param next looks again
     * @return what was seen last
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
