package dev.bluegreen.aws;

import static dev.bluegreen.model.PlatformException.Kind.FORBIDDEN;
import static dev.bluegreen.model.PlatformException.Kind.TRANSIENT;

import dev.bluegreen.model.PlatformException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Errors of fetching credentials, before the request itself was sent. The SDK has no type for them; they are recognized by
 * the throwing class, the message, or, for STS, the service name.
 */
final class CredentialErrors {

    private static final List<String> ROOMS = List.of(
            "software.amazon.awssdk.auth.credentials.",
            "software.amazon.awssdk.services.sts.",
            "software.amazon.awssdk.services.sso");

    private static final List<String> WORDS = List.of(
            "Unable to load credentials",
            "Failed to load credentials",
            "The requested metadata is not found",
            "Profile file contained no credentials",
            "Unable to contact EC2 metadata service");

    private static final Set<String> EXPIRED = Set.of("ExpiredToken", "ExpiredTokenException", "InvalidIdentityToken");

    private CredentialErrors() {}

    /** Empty if the error belongs to the request itself. */
    static Optional<PlatformException> of(AwsCall call, SdkException error) {
        if (error instanceof AwsServiceException answer && isOfSts(answer)) {
            return Optional.of(ofSts(call, answer));
        }
        return isThrownByAProvider(error) || hasWords(error) ? Optional.of(unloadable(call, error)) : Optional.empty();
    }

    /** Translates errors of a credentials provider; others are passed on. */
    static RuntimeException thrown(AwsCall call, RuntimeException error) {
        boolean isOurs = error instanceof PlatformException;
        return isOurs || !isThrownByAProvider(error) ? error : unloadable(call, error);
    }

    private static PlatformException unloadable(AwsCall call, RuntimeException error) {
        String remedy = "give the client credentials that it can load";
        return failed(FORBIDDEN, call, String.valueOf(error.getMessage()), remedy, error);
    }

    private static PlatformException ofSts(AwsCall call, AwsServiceException error) {
        String code = AwsErrors.code(error);
        String said = "STS answered " + error.statusCode() + " " + code + ": " + AwsErrors.said(error);
        if (error.statusCode() >= 500 || error.isThrottlingException() || code.equals("IDPCommunicationError")) {
            return failed(TRANSIENT, call, said, "STS is busy or failed", error);
        }
        if (AwsErrors.isAboutTheClock(error)) {
            return failed(FORBIDDEN, call, said, AwsErrors.SET_THE_CLOCK, error);
        }
        if (EXPIRED.contains(code)) {
            return failed(
                    FORBIDDEN, call, said, "the token for the role has expired or is not accepted; renew it", error);
        }
        return failed(
                FORBIDDEN,
                call,
                said,
                "the role cannot be assumed: check that it exists, and that its trust policy names this caller",
                error);
    }

    private static boolean isOfSts(AwsServiceException error) {
        return Optional.ofNullable(error.awsErrorDetails())
                .map(AwsErrorDetails::serviceName)
                .filter("sts"::equalsIgnoreCase)
                .isPresent();
    }

    private static boolean isThrownByAProvider(RuntimeException error) {
        return !(error instanceof AwsServiceException)
                && AwsErrors.causes(error)
                        .flatMap(cause -> Arrays.stream(cause.getStackTrace()))
                        .anyMatch(frame -> ROOMS.stream().anyMatch(frame.getClassName()::startsWith));
    }

    private static boolean hasWords(SdkException error) {
        return AwsErrors.causes(error)
                .map(cause -> String.valueOf(cause.getMessage()))
                .anyMatch(said -> WORDS.stream().anyMatch(said::startsWith));
    }

    private static PlatformException failed(
            PlatformException.Kind kind, AwsCall call, String said, String remedy, RuntimeException error) {
        String text = "cannot " + call + ": there are no credentials to sign it with (" + said
                + "), so nothing was sent; " + remedy;
        return new PlatformException(kind, text, AwsErrors.cause(error));
    }
}
