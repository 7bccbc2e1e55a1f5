package dev.bluegreen.spi.memory;

/**
 * Sees every call that reaches an {@link InMemoryPlatform}, to count it, to fail it or to change the world around it.
 * Thread-safe implementations only.
 */
public interface CallInterceptor {

    /** Sees nothing, changes nothing. */
    CallInterceptor NONE = new CallInterceptor() {};

    /**
     * The call is about to be made; what it throws is thrown to the caller, and the call has no effect.
     *
     * @param call verb and object, such as {@code shift router/web} or {@code save record/shop}
     */
    default void before(String call) {}

    /** The call took effect; what it throws is thrown to the caller in place of the answer. */
    default void after(String call) {}
}
