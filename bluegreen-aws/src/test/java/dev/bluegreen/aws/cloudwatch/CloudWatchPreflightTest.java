package dev.bluegreen.aws.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.aws.Aws;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.cutover.Schedule;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import dev.bluegreen.model.Track;
import dev.bluegreen.testkit.aws.FakeAlb;
import dev.bluegreen.testkit.aws.FakeCloudWatch;
import dev.bluegreen.testkit.aws.fault.AwsFault;
import dev.bluegreen.testkit.memory.InMemoryPlatform;
import dev.bluegreen.testkit.time.VirtualTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;

/** Objectives on CloudWatch are looked at once before traffic moves: what can never answer refuses the cutover. */
class CloudWatchPreflightTest {

    private static final String ARN = "arn:aws:cloudwatch:" + FakeAlb.REGION + ":123456789012:alarm:";

    private final VirtualTime time = VirtualTime.create();
    private final FakeCloudWatch cloudWatch = FakeCloudWatch.startOn(time);
    private final CloudWatchClient client = CloudWatchClient.builder()
            .endpointOverride(cloudWatch.endpoint())
            .region(Region.of(FakeAlb.REGION))
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIA1", "secret")))
            .httpClient(UrlConnectionHttpClient.create())
            .overrideConfiguration(config -> config.retryStrategy(AwsRetryStrategy.doNotRetry()))
            .build();
    private final InMemoryPlatform platform = InMemoryPlatform.on(time)
            .deploy("shop-blue", "shop:v1", 2)
            .deploy("shop-green", "shop:v2", 2)
            .route("web", Track.BLUE, Duration.ZERO);
    private final Aws aws = Aws.on(platform);

    @AfterEach
    void close() {
        client.close();
        cloudWatch.close();
    }

    @Test
    void anAlarmThatIsNotThereRefusesTheCutover() {
        assertRefused(AlarmSlo.of(aws, client, "errors"), "slo-query", "there is no alarm 'errors'");
    }

    @Test
    void anAlarmThatRingsAlreadyRefusesTheCutover() {
        cloudWatch.alarm("errors", "ALARM", "5 errors");

        assertRefused(AlarmSlo.of(aws, client, "errors"), "slo-breached", "5 errors");
    }

    @Test
    void anAlarmWithoutDataIsAWarning() {
        cloudWatch.alarm("errors", "INSUFFICIENT_DATA", "no points");

        Finding finding = finding(AlarmSlo.of(aws, client, "errors"));

        assertThat(finding.id()).isEqualTo("slo-no-data");
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void anAlarmThatMayNotBeReadRefusesTheCutover() {
        cloudWatch.faults().on("DescribeAlarms").then(AwsFault.accessDenied());

        assertRefused(AlarmSlo.of(aws, client, "errors"), "slo-source", "allow cloudwatch:DescribeAlarms");
    }

    @Test
    void aMetricThatIsRefusedRefusesTheCutover() {
        assertRefused(MetricSlo.expression(aws, client, "100 * m1").below(1), "slo-query", "undefined id 'm1'");
    }

    @Test
    void aMetricWithoutAnyValueIsAWarning() {
        Finding finding = finding(MetricSlo.metric(aws, client, "shop", "erors").below(1));

        assertThat(finding.id()).isEqualTo("slo-no-data");
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void aCompositeAlarmIsAnAlarm() {
        cloudWatch.compositeAlarm("all", "ALARM", "errors rings");

        assertRefused(AlarmSlo.of(aws, client, "all"), "slo-breached", "errors rings");
    }

    @Test
    void anArnIsUnderstoodWhereANameIsMeant() {
        cloudWatch.alarm("errors:5xx", "OK", "fine");

        assertThat(release(AlarmSlo.of(aws, client, ARN + "errors:5xx"))
                        .plan(Track.GREEN)
                        .findings())
                .extracting(Finding::id)
                .doesNotContain("slo-query", "slo-source");
        String ofAnother = ARN.replace("123456789012", "210987654321") + "errors:5xx";
        assertRefused(AlarmSlo.of(aws, client, ofAnother), "slo-query", "account");
    }

    @Test
    void theArnOfSomethingElseOrOfAnotherRegionIsRefusedAtOnce() {
        assertThatThrownBy(() -> AlarmSlo.of(aws, client, "arn:aws:sns:eu-central-1:123456789012:topic"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("something else");
        assertThatThrownBy(() -> AlarmSlo.of(aws, client, "arn:aws:cloudwatch:xx-north-9:123456789012:alarm:errors"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("xx-north-9", FakeAlb.REGION);
    }

    @Test
    void anAlarmThatCannotRingWithinTheBakeIsAWarning() {
        cloudWatch.alarm("errors", "OK", "fine").evaluating("errors", Duration.ofMinutes(5), 5, 3);

        Finding finding = finding(AlarmSlo.of(aws, client, "errors").named("error rate"));

        assertThat(finding.id()).isEqualTo("slo-slow");
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.sentence())
                .contains("error rate: alarm 'errors' goes off after 15 min", "(3 of 5 min)", "watched for 10 min");
    }

    @Test
    void anAlarmThatCanRingWithinStepsAndBakeIsNone() {
        cloudWatch.alarm("errors", "OK", "fine").evaluating("errors", Duration.ofMinutes(5), 5, 3);
        platform.routeByShares("web", Track.BLUE, Duration.ZERO);

        assertThat(BlueGreen.release("shop")
                        .on(platform)
                        .schedule(Schedule.canary(10, Duration.ofMinutes(5)))
                        .bake(Duration.ofMinutes(10), AlarmSlo.of(aws, client, "errors"))
                        .build()
                        .plan(Track.GREEN)
                        .findings())
                .extracting(Finding::id)
                .doesNotContain("slo-slow");
    }

    @ParameterizedTest
    @CsvSource({"PT10M, PT0S, false", "PT10M, PT1M, true", "PT1H, PT1M, true", "PT1M, PT10M, true"})
    void aMetricWithoutAValueOfTheNewTrackWithinTheBakeIsAWarning(Duration period, Duration lag, boolean warned) {
        cloudWatch.value("errors", 0);
        time.advance(Duration.ofHours(2));

        List<Finding> findings = release(MetricSlo.metric(aws, client, "shop", "errors")
                        .period(period)
                        .within(Duration.ofHours(6))
                        .lag(lag)
                        .below(1))
                .plan(Track.GREEN)
                .findings();

        assertThat(findings.stream().anyMatch(found -> found.id().equals("slo-slow")))
                .isEqualTo(warned);
    }

    private void assertRefused(Slo slo, String id, String part) {
        Finding finding = finding(slo);
        assertThat(finding.id()).isEqualTo(id);
        assertThat(finding.severity()).isEqualTo(Severity.FATAL);
        assertThatThrownBy(() -> release(slo).switchTo(Track.GREEN)).hasMessageContainingAll(part, "Nothing was moved");
    }

    private Finding finding(Slo slo) {
        return release(slo).plan(Track.GREEN).findings().stream()
                .filter(found -> found.id().startsWith("slo-"))
                .findFirst()
                .orElseThrow();
    }

    private Release release(Slo slo) {
        return BlueGreen.release("shop")
                .on(platform)
                .bake(Duration.ofMinutes(10), slo)
                .build();
    }
}
