package dev.bluegreen.aws.alb;

import static dev.bluegreen.aws.alb.Elbs.forward;

import dev.bluegreen.aws.Documented;
import dev.bluegreen.aws.cloudwatch.AlarmSlo;
import dev.bluegreen.aws.cloudwatch.MetricSlo;
import dev.bluegreen.aws.sns.SnsNotifier;
import dev.bluegreen.check.smoke.SmokeTest;
import dev.bluegreen.cutover.CutoverStrategy;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.sns.SnsClient;

/** The policies of target groups that the documentation shows are those that plans print. */
class DocumentedPolicyTest {

    private final Scene scene = Scene.open(2);

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void ofARule() {
        Documented.requireShown(policy(scene.groups().rule(scene.rule)));
    }

    @Test
    void ofTheDefaultActionOfAListener() {
        Documented.requireShown(policy(scene.groups().defaultAction(scene.listener)));
    }

    @Test
    void ofAListenerWithATestRouteObjectivesAndANotifier() {
        String test = Elbs.listener(scene.client, scene.balancer, 8443, forward(scene.green));
        try (CloudWatchClient cloudWatch = CloudWatchClient.builder()
                        .region(Region.EU_CENTRAL_1)
                        .credentialsProvider(AnonymousCredentialsProvider.create())
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .build();
                SnsClient sns = SnsClient.builder()
                        .region(Region.EU_CENTRAL_1)
                        .credentialsProvider(AnonymousCredentialsProvider.create())
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .build()) {
            String topic = "arn:aws:sns:eu-central-1:123456789012:releases";

            Documented.requireShown(withDocumentedArns(Documented.policy(
                    Documented.release(scene.platform, scene.groups().defaultAction(scene.listener))
                            .smokeTest(SmokeTest.get("/healthz")
                                    .port(Scene.PORT)
                                    .via(scene.groups().testRoute(test)))
                            .bake(
                                    Duration.ofMinutes(10),
                                    AlarmSlo.of(scene.aws, cloudWatch, "errors"),
                                    MetricSlo.metric(scene.aws, cloudWatch, "shop", "errors")
                                            .below(1))
                            .listener(SnsNotifier.topic(scene.aws, sns, topic)))));
        }
    }

    private String policy(CutoverStrategy strategy) {
        return withDocumentedArns(Documented.policy(Documented.release(scene.platform, strategy)));
    }

    /** The fake numbers what it makes. */
    private String withDocumentedArns(String policy) {
        String listener =
                "arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2";
        return policy.replace(scene.rule, listener.replace(":listener/", ":listener-rule/") + "/9683b2d02a6cabee")
                .replace(scene.listener, listener);
    }
}
