package dev.bluegreen.internal.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;

/** Says why there was no answer. */
final class Failures {

    private Failures() {}

    static UncheckedIOException of(URI uri, IOException e, Duration timeout) {
        return new UncheckedIOException(place(uri) + " " + reason(e, timeout), e);
    }

    /** Without user, query and fragment, which may hold secrets. */
    static String place(URI uri) {
        return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()) + uri.getPath();
    }

    private static String reason(IOException e, Duration timeout) {
        if (e instanceof HttpTimeoutException || e instanceof SocketTimeoutException) {
            return "did not answer within " + timeout.toMillis() + " ms";
        }
        return e instanceof ConnectException || e instanceof UnknownHostException
                ? "cannot be reached"
                : "broke off: " + (e.getMessage() == null ? e.toString() : e.getMessage());
    }
}
