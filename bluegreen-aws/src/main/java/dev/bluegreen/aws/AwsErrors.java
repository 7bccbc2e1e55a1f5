package dev.bluegreen.aws;

import static dev.bluegreen.model.PlatformException.Kind.FORBIDDEN;
import static dev.bluegreen.model.PlatformException.Kind.INVALID;
import static dev.bluegreen.model.PlatformException.Kind.NOT_FOUND;
import static dev.bluegreen.model.PlatformException.Kind.OUTCOME_UNKNOWN;
import static dev.bluegreen.model.PlatformException.Kind.TRANSIENT;

import dev.bluegreen.model.PlatformException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Says in our words what the SDK's errors mean for a release: above all, whether a write may have taken effect. */
final class AwsErrors {

    private static final Set<String> DENIED =
            Set.of("AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "NotAuthorized");
    private static final Set<String> EXPIRED =
            Set.of("ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenRefreshRequired");
    private static final Set<String> UNKNOWN_CALLER = Set.of(
            "InvalidClientTokenId",
            "UnrecognizedClientException",
            "SignatureDoesNotMatch",
            "InvalidSignatureException",
            "IncompleteSignature",
            "MissingAuthenticationToken",
            "AuthFailure",
            "InvalidAccessKeyId");

    /** Route 53 allows an account five requests a second, and a zone one change at a time. */
    private static final Set<String> BUSY = Set.of("PriorRequestNotComplete", "Throttling", "ThrottlingException");

    private static final Duration THROTTLED = Duration.ofSeconds(2);

    private AwsErrors() {}

    static PlatformException translate(AwsCall call, SdkException error) {
        return error instanceof AwsServiceException service ? answered(call, service) : unanswered(call, error);
    }

    private static PlatformException answered(AwsCall call, AwsServiceException error) {
        String code = code(error);
        if (BUSY.contains(code) || error.isThrottlingException()) {
            String text = text(call, code, error, "AWS is busy with other requests of the account or zone");
            return new PlatformException(TRANSIENT, text, error, Optional.of(THROTTLED));
        }
        if (EXPIRED.contains(code)) {
            return refused(FORBIDDEN, call, error, "the credentials have expired; renew them");
        }
        if (UNKNOWN_CALLER.contains(code)) {
            return refused(
                    FORBIDDEN, call, error, "AWS does not accept the credentials for this region; check both of them");
        }
        if (DENIED.contains(code) || error.statusCode() == 403) {
            return refused(FORBIDDEN, call, error, "allow " + call.action() + " on " + call.resource());
        }
        return byStatus(call, error);
    }

    private static PlatformException byStatus(AwsCall call, AwsServiceException error) {
        String code = code(error);
        if (error.statusCode() >= 500 || error.statusCode() == 408) {
            return call.writes()
                    ? refused(OUTCOME_UNKNOWN, call, error, "the write may have taken effect")
                    : refused(TRANSIENT, call, error, "AWS failed");
        }
        if (error.statusCode() == 404 || code.startsWith("NoSuch") || code.endsWith("NotFound")) {
            return refused(NOT_FOUND, call, error, "check its name or id, the account and the region");
        }
        return refused(INVALID, call, error, "AWS does not accept the request");
    }

    private static PlatformException unanswered(AwsCall call, SdkException error) {
        String said = "cannot " + call + ": failed (" + error.getMessage() + "); ";
        if (isAboutCredentials(error)) {
            return new PlatformException(FORBIDDEN, said + "give the client credentials that it can load", error);
        }
        if (!call.writes()) {
            return new PlatformException(TRANSIENT, said + "no answer", error);
        }
        return neverSent(error)
                ? new PlatformException(TRANSIENT, said + "AWS could not be reached: nothing was sent", error)
                : new PlatformException(
                        OUTCOME_UNKNOWN, said + "the answer was lost: the write may have taken effect", error);
    }

    /** The SDK has no type for it; these are its words in all versions of 2.x. */
    private static boolean isAboutCredentials(SdkException error) {
        return String.valueOf(error.getMessage()).startsWith("Unable to load credentials");
    }

    /** Of several attempts only the last is shown: an earlier one may have been sent. */
    private static boolean neverSent(SdkException error) {
        Integer attempts = error.numAttempts();
        boolean once = attempts != null && attempts == 1;
        return once
                && Stream.iterate((Throwable) error, cause -> cause != null, Throwable::getCause)
                        .limit(20)
                        .anyMatch(cause -> cause instanceof ConnectException
                                || cause instanceof UnknownHostException
                                || cause instanceof NoRouteToHostException
                                || cause instanceof SSLHandshakeException);
    }

    private static PlatformException refused(
            PlatformException.Kind kind, AwsCall call, AwsServiceException error, String remedy) {
        return new PlatformException(kind, text(call, code(error), error, remedy), error);
    }

    private static String text(AwsCall call, String code, AwsServiceException error, String remedy) {
        String said = Optional.ofNullable(error.awsErrorDetails())
                .map(AwsErrorDetails::errorMessage)
                .orElseGet(() -> String.valueOf(error.getMessage()));
        return "cannot " + call + ": answered " + error.statusCode() + " " + code + " (" + said + "); " + remedy;
    }

    private static String code(AwsServiceException error) {
        return Optional.ofNullable(error.awsErrorDetails())
                .map(AwsErrorDetails::errorCode)
                .orElse("");
    }
}
