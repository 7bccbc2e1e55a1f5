package dev.bluegreen.aws.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.aws.Aws;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.check.slo.SloContext;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Track;
import dev.bluegreen.testkit.aws.FakeAlb;
import dev.bluegreen.testkit.aws.FakeCloudWatch;
import dev.bluegreen.testkit.aws.fault.AwsFault;
import dev.bluegreen.testkit.memory.InMemoryPlatform;
import dev.bluegreen.testkit.time.VirtualTime;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsRequest;

/** A page of an answer may be empty while CloudWatch still looks: the rest is on those that follow (API GetMetricData). */
class PagedAnswersTest {

    private final VirtualTime time = VirtualTime.create();
    private final FakeCloudWatch cloudWatch = FakeCloudWatch.startOn(time);
    private final EmptyPages pages = new EmptyPages();
    private final CloudWatchClient client = CloudWatchClient.builder()
            .endpointOverride(cloudWatch.endpoint())
            .region(Region.of(FakeAlb.REGION))
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIA1", "secret")))
            .httpClient(UrlConnectionHttpClient.create())
            .overrideConfiguration(config ->
                    config.retryStrategy(AwsRetryStrategy.doNotRetry()).addExecutionInterceptor(pages))
            .build();
    private final InMemoryPlatform platform = InMemoryPlatform.on(time)
            .deploy("shop-blue", "shop:v1", 2)
            .deploy("shop-green", "shop:v2", 2)
            .route("web", Track.BLUE, Duration.ZERO);

    @AfterEach
    void close() {
        client.close();
        cloudWatch.close();
    }

    @Test
    void theValueOnALaterPageIsJudged() {
        cloudWatch.value("errors", 7);
        time.advance(Duration.ofMinutes(2));
        pages.left.set(2);

        assertThat(check().verdict()).isEqualTo(Slo.Verdict.BAD);
    }

    @Test
    void pagesWithoutEndAreAStoreThatIsDown() {
        pages.left.set(1_000);

        assertThat(check().verdict()).isEqualTo(Slo.Verdict.STORE_DOWN);
        assertThat(cloudWatch.requests()).hasSizeLessThan(50);
    }

    @Test
    void anAlarmOnALaterPageIsFound() {
        cloudWatch.alarm("errors", "ALARM", "5 errors");
        pages.left.set(2);

        assertThat(check(AlarmSlo.of(Aws.on(platform), client, "errors")).verdict())
                .isEqualTo(Slo.Verdict.BAD);
    }

    @Test
    void aMetricWhoseNextPageIsThrottledIsNotJudgedByTheFirst() {
        cloudWatch.value("errors", 0);
        time.advance(Duration.ofMinutes(2));
        pages.left.set(1);
        cloudWatch.faults().on("GetMetricData").nth(2).then(AwsFault.throttled());

        assertThatThrownBy(this::check)
                .as("which counts as a store that is down")
                .isInstanceOf(PlatformException.class)
                .hasMessageContainingAll("Rate exceeded", "slow down other callers");
        assertThat(check().verdict()).as("asked again").isEqualTo(Slo.Verdict.GOOD);
    }

    @Test
    void anAlarmWhoseNextPageIsThrottledIsNotMissing() {
        cloudWatch.alarm("errors", "ALARM", "5 errors");
        pages.left.set(1);
        cloudWatch.faults().on("DescribeAlarms").nth(2).then(AwsFault.throttled());

        Slo alarm = AlarmSlo.of(Aws.on(platform), client, "errors");

        assertThatThrownBy(() -> check(alarm))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("Rate exceeded");
        assertThat(check(alarm).verdict()).as("asked again").isEqualTo(Slo.Verdict.BAD);
    }

    private Slo.Result check() {
        return check(MetricSlo.metric(Aws.on(platform), client, "shop", "errors")
                .statistic("Sum")
                .below(5));
    }

    private Slo.Result check(Slo slo) {
        return slo.check(
                SloContext.of(platform.workloads().read(ReleaseSpec.of("shop")), Track.GREEN, time.now(), time.now()));
    }

    /** Answers so many requests with a page that holds no value yet. */
    private static final class EmptyPages implements ExecutionInterceptor {

        private final AtomicInteger left = new AtomicInteger();

        @Override
        public Optional<InputStream> modifyHttpResponseContent(
                Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
            if (left.getAndDecrement() <= 0) {
                return context.responseBody();
            }
            boolean alarms = context.request() instanceof DescribeAlarmsRequest;
            String page = alarms ? noAlarm() : noValue();
            return Optional.of(new ByteArrayInputStream(page.getBytes(StandardCharsets.UTF_8)));
        }

        private String noAlarm() {
            return "<DescribeAlarmsResponse xmlns=\"http://monitoring.amazonaws.com/doc/2010-08-01/\">"
                    + "<DescribeAlarmsResult><NextToken>" + left.get() + "</NextToken><MetricAlarms/>"
                    + "</DescribeAlarmsResult></DescribeAlarmsResponse>";
        }

        private String noValue() {
            return "<GetMetricDataResponse xmlns=\"http://monitoring.amazonaws.com/doc/2010-08-01/\">"
                    + "<GetMetricDataResult><NextToken>" + left.get() + "</NextToken><MetricDataResults><member>"
                    + "<Id>bluegreen</Id><Label>errors</Label><StatusCode>PartialData</StatusCode><Timestamps/><Values/>"
                    + "</member></MetricDataResults></GetMetricDataResult></GetMetricDataResponse>";
        }
    }
}
