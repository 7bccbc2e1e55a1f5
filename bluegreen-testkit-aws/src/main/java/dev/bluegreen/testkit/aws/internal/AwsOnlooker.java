package dev.bluegreen.testkit.aws.internal;

/**
 * Observer of the calls to a fake of AWS, on the thread of each call. Implementations return quickly, are thread-safe, and
 * make no call.
 */
public interface AwsOnlooker {

    /** A call has arrived; nothing was done about it yet, and may not be for long. */
    default void received(AwsCall call) {}

    /** A call was carried out or refused; in the order in which calls take effect. */
    default void answered(AwsCall call, int status) {}

    /** The connection of a call was cut instead of an answer. */
    default void cut(AwsCall call) {}
}
