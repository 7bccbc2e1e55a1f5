package dev.bluegreen.internal.engine.operation;

import dev.bluegreen.spi.RunningWork;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Calls the user's callbacks on separate threads, while the operation keeps watching. An abandoned callback is not called
 * again before it has returned, and none is while too many are abandoned. Used by the operation's thread. The table of the
 * package {@code dev.bluegreen.check} has the consequences of each failure.
 */
public final class Callbacks {

    private static final Duration LOOK = Duration.ofSeconds(1);

    private final IdentityHashMap<Object, Callback<?>> last = new IdentityHashMap<>();

    /**
     * Calls, and waits for the answer.
     *
     * @param who is called: one at a time
     * @param meanwhile run repeatedly during the wait; its exceptions end the wait
     */
    <T> CallbackResult<T> ask(Context context, Object who, Duration limit, Supplier<T> call, Runnable meanwhile) {
        return await(context, start(context, who, limit, call), meanwhile);
    }

    /** Calls, and does not wait; refused when it cannot be called. */
    <T> Callback<T> start(Context context, Object who, Duration limit, Supplier<T> call) {
        Optional<String> obstacle = obstacle(context, who);
        if (obstacle.isPresent()) {
            return Callback.refused(context, obstacle.get());
        }
        Callback<T> callback = Callback.start(context, limit, call);
        last.put(who, callback);
        return callback;
    }

    /** Waits a moment for abandoned callbacks, which may be deleting their objects. */
    public void awaitReturn(Context context, Duration atMost) {
        Deadline deadline = context.deadline(atMost);
        while (!deadline.passed() && last.values().stream().anyMatch(callback -> !callback.isDone())) {
            context.await(deadline.remaining());
        }
    }

    private Optional<String> obstacle(Context context, Object who) {
        Callback<?> before = last.get(who);
        if (before != null && !before.isDone()) {
            return Optional.of("it has not come back since it was left behind");
        }
        return context.platform().running().leftBehind() < RunningWork.MOST_LEFT_BEHIND
                ? Optional.empty()
                : Optional.of(
                        "it was not called: " + RunningWork.MOST_LEFT_BEHIND + " callbacks that were left behind still"
                                + " run in this process; see where the threads named bluegreen-callback-... are blocked");
    }

    private static <T> CallbackResult<T> await(Context context, Callback<T> callback, Runnable meanwhile) {
        try {
            Optional<CallbackResult<T>> answered = callback.poll();
            while (answered.isEmpty()) {
                long before = context.time().nanos();
                meanwhile.run();
                callback.allow(Duration.ofNanos(context.time().nanos() - before));
                if (!callback.isDone()) {
                    context.await(callback.atMost(LOOK));
                }
                answered = callback.poll();
            }
            return answered.get();
        } finally {
            callback.leave();
        }
    }
}
