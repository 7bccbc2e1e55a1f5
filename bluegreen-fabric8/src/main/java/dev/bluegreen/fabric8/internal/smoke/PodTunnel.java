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
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/**
 * A port-forward. Each connection to its local port opens its own WebSocket, so errors show only in use.
 */
final class PodTunnel implements Tunnel {

    private final LocalPortForward forward;
    private final ApiCall call;

    PodTunnel(Kube kube, String pod, int port) {
        this.forward = kube.forward(pod, port);
        this.call = new ApiCall("create, get", "", "pods/portforward", pod, kube.namespace());
    }

    @Override
    public URI base() {
        return URI.create("http://" + forward.getLocalAddress().getHostAddress() + ":" + forward.getLocalPort());
    }

    @Override
    public List<String> troubles() {
        return Stream.concat(forward.getServerThrowables().stream(), forward.getClientThrowables().stream())
                .map(this::sentence)
                .distinct()
                .toList();
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
