package dev.bluegreen.testkit.internal.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.testkit.internal.link.InFlight;
import dev.bluegreen.testkit.time.VirtualTime;
import io.fabric8.kubernetes.client.http.WebSocket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TrackingWebSocketBuilderTest {

    private final InFlight inFlight = InFlight.on(VirtualTime.create());
    private final AtomicReference<WebSocket.Listener> listener = new AtomicReference<>();
    private final WebSocket socket = new TrackingWebSocketBuilder(new Opened(), new Caller(inFlight, null))
            .buildAsync(new WebSocket.Listener() {})
            .join();

    @Test
    void aWatchThatIsBeingClosedHasNotEndedBeforeTheServerAnswers() {
        assertThat(hasEnded()).as("nobody closes it").isTrue();

        assertThat(socket.sendClose(1000, "done")).isTrue();
        assertThat(hasEnded()).isFalse();

        listener.get().onClose(socket, 1000, "done");
        assertThat(hasEnded()).isTrue();
    }

    @Test
    void aWatchThatIsBeingClosedHasEndedWhenItsConnectionIsGone() {
        assertThat(socket.sendClose(1000, "done")).isTrue();
        assertThat(hasEnded()).isFalse();

        listener.get().onError(socket, new IllegalStateException("reset"));
        assertThat(hasEnded()).isTrue();
    }

    @Test
    void aWatchThatTheServerClosedFirstIsNotWaitedFor() {
        listener.get().onClose(socket, 1001, "going away");

        assertThat(socket.sendClose(1000, "done")).isTrue();
        assertThat(hasEnded()).isTrue();
    }

    private boolean hasEnded() {
        return inFlight.watches().awaitEnds(Duration.ZERO);
    }

    /** Opens at once, and answers nothing. */
    private final class Opened implements WebSocket.Builder {

        @Override
        public CompletableFuture<WebSocket> buildAsync(WebSocket.Listener told) {
            listener.set(told);
            return CompletableFuture.completedFuture(new Mute());
        }

        @Override
        public WebSocket.Builder subprotocol(String protocol) {
            return this;
        }

        @Override
        public WebSocket.Builder header(String name, String value) {
            return this;
        }

        @Override
        public WebSocket.Builder setHeader(String name, String value) {
            return this;
        }

        @Override
        public WebSocket.Builder uri(URI uri) {
            return this;
        }

        @Override
        public WebSocket.Builder connectTimeout(long timeout, TimeUnit unit) {
            return this;
        }
    }

    private record Mute() implements WebSocket {

        @Override
        public boolean send(ByteBuffer bytes) {
            return true;
        }

        @Override
        public boolean sendClose(int code, String reason) {
            return true;
        }

        @Override
        public long queueSize() {
            return 0;
        }

        @Override
        public void request() {}
    }
}
