package dev.bluegreen.internal.http;

import dev.bluegreen.model.Wording;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import javax.net.ssl.SSLException;

/** There was no response. */
public final class NoAnswerException extends UncheckedIOException {

    private static final long serialVersionUID = 1;

    private final String reason;

    private NoAnswerException(String place, String reason, IOException cause) {
        super(place + " " + reason, cause);
        this.reason = reason;
    }

    static NoAnswerException of(URI uri, IOException e, Duration timeout) {
        return new NoAnswerException(place(uri), reason(e, timeout), e);
    }

    /** The reason without the address, which may be secret: {@code did not answer within 2 s}. */
    public String reason() {
        return reason;
    }

    /** The address without user, query and fragment, which may hold secrets. */
    private static String place(URI uri) {
        return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()) + uri.getPath();
    }

    private static String reason(IOException e, Duration timeout) {
        if (e instanceof ClosedByInterruptException || Thread.currentThread().isInterrupted()) {
            return "was not waited for";
        }
        if (isTimeout(e)) {
            return "did not answer within " + Wording.of(timeout);
        }
        if (e instanceof SSLException) {
            return "failed in TLS: " + e.getMessage();
        }
        return isUnreachable(e)
                ? "cannot be reached"
                : "broke off" + (e.getMessage() == null ? "" : ": " + e.getMessage());
    }

    /** True for a timeout, which TLS reports only in its message. */
    private static boolean isTimeout(Throwable e) {
        return e instanceof SocketTimeoutException || (e.getCause() != null && isTimeout(e.getCause()));
    }

    private static boolean isUnreachable(IOException e) {
        return e instanceof ConnectException
                || e instanceof UnknownHostException
                || e instanceof NoRouteToHostException;
    }
}
