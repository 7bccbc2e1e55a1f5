package dev.bluegreen.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.model.PlatformException;
import dev.bluegreen.spi.CrashException;
import dev.bluegreen.testkit.memory.CallInterceptor;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** What spoils one call of an operation. */
enum Spoil {
    KILL_BEFORE,
    KILL_AFTER,
    CONFLICT,
    TRANSIENT,
    LOST_BEFORE,
    LOST_AFTER,
    DELIVERED_LATE,
    INTERRUPTED;

    boolean kills() {
        return this == KILL_BEFORE || this == KILL_AFTER;
    }

    static CallInterceptor interrupting(AtomicInteger left, Thread caller) {
        return new CallInterceptor() {
            @Override
            public void before(String call) {
                if (left.decrementAndGet() == 0) {
                    caller.interrupt();
                }
            }
        };
    }

    static CallInterceptor spoiling(Spoil spoil, AtomicInteger left) {
        return new CallInterceptor() {
            @Override
            public void before(String call) {
                boolean here = left.decrementAndGet() == 0;
                if (spoil.kills() && (left.get() < 0 || (here && spoil == KILL_BEFORE))) {
                    throw new CrashException(call);
                }
                if (here && spoil == CONFLICT && isWrite(call)) {
                    throw new PlatformException(PlatformException.Kind.CONFLICT, "409 at " + call);
                }
                if (here && spoil == TRANSIENT) {
                    throw new PlatformException(PlatformException.Kind.TRANSIENT, "503 at " + call);
                }
                if (here && spoil == LOST_BEFORE && isWrite(call)) {
                    throw new PlatformException(PlatformException.Kind.OUTCOME_UNKNOWN, "reset at " + call);
                }
            }

            @Override
            public void after(String call) {
                if (left.get() == 0 && spoil == KILL_AFTER) {
                    throw new CrashException(call);
                }
                if (left.get() == 0 && spoil == LOST_AFTER && isWrite(call)) {
                    throw new PlatformException(PlatformException.Kind.OUTCOME_UNKNOWN, "reset after " + call);
                }
            }
        };
    }

    private static boolean isWrite(String call) {
        return call.startsWith("save ")
                || call.startsWith("shift ")
                || call.startsWith("fence ")
                || call.startsWith("scale ")
                || call.startsWith("stage ")
                || call.startsWith("delete ")
                || call.startsWith("pin ");
    }

    /** The caller hears nothing of its write, which is on its way until the very end. */
    static CallInterceptor late(AtomicInteger left, Queue<Runnable> onItsWay) {
        return new CallInterceptor() {
            @Override
            public <T> T carry(String call, Supplier<T> effect) {
                if (left.decrementAndGet() == 0 && isWrite(call)) {
                    onItsWay.add(() -> {
                        try {
                            assertThat((Object) effect.get()).isNotNull();
                        } catch (PlatformException e) {
                            assertThat(e.kind())
                                    .isIn(PlatformException.Kind.CONFLICT, PlatformException.Kind.NOT_FOUND);
                        }
                    });
                    throw new PlatformException(PlatformException.Kind.OUTCOME_UNKNOWN, "no answer to " + call);
                }
                return CallInterceptor.super.carry(call, effect);
            }
        };
    }
}
