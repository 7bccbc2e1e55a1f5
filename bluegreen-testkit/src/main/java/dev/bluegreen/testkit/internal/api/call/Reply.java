package dev.bluegreen.testkit.internal.api.call;

import dev.bluegreen.testkit.internal.json.Json;
import java.util.Map;

/** An answer: text with a status, or the begin of a watch or port-forward. */
public sealed interface Reply {

    /** HTTP status. */
    int status();

    /** A complete answer. */
    record Text(int status, String contentType, String body, Map<String, String> headers) implements Reply {

        public Text withHeader(String name, String value) {
            return new Text(status, contentType, body, Map.of(name, value));
        }
    }

    /** The connection becomes a WebSocket that carries this watch. */
    record Watching(Watch watch) implements Reply {

        @Override
        public int status() {
            return 101;
        }
    }

    /** The connection becomes a WebSocket that carries this port-forward. */
    record Forwarding(PortForward forward) implements Reply {

        @Override
        public int status() {
            return 101;
        }
    }

    /** A JSON answer. */
    static Text json(int status, String body) {
        return new Text(status, "application/json", body, Map.of());
    }

    /** A JSON answer. */
    static Text json(int status, Map<String, Object> tree) {
        return json(status, Json.write(tree));
    }

    /** A plain text answer. */
    static Text text(int status, String body) {
        return new Text(status, "text/plain; charset=utf-8", body, Map.of());
    }
}
