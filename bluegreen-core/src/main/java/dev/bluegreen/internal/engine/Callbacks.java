package dev.bluegreen.internal.engine;

import dev.bluegreen.spi.RunningWork;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Asks what the user gave, beside the operation, which goes on looking at what it has to look at. One that was left behind
 * and has not come back is not asked again, and nobody is while too many are left behind. Used by the operation's thread.
 *
 * <table>
 * <caption>What becomes of a callback that misbehaves</caption>
 * <tr><th>callback</th><th>phase</th><th>its time</th><th>it throws, answers null, or is late</th></tr>
 * <tr><td>gate</td><td>PREFLIGHT</td><td>what is left of the preflight deadline</td><td>the gate fails: refused, nothing
 * was written</td></tr>
 * <tr><td>gate</td><td>SHIFT</td><td>the preflight deadline</td><td>the gate fails: refused, nothing was moved</td></tr>
 * <tr><td>preflight of a smoke test or objective</td><td>PREFLIGHT</td><td>the preflight deadline</td><td>refused, nothing
 * was written</td></tr>
 * <tr><td>smoke test</td><td>TEST</td><td>what it says itself, by default 10 min</td><td>the test fails: refused, nothing
 * was moved</td></tr>
 * <tr><td>approval</td><td>APPROVE</td><td>what is left of its {@code within}, 10 s at least</td><td>it counts as pending,
 * and is asked again; late, nobody has decided</td></tr>
 * <tr><td>probe</td><td>VERIFY</td><td>what is left of the time for the proof</td><td>its evidence is missing; late, traffic
 * goes back</td></tr>
 * <tr><td>objective</td><td>SHIFT (steps), BAKE</td><td>the interval of the bake, 30 s at least</td><td>the check counts as
 * a source that is down</td></tr>
 * <tr><td>drain gate</td><td>retire</td><td>what is left of the time for draining; 10 s under the lock</td><td>the gate
 * fails: nothing is retired</td></tr>
 * <tr><td>listener</td><td>all</td><td>1 s for each event</td><td>logged; late, it runs on beside the operation and is told
 * the rest when it can, see {@link Lane}</td></tr>
 * </table>
 *
 * <p>In all of them the lock is renewed, and an abort is heard at once. While a probe or an objective is asked, so are proof,
 * foreign writes and the way back looked at. One that is late is interrupted. Whether it ignores that makes no difference.
 */
final class Callbacks {

    private static final Duration LOOK = Duration.ofSeconds(1);

    private final IdentityHashMap<Object, Callback<?>> last = new IdentityHashMap<>();

    /**
     * Asks, and waits for the answer.
     *
     * @param who is asked: one at a time
     * @param meanwhile done again and again while it is waited for; what it throws ends the wait
     */
    <T> Answered<T> ask(Context context, Object who, Duration limit, Supplier<T> call, Runnable meanwhile) {
        Optional<String> obstacle = obstacle(context, who);
        return obstacle.isPresent()
                ? Answered.failed(obstacle.get())
                : await(context, begin(context, who, limit, call), meanwhile);
    }

    /** Asks, and does not wait; empty with the reason when it cannot be asked. */
    <T> Asked<T> start(Context context, Object who, Duration limit, Supplier<T> call) {
        Optional<String> obstacle = obstacle(context, who);
        return obstacle.isPresent()
                ? new Asked<>(Optional.empty(), obstacle.get())
                : new Asked<>(Optional.of(begin(context, who, limit, call)), "");
    }

    /**
     * A question that was asked, or could not be.
     *
     * @param callback that runs
     * @param obstacle why there is none
     */
    record Asked<T>(Optional<Callback<T>> callback, String obstacle) {

        /** What it came to; empty while there is time. */
        Optional<Answered<T>> poll() {
            return callback.isPresent() ? callback.get().poll() : Optional.of(Answered.failed(obstacle));
        }

        /** Goes on without it, unless it has answered. */
        void leave() {
            callback.ifPresent(Callback::leave);
        }
    }

    /** Waits a moment for those that were left behind: they may be taking away what they made. */
    void awaitReturn(Context context, Duration atMost) {
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
                        "it was not asked: " + RunningWork.MOST_LEFT_BEHIND + " callbacks that were left behind still"
                                + " run in this process; see what the threads named bluegreen-callback-... wait for");
    }

    private <T> Callback<T> begin(Context context, Object who, Duration limit, Supplier<T> call) {
        Callback<T> callback = Callback.start(context, limit, call);
        last.put(who, callback);
        return callback;
    }

    private static <T> Answered<T> await(Context context, Callback<T> callback, Runnable meanwhile) {
        try {
            Optional<Answered<T>> answered = callback.poll();
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
