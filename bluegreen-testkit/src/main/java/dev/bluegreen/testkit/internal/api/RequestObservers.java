package dev.bluegreen.testkit.internal.api;

import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.internal.api.call.ApiCall;
import dev.bluegreen.testkit.internal.store.StoreEvent;
import dev.bluegreen.testkit.request.ApiObserver;
import dev.bluegreen.testkit.request.ApiRequest;
import dev.bluegreen.testkit.request.ObjectChange;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Tells observers of requests and changes, and which request made a change. Thread-safe. */
public final class RequestObservers {

    private static final Sender NOBODY = new Sender("", "");

    private final Time time;
    private final List<ApiObserver> observers = new CopyOnWriteArrayList<>();
    private final ThreadLocal<Sender> sender = ThreadLocal.withInitial(() -> NOBODY);

    private record Sender(String request, String client) {}

    /** Nobody looks on. */
    public RequestObservers(Time time) {
        this.time = time;
    }

    /** Tells one more. */
    public void add(ApiObserver observer) {
        observers.add(observer);
    }

    /** A request was answered. */
    public void answered(ApiRequest request) {
        observers.forEach(observer -> observer.answered(request));
    }

    /** An object was changed, by the request that the calling thread carries out. */
    public void committed(StoreEvent event) {
        Sender by = sender.get();
        observers.forEach(observer -> observer.changed(
                ObjectChange.builder(event.key().plural(), event.key().name(), time.now())
                        .request(by.request())
                        .client(by.client())
                        .namespace(event.key().namespace())
                        .before(event.before())
                        .after(event.after())
                        .build()));
    }

    void received(ApiCall call, String requestId) {
        observers.forEach(observer -> observer.received(requestId, call.client()));
    }

    <T> T during(ApiCall call, String requestId, Supplier<T> execution) {
        sender.set(new Sender(requestId, call.client()));
        try {
            return execution.get();
        } finally {
            sender.remove();
        }
    }
}
