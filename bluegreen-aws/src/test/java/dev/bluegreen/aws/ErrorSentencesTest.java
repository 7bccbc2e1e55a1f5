package dev.bluegreen.aws;

import static dev.bluegreen.model.PlatformException.Kind.FORBIDDEN;
import static dev.bluegreen.model.PlatformException.Kind.INVALID;
import static dev.bluegreen.model.PlatformException.Kind.OUTCOME_UNKNOWN;
import static dev.bluegreen.model.PlatformException.Kind.TRANSIENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bluegreen.model.PlatformException;
import dev.bluegreen.testkit.memory.InMemoryPlatform;
import dev.bluegreen.testkit.time.VirtualTime;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.auth.credentials.WebIdentityTokenFileCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;

/** Each reason for which AWS does not do what it is asked has its own sentence, with its remedy. */
class ErrorSentencesTest {

    private static final AwsCall READ = AwsCall.read("elasticloadbalancing:DescribeRules", "*");
    private static final AwsCall WRITE = AwsCall.write("elasticloadbalancing:ModifyRule", "arn:rule");

    private final Aws aws = Aws.on(InMemoryPlatform.on(VirtualTime.create())).route53Pace(Duration.ZERO);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403 | RequestTimeTooSkewed | The difference between the request time and the current time is too large |"
                        + " the clock of this machine is wrong",
                "403 | SignatureDoesNotMatch | Signature expired: 20260101T000000Z is now earlier than 20260101T001000Z |"
                        + " the clock of this machine is wrong",
                "403 | InvalidSignatureException | Signature not yet current: 2026 is still later than 2025 |"
                        + " the clock of this machine is wrong",
                "400 | RequestExpired | Request has expired | the clock of this machine is wrong",
                "403 | ExpiredToken | The security token included in the request is expired | the credentials have expired",
                "403 | InvalidClientTokenId | The security token included in the request is invalid |"
                        + " that the region is enabled for the account",
                "403 | SignatureDoesNotMatch | Credential should be scoped to a valid region, not 'eu-west-1'. |"
                        + " build it with the right one",
                "403 | OptInRequired | You are not subscribed to this service | enable the region",
                "403 | AccessDenied | User is not authorized to perform | allow elasticloadbalancing:ModifyRule on arn:rule",
                "403 | KMSAccessDeniedException | no key | allow elasticloadbalancing:ModifyRule on arn:rule",
                "403 | AccountSuspended | Your account is suspended | AWS refuses the caller; see its message",
            })
    void aRefusalHasItsOwnSentence(int status, String code, String message, String remedy) {
        PlatformException refused = failing(WRITE, answer(status, code, message, "ElasticLoadBalancingV2"));

        assertThat(refused.kind()).isEqualTo(FORBIDDEN);
        assertThat(refused).hasMessageContaining(remedy);
    }

    @Test
    void onlyAMissingPermissionIsReported() {
        assertThat(failing(WRITE, answer(403, "SignatureDoesNotMatch", "no match", "Elb")))
                .hasMessageNotContaining("allow ");
        assertThat(failing(WRITE, answer(403, "AccountSuspended", "no", "Elb"))).hasMessageNotContaining("allow ");
    }

    @Test
    void aThrottledAccountIsReportedWithTheCallersToSlowDown() {
        PlatformException busy = failing(WRITE, answer(400, "Throttling", "Rate exceeded", "Elb"));

        assertThat(busy.kind()).isEqualTo(TRANSIENT);
        assertThat(busy).hasMessageContaining("more requests than AWS allows").hasMessageContaining("higher quota");
    }

    @ParameterizedTest
    @CsvSource({"TooManyTags", "TooManyTagsException"})
    void aFullTagListIsNamed(String code) {
        PlatformException full = failing(WRITE, answer(400, code, "You've reached the limit", "Elb"));

        assertThat(full.kind()).isEqualTo(INVALID);
        assertThat(full).hasMessageContaining("its tags are at the limit").hasMessageContaining("remove others");
    }

    @Test
    void aHostThatIsNotKnownHasToDoWithTheRegion() {
        SdkException error = SdkClientException.builder()
                .message("Unable to execute HTTP request")
                .cause(new UnknownHostException("elasticloadbalancing.eu-centrl-1.amazonaws.com"))
                .numAttempts(1)
                .build();

        assertThat(failing(WRITE, error)).hasMessageContaining("check the region of the client");
        assertThat(failing(WRITE, error).kind()).isEqualTo(TRANSIENT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403 | AccessDenied | not authorized to perform sts:AssumeRole | FORBIDDEN | its trust policy names this caller",
                "400 | ExpiredTokenException | Token expired | FORBIDDEN | the token for the role has expired",
                "400 | InvalidIdentityToken | No OpenIDConnect provider found | FORBIDDEN | renew it",
                "403 | SignatureDoesNotMatch | Signature expired: 1 is now earlier than 2 | FORBIDDEN | the clock",
                "400 | Throttling | Rate exceeded | TRANSIENT | STS is busy",
                "500 | InternalFailure | oops | TRANSIENT | STS is busy or failed",
                "400 | IDPCommunicationError | timeout | TRANSIENT | STS is busy or failed",
            })
    void aRoleThatCannotBeAssumedSentNothing(
            int status, String code, String message, PlatformException.Kind kind, String remedy) {
        for (AwsCall call : new AwsCall[] {READ, WRITE}) {
            PlatformException failed = failing(call, answer(status, code, message, "Sts"));

            assertThat(failed.kind()).isEqualTo(kind);
            assertThat(failed)
                    .hasMessageContaining("so nothing was sent")
                    .hasMessageContaining(remedy)
                    .hasMessageNotContaining("allow elasticloadbalancing");
        }
    }

    static Stream<AwsCredentialsProvider> providersWithoutCredentials() {
        return Stream.of(
                SystemPropertyCredentialsProvider.create(),
                ProfileCredentialsProvider.builder()
                        .profileFile(ProfileFile.aggregator().build())
                        .profileName("none")
                        .build(),
                WebIdentityTokenFileCredentialsProvider.create(),
                () -> {
                    throw SdkClientException.create("the vault does not answer");
                });
    }

    /** A real client, whose request never leaves: a write is known not to have been made. */
    @ParameterizedTest
    @MethodSource("providersWithoutCredentials")
    void credentialsThatCannotBeLoadedSentNothing(AwsCredentialsProvider provider) {
        try (SnsClient client = SnsClient.builder()
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(provider)
                .httpClient(UrlConnectionHttpClient.create())
                .overrideConfiguration(config -> config.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build()) {
            PlatformException failed = catchThrowableOfType(
                    PlatformException.class,
                    () -> aws.call(
                            WRITE,
                            () -> client.publish(
                                    request -> request.topicArn("arn").message("m"))));

            assertThat(failed.kind()).isEqualTo(FORBIDDEN).isNotEqualTo(OUTCOME_UNKNOWN);
            assertThat(failed)
                    .hasMessageContaining("no credentials to sign it with")
                    .hasMessageContaining("so nothing was sent")
                    .hasMessageContaining("give the client credentials that it can load");
        }
    }

    private PlatformException failing(AwsCall call, SdkException error) {
        return catchThrowableOfType(
                PlatformException.class,
                () -> aws.call(call, () -> {
                    throw error;
                }));
    }

    private static SdkException answer(int status, String code, String message, String service) {
        return AwsServiceException.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(message)
                        .serviceName(service)
                        .build())
                .build();
    }
}
