package dev.bluegreen.testkit.request;

/**
 * Observer of the fake API server, called at each event on the thread that causes it: has to be quick and thread-safe, and
 * must not call the cluster.
 */
public interface ApiObserver {

    /**
     * A request has arrived and was not handled yet, and may not be for long.
     *
     * @param id of the request, the same as in {@link ObjectChange#request()}
     * @param client identity that sent it
     */
    default void received(String id, String client) {}

    /** A request was answered, or its connection cut. */
    default void answered(ApiRequest request) {}

    /** An object has changed; called in the order of the changes, one at a time. */
    default void changed(ObjectChange change) {}
}
