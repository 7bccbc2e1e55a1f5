package dev.bluegreen.testkit.aws.internal;

/**
 * Is told what happens at a fake of AWS, as it happens and on the thread that does it: has to be quick and thread-safe, and
 * to make no call.
 */
public interface AwsOnlooker {

    /** A call has arrived; nothing was done about it yet, and may not be for long. */
    default void received(AwsCall call) {}

    /** A call was carried out or refused; told in the order in which calls take effect, nothing comes between. */
    default void answered(AwsCall call, int status) {}

    /** The connection of a call was cut instead of an answer. */
    default void cut(AwsCall call) {}
}
