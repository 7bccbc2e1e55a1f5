package dev.bluegreen.scene;

import dev.bluegreen.testkit.time.VirtualTime;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/** The ways in which a callback misbehaves. */
public enum Misbehaving {
    THROWS_AN_EXCEPTION(() -> new IllegalStateException("a bug")),
    THROWS_AN_ERROR(() -> new NoClassDefFoundError("a/bug")),
    THROWS_A_CHECKED_EXCEPTION(() -> new IOException("a bug")),
    THROWS_AN_ASSERTION(() -> new AssertionError("a bug")),
    HAS_NO_MEMORY(() -> new OutOfMemoryError("a bug")),
    OVERFLOWS_THE_STACK(() -> new IllegalStateException("never made")) {
        @Override
        public <T> T instead(T good, VirtualTime time, CountDownLatch end) {
            return deeper(0) > 0 ? good : null;
        }
    },
    ANSWERS_NULL(() -> new IllegalStateException("never made")) {
        @Override
        public <T> T instead(T good, VirtualTime time, CountDownLatch end) {
            return null;
        }
    },
    BLOCKS(() -> new IllegalStateException("never made")) {
        @Override
        public <T> T instead(T good, VirtualTime time, CountDownLatch end) {
            try (VirtualTime.Hold unused = time.pause()) {
                end.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return good;
        }
    },
    BLOCKS_AND_IGNORES_INTERRUPTS(() -> new IllegalStateException("never made")) {
        @Override
        public <T> T instead(T good, VirtualTime time, CountDownLatch end) {
            try (VirtualTime.Hold unused = time.pause()) {
                while (end.getCount() > 0) {
                    awaitOnce(end);
                }
            }
            return good;
        }
    },
    ANSWERS_LATE(() -> new IllegalStateException("never made")) {
        @Override
        public <T> T instead(T good, VirtualTime time, CountDownLatch end) {
            long until = time.nanos() + LATE.toNanos();
            while (until - time.nanos() > 0) {
                awaitOnce(time, Duration.ofNanos(until - time.nanos()));
            }
            return good;
        }
    };

    /** Later than every deadline there is. */
    public static final Duration LATE = Duration.ofHours(5);

    private final Supplier<Throwable> thrown;

    Misbehaving(Supplier<Throwable> thrown) {
        this.thrown = thrown;
    }

    /** In place of a good answer; what blocks ends by the latch. */
    public <T> T instead(T good, VirtualTime time, CountDownLatch end) {
        return Misbehaving.<T, RuntimeException>sneakily(thrown.get());
    }

    /** True if it keeps its thread longer than it should. */
    public boolean isSlow() {
        return this == BLOCKS || this == BLOCKS_AND_IGNORES_INTERRUPTS || this == ANSWERS_LATE;
    }

    private static int deeper(int depth) {
        return depth < 0 ? 0 : 1 + deeper(depth + 1);
    }

    private static void awaitOnce(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            // that is what it does
        }
    }

    private static void awaitOnce(VirtualTime time, Duration left) {
        try {
            time.signal().await(left);
        } catch (InterruptedException e) {
            // that is what it does
        }
    }

    @SuppressWarnings("unchecked") // a cast that is not made is how others throw what they do not declare
    private static <T, E extends Throwable> T sneakily(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
