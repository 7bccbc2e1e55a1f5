package dev.bluegreen.fabric8.internal.api;

import static dev.bluegreen.model.PlatformException.Kind.CONFLICT;
import static dev.bluegreen.model.PlatformException.Kind.FORBIDDEN;
import static dev.bluegreen.model.PlatformException.Kind.INVALID;
import static dev.bluegreen.model.PlatformException.Kind.NOT_FOUND;
import static dev.bluegreen.model.PlatformException.Kind.OUTCOME_UNKNOWN;
import static dev.bluegreen.model.PlatformException.Kind.TRANSIENT;

import dev.bluegreen.model.PlatformException;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusDetails;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;

/** Translates errors of the client: above all, whether a write may have taken effect. */
public final class ApiErrors {

    /** Retry-After of the API server's overload protection, whose 429 has none in its body. */
    private static final Duration THROTTLED = Duration.ofSeconds(1);

    private ApiErrors() {}

    public static PlatformException translate(ApiCall call, KubernetesClientException error) {
        // A write may have been sent before its client was closed.
        boolean isClosed = !call.writes() && causes(error).anyMatch(RejectedExecutionException.class::isInstance);
        return isClosed ? closed(call, error) : answered(call, error);
    }

    private static PlatformException answered(ApiCall call, KubernetesClientException error) {
        return switch (error.getCode()) {
            case 401 -> refused(FORBIDDEN, call, error, "the API server does not accept the credentials; check them");
            case 403 -> refused(FORBIDDEN, call, error, "allow it by the rule " + call.rule() + where(call));
            case 404 -> refused(NOT_FOUND, call, error, "check name and namespace");
            case 409 -> refused(CONFLICT, call, error, "another client wrote it");
            case 410 -> refused(TRANSIENT, call, error, "the API server no longer has the version to continue from");
            case 422 -> unprocessable(call, error);
            case 429 -> new PlatformException(TRANSIENT, text(call, error, "throttled"), error, retryAfter(error));
            default -> other(call, error);
        };
    }

    /** The error of a closed client, which refuses a request before it is sent; the exception depends on its HTTP client. */
    static RuntimeException ofClosed(ApiCall call, RuntimeException error) {
        boolean isClosed = error instanceof RejectedExecutionException
                || String.valueOf(error.getMessage()).contains("closed");
        return isClosed ? closed(call, error) : error;
    }

    private static PlatformException closed(ApiCall call, RuntimeException error) {
        return new PlatformException(
                INVALID,
                "cannot " + call
                        + ": the Kubernetes client is closed, and nothing was sent; close the platform"
                        + " first, and its client after that",
                error);
    }

    private static String where(ApiCall call) {
        return call.namespace().isEmpty() ? " in a ClusterRole" : " in a Role of namespace " + call.namespace();
    }

    private static PlatformException refused(
            PlatformException.Kind kind, ApiCall call, KubernetesClientException error, String remedy) {
        return new PlatformException(kind, text(call, error, remedy), error);
    }

    /** A failed test of a JSON Patch and an invalid object share a code; only the latter names the fields. */
    private static PlatformException unprocessable(ApiCall call, KubernetesClientException error) {
        boolean namesFields = details(error).stream()
                .flatMap(details -> details.getCauses().stream())
                .anyMatch(cause -> cause.getField() != null && !cause.getField().isEmpty());
        return call.verb().equals("patch") && !namesFields
                ? refused(CONFLICT, call, error, "it has changed since it was read: another client wrote it")
                : refused(INVALID, call, error, "the API server does not accept it");
    }

    private static PlatformException other(ApiCall call, KubernetesClientException error) {
        int code = error.getCode();
        if (isUntyped(error)) {
            return refused(INVALID, call, error, "correct that field, in the manifest or in the cloned Deployment");
        }
        if (code >= 400 && code < 500 && code != 408) {
            return refused(INVALID, call, error, "the API server does not accept the request");
        }
        if (!call.writes()) {
            return new PlatformException(TRANSIENT, text(call, error, "no answer"), error, retryAfter(error));
        }
        return neverSent(error)
                ? refused(TRANSIENT, call, error, "the API server could not be reached: nothing was sent")
                : refused(OUTCOME_UNKNOWN, call, error, "the answer was lost: the write may have taken effect");
    }

    /** True for a field that is unknown or duplicate: server-side apply answers 500, as if the server had failed
     * (kubernetes#113482). */
    private static boolean isUntyped(KubernetesClientException error) {
        return error.getCode() == 500
                && Optional.ofNullable(error.getStatus())
                        .map(Status::getMessage)
                        .filter(said -> said.startsWith("failed to create typed patch object"))
                        .isPresent();
    }

    private static boolean neverSent(KubernetesClientException error) {
        return causes(error)
                .anyMatch(cause -> cause instanceof ConnectException
                        || cause instanceof HttpConnectTimeoutException
                        || cause instanceof UnknownHostException
                        || cause instanceof NoRouteToHostException
                        || cause instanceof SSLHandshakeException);
    }

    private static Optional<Duration> retryAfter(KubernetesClientException error) {
        return details(error)
                .map(StatusDetails::getRetryAfterSeconds)
                .filter(seconds -> seconds > 0)
                .map(Duration::ofSeconds)
                .or(() -> error.getCode() == 429 ? Optional.of(THROTTLED) : Optional.empty());
    }

    private static Optional<StatusDetails> details(KubernetesClientException error) {
        return Optional.ofNullable(error.getStatus()).map(Status::getDetails);
    }

    /** The connection's error: the client's own message only repeats the request. */
    private static String rootOf(KubernetesClientException error) {
        return causes(error)
                .skip(1)
                .reduce((before, cause) -> cause)
                .map(ConnectionErrors::words)
                .orElseGet(() -> String.valueOf(error.getMessage()));
    }

    /** The error and its causes; a circular chain is cut. */
    public static Stream<Throwable> causes(Throwable error) {
        return Stream.iterate(error, cause -> cause != null, Throwable::getCause)
                .limit(20);
    }

    private static String text(ApiCall call, KubernetesClientException error, String remedy) {
        String said =
                Optional.ofNullable(error.getStatus()).map(Status::getMessage).orElseGet(() -> rootOf(error));
        String code = error.getCode() > 0 ? "answered " + error.getCode() : "failed";
        return "cannot " + call + ": " + code + " (" + said + "); " + remedy;
    }
}
