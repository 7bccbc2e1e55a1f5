package dev.bluegreen.aws.alb;

import static dev.bluegreen.model.Finding.Severity.FATAL;
import static dev.bluegreen.model.Finding.Severity.INFO;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.model.Finding;
import dev.bluegreen.testkit.aws.request.AwsRequest;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Actions that are newer than the SDK: it would write them back without what it could not read. */
class NewerServiceTest {

    private final Scene scene = Scene.open(2);

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void anActionOfAnUnknownTypeIsRefusedInThePlanAndNeverWrittenBack() {
        scene.alb.learn("check-passport");
        write(Map.of(
                "DefaultActions.member.1.Type", "check-passport",
                "DefaultActions.member.1.Order", "1",
                "DefaultActions.member.1.CheckPassportConfig.Country", "DE",
                "DefaultActions.member.2.Type", "forward",
                "DefaultActions.member.2.Order", "2",
                "DefaultActions.member.2.TargetGroupArn", scene.blue));

        assertThat(unknown()).satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(FATAL);
            assertThat(finding.sentence()).contains("the action check-passport", "CheckPassportConfig");
            assertThat(finding.remedy()).contains("update software.amazon.awssdk:elasticloadbalancingv2");
        });
        assertNothingIsWritten();
    }

    @Test
    void aFieldThatIsUnknownIsRefusedInThePlanAndNeverWrittenBack() {
        String config = "DefaultActions.member.1.ForwardConfig.";
        write(Map.of(
                "DefaultActions.member.1.Type",
                "forward",
                config + "TargetGroups.member.1.TargetGroupArn",
                scene.blue,
                config + "TargetGroups.member.1.Weight",
                "100",
                config + "TargetGroups.member.1.Zeal",
                "high",
                config + "Shadow.Share",
                "5"));

        assertThat(unknown().sentence())
                .contains("ForwardConfig.TargetGroups.Zeal", "ForwardConfig.Shadow")
                .doesNotContain("ForwardConfig.TargetGroups.Weight");
        assertNothingIsWritten();
    }

    @Test
    void whatOtherRulesHoldIsNotOursToKeep() {
        write(Map.of(
                "DefaultActions.member.1.Type", "forward",
                "DefaultActions.member.1.Novelty", "1",
                "DefaultActions.member.1.TargetGroupArn", scene.blue));

        assertThat(BlueGreen.release("shop")
                        .on(scene.platform)
                        .cutover(scene.groups().rule(scene.rule))
                        .build()
                        .plan(GREEN)
                        .findings())
                .extracting(Finding::id)
                .doesNotContain("action-unknown");
    }

    /** Not even by somebody who waives the finding. */
    private void assertNothingIsWritten() {
        assertThatThrownBy(() -> release().build().switchTo(GREEN)).hasMessageContaining("does not know");
        assertThatThrownBy(
                        () -> release().severity("action-unknown", INFO).build().switchTo(GREEN))
                .hasMessageContaining("does not know");
        assertThat(scene.alb.requests().stream()
                        .filter(call -> call.action().equals("ModifyListener"))
                        .map(AwsRequest::body))
                .as("but for the newer client's")
                .hasSize(1);
        assertThat(scene.alb.weights(scene.listener)).containsOnlyKeys(scene.blue);
    }

    private Finding unknown() {
        List<Finding> findings = release().build().plan(GREEN).findings();
        return findings.stream()
                .filter(finding -> finding.id().equals("action-unknown"))
                .findFirst()
                .orElseThrow();
    }

    private ReleaseBuilder release() {
        return BlueGreen.release("shop")
                .on(scene.platform)
                .cutover(scene.groups().defaultAction(scene.listener));
    }

    /** As a newer client writes: with words for which this SDK has no type. */
    private void write(Map<String, String> parameters) {
        Map<String, String> form = new TreeMap<>(parameters);
        form.put("Action", "ModifyListener");
        form.put("Version", "2015-12-01");
        form.put("ListenerArn", scene.listener);
        String body = form.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        assertThat(status(scene.alb.endpoint(), body)).isEqualTo(200);
    }

    private static int status(URI endpoint, String body) {
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=AKIA9/20260101/eu-central-1/elasticloadbalancing/aws4_request,"
                                + " SignedHeaders=host, Signature=0")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            return HttpClient.newHttpClient()
                    .send(request, BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
