package dev.bluegreen.testkit.internal.api;

import dev.bluegreen.testkit.internal.api.call.PortForward;
import io.fabric8.mockwebserver.http.Response;
import io.fabric8.mockwebserver.http.WebSocket;
import io.fabric8.mockwebserver.http.WebSocketListener;
import java.nio.charset.StandardCharsets;

/** The WebSocket of a port-forward. */
final class ForwardSocket extends WebSocketListener {

    private static final int NORMAL = 1000;

    private final PortForward forward;

    ForwardSocket(PortForward forward) {
        this.forward = forward;
    }

    @Override
    public void onOpen(WebSocket socket, Response response) {
        forward.open(new PortForward.Client() {
            @Override
            public void send(byte[] message) {
                socket.send(message);
            }

            @Override
            public void close() {
                socket.close(NORMAL, "");
            }
        });
    }

    @Override
    public void onMessage(WebSocket socket, byte[] message) {
        forward.receive(message);
    }

    @Override
    public void onMessage(WebSocket socket, String message) {
        forward.receive(message.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void onClosing(WebSocket socket, int code, String reason) {
        forward.close();
    }

    @Override
    public void onClosed(WebSocket socket, int code, String reason) {
        forward.close();
    }

    @Override
    public void onFailure(WebSocket socket, Throwable failure, Response response) {
        forward.close();
    }
}
