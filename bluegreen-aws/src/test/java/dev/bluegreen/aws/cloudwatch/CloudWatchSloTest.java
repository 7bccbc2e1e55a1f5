package dev.bluegreen.aws.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.aws.Aws;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.check.slo.SloContext;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Track;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.testkit.aws.FakeAlb;
import dev.bluegreen.testkit.aws.FakeCloudWatch;
import dev.bluegreen.testkit.aws.fault.AwsFault;
import dev.bluegreen.testkit.memory.InMemoryPlatform;
import dev.bluegreen.testkit.time.VirtualTime;
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

    private static final String ERRORS = "HTTPCode_Target_5XX_Count";
    private static final String SHARE = "errors / requests";

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
        cloudWatch.learn("A_NEW_STATE").alarm("errors", state, "as the test wants it");

        Slo.Result result = check(AlarmSlo.of(aws, client, "errors"));

        assertThat(result.verdict()).isEqualTo(verdict);
        assertThat(result.sentence()).contains("errors", "as the test wants it");
    }

    @Test
    void aMetricIsKnownAgainByWhatItAsks() {
        MetricSlo.Question errors =
                MetricSlo.metric(aws, client, "shop", "errors").statistic("Sum").dimension("app", "shop");
        Slo.Declared declared = errors.below(9).declared().orElseThrow();

        assertThat(declared.query())
                .isEqualTo(errors.below(5).declared().orElseThrow().query())
                .doesNotContain("9.0")
                .isNotEqualTo(errors.dimension("zone", "a")
                        .below(9)
                        .declared()
                        .orElseThrow()
                        .query())
                .isNotEqualTo(errors.period(Duration.ofMinutes(2))
                        .below(9)
                        .declared()
                        .orElseThrow()
                        .query())
                .isNotEqualTo(errors.lag(Duration.ZERO)
                        .below(9)
                        .declared()
                        .orElseThrow()
                        .query())
                .isNotEqualTo(errors.below(9)
                        .treatMissingData(MissingData.BREACHING)
                        .declared()
                        .orElseThrow()
                        .query());
        assertThat(declared.limit()).isEqualTo(9);
        assertThat(errors.below(9).limitedTo(5)).hasToString(errors.below(5).toString());
        Slo.Declared share = MetricSlo.expression(aws, client, SHARE)
                .using("errors", errors)
                .above(1)
                .declared()
                .orElseThrow();
        assertThat(share.query()).contains(SHARE, "errors = Sum of shop errors [app=shop]");
        assertThat(share.above()).isTrue();
    }

    @Test
    void anAlarmIsKnownAgainByItsName() {
        Slo.Declared errors = AlarmSlo.of(aws, client, "errors").declared().orElseThrow();

        assertThat(errors)
                .isEqualTo(AlarmSlo.of(aws, client, "errors").declared().orElseThrow());
        assertThat(errors)
                .isNotEqualTo(AlarmSlo.of(aws, client, "latency").declared().orElseThrow());
        assertThat(errors.kind()).isEqualTo("cloudwatch alarm");
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
    void aStoreThatDoesNotAnswerGivesNoVerdict() {
        cloudWatch.faults().on("DescribeAlarms").first(1).then(AwsFault.internalFailure());

        assertThatThrownBy(() -> check(AlarmSlo.of(aws, client, "errors")))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("cloudwatch:DescribeAlarms");
    }

    @Test
    void theLatestValueOfAMetricIsJudged() {
        Slo slo = errors().below(5);
        cloudWatch.value(ERRORS, 7);
        time.advance(Duration.ofMinutes(2));
        assertThat(check(slo).verdict()).isEqualTo(Slo.Verdict.BAD);

        cloudWatch.value(ERRORS, 4);
        time.advance(Duration.ofMinutes(2));
        Slo.Result good = check(slo);

        assertThat(good.verdict()).isEqualTo(Slo.Verdict.GOOD);
        assertThat(good.sentence()).contains("Sum of AWS/ApplicationELB HTTPCode_Target_5XX_Count below 5.0", "4.0");
        assertThat(good.reading()).map(Slo.Reading::value).contains(4.0);
    }

    @Test
    void thePeriodUnderWayAndTheOneThatMayBeIncompleteAreNotJudged() {
        Slo slo = errors().above(5);
        cloudWatch.value(ERRORS, 9);
        time.advance(Duration.ofMinutes(2));
        assertThat(check(slo).verdict()).isEqualTo(Slo.Verdict.GOOD);

        cloudWatch.value(ERRORS, 1);

        assertThat(check(slo).verdict()).as("a minute that has begun").isEqualTo(Slo.Verdict.GOOD);
        time.advance(Duration.ofSeconds(70));
        assertThat(check(slo).verdict()).as("a minute that has just ended").isEqualTo(Slo.Verdict.GOOD);
        assertThat(check(errors().lag(Duration.ZERO).above(5)).verdict()).isEqualTo(Slo.Verdict.BAD);
        time.advance(Duration.ofSeconds(60));
        assertThat(check(slo).verdict()).as("a whole minute").isEqualTo(Slo.Verdict.BAD);
    }

    @Test
    void aLongerPeriodIsWholeToo() {
        Slo slo = errors().period(Duration.ofMinutes(5)).lag(Duration.ZERO).below(5);
        cloudWatch.value(ERRORS, 3);
        time.advance(Duration.ofMinutes(2));
        cloudWatch.value(ERRORS, 3);
        assertThat(check(slo).verdict()).isEqualTo(Slo.Verdict.NO_DATA);

        time.advance(Duration.ofMinutes(3));

        assertThat(check(slo).reading()).map(Slo.Reading::value).contains(6.0);
    }

    @Test
    void aValueThatIsTooOldIsNoData() {
        Slo slo = share().within(Duration.ofMinutes(2)).above(0.5);
        cloudWatch.value(SHARE, 0.9);
        time.advance(Duration.ofMinutes(2));
        assertThat(check(slo).verdict()).isEqualTo(Slo.Verdict.GOOD);

        time.advance(Duration.ofMinutes(3));

        assertThat(check(slo).verdict()).isEqualTo(Slo.Verdict.NO_DATA);
    }

    @Test
    void theIdsOfAnExpressionAreGivenWithIt() {
        cloudWatch.value(SHARE, 0.9);
        time.advance(Duration.ofMinutes(2));

        assertThat(check(share().above(0.5)).verdict()).isEqualTo(Slo.Verdict.GOOD);
        Slo.Result refused = check(MetricSlo.expression(aws, client, SHARE)
                .using("errors", errors())
                .above(0.5));
        assertThat(refused.verdict()).isEqualTo(Slo.Verdict.NO_DATA);
        assertThat(refused.sentence()).contains("undefined id 'requests'");
    }

    @Test
    void expressionsMayRestOnExpressions() {
        MetricSlo.Question percent =
                MetricSlo.expression(aws, client, "100 * share").using("share", share());
        cloudWatch.value("100 * share", 90);
        time.advance(Duration.ofMinutes(2));

        assertThat(check(percent.above(50)).verdict()).isEqualTo(Slo.Verdict.GOOD);
    }

    @Test
    void whatMissingDataMeansIsSaidForEachObjective() {
        MetricSlo slo = errors().below(5);

        assertThat(check(slo).verdict()).isEqualTo(Slo.Verdict.NO_DATA);
        assertThat(check(slo.treatMissingData(MissingData.NOT_BREACHING)).verdict())
                .isEqualTo(Slo.Verdict.GOOD);
        assertThat(check(slo.treatMissingData(MissingData.BREACHING)).verdict()).isEqualTo(Slo.Verdict.BAD);
        cloudWatch.alarm("quiet", "INSUFFICIENT_DATA", "no points");
        assertThat(check(AlarmSlo.of(aws, client, "quiet").treatMissingData(MissingData.NOT_BREACHING))
                        .verdict())
                .isEqualTo(Slo.Verdict.GOOD);
    }

    @Test
    void theArnOfALoadBalancerIsUnderstoodWhereCloudWatchHasAPartOfIt() {
        String arn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:";

        check(errors().dimension("LoadBalancer", arn + "loadbalancer/app/shop/50dc")
                .dimension("TargetGroup", arn + "targetgroup/green/73e2")
                .below(5));

        assertThat(cloudWatch.requests().get(0).toString()).doesNotContain("arn:aws");
    }

    @Test
    void anExpressionNamesItsDimensionsItself() {
        assertThatThrownBy(() -> MetricSlo.expression(aws, client, "a/b").dimension("c", "d"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("dimension");
    }

    @Test
    void badInputIsNamed() {
        assertThatThrownBy(() -> errors().below(Double.NaN)).hasMessageContaining("below: NaN");
        assertThatThrownBy(() -> errors().above(Double.POSITIVE_INFINITY)).hasMessageContaining("above: Infinity");
        assertThatThrownBy(() -> errors().within(Duration.ofSeconds(30))).hasMessageContaining("within: 30 s");
        assertThatThrownBy(() -> errors().lag(Duration.ofSeconds(-1))).hasMessageContaining("lag: -1 s");
        assertThatThrownBy(() -> errors().period(Duration.ofSeconds(61))).hasMessageContaining("period: 1 min 1 s");
        assertThatThrownBy(() -> errors().using("a", errors())).hasMessageContaining("this is a metric");
        assertThatThrownBy(() -> MetricSlo.expression(aws, client, "a").using("A", errors()))
                .hasMessageContaining("'A' is not an id");
        assertThatThrownBy(() -> share().using("errors", errors().statistic("Average")))
                .hasMessageContaining("'errors' is given twice");
        assertThatThrownBy(() -> MetricSlo.expression(aws, client, " ")).hasMessageContaining("expression");
        assertThatThrownBy(() -> AlarmSlo.of(aws, client, " ")).hasMessageContaining("alarm");
    }

    private MetricSlo.Question errors() {
        return MetricSlo.metric(aws, client, "AWS/ApplicationELB", ERRORS).statistic("Sum");
    }

    private MetricSlo.Question share() {
        return MetricSlo.expression(aws, client, SHARE)
                .using("errors", errors())
                .using(
                        "requests",
                        MetricSlo.metric(aws, client, "AWS/ApplicationELB", "RequestCount")
                                .statistic("Sum"));
    }

    private Slo.Result check(Slo slo) {
        return slo.check(
                SloContext.of(platform.workloads().read(ReleaseSpec.of("shop")), Track.GREEN, time.now(), time.now()));
    }
}
