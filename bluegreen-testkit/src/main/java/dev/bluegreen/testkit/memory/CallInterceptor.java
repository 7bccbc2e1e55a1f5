package dev.bluegreen.testkit.memory;

import java.util.function.Supplier;

/**
 * Intercepts every call of an {@link InMemoryPlatform}, to count it, fail it, or change the state around it.
 * Thread-safe implementations only.
 */
public interface CallInterceptor {

    /** An interceptor without effect. */
    CallInterceptor NONE = new CallInterceptor() {};

    /**
     * The call is about to be made; what it throws is thrown to the caller, and the call has no effect.
     *
     * @param call verb and object, such as {@code shift router/web} or {@code save record/shop}
     */
    default void before(String call) {}

    /**
     * Carries the call out. One that keeps the effect, throws, and runs it later is a network that delivers late.
     *
     * @param effect of the call; may be run once, on any thread, and throws what the platform answers
     */
    default <T> T carry(String call, Supplier<T> effect) {
        before(call);
        T result = effect.get();
        after(call);
        return result;
    }

    /** The call took effect; what it throws is thrown to the caller in place of the answer. */
    default void after(String call) {}
}
