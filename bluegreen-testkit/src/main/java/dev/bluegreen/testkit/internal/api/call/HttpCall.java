package dev.bluegreen.testkit.internal.api.call;

import org.jspecify.annotations.Nullable;

/**
 * A request as the transport delivers it.
 *
 * @param path without query
 * @param query raw, empty if there is none
 * @param client identity from the bearer token
 * @param agent the user agent up to the first slash: the default field manager
 * @param webSocket true if it asks for the upgrade to a WebSocket
 * @param origin true if it says from which site it comes, as browsers do
 * @param watchId see {@link ApiCall#watchId()}
 * @param requestId names the client's side of the request; empty for a client that was not made by the testkit
 */
public record HttpCall(
        String method,
        String path,
        String query,
        String client,
        String agent,
        String contentType,
        boolean webSocket,
        boolean origin,
        String body,
        @Nullable String watchId,
        String requestId) {}
