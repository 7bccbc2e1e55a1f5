package dev.bluegreen.testkit.request;

/**
 * Is told what happens at the fake API server, as it happens and on the thread that does it: has to be quick and
 * thread-safe, and to ask the cluster for nothing.
 */
public interface ApiObserver {

    /**
     * A request has arrived; nothing was done about it yet, and may not be for long.
     *
     * @param id of the request, the same as in {@link ObjectChange#request()}
     * @param client identity that sent it
     */
    default void received(String id, String client) {}

    /** A request was answered, or its connection cut. */
    default void answered(ApiRequest request) {}

    /** An object is now different; told in the order of the changes, nothing comes between. */
    default void changed(ObjectChange change) {}
}
