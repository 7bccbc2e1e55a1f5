package dev.bluegreen.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.spi.Time;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Tests of conflicting writes. */
final class Contest {

    private static final int LIMIT_SECONDS = 30;

    private Contest() {}

    /** The call has to end with a conflict. */
    static void refused(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        error -> assertThat(error.kind()).isEqualTo(PlatformException.Kind.CONFLICT));
    }

    /** The call has to report an unknown outcome or the state that it left, never a conflict with itself. */
    static void unknownOr(Supplier<RouterState> left, Supplier<RouterState> call) {
        try {
            RouterState told = call.get();
            assertThat(told).isEqualTo(left.get());
        } catch (PlatformException error) {
            assertThat(error.kind()).isEqualTo(PlatformException.Kind.OUTCOME_UNKNOWN);
        }
    }

    /** One of the concurrent calls has to succeed, and the others have to end with a conflict. */
    static void oneWins(List<Runnable> calls) {
        CountDownLatch ended = new CountDownLatch(calls.size());
        Queue<Throwable> losses = new ConcurrentLinkedQueue<>();
        calls.forEach(call -> Time.system().fork("contestant", () -> attempt(call, losses, ended)));
        await(ended);
        assertThat(losses)
                .allSatisfy(loss -> refused(() -> {
                    throw loss;
                }));
        assertThat(losses).as("losers").hasSize(calls.size() - 1);
    }

    private static void attempt(Runnable call, Queue<Throwable> losses, CountDownLatch ended) {
        try {
            call.run();
        } catch (RuntimeException | Error e) {
            losses.add(e);
        } finally {
            ended.countDown();
        }
    }

    private static void await(CountDownLatch ended) {
        try {
            assertThat(ended.await(LIMIT_SECONDS, TimeUnit.SECONDS))
                    .as("all calls ended within " + LIMIT_SECONDS + " s")
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
