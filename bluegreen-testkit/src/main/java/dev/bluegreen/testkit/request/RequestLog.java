package dev.bluegreen.testkit.request;

import dev.bluegreen.testkit.internal.Given;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** All requests of one cluster, in the order of their answers. Thread-safe. */
public final class RequestLog {

    private final Consumer<ApiRequest> onAdd;
    private final List<ApiRequest> requests = new ArrayList<>();

    /**
     * An empty log.
     *
     * @param onAdd called with each request, in the same order; clearing the log does not affect it
     */
    public RequestLog(Consumer<ApiRequest> onAdd) {
        this.onAdd = Given.any("onAdd", onAdd);
    }

    /** Adds a request that was answered. */
    public synchronized void add(ApiRequest request) {
        requests.add(Given.any("request", request));
        onAdd.accept(request);
    }

    /** A snapshot. */
    public synchronized List<ApiRequest> all() {
        return List.copyOf(requests);
    }

    /** The requests for a change. */
    public List<ApiRequest> writes() {
        return matching(ApiRequest::isWrite);
    }

    /** The requests that match. */
    public List<ApiRequest> matching(Predicate<ApiRequest> filter) {
        return stream().filter(Given.any("filter", filter)).toList();
    }

    /** A stream over a snapshot. */
    public Stream<ApiRequest> stream() {
        return all().stream();
    }

    /** Deletes all requests so far, so that a test counts from here. */
    public synchronized void clear() {
        requests.clear();
    }
}
