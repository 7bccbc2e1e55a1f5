package dev.bluegreen.testkit.time;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.memory.CallInterceptor;
import dev.bluegreen.testkit.memory.InMemoryPlatform;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SerialTimeTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final SerialTime time = SerialTime.seeded(1);
    private final List<String> seen = new ArrayList<>();

    @Test
    void theSameSeedGivesTheSameCallsInTheSameOrder() {
        assertThat(traceOfACutover(SerialTime.seeded(7))).isEqualTo(traceOfACutover(SerialTime.seeded(7)));
    }

    @Test
    void aRestartedTimeRepeatsWhatAFreshOneDid() {
        traceOfACutover(time);

        assertThat(traceOfACutover(time.restarted(7))).isEqualTo(traceOfACutover(SerialTime.seeded(7)));
    }

    @Test
    void otherSeedsGiveOtherOrders() {
        Set<List<String>> orders = new HashSet<>();
        for (long seed = 0; seed < 20; seed++) {
            orders.add(traceOfACutover(SerialTime.seeded(seed)));
        }

        assertThat(orders).hasSizeGreaterThan(1);
    }

    @Test
    void aDayPassesAtOnceAndTimersRunInOrder() {
        time.after(Duration.ofHours(5), () -> seen.add("second at " + time.now()));
        time.after(Duration.ofHours(1), () -> seen.add("first at " + time.now()));

        time.advance(Duration.ofDays(1));

        assertThat(seen).containsExactly("first at 2026-01-01T01:00:00Z", "second at 2026-01-01T05:00:00Z");
        assertThat(time.now()).isEqualTo(START.plus(Duration.ofDays(1)));
        assertThat(time.nanos()).isEqualTo(Duration.ofDays(1).toNanos());
    }

    @Test
    void onlyOneThreadRunsAtAnyMoment() {
        AtomicInteger running = new AtomicInteger();
        for (int i = 0; i < 20; i++) {
            time.fork("one of many", () -> {
                for (int step = 0; step < 20; step++) {
                    seen.add(running.incrementAndGet() == 1 ? "alone" : "not alone");
                    running.decrementAndGet();
                    await(time.signal(), Duration.ofMillis(1));
                }
            });
        }

        time.advance(Duration.ofSeconds(1));

        assertThat(seen).hasSize(400).containsOnly("alone");
    }

    @Test
    void aTimerThatWasCancelledDoesNotRun() {
        time.after(Duration.ofSeconds(1), () -> seen.add("ran")).cancel();

        time.advance(Duration.ofSeconds(2));

        assertThat(seen).isEmpty();
    }

    @Test
    void aRaiseWakesTheWaitingThreadBeforeItsTimeout() {
        Time.Signal signal = time.signal();
        time.fork("waiter", () -> seen.add(await(signal, Duration.ofHours(1)) + " at " + time.now()));
        time.after(Duration.ofMinutes(1), signal::raise);

        time.advance(Duration.ofHours(2));

        assertThat(seen).containsExactly("true at 2026-01-01T00:01:00Z");
    }

    @Test
    void aRaiseBeforeTheWaitIsRememberedOnce() {
        Time.Signal signal = time.signal();
        signal.raise();
        signal.raise();

        assertThat(await(signal, Duration.ofSeconds(1))).isTrue();
        assertThat(await(signal, Duration.ofSeconds(1))).isFalse();
        assertThat(time.now()).isEqualTo(START.plusSeconds(1));
    }

    @Test
    void aRaiseWakesOneOfSeveralThatWait() {
        Time.Signal signal = time.signal();
        for (int i = 0; i < 2; i++) {
            time.fork("waiter", () -> seen.add("" + await(signal, Duration.ofSeconds(1))));
        }
        time.after(Duration.ofMillis(1), signal::raise);

        time.advance(Duration.ofSeconds(2));

        assertThat(seen).containsExactly("true", "false");
    }

    @Test
    void anInterruptEndsTheWait() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> time.signal().await(Duration.ofSeconds(1))).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void whatATaskThrowsEndsOnlyThatTask() {
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, error) -> seen.add(error.getMessage()));
        try {
            time.fork("fails", () -> {
                throw new IllegalStateException("of its own");
            });
            time.after(Duration.ofSeconds(1), () -> seen.add("went on"));
            time.advance(Duration.ofSeconds(2));
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }

        assertThat(seen).containsExactly("of its own", "went on");
    }

    /** As Maven does with all threads of a program that it ran; what they throw then fails the build. */
    @Test
    void anIdleThreadThatIsInterruptedEndsInSilence() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        time.fork("task", () -> threads.add(Thread.currentThread()));
        time.advance(Duration.ofSeconds(1));
        Thread idle = threads.get(0);
        idle.setUncaughtExceptionHandler((thread, error) -> seen.add(error.toString()));

        idle.interrupt();
        idle.join();

        assertThat(seen).isEmpty();
        time.fork("another task", () -> seen.add("ran"));
        time.advance(Duration.ofSeconds(1));
        assertThat(seen).containsExactly("ran");
    }

    @Test
    void timeCannotGoBackwards() {
        assertThatThrownBy(() -> time.advance(Duration.ofSeconds(-1)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("give a duration of 0 or more");
    }

    private static boolean await(Time.Signal signal, Duration timeout) {
        try {
            return signal.await(timeout);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> traceOfACutover(SerialTime time) {
        InMemoryPlatform platform = InMemoryPlatform.on(time)
                .deploy("shop-blue", "shop:1", 3)
                .deploy("shop-green", "shop:2", 3)
                .route("web", BLUE, Duration.ofSeconds(30))
                .route("api", BLUE, Duration.ofSeconds(30));
        List<String> calls = new ArrayList<>();
        platform.intercept(new CallInterceptor() {
            @Override
            public void before(String call) {
                calls.add(time.now() + " " + call);
            }
        });
        Release release = BlueGreen.release("shop")
                .on(platform)
                .cutover(platform.router("web"))
                .cutover(platform.router("api"))
                .listener(event -> calls.add(event.toString()))
                .build();
        release.switchTo(GREEN);
        release.rollBack();
        time.advance(Duration.ofMinutes(1));
        return calls;
    }
}
