package dev.bluegreen.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.model.Subscription;
import dev.bluegreen.testkit.time.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeartbeatsTest {

    private static final Duration BEAT = Duration.ofSeconds(10);
    private static final Duration REQUEST = Duration.ofMillis(10);
    private static final int LOCKS = 100;

    private final VirtualTime virtual = VirtualTime.create();
    private final CountingTime time = new CountingTime(virtual);
    private final RunningWork platform = new RunningWork(time);
    private final AtomicInteger beats = new AtomicInteger();
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();

    @Test
    void oneTimerServesAllLocksOfAPlatform() {
        all(this::renew);

        assertThat(time.timers).hasValue(1);
        virtual.advance(BEAT.multipliedBy(3));
        assertThat(time.timers).hasValue(1);
    }

    @Test
    void aFewThreadsRenewAllLocksThatAreDueAtTheSameMoment() {
        all(this::renew);

        virtual.advance(BEAT.plusSeconds(1));

        assertThat(beats).hasValue(LOCKS);
        assertThat(mostAtOnce).hasValue(4);
    }

    @Test
    void renewalsThatHangDelayTheOthersByASecondAtMost() {
        List<Instant> renewed = new CopyOnWriteArrayList<>();
        IntStream.range(0, 10)
                .forEach(n -> platform.repeat(BEAT.minusSeconds(1), () -> {
                    pause(Duration.ofMinutes(1));
                    return BEAT;
                }));
        platform.repeat(BEAT, () -> {
            renewed.add(time.now());
            return BEAT;
        });
        Instant due = time.now().plus(BEAT);

        virtual.advance(BEAT.plusSeconds(2));

        assertThat(renewed.get(0)).isBetween(due, due.plusSeconds(1));
    }

    @Test
    void aRenewalIsRepeatedAfterTheDelayThatItReturns() {
        platform.repeat(BEAT, () -> {
            beats.incrementAndGet();
            return Duration.ofSeconds(1);
        });

        virtual.advance(BEAT.plusSeconds(5));

        assertThat(beats).hasValue(6);
    }

    @Test
    void oneThatThrowsEndsAndTheOthersGoOn() {
        platform.repeat(BEAT, () -> {
            throw new IllegalStateException("thrown by the test");
        });
        all(this::renew);

        virtual.advance(BEAT.multipliedBy(2).plusSeconds(1));

        assertThat(beats).hasValue(2 * LOCKS);
        assertThat(mostAtOnce).hasValue(4);
    }

    @Test
    void noLockIsRenewedAfterItsEndAndNoTimerIsLeft() {
        List<Subscription> locks = all(this::renew);
        virtual.advance(BEAT.plusSeconds(1));

        locks.forEach(Subscription::close);
        virtual.advance(BEAT.multipliedBy(2));

        assertThat(beats).hasValue(LOCKS);
        assertThat(time.timers).hasValue(0);
    }

    private List<Subscription> all(Supplier<Duration> task) {
        return IntStream.range(0, LOCKS)
                .mapToObj(n -> platform.repeat(BEAT, task))
                .toList();
    }

    private Duration renew() {
        mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        pause(REQUEST);
        atOnce.decrementAndGet();
        beats.incrementAndGet();
        return BEAT;
    }

    private void pause(Duration duration) {
        try {
            time.signal().await(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Counts the timers that are set. */
    private record CountingTime(Time time, AtomicInteger timers) implements Time {

        CountingTime(Time time) {
            this(time, new AtomicInteger());
        }

        @Override
        public Instant now() {
            return time.now();
        }

        @Override
        public long nanos() {
            return time.nanos();
        }

        @Override
        public Timer after(Duration delay, Runnable task) {
            AtomicInteger own = new AtomicInteger(1);
            timers.incrementAndGet();
            Runnable gone = () -> timers.addAndGet(-own.getAndSet(0));
            Timer timer = time.after(delay, () -> {
                gone.run();
                task.run();
            });
            return () -> {
                gone.run();
                timer.cancel();
            };
        }

        @Override
        public void fork(String name, Runnable task) {
            time.fork(name, task);
        }

        @Override
        public Signal signal() {
            return time.signal();
        }
    }
}
