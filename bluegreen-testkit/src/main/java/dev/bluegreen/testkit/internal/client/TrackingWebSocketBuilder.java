package dev.bluegreen.testkit.internal.client;

import dev.bluegreen.testkit.internal.link.RequestLinks;
import dev.bluegreen.testkit.internal.link.WatchLink;
import dev.bluegreen.testkit.internal.link.WatchLinks;
import io.fabric8.kubernetes.client.http.WebSocket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Holds virtual time while a WebSocket is being opened, and gives the holds of its frames back when they are handled. */
final class TrackingWebSocketBuilder implements WebSocket.Builder {

    private final WebSocket.Builder delegate;
    private final Caller caller;

    TrackingWebSocketBuilder(WebSocket.Builder delegate, Caller caller) {
        this.delegate = delegate;
        this.caller = caller;
    }

    @Override
    public CompletableFuture<WebSocket> buildAsync(WebSocket.Listener listener) {
        String request = caller.inFlight().requests().newId();
        caller.inFlight().requests().begin(request);
        delegate.setHeader(RequestLinks.HEADER, request);
        WatchLinks watches = caller.inFlight().watches();
        String id = watches.register();
        delegate.setHeader(WatchLinks.HEADER, id);
        CompletableFuture<Void> end = new CompletableFuture<>();
        Runnable leave = () -> {
            watches.close(id);
            watches.leaving(end);
        };
        Runnable ended = () -> {
            watches.close(id);
            end.complete(null);
        };
        TrackingListener tracking =
                new TrackingListener(listener, watches.find(id).orElseThrow(), leave, ended);
        CompletableFuture<WebSocket> opening = Relayed.of(
                caller.unlessCrashed(
                        () -> delegate.buildAsync(tracking).thenApply(socket -> new TrackedSocket(socket, leave))),
                new Awaited<>(caller.inFlight().requests(), request),
                () -> caller.inFlight().requests().end(request));
        CompletableFuture<?> unused = opening.whenComplete((socket, failure) -> {
            if (failure != null) {
                ended.run();
            }
        });
        return opening;
    }

    @Override
    public WebSocket.Builder subprotocol(String protocol) {
        delegate.subprotocol(protocol);
        return this;
    }

    @Override
    public WebSocket.Builder header(String name, String value) {
        delegate.header(name, value);
        return this;
    }

    @Override
    public WebSocket.Builder setHeader(String name, String value) {
        delegate.setHeader(name, value);
        return this;
    }

    @Override
    public WebSocket.Builder uri(URI uri) {
        delegate.uri(uri);
        return this;
    }

    @Override
    public WebSocket.Builder connectTimeout(long timeout, TimeUnit unit) {
        delegate.connectTimeout(timeout, unit);
        return this;
    }

    private static final class TrackingListener implements WebSocket.Listener {

        private final WebSocket.Listener delegate;
        private final WatchLink link;
        private final Runnable leave;
        private final Runnable ended;

        TrackingListener(WebSocket.Listener delegate, WatchLink link, Runnable leave, Runnable ended) {
            this.delegate = delegate;
            this.link = link;
            this.leave = leave;
            this.ended = ended;
        }

        @Override
        public void onOpen(WebSocket socket) {
            delegate.onOpen(new TrackedSocket(socket, leave));
            link.open();
        }

        @Override
        public void onMessage(WebSocket socket, String text) {
            try {
                delegate.onMessage(socket, text);
            } finally {
                link.handled();
            }
        }

        @Override
        public void onMessage(WebSocket socket, ByteBuffer bytes) {
            try {
                delegate.onMessage(socket, bytes);
            } finally {
                link.handled();
            }
        }

        @Override
        public void onClose(WebSocket socket, int code, String reason) {
            try {
                delegate.onClose(socket, code, reason);
            } finally {
                ended.run();
            }
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            try {
                delegate.onError(socket, error);
            } finally {
                ended.run();
            }
        }
    }

    /** A client that closes its side handles no more frames. */
    private record TrackedSocket(WebSocket delegate, Runnable leave) implements WebSocket {

        @Override
        public boolean send(ByteBuffer bytes) {
            return delegate.send(bytes);
        }

        @Override
        public boolean sendClose(int code, String reason) {
            leave.run();
            return delegate.sendClose(code, reason);
        }

        @Override
        public long queueSize() {
            return delegate.queueSize();
        }

        @Override
        public void request() {
            delegate.request();
        }
    }
}
