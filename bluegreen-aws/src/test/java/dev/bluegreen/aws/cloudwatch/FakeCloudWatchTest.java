package dev.bluegreen.aws.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.testkit.aws.FakeAlb;
import dev.bluegreen.testkit.aws.FakeCloudWatch;
import dev.bluegreen.testkit.time.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;

/** The fake answers and refuses as the pages of DescribeAlarms, GetMetricData and MetricDataQuery in the CloudWatch API say. */
class FakeCloudWatchTest {

    private final VirtualTime time = VirtualTime.create();
    private final FakeCloudWatch cloudWatch = FakeCloudWatch.startOn(time);
    private final CloudWatchClient client = CloudWatchClient.builder()
            .endpointOverride(cloudWatch.endpoint())
            .region(Region.of(FakeAlb.REGION))
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIA1", "secret")))
            .httpClient(UrlConnectionHttpClient.create())
            .overrideConfiguration(config -> config.retryStrategy(AwsRetryStrategy.doNotRetry()))
            .build();

    @AfterEach
    void close() {
        client.close();
        cloudWatch.close();
    }

    @Test
    void compositeAlarmsAreToldOnlyToThoseWhoAskForThem() {
        cloudWatch.alarm("errors", "OK", "").compositeAlarm("all", "ALARM", "");

        assertThat(client.describeAlarms().compositeAlarms()).isEmpty();
        assertThat(client.describeAlarms().metricAlarms()).hasSize(1);
        assertThat(client.describeAlarms(request -> request.alarmTypes(AlarmType.COMPOSITE_ALARM))
                        .compositeAlarms())
                .singleElement()
                .satisfies(alarm -> assertThat(alarm.alarmArn()).endsWith(":123456789012:alarm:all"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "m1 + m2", "100 * asked", "FILL(m2, 0)", "IF(m1 > 5, m1, nothing)", " "})
    void anExpressionRefersToOtherQueriesOfTheRequestOnly(String expression) {
        assertThatThrownBy(() -> ask(expression(expression), metric("m1", "errors")))
                .isInstanceOf(CloudWatchException.class)
                .hasMessageContaining("Error in expression 'asked'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "m1 * 1e3",
                "SUM(METRICS())",
                "FILL(m1, 0) / 60",
                "SEARCH('{shop} errors', 'Sum', 60)",
                "SELECT SUM(errors) FROM shop"
            })
    void functionsNumbersAndTextAreNoIds(String expression) {
        assertThat(ask(expression(expression), metric("m1", "errors"))).hasSize(1);
    }

    @Test
    void idsAreUniqueAndBeginWithASmallLetter() {
        assertThatThrownBy(() -> ask(metric("m1", "a"), metric("m1", "b"))).hasMessageContaining("not unique");
        assertThatThrownBy(() -> ask(metric("M1", "a"))).hasMessageContaining("expected pattern");
    }

    @Test
    void aTimeWithoutLengthIsRefused() {
        Instant now = time.now();

        assertThatThrownBy(() -> client.getMetricData(request -> request.metricDataQueries(metric("m1", "a"))
                        .startTime(now)
                        .endTime(now)))
                .hasMessageContaining("StartTime must be less");
    }

    @Test
    void thePeriodUnderWayHasTheSamplesSoFar() {
        cloudWatch.value("errors", 3).value("errors", 4);
        time.advance(Duration.ofMinutes(1));
        cloudWatch.value("errors", 1);
        time.advance(Duration.ofSeconds(1));

        assertThat(ask(metric("m1", "errors")).get(0).values()).containsExactly(1.0, 7.0);
    }

    private List<MetricDataResult> ask(MetricDataQuery... queries) {
        return client
                .getMetricData(request -> request.metricDataQueries(queries)
                        .startTime(time.now().minusSeconds(300))
                        .endTime(time.now().plusSeconds(1)))
                .metricDataResults()
                .stream()
                .filter(result -> result.id().equals("asked") || queries.length == 1)
                .toList();
    }

    private static MetricDataQuery expression(String text) {
        return MetricDataQuery.builder().id("asked").expression(text).period(60).build();
    }

    private static MetricDataQuery metric(String id, String name) {
        return MetricDataQuery.builder()
                .id(id)
                .metricStat(stat -> stat.stat("Sum")
                        .period(60)
                        .metric(one -> one.namespace("shop").metricName(name)))
                .build();
    }
}
