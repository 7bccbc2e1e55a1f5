package dev.bluegreen;

import dev.bluegreen.model.Track;
import dev.bluegreen.spi.memory.CallInterceptor;
import dev.bluegreen.spi.memory.InMemoryPlatform;
import dev.bluegreen.spi.memory.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The usual scene: the app "shop" with three pods on each track, and one router on BLUE that settles in 30 s. */
final class Shop {

    static final Duration SETTLE = Duration.ofSeconds(30);

    final VirtualTime time = VirtualTime.create();
    final InMemoryPlatform platform = InMemoryPlatform.on(time)
            .deploy("shop-blue", "shop:1", 3)
            .deploy("shop-green", "shop:2", 3)
            .route("web", Track.BLUE, SETTLE);
    final List<String> calls = new CopyOnWriteArrayList<>();

    Shop() {
        intercept(CallInterceptor.NONE);
    }

    ReleaseBuilder builder() {
        return BlueGreen.release("shop").on(platform);
    }

    Release release() {
        return builder().build();
    }

    Track active() {
        return platform.routing("web").split().only().orElseThrow();
    }

    List<String> writes() {
        return calls.stream()
                .filter(call -> !call.startsWith("load ")
                        && !call.startsWith("read ")
                        && !call.startsWith("observe ")
                        && !call.startsWith("preflight "))
                .toList();
    }

    boolean lockIsFree() {
        return platform.record("shop").flatMap(record -> record.holder()).isEmpty();
    }

    /** Runs an action right before a call, each time it is made. */
    void before(String call, Runnable action) {
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
    void after(String call, Runnable action) {
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
    static Runnable once(Runnable action) {
        return times(1, action);
    }

    /** The action that acts only the first n times. */
    static Runnable times(int n, Runnable action) {
        AtomicInteger left = new AtomicInteger(n);
        return () -> {
            if (left.getAndDecrement() > 0) {
                action.run();
            }
        };
    }

    void eachCall(Consumer<String> seen) {
        intercept(new CallInterceptor() {
            @Override
            public void before(String made) {
                seen.accept(made);
            }
        });
    }

    private void intercept(CallInterceptor next) {
        platform.intercept(new CallInterceptor() {
            @Override
            public void before(String call) {
                calls.add(call);
                next.before(call);
            }

            @Override
            public void after(String call) {
                next.after(call);
            }
        });
    }
}
