package dev.bluegreen.scene;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Track;
import dev.bluegreen.spi.CrashException;
import dev.bluegreen.spi.StoredRecord;
import dev.bluegreen.testkit.memory.CallInterceptor;
import dev.bluegreen.testkit.memory.InMemoryPlatform;
import dev.bluegreen.testkit.time.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The usual scene: the app "shop" with three pods on each track, and one router on BLUE that settles in 30 s. */
public final class Shop {

    public static final Duration SETTLE = Duration.ofSeconds(30);

    public final VirtualTime time = VirtualTime.create();

    /** What operations said, where a test listens. */
    public final List<String> told = new CopyOnWriteArrayList<>();

    public final InMemoryPlatform platform = InMemoryPlatform.on(time)
            .deploy("shop-blue", "shop:1", 3)
            .deploy("shop-green", "shop:2", 3)
            .route("web", Track.BLUE, SETTLE);
    public final List<String> calls = new CopyOnWriteArrayList<>();
    private CallInterceptor current = CallInterceptor.NONE;

    public Shop() {
        intercept(CallInterceptor.NONE);
    }

    public ReleaseBuilder builder() {
        return BlueGreen.release("shop").on(platform);
    }

    public Release release() {
        return builder().build();
    }

    public Track active() {
        return platform.routing("web").split().only().orElseThrow();
    }

    public List<String> writes() {
        return calls.stream()
                .filter(call -> !call.startsWith("load ")
                        && !call.startsWith("read ")
                        && !call.startsWith("observe ")
                        && !call.startsWith("preflight "))
                .toList();
    }

    public boolean lockIsFree() {
        return platform.record("shop").flatMap(StoredRecord::holder).isEmpty();
    }

    /** Runs an action right before a call, each time it is made. */
    public void before(String call, Runnable action) {
        intercept(new CallInterceptor() {
            @Override
            public void before(String made) {
                if (made.equals(call)) {
                    action.run();
                }
            }
        });
    }

    /** Runs an action right after a call took effect, each time it is made. */
    public void after(String call, Runnable action) {
        intercept(new CallInterceptor() {
            @Override
            public void after(String made) {
                if (made.equals(call)) {
                    action.run();
                }
            }
        });
    }

    /** The action that acts only the first time. */
    public static Runnable once(Runnable action) {
        return times(1, action);
    }

    /** The action that acts only the first n times. */
    public static Runnable times(int n, Runnable action) {
        AtomicInteger left = new AtomicInteger(n);
        return () -> {
            if (left.getAndDecrement() > 0) {
                action.run();
            }
        };
    }

    /** A process that dies before the n-th call of a name takes effect, while switching to GREEN. */
    public void crashAt(String call, int nth) {
        crashAt(call, nth, release -> release.switchTo(Track.GREEN));
    }

    /** A process that dies before the n-th call of a name takes effect. */
    public void crashAt(String call, int nth, Consumer<Release> operation) {
        crashAt(call, nth, CallInterceptor.NONE, operation);
    }

    /** The same, on a network that is not what it should be. */
    public void crashAt(String call, int nth, CallInterceptor network, Consumer<Release> operation) {
        AtomicInteger left = new AtomicInteger(nth);
        crash(operation, new CallInterceptor() {
            @Override
            public <T> T carry(String made, Supplier<T> effect) {
                before(made);
                return network.carry(made, effect);
            }

            @Override
            public void before(String made) {
                if (left.get() <= 0 || (made.equals(call) && left.decrementAndGet() == 0)) {
                    throw new CrashException(made);
                }
            }
        });
    }

    /** A process that dies right after a call took effect, while switching to GREEN. */
    public void crashAfter(String call) {
        AtomicBoolean dead = new AtomicBoolean();
        crash(release -> release.switchTo(Track.GREEN), new CallInterceptor() {
            @Override
            public void before(String made) {
                if (dead.get()) {
                    throw new CrashException(made);
                }
            }

            @Override
            public void after(String made) {
                if (made.equals(call)) {
                    dead.set(true);
                    throw new CrashException(made);
                }
            }
        });
    }

    /** From now on, calls of a process that is dead do not arrive. */
    public void die(BooleanSupplier isDead) {
        intercept(new CallInterceptor() {
            @Override
            public void before(String made) {
                if (isDead.getAsBoolean()) {
                    throw new CrashException(made);
                }
            }
        });
    }

    private void crash(Consumer<Release> operation, CallInterceptor death) {
        intercept(death);
        assertThatThrownBy(() -> operation.accept(release())).isInstanceOf(CrashException.class);
        time.advance(Duration.ofMillis(1));
        intercept(CallInterceptor.NONE);
    }

    /** Somebody takes the lock without asking. */
    public void stealLock() {
        rewrite(old -> StoredRecord.builder(old.acquired(), old.duration(), old.json())
                .holder(Optional.of("thief"))
                .renewed(old.renewed())
                .token(old.token() + 1)
                .build());
    }

    public void rewriteRecord(UnaryOperator<String> change) {
        rewrite(old -> StoredRecord.builder(old.acquired(), old.duration(), change.apply(old.json()))
                .holder(old.holder())
                .renewed(old.renewed())
                .token(old.token())
                .build());
    }

    private void rewrite(UnaryOperator<StoredRecord> change) {
        Optional<StoredRecord> now = platform.record("shop");
        platform.records().compareAndSet("shop", now, change.apply(now.orElseThrow()));
    }

    /** Somebody with a higher token fences the router. */
    public void fenceWith(long token) {
        platform.router("web").fence(ReleaseSpec.of("shop"), platform.routing("web"), token, "other");
    }

    /** Lets time pass on a thread of an operation, as in a call that takes long. */
    public void pass(Duration duration) {
        try {
            time.signal().await(duration);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until a call has been made. */
    public void awaitCall(String call) {
        await(() -> calls.contains(call));
    }

    /** Waits until something holds, which another thread brings about. */
    public void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    public void eachCall(Consumer<String> seen) {
        intercept(new CallInterceptor() {
            @Override
            public void before(String made) {
                seen.accept(made);
            }
        });
    }

    /** Sees every call besides what the scene does. */
    public void alsoIntercept(CallInterceptor other) {
        CallInterceptor scene = current;
        intercept(new CallInterceptor() {
            @Override
            public <T> T carry(String call, Supplier<T> effect) {
                return other.carry(call, () -> scene.carry(call, effect));
            }
        });
    }

    public void stopIntercepting() {
        intercept(CallInterceptor.NONE);
    }

    private void intercept(CallInterceptor next) {
        current = next;
        platform.intercept(new CallInterceptor() {
            @Override
            public <T> T carry(String call, Supplier<T> effect) {
                calls.add(call);
                return next.carry(call, effect);
            }
        });
    }
}
