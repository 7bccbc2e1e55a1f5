package dev.bluegreen.internal.engine;

import dev.bluegreen.spi.memory.CrashException;

/**
 * What code that is not ours threw. Kotlin, Groovy and Lombok throw checked exceptions freely, and a test library throws
 * errors: whatever it is, an operation has to end, with traffic on one track and the lock free.
 */
final class Thrown {

    private Thrown() {}

    /**
     * The same as something that an operation can end with.
     *
     * @throws CrashException if it is one: a process that died cleans nothing up
     */
    static RuntimeException asFailure(Throwable thrown) {
        if (thrown instanceof CrashException crash) {
            throw crash;
        }
        return thrown instanceof RuntimeException failure ? failure : Stop.because(thrown);
    }

    /** In a sentence: its message, or what it is where that says nothing. */
    static String sentence(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null || thrown instanceof Error ? shown(thrown) : message;
    }

    private static String shown(Throwable thrown) {
        String message = thrown.getMessage();
        return thrown.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }
}
