package dev.bluegreen.testkit.internal.api;

import dev.bluegreen.testkit.internal.api.call.HttpCall;
import dev.bluegreen.testkit.internal.api.call.Reply;
import dev.bluegreen.testkit.internal.api.call.Watch;
import dev.bluegreen.testkit.internal.gate.Gate;
import dev.bluegreen.testkit.internal.link.RequestLinks;
import dev.bluegreen.testkit.internal.link.WatchLinks;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.http.Dispatcher;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import io.fabric8.mockwebserver.http.Response;
import io.fabric8.mockwebserver.http.WebSocket;
import io.fabric8.mockwebserver.http.WebSocketListener;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Between the mock web server and the fake API servers. Runs on the server's event loop: never blocks, never throws. */
final class MockDispatcher extends Dispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(MockDispatcher.class);

    private static final Pattern AGENT_END = Pattern.compile("[/ ]");
    private static final Pattern BEARER = Pattern.compile("(?i)^bearer ");

    private final MockWebServer transport;
    private final Map<String, FrontDoor> doors = new ConcurrentHashMap<>();

    /** @param transport what this will be the dispatcher of */
    MockDispatcher(MockWebServer transport) {
        this.transport = transport;
    }

    /** Passes requests whose path begins with this segment to this door. */
    void serve(String mount, FrontDoor door) {
        doors.put(mount, door);
    }

    void forget(String mount) {
        doors.remove(mount);
    }

    /** An escaped exception would leave the client without any answer. */
    @Override
    @SuppressWarnings("checkstyle:IllegalCatch")
    public MockResponse dispatch(RecordedRequest request) {
        try {
            forgetRecorded();
            return request.method() == null ? unknownMethod() : response(reply(request));
        } catch (Throwable e) {
            LOG.error("The fake API server failed at {}", request.getRequestLine(), e);
            return new MockResponse().setResponseCode(500).setBody("fake API server: " + e);
        }
    }

    /** The transport keeps every request for a test to take. Ours are logged, and those of a whole build would fill memory. */
    private void forgetRecorded() throws InterruptedException {
        transport.takeRequest(0, TimeUnit.SECONDS);
    }

    /** @return as if nobody listened, if the cluster was closed a moment ago */
    private Reply reply(RecordedRequest request) {
        String path = Objects.requireNonNullElse(request.getPath(), "/");
        String mount = Gate.mount(path);
        FrontDoor door = doors.get(mount);
        return door == null ? FrontDoor.drop() : door.receive(call(request, path.substring(mount.length())));
    }

    /** HEAD and OPTIONS, which the mock server does not know; without a body, since HEAD must have none. */
    private static MockResponse unknownMethod() {
        return new MockResponse().setResponseCode(405).setHeader("Content-Length", "0");
    }

    private static HttpCall call(RecordedRequest request, String path) {
        int query = path.indexOf('?');
        return new HttpCall(
                request.getMethod(),
                query < 0 ? path : path.substring(0, query),
                query < 0 ? "" : path.substring(query + 1),
                client(request),
                AGENT_END.split(header(request, "User-Agent"), 2)[0],
                header(request, "Content-Type"),
                header(request, "Upgrade").equalsIgnoreCase("websocket"),
                !header(request, "Origin").isEmpty(),
                request.getBody() == null ? "" : Objects.requireNonNullElse(request.getUtf8Body(), ""),
                request.getHeader(WatchLinks.HEADER),
                header(request, RequestLinks.HEADER));
    }

    /** Who asks: whoever is impersonated, or else the bearer of the token. */
    private static String client(RecordedRequest request) {
        String impersonated = header(request, "Impersonate-User");
        return impersonated.isEmpty()
                ? BEARER.matcher(header(request, "Authorization")).replaceFirst("")
                : impersonated;
    }

    private static String header(RecordedRequest request, String name) {
        @Nullable String value = request.getHeader(name);
        return value == null ? "" : value;
    }

    private static MockResponse response(Reply reply) {
        if (reply instanceof Reply.Watching watching) {
            return new MockResponse().withWebSocketUpgrade(new WatchSocket(watching.watch()));
        }
        if (reply instanceof Reply.Forwarding forwarding) {
            return new MockResponse().withWebSocketUpgrade(new ForwardSocket(forwarding.forward()));
        }
        Reply.Text text = (Reply.Text) reply;
        MockResponse response = new MockResponse()
                .setResponseCode(text.status())
                .setHeader("Content-Type", text.contentType())
                .setBody(text.body());
        text.headers().forEach(response::setHeader);
        return response;
    }

    private static final class WatchSocket extends WebSocketListener {

        private static final int NORMAL = 1000;

        private final Watch watch;

        WatchSocket(Watch watch) {
            this.watch = watch;
        }

        @Override
        public void onOpen(WebSocket socket, Response response) {
            watch.attach(new Watch.Socket() {
                @Override
                public void send(String text) {
                    socket.send(text);
                }

                @Override
                public void close() {
                    socket.close(NORMAL, "");
                }
            });
        }

        @Override
        public void onClosing(WebSocket socket, int code, String reason) {
            watch.detach();
        }

        @Override
        public void onClosed(WebSocket socket, int code, String reason) {
            watch.detach();
        }

        @Override
        public void onFailure(WebSocket socket, Throwable failure, Response response) {
            watch.detach();
        }
    }
}
