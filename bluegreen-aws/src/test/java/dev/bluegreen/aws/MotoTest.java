package dev.bluegreen.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.bluegreen.BlueGreen;
import dev.bluegreen.aws.cloudwatch.AlarmSlo;
import dev.bluegreen.aws.cloudwatch.MetricSlo;
import dev.bluegreen.aws.sns.SnsNotifier;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.check.slo.SloContext;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Track;
import dev.bluegreen.testkit.memory.InMemoryPlatform;
import dev.bluegreen.testkit.time.VirtualTime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.sns.SnsClient;

/** What tells and what judges, against an AWS that we did not write. */
@ExtendWith(OnMoto.class)
class MotoTest {

    private static final String REGION = "eu-west-1";

    private final VirtualTime time = VirtualTime.create();
    private final InMemoryPlatform platform = InMemoryPlatform.on(time)
            .deploy("shop-blue", "shop:v1", 2)
            .deploy("shop-green", "shop:v2", 2)
            .route("web", Track.BLUE, Duration.ZERO);
    private final Aws aws = Aws.on(platform);
    private final MotoServer moto;

    MotoTest(MotoServer moto) {
        this.moto = moto;
    }

    @Test
    void aSubscriberGetsWhatIsPublished() throws IOException {
        List<String> got = new CopyOnWriteArrayList<>();
        HttpServer subscriber = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        subscriber.createContext("/", exchange -> take(exchange, got));
        subscriber.start();
        try (SnsClient client = moto.client(SnsClient.builder(), REGION)) {
            String topic =
                    client.createTopic(request -> request.name("releases")).topicArn();
            client.subscribe(request -> request.topicArn(topic)
                    .protocol("http")
                    .endpoint("http://127.0.0.1:" + subscriber.getAddress().getPort()));
            SnsNotifier notifier = SnsNotifier.topic(aws, client, topic);

            BlueGreen.release("shop").on(platform).listener(notifier).build().switchTo(Track.GREEN);
            notifier.close();
        } finally {
            subscriber.stop(0);
        }

        assertThat(got).anyMatch(body -> body.contains("CONFIG_VERIFIED"));
        assertThat(got).last().asString().contains("traffic is on GREEN");
    }

    @Test
    void theStateOfAnAlarmIsItsVerdict() {
        try (CloudWatchClient client = moto.client(CloudWatchClient.builder(), REGION)) {
            client.putMetricAlarm(request -> request.alarmName("errors")
                    .namespace("shop")
                    .metricName("errors")
                    .statistic(Statistic.SUM)
                    .period(60)
                    .evaluationPeriods(1)
                    .threshold(1.0)
                    .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD));
            set(client, StateValue.OK);
            Slo.Result good = check(AlarmSlo.of(aws, client, "errors"));
            set(client, StateValue.ALARM);
            Slo.Result bad = check(AlarmSlo.of(aws, client, "errors"));

            assertThat(good.verdict()).isEqualTo(Slo.Verdict.GOOD);
            assertThat(bad.verdict()).isEqualTo(Slo.Verdict.BAD);
            assertThat(check(AlarmSlo.of(aws, client, "another")).verdict()).isEqualTo(Slo.Verdict.NO_DATA);
        }
    }

    @Test
    void theLatestValueOfAMetricIsJudged() {
        try (CloudWatchClient client = moto.client(CloudWatchClient.builder(), REGION)) {
            client.putMetricData(request -> request.namespace("shop")
                    .metricData(MetricDatum.builder()
                            .metricName("errors")
                            .value(7.0)
                            .timestamp(time.now())
                            .build()));
            time.advance(Duration.ofMinutes(2));

            assertThat(check(MetricSlo.metric(aws, client, "shop", "errors").below(8))
                            .verdict())
                    .isEqualTo(Slo.Verdict.GOOD);
            assertThat(check(MetricSlo.metric(aws, client, "shop", "errors").below(7))
                            .verdict())
                    .isEqualTo(Slo.Verdict.BAD);
            assertThat(check(MetricSlo.expression(aws, client, "errors")
                                    .using("errors", MetricSlo.metric(aws, client, "shop", "errors"))
                                    .below(8))
                            .verdict())
                    .isEqualTo(Slo.Verdict.GOOD);
        }
    }

    private static void set(CloudWatchClient client, StateValue state) {
        client.setAlarmState(
                request -> request.alarmName("errors").stateValue(state).stateReason("as the test wants it"));
    }

    private Slo.Result check(Slo slo) {
        return slo.check(
                SloContext.of(platform.workloads().read(ReleaseSpec.of("shop")), Track.GREEN, time.now(), time.now()));
    }

    private static void take(HttpExchange exchange, List<String> got) throws IOException {
        got.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }
}
