package dev.bluegreen.fabric8.internal.api;

import java.io.EOFException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Names the reason why a connection brought no response. */
final class ConnectionErrors {

    private ConnectionErrors() {}

    static String words(Throwable error) {
        String message = Optional.ofNullable(error.getMessage()).orElse("").strip();
        String kind = kind(error);
        if (message.isEmpty() || message.equalsIgnoreCase(kind)) {
            return kind.isEmpty() ? "the connection broke off without a reason" : kind;
        }
        return kind.isEmpty() ? message : kind + ": " + message;
    }

    /** The kind of failure; empty if the message already names it. */
    private static String kind(Throwable error) {
        if (error instanceof UnknownHostException || error instanceof UnresolvedAddressException) {
            return "unknown host";
        }
        if (error instanceof HttpTimeoutException
                || error instanceof TimeoutException
                || error instanceof InterruptedIOException) {
            return "timed out";
        }
        if (error instanceof ConnectException) {
            return "connection refused";
        }
        return lost(error);
    }

    private static String lost(Throwable error) {
        if (error instanceof NoRouteToHostException) {
            return "no route to host";
        }
        if (error instanceof SSLException) {
            return "TLS failed";
        }
        boolean cut = error instanceof SocketException
                || error instanceof EOFException
                || error instanceof ClosedChannelException;
        return cut ? "connection lost" : "";
    }
}
