package dev.bluegreen.testkit.junit;

/** The timeline of a failed test's cluster; not an error by itself, but shown as suppressed by the actual one. */
final class TimelineException extends RuntimeException {

    private static final long serialVersionUID = 1;

    TimelineException(String timeline) {
        super(timeline, null, false, false);
    }
}
