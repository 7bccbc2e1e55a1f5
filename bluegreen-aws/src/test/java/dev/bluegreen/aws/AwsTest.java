package dev.bluegreen.aws;

import static dev.bluegreen.model.PlatformException.Kind.FORBIDDEN;
import static dev.bluegreen.model.PlatformException.Kind.INVALID;
import static dev.bluegreen.model.PlatformException.Kind.OUTCOME_UNKNOWN;
import static dev.bluegreen.model.PlatformException.Kind.TRANSIENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.testkit.memory.InMemoryPlatform;
import dev.bluegreen.testkit.time.VirtualTime;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpService;
import software.amazon.awssdk.http.urlconnection.UrlConnectionSdkHttpService;

class AwsTest {

    private static final AwsCall READ = AwsCall.read("route53:GetChange", "arn:aws:route53:::change/C1");
    private static final AwsCall WRITE =
            AwsCall.write("route53:ChangeResourceRecordSets", "arn:aws:route53:::hostedzone/Z1");

    private final VirtualTime time = VirtualTime.create();
    private final Aws aws = Aws.on(InMemoryPlatform.on(time));

    @ParameterizedTest
    @CsvSource({
        "400, Throttling, TRANSIENT, TRANSIENT",
        "400, PriorRequestNotComplete, TRANSIENT, TRANSIENT",
        "403, AccessDenied, FORBIDDEN, FORBIDDEN",
        "403, ExpiredToken, FORBIDDEN, FORBIDDEN",
        "403, SignatureDoesNotMatch, FORBIDDEN, FORBIDDEN",
        "404, NoSuchHostedZone, NOT_FOUND, NOT_FOUND",
        "400, TargetGroupNotFound, NOT_FOUND, NOT_FOUND",
        "400, InvalidInput, INVALID, INVALID",
        "500, InternalError, TRANSIENT, OUTCOME_UNKNOWN",
        "503, ServiceUnavailable, TRANSIENT, OUTCOME_UNKNOWN"
    })
    void translatesAnAnswer(int status, String code, PlatformException.Kind read, PlatformException.Kind write) {
        assertThat(failing(READ, answer(status, code)).kind()).isEqualTo(read);
        assertThat(failing(WRITE, answer(status, code)).kind()).isEqualTo(write);
    }

    @Test
    void namesActionAndResourceOfWhatIsDenied() {
        assertThat(failing(WRITE, answer(403, "AccessDenied")))
                .hasMessageContaining("allow route53:ChangeResourceRecordSets on arn:aws:route53:::hostedzone/Z1");
    }

    @Test
    void asksToWaitWhenThrottled() {
        assertThat(failing(READ, answer(400, "Throttling")).retryAfter()).contains(Duration.ofSeconds(2));
    }

    @Test
    void aLostAnswerToAWriteIsNotARefusal() {
        assertThat(failing(WRITE, lost(new SocketTimeoutException("read"), 1)).kind())
                .isEqualTo(OUTCOME_UNKNOWN);
        assertThat(failing(READ, lost(new SocketTimeoutException("read"), 1)).kind())
                .isEqualTo(TRANSIENT);
    }

    @Test
    void aWriteThatWasNeverSentMayBeMadeAgain() {
        assertThat(failing(WRITE, lost(new ConnectException("refused"), 1)).kind())
                .isEqualTo(TRANSIENT);
    }

    @Test
    void aRefusedConnectionSaysNothingOfTheAttemptsBefore() {
        assertThat(failing(WRITE, lost(new ConnectException("refused"), 3)).kind())
                .isEqualTo(OUTCOME_UNKNOWN);
    }

    @Test
    void missingCredentialsAreNotTriedAgain() {
        SdkException error = SdkClientException.create("Unable to load credentials from any of the providers");

        assertThat(failing(READ, error).kind()).isEqualTo(FORBIDDEN);
    }

    @Test
    void passesOnWhatTheRequestSaysItself() {
        PlatformException own = new PlatformException(INVALID, "own");

        assertThatThrownBy(() -> aws.call(READ, () -> {
                    throw own;
                }))
                .isSameAs(own);
    }

    @Test
    void requestsToRoute53KeepADistance() {
        List<Instant> made = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 4; i++) {
            time.fork("caller", () -> aws.call(READ, () -> made.add(time.now())));
        }
        time.advance(Duration.ofSeconds(10));

        Instant first = made.get(0);
        assertThat(made).containsExactly(first, first.plusSeconds(1), first.plusSeconds(2), first.plusSeconds(3));
    }

    @Test
    void requestsToOtherServicesDoNotWait() {
        AwsCall other = AwsCall.read("elasticloadbalancing:DescribeRules", "*");

        assertThat(aws.call(other, () -> 1) + aws.call(other, () -> 2)).isEqualTo(3);
        assertThat(time.nanos()).isZero();
    }

    @Test
    void refusesANegativePace() {
        assertThatThrownBy(() -> aws.route53Pace(Duration.ofSeconds(-1)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("route53Pace");
    }

    @Test
    void pollsWithJitterFiveSecondsApartAtLeastUntilClosed() {
        List<Instant> looks = new CopyOnWriteArrayList<>();
        try (Subscription poll = aws.poll(Duration.ofMillis(1), () -> looks.add(time.now()))) {
            time.advance(Duration.ofSeconds(61));
        }
        int seen = looks.size();
        time.advance(Duration.ofMinutes(5));

        assertThat(seen).isBetween(11, 13);
        assertThat(looks).hasSize(seen);
        for (int i = 1; i < seen; i++) {
            assertThat(Duration.between(looks.get(i - 1), looks.get(i)).toMillis())
                    .isBetween(5000L, 6000L);
        }
    }

    @Test
    void aLookThatFailsIsFollowedByAnother() {
        List<Instant> looks = new CopyOnWriteArrayList<>();
        Runnable failing = () -> {
            looks.add(time.now());
            throw new IllegalStateException("as the test wants it");
        };
        try (Subscription poll = aws.poll(Duration.ofSeconds(5), failing)) {
            time.advance(Duration.ofSeconds(20));
        }

        assertThat(looks).hasSizeGreaterThan(2);
    }

    @Test
    void bringsOneHttpClient() {
        assertThat(ServiceLoader.load(SdkHttpService.class))
                .singleElement()
                .isInstanceOf(UrlConnectionSdkHttpService.class);
    }

    private PlatformException failing(AwsCall call, SdkException error) {
        Aws unpaced = aws.route53Pace(Duration.ZERO);
        return catchThrowableOfType(
                PlatformException.class,
                () -> unpaced.call(call, () -> {
                    throw error;
                }));
    }

    private static SdkException answer(int status, String code) {
        return AwsServiceException.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage("said the service")
                        .build())
                .build();
    }

    private static SdkException lost(Exception cause, int attempts) {
        return SdkClientException.builder()
                .message("Unable to execute HTTP request")
                .cause(cause)
                .numAttempts(attempts)
                .build();
    }
}
