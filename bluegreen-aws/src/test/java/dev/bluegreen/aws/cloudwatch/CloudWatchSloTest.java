package dev.bluegreen.aws.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.aws.Aws;
import dev.bluegreen.check.Slo;
import dev.bluegreen.check.SloContext;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.CutoverException;
import dev.bluegreen.model.Outcome;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Track;
import dev.bluegreen.spi.memory.InMemoryPlatform;
import dev.bluegreen.spi.memory.VirtualTime;
import dev.bluegreen.testkit.aws.FakeAlb;
import dev.bluegreen.testkit.aws.FakeCloudWatch;
import dev.bluegreen.testkit.fault.AwsFault;
import java.time.Duration;
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

class CloudWatchSloTest {

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

    @ParameterizedTest
    @CsvSource({"OK, GOOD", "ALARM, BAD", "INSUFFICIENT_DATA, NO_DATA", "A_NEW_STATE, NO_DATA"})
    void theStateOfAnAlarmIsItsVerdict(String state, Slo.Verdict verdict) {
        cloudWatch.alarm("errors", state, "as the test wants it");

        Slo.Result result = check(AlarmSlo.of(aws, client, "errors"));

        assertThat(result.verdict()).isEqualTo(verdict);
        assertThat(result.sentence()).contains("errors", "as the test wants it");
    }

    @Test
    void anAlarmThatIsNotThereIsNoDataAndNamed() {
        Slo.Result result = check(AlarmSlo.of(aws, client, "errors"));

        assertThat(result.verdict()).isEqualTo(Slo.Verdict.NO_DATA);
        assertThat(result.sentence()).contains("there is no alarm 'errors'");
    }

    @Test
    void anAlarmInTheBakeSendsTrafficBack() {
        cloudWatch.alarm("errors", "OK", "");
        time.after(Duration.ofSeconds(95), () -> cloudWatch.alarm("errors", "ALARM", "5 errors"));

        CutoverException failure = catchThrowableOfType(
                CutoverException.class,
                () -> BlueGreen.release("shop")
                        .on(platform)
                        .bake(Duration.ofMinutes(10), AlarmSlo.of(aws, client, "errors"))
                        .build()
                        .switchTo(Track.GREEN));

        assertThat(failure.report().outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(failure).hasMessageContaining("5 errors");
    }

    @Test
    void aStoreThatDoesNotAnswerIsNoVerdict() {
        cloudWatch.faults().on("DescribeAlarms").first(1).then(AwsFault.internalFailure());

        assertThatThrownBy(() -> check(AlarmSlo.of(aws, client, "errors")))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("cloudwatch:DescribeAlarms");
    }

    @Test
    void theLatestValueOfAMetricIsJudged() {
        Slo slo = MetricSlo.metric(aws, client, "AWS/ApplicationELB", "HTTPCode_Target_5XX_Count")
                .dimension("LoadBalancer", "app/shop/1")
                .statistic("Sum")
                .below(5);
        cloudWatch.value("HTTPCode_Target_5XX_Count", 7);
        time.advance(Duration.ofMinutes(1));
        assertThat(check(slo).verdict()).isEqualTo(Slo.Verdict.BAD);

        cloudWatch.value("HTTPCode_Target_5XX_Count", 4);
        Slo.Result good = check(slo);

        assertThat(good.verdict()).isEqualTo(Slo.Verdict.GOOD);
        assertThat(good.sentence()).contains("Sum of AWS/ApplicationELB HTTPCode_Target_5XX_Count below 5.0", "4.0");
    }

    @Test
    void aValueThatIsTooOldIsNoData() {
        Slo slo = MetricSlo.expression(aws, client, "a/b")
                .within(Duration.ofMinutes(2))
                .above(0.5);
        cloudWatch.value("a/b", 0.9);
        assertThat(check(slo).verdict()).isEqualTo(Slo.Verdict.GOOD);

        time.advance(Duration.ofMinutes(3));

        assertThat(check(slo).verdict()).isEqualTo(Slo.Verdict.NO_DATA);
    }

    @Test
    void anExpressionNamesItsDimensionsItself() {
        assertThatThrownBy(() -> MetricSlo.expression(aws, client, "a/b").dimension("c", "d"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("dimension");
    }

    private Slo.Result check(Slo slo) {
        return slo.check(
                new SloContext(platform.workloads().read(ReleaseSpec.of("shop")), Track.GREEN, time.now(), time.now()));
    }
}
