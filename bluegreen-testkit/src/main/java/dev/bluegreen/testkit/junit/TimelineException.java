package dev.bluegreen.testkit.junit;

/** What happened in the cluster of a failed test; not an error by itself, but shown with the one it is suppressed by. */
final class TimelineException extends RuntimeException {

    private static final long serialVersionUID = 1;

    TimelineException(String timeline) {
        super(timeline, null, false, false);
    }
}
