package dev.bluegreen.spi;

/**
 * Ends a simulated process: a test's platform throws it at every call from the moment of the crash on. An error, so that the
 * engine does not handle it as a refusal and clean up.
 */
public final class CrashException extends Error {

    private static final long serialVersionUID = 1;

    /** A crash at a call. */
    public CrashException(String call) {
        super("crashed at " + call, null, false, false);
    }
}
