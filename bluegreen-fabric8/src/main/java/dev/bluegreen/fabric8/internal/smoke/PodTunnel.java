package dev.bluegreen.fabric8.internal.smoke;

import dev.bluegreen.check.smoke.Tunnel;
import dev.bluegreen.fabric8.internal.api.ApiCall;
import dev.bluegreen.fabric8.internal.api.ApiErrors;
import dev.bluegreen.fabric8.internal.api.Kube;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.LocalPortForward;
import io.fabric8.kubernetes.client.http.WebSocketHandshakeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A port-forward. Each connection to its local port opens its own WebSocket, so errors show only in use.
 */
final class PodTunnel implements Tunnel {

    private static final Duration REFUSED_WITHIN = Duration.ofMillis(500);

    private final LocalPortForward forward;
    private final ApiCall call;

    PodTunnel(Kube kube, String pod, int port) {
        this(kube.forward(pod, port), new ApiCall("create, get", "", "pods/portforward", pod, kube.namespace()));
    }

    PodTunnel(LocalPortForward forward, ApiCall call) {
        this.forward = forward;
        this.call = call;
    }

    @Override
    public URI base() {
        return URI.create("http://" + forward.getLocalAddress().getHostAddress() + ":" + forward.getLocalPort());
    }

    @Override
    public List<String> troubles() {
        List<String> known = known();
        if (known.isEmpty()) {
            connectOnceMore();
            return known();
        }
        return known;
    }

    private List<String> known() {
        return Stream.concat(forward.getServerThrowables().stream(), forward.getClientThrowables().stream())
                .map(this::sentence)
                .distinct()
                .toList();
    }

    /**
     * fabric8 closes a connection that was refused before it has entered the connection, with its error, in its list. It
     * accepts connections one after another: once the next one is closed, too, the one before is in the list.
     */
    private void connectOnceMore() {
        int millis = (int) REFUSED_WITHIN.toMillis();
        try (Socket next = new Socket()) {
            next.connect(new InetSocketAddress(forward.getLocalAddress(), forward.getLocalPort()), millis);
            next.setSoTimeout(millis);
            int unused = next.getInputStream().read();
        } catch (IOException e) {
            // Not refused within the time, or as the one before: what is known is known.
        }
    }

    private String sentence(Throwable trouble) {
        return ApiErrors.causes(trouble)
                .flatMap(cause ->
                        cause instanceof WebSocketHandshakeException refused ? Stream.of(refused) : Stream.empty())
                .map(refused -> refused.getResponse().code())
                .map(code -> ApiErrors.translate(call, new KubernetesClientException("no WebSocket", code, null)))
                .findFirst()
                .map(Throwable::getMessage)
                .orElseGet(() -> String.valueOf(trouble.getMessage()));
    }

    @Override
    public void close() {
        try {
            forward.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
