package dev.bluegreen.internal.record.lock;

/**
 * Plausibility of fencing tokens on routers. A token grows by one with each operation; whoever may write a router may write any
 * number on it, and one near the end of what a record can count to would end all operations for good.
 */
public final class Tokens {

    private static final long FURTHEST = 1_000_000;

    private Tokens() {}

    /** True if operations may have counted from one to the other. */
    public static boolean isReachable(long written, long known) {
        return written - known <= FURTHEST;
    }
}
