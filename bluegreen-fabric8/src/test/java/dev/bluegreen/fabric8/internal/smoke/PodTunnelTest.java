package dev.bluegreen.fabric8.internal.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.fabric8.internal.api.ApiCall;
import io.fabric8.kubernetes.client.LocalPortForward;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class PodTunnelTest {

    @Test
    void tellsTheErrorOfAConnectionThatWasClosedBeforeTheErrorWasKept() throws IOException {
        try (LateForward forward = new LateForward()) {
            PodTunnel tunnel =
                    new PodTunnel(forward, new ApiCall("create, get", "", "pods/portforward", "myapp-green-1", "shop"));

            assertThat(tunnel.troubles()).containsExactly("the pod has no such port");
        }
    }

    /** Keeps the error of a connection when it accepts the next one. */
    private static final class LateForward implements LocalPortForward {

        private final ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        private final List<Throwable> errors = new CopyOnWriteArrayList<>();
        private final CompletableFuture<Void> accepting = CompletableFuture.runAsync(this::accept);

        private LateForward() throws IOException {}

        private void accept() {
            try {
                var next = server.accept();
                errors.add(new IOException("the pod has no such port"));
                next.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public InetAddress getLocalAddress() {
            return server.getInetAddress();
        }

        @Override
        public int getLocalPort() {
            return server.getLocalPort();
        }

        @Override
        public boolean isAlive() {
            return !server.isClosed();
        }

        @Override
        public boolean errorOccurred() {
            return !errors.isEmpty();
        }

        @Override
        public Collection<Throwable> getClientThrowables() {
            return List.of();
        }

        @Override
        public Collection<Throwable> getServerThrowables() {
            return errors;
        }

        @Override
        public void close() throws IOException {
            accepting.join();
            server.close();
        }
    }
}
