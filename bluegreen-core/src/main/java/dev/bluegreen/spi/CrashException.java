package dev.bluegreen.spi;

/**
 * Ends a simulated process: a test's platform throws it at every call from the moment of the crash on. An error, so that
 * nothing in the engine takes it for a refusal and cleans up.
 */
public final class CrashException extends Error {

    private static final long serialVersionUID = 1;

    /** A crash at a call. */
    public CrashException(String call) {
        super("crashed at " + call, null, false, false);
    }
}
