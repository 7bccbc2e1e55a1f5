package dev.bluegreen.testkit.internal.client;

import dev.bluegreen.testkit.internal.link.RequestLinks;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Holds virtual time from the moment a request is sent until whoever waits for its future has been told. The id that the
 * server needs to park a request is a header from the start, since the client copies a request before it sends it.
 */
final class TrackingHttpClient implements HttpClient {

    private final HttpClient delegate;
    private final Caller caller;

    TrackingHttpClient(HttpClient delegate, Caller caller) {
        this.delegate = delegate;
        this.caller = caller;
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, Class<T> type) {
        return tracked(request, () -> delegate.sendAsync(request, type));
    }

    @Override
    public CompletableFuture<HttpResponse<AsyncBody>> consumeBytes(
            HttpRequest request, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
        return tracked(request, () -> delegate.consumeBytes(request, consumer));
    }

    @Override
    public WebSocket.Builder newWebSocketBuilder() {
        return new TrackingWebSocketBuilder(delegate.newWebSocketBuilder(), caller);
    }

    @Override
    public HttpRequest.Builder newHttpRequestBuilder() {
        return delegate.newHttpRequestBuilder()
                .setHeader(RequestLinks.HEADER, caller.inFlight().requests().newId());
    }

    @Override
    public DerivedClientBuilder newBuilder() {
        return new Derived(delegate.newBuilder());
    }

    @Override
    public boolean isClosed() {
        return delegate.isClosed();
    }

    @Override
    public void close() {
        delegate.close();
    }

    private <T> CompletableFuture<T> tracked(HttpRequest request, Supplier<CompletableFuture<T>> send) {
        RequestLinks requests = caller.inFlight().requests();
        String id = Objects.requireNonNullElseGet(request.header(RequestLinks.HEADER), requests::newId);
        requests.begin(id);
        return Relayed.of(caller.unlessCrashed(send), new Awaited<>(requests, id), () -> requests.end(id));
    }

    private final class Derived implements DerivedClientBuilder {

        private final DerivedClientBuilder builder;

        Derived(DerivedClientBuilder builder) {
            this.builder = builder;
        }

        @Override
        public HttpClient build() {
            return new TrackingHttpClient(builder.build(), caller);
        }

        @Override
        public DerivedClientBuilder addOrReplaceInterceptor(String name, Interceptor interceptor) {
            builder.addOrReplaceInterceptor(name, interceptor);
            return this;
        }

        @Override
        public DerivedClientBuilder authenticatorNone() {
            builder.authenticatorNone();
            return this;
        }

        @Override
        public DerivedClientBuilder tag(Object value) {
            builder.tag(value);
            return this;
        }
    }
}
