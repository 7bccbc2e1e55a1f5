package dev.bluegreen.aws;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.aws.alb.TargetGroupCutover;
import dev.bluegreen.aws.cloudwatch.AlarmSlo;
import dev.bluegreen.aws.cloudwatch.MetricSlo;
import dev.bluegreen.aws.route53.Route53Cutover;
import dev.bluegreen.aws.sns.SnsNotifier;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.check.smoke.SmokeTest;
import dev.bluegreen.spi.StoredRecord;
import dev.bluegreen.testkit.memory.InMemoryPlatform;
import dev.bluegreen.testkit.time.VirtualTime;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.sns.SnsClient;

/**
 * Credentials and addresses with secrets in them, at a server that refuses everything and sends back in its message what it
 * was sent, as AWS does with the canonical request of a signature that does not match.
 */
@Tag("exhaustive")
class SecretsTest {

    private static final String SECRET = "s3cr3t";
    private static final String ELB = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:";
    private static final AwsCredentialsProvider CREDENTIALS = StaticCredentialsProvider.create(
            AwsSessionCredentials.create("AKIA1", SECRET + "-key", SECRET + "-session"));

    private final TracedLog log = TracedLog.of(Release.class, Aws.class);
    private final VirtualTime time = VirtualTime.create();
    private final InMemoryPlatform platform = InMemoryPlatform.on(time)
            .deploy("shop-blue", "shop:v1", 2)
            .deploy("shop-green", "shop:v2", 2)
            .route("web", BLUE, Duration.ZERO);
    private final Aws aws = Aws.on(platform).route53Pace(Duration.ZERO);
    private final StringBuilder seen = new StringBuilder();
    private HttpServer server;
    private int status;
    private String code = "";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
        log.close();
    }

    /** In the words of "Troubleshooting AWS Signature Version 4 errors" of the IAM guide. */
    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        StringBuilder sent = new StringBuilder("The request signature we calculated does not match the signature you"
                + " provided. The Canonical String for this request should have been\n'POST\n/\n");
        exchange.getRequestHeaders()
                .forEach((name, values) -> sent.append(name)
                        .append(':')
                        .append(String.join(",", values))
                        .append('\n'));
        String body = "<ErrorResponse><Error><Type>Sender</Type><Code>" + code + "</Code><Message>" + sent
                + "</Message></Error><RequestId>1</RequestId></ErrorResponse>";
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private <B extends AwsClientBuilder<B, C>, C> C client(B builder) {
        return builder.region(Region.EU_CENTRAL_1)
                .endpointOverride(uri())
                .credentialsProvider(CREDENTIALS)
                .overrideConfiguration(config -> config.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    @ParameterizedTest
    @CsvSource({
        "403, SignatureDoesNotMatch",
        "403, IncompleteSignature",
        "400, InvalidSignatureException",
        "400, Throttling",
        "403, AccessDenied",
        "404, NotFound",
        "500, InternalFailure"
    })
    void isSeenNowhereThoughTheServerSendsItBack(int answered, String as) {
        status = answered;
        code = as;
        places().forEach(this::run);

        assertThatItIsNowhere();
    }

    @Test
    void isSeenNowhereWithoutAnAnswer() {
        List<UnaryOperator<ReleaseBuilder>> places = places();
        server.stop(0);
        places.forEach(this::run);

        assertThatItIsNowhere();
    }

    private void assertThatItIsNowhere() {
        seen.append(platform.record("shop").map(StoredRecord::json).orElse(""));
        assertThat(seen.toString().lines().filter(line -> line.contains(SECRET)))
                .isEmpty();
        assertThat(seen).contains("cloudwatch:", "route53:", "elasticloadbalancing:");
        assertThat(log.text().lines().filter(line -> line.contains(SECRET))).isEmpty();
        assertThat(log.text()).contains("dev.bluegreen.audit", "could not send event");
    }

    private List<UnaryOperator<ReleaseBuilder>> places() {
        CloudWatchClient metrics = client(CloudWatchClient.builder());
        TargetGroupCutover groups = TargetGroupCutover.between(
                aws,
                client(ElasticLoadBalancingV2Client.builder()),
                ELB + "targetgroup/blue/0123456789abcdef",
                ELB + "targetgroup/green/0123456789abcdef");
        String listener = ELB + "listener/app/shop/0123456789abcdef/0123456789abcdef";
        SnsNotifier topic =
                SnsNotifier.topic(aws, client(SnsClient.builder()), "arn:aws:sns:eu-central-1:123456789012:releases");
        SigV4 signer = SigV4.prometheus(aws, Region.EU_CENTRAL_1, CREDENTIALS);
        URI planted = URI.create("https://u:s3cr3t@127.0.0.1:1/?token=s3cr3t");
        seen.append(List.of(topic, signer, aws)).append('\n');
        return List.of(
                builder -> builder.listener(topic),
                builder -> baking(builder, AlarmSlo.of(aws, metrics, "errors")),
                builder -> baking(
                        builder,
                        MetricSlo.metric(aws, metrics, "shop", "errors").below(1)),
                builder -> baking(
                        builder,
                        Slo.prometheus(uri()).signedBy(signer).query("up").below(1)),
                builder -> builder.cutover(groups.defaultAction(listener)),
                builder -> builder.smokeTest(SmokeTest.get("/healthz?token=s3cr3t")
                        .header("Authorization", SECRET)
                        .via(groups.testRoute(listener).at(planted))),
                builder -> builder.cutover(Route53Cutover.using(aws, client(Route53Client.builder()))
                        .hostedZone("Z1")
                        .record("api.example.com")
                        .weighted("blue", "green")));
    }

    private static ReleaseBuilder baking(ReleaseBuilder builder, Slo objective) {
        return builder.bake(Duration.ofMinutes(1), objective);
    }

    private void run(UnaryOperator<ReleaseBuilder> place) {
        look(() -> {
            Release release = place.apply(builder()).build();
            seen.append(release.plan(GREEN)).append('\n').append(release.switchTo(GREEN));
        });
        time.advance(Duration.ofMinutes(20));
        look(() -> seen.append(builder().build().status()));
        look(() -> seen.append(builder().build().rollBack()));
    }

    private ReleaseBuilder builder() {
        return BlueGreen.release("shop")
                .on(platform)
                .listener(event -> seen.append(event).append('\n'));
    }

    private void look(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            seen.append(trace);
        }
    }
}
