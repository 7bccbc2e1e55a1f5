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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Translates errors of the SDK: above all, whether a write may have taken effect. */
final class AwsErrors {

    private static final Set<String> DENIED =
            Set.of("AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "NotAuthorized");
    private static final Set<String> EXPIRED = Set.of("ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired");

    /** Codes of a signature outside its validity, which is a few minutes around its time stamp. */
    private static final Set<String> CLOCK =
            Set.of("RequestTimeTooSkewed", "RequestInTheFuture", "RequestExpired", "RequestTimeTooSkewedException");

    static final String SET_THE_CLOCK = "the clock of this machine is wrong; set it, and keep it in sync by NTP";
    private static final Pattern UNKNOWN_CALLER = Pattern.compile("InvalidClientTokenId|UnrecognizedClientException"
            + "|SignatureDoesNotMatch|InvalidSignatureException|IncompleteSignature|MissingAuthenticationToken"
            + "|AuthFailure|InvalidAccessKeyId");

    /** The part of a message that quotes the canonical request or one of its headers. */
    private static final Pattern REQUEST =
            Pattern.compile("(?is)(the canonical string|x-amz-security-token|authorization\\s*[:=]).*");

    /** Throttling: Route 53 allows an account five requests a second, and a zone one change at a time. */
    private static final Set<String> BUSY = Set.of("PriorRequestNotComplete", "Throttling", "ThrottlingException");

    private static final Duration THROTTLED = Duration.ofSeconds(2);

    private AwsErrors() {}

    static PlatformException translate(AwsCall call, SdkException error) {
        return CredentialErrors.of(call, error)
                .orElseGet(() -> error instanceof AwsServiceException service
                        ? answered(call, service)
                        : unanswered(call, error));
    }

    private static PlatformException answered(AwsCall call, AwsServiceException error) {
        String code = code(error);
        if (BUSY.contains(code) || error.isThrottlingException()) {
            return throttled(call, error);
        }
        return callersRemedy(call, code, error)
                .map(remedy -> refused(FORBIDDEN, call, error, remedy))
                .orElseGet(() -> byStatus(call, error));
    }

    private static PlatformException throttled(AwsCall call, AwsServiceException error) {
        String text = text(
                call,
                code(error),
                error,
                "the account or zone makes more requests than AWS allows; slow down other callers (the console,"
                        + " controllers, pipelines), or ask AWS for a higher quota");
        return new PlatformException(TRANSIENT, text, cause(error), Optional.of(THROTTLED));
    }

    /** The remedy if AWS refuses the caller, by the cause; empty if the error is about something else. */
    private static Optional<String> callersRemedy(AwsCall call, String code, AwsServiceException error) {
        if (isAboutTheClock(error)) {
            return Optional.of(SET_THE_CLOCK);
        }
        if (said(error).contains("Credential should be scoped to")) {
            return Optional.of("the client is for another region than the service; build it with the right one");
        }
        if (EXPIRED.contains(code)) {
            return Optional.of("the credentials have expired; renew them");
        }
        if (UNKNOWN_CALLER.matcher(code).matches()) {
            return Optional.of("AWS does not accept the credentials for this region; check both of them, and that the"
                    + " region is enabled for the account");
        }
        if (code.equals("OptInRequired")) {
            return Optional.of("enable the region, or the service, for the account");
        }
        boolean denied =
                DENIED.contains(code) || code.contains("AccessDenied") || (code.isEmpty() && error.statusCode() == 403);
        return denied ? Optional.of("allow " + call.action() + " on " + call.resource()) : Optional.empty();
    }

    /** Some services report clock skew only in the text of a more general error. */
    static boolean isAboutTheClock(AwsServiceException error) {
        String said = said(error);
        return CLOCK.contains(code(error))
                || said.contains("Signature expired")
                || said.contains("Signature not yet current");
    }

    private static PlatformException byStatus(AwsCall call, AwsServiceException error) {
        String code = code(error);
        if (error.statusCode() == 403) {
            return refused(FORBIDDEN, call, error, "AWS refuses the caller; see its message");
        }
        if (code.startsWith("TooManyTags")) {
            return refused(
                    INVALID,
                    call,
                    error,
                    "its tags are at the limit: AWS allows 50 per resource, and bluegreen needs four; remove others");
        }
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
        if (isUnknownHost(error)) {
            said += "the host of the service is not known: check the region of the client, and DNS; ";
        }
        if (!call.writes()) {
            return new PlatformException(TRANSIENT, said + "no answer", error);
        }
        return neverSent(error)
                ? new PlatformException(TRANSIENT, said + "AWS could not be reached: nothing was sent", error)
                : new PlatformException(
                        OUTCOME_UNKNOWN, said + "the answer was lost: the write may have taken effect", error);
    }

    private static boolean isUnknownHost(SdkException error) {
        return causes(error).anyMatch(UnknownHostException.class::isInstance);
    }

    /** False after several attempts: only the last is visible, and an earlier one may have been sent. */
    private static boolean neverSent(SdkException error) {
        Integer attempts = error.numAttempts();
        boolean once = attempts != null && attempts == 1;
        return once
                && causes(error)
                        .anyMatch(cause -> cause instanceof ConnectException
                                || cause instanceof UnknownHostException
                                || cause instanceof NoRouteToHostException
                                || cause instanceof SSLHandshakeException);
    }

    static Stream<Throwable> causes(RuntimeException error) {
        return Stream.iterate((Throwable) error, cause -> cause != null, Throwable::getCause)
                .limit(20);
    }

    private static PlatformException refused(
            PlatformException.Kind kind, AwsCall call, AwsServiceException error, String remedy) {
        return new PlatformException(kind, text(call, code(error), error, remedy), cause(error));
    }

    private static String text(AwsCall call, String code, AwsServiceException error, String remedy) {
        return "cannot " + call + ": answered " + error.statusCode() + " " + code + " (" + said(error) + "); " + remedy;
    }

    /** The message without the canonical request, which would reveal the session token. */
    static String said(AwsServiceException error) {
        Matcher request = REQUEST.matcher(allSaid(error));
        return request.replaceFirst("...");
    }

    /** Null if the cause's own message would reveal the part that ours leaves out. */
    static @Nullable Throwable cause(RuntimeException error) {
        return REQUEST.matcher(String.valueOf(error.getMessage())).find() ? null : error;
    }

    private static String allSaid(AwsServiceException error) {
        return Optional.ofNullable(error.awsErrorDetails())
                .map(AwsErrorDetails::errorMessage)
                .orElseGet(() -> String.valueOf(error.getMessage()));
    }

    static String code(AwsServiceException error) {
        return Optional.ofNullable(error.awsErrorDetails())
                .map(AwsErrorDetails::errorCode)
                .orElse("");
    }
}
