package dev.bluegreen.aws.alb;

import static dev.bluegreen.aws.alb.Elbs.forward;
import static dev.bluegreen.aws.alb.Elbs.weighing;
import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.testkit.aws.request.AwsRequest;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Certificate;

/** What else a listener does with requests, and how many rules it has, is none of a release's business: all of it stays. */
class KeptSettingsTest {

    /** "Rules per Application Load Balancer (not counting default rules)": quotas of an ALB, 100 unless raised. */
    private static final int QUOTA = 100;

    private final Scene scene = Scene.open(2);

    @AfterEach
    void close() {
        scene.close();
    }

    /** ModifyListener leaves what is not named: mutual TLS, certificates, policies, ALPN and attributes. */
    @Test
    void aListenerIsWrittenWithItsDefaultActionsAndNothingElse() {
        String secure = secure(forward(weighing(scene.blue, 100), weighing(scene.green, 0)));

        moveThereAndBack(secure);

        assertThat(written("ModifyListener"))
                .isNotEmpty()
                .allSatisfy(body -> assertThat(parameters(body))
                        .allMatch(name -> name.equals("Action")
                                || name.equals("Version")
                                || name.equals("ListenerArn")
                                || name.startsWith("DefaultActions.")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jwt-validation", "authenticate-oidc", "authenticate-cognito"})
    void whatProvesWhoAsksIsKept(String type) {
        Action first = proof(type);
        String secure = secure(
                first,
                forward(weighing(scene.blue, 100), weighing(scene.green, 0)).toBuilder()
                        .order(2)
                        .build());
        Action before = actions(secure).get(0);

        moveThereAndBack(secure);

        assertThat(actions(secure).get(0)).isEqualTo(before);
        assertThat(actions(secure).get(0).type()).isEqualTo(first.type());
    }

    @Test
    void aListenerWithAsManyRulesAsThereMayBeIsReadAndMoved() {
        for (int n = 2; n <= QUOTA; n++) {
            Elbs.rule(scene.client, scene.listener, "/" + n + "/*", forward(weighing(scene.blue, 1)));
        }

        assertThat(BlueGreen.release("shop")
                        .on(scene.platform)
                        .cutover(scene.groups().rule(scene.rule))
                        .build()
                        .switchTo(GREEN)
                        .outcome())
                .isEqualTo(Outcome.SWITCHED);
    }

    private void moveThereAndBack(String listener) {
        var shop = BlueGreen.release("shop")
                .on(scene.platform)
                .cutover(scene.groups().defaultAction(listener))
                .build();
        assertThat(shop.switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(shop.rollBack().active()).contains(BLUE);
    }

    private String secure(Action... actions) {
        return scene.client
                .createListener(request -> request.loadBalancerArn(scene.balancer)
                        .protocol("HTTPS")
                        .port(443)
                        .certificates(Certificate.builder()
                                .certificateArn("arn:aws:acm:eu-central-1:123456789012:certificate/1")
                                .build())
                        .mutualAuthentication(config -> config.mode("verify")
                                .trustStoreArn(
                                        "arn:aws:elasticloadbalancing:eu-central-1:123456789012:truststore/ca/0123"))
                        .defaultActions(actions))
                .listeners()
                .get(0)
                .listenerArn();
    }

    private static Action proof(String type) {
        Action.Builder action = Action.builder().type(type).order(1);
        return switch (ActionTypeEnum.fromValue(type)) {
            case AUTHENTICATE_OIDC ->
                action.authenticateOidcConfig(config -> config.issuer("https://id.example")
                                .authorizationEndpoint("https://id.example/authorize")
                                .tokenEndpoint("https://id.example/token")
                                .userInfoEndpoint("https://id.example/me")
                                .clientId("shop")
                                .clientSecret("SECRET")
                                .sessionTimeout(600L))
                        .build();
            case AUTHENTICATE_COGNITO ->
                action.authenticateCognitoConfig(config -> config.userPoolArn(
                                        "arn:aws:cognito-idp:eu-central-1:123456789012:userpool/eu-central-1_a")
                                .userPoolClientId("shop")
                                .userPoolDomain("shop"))
                        .build();
            default ->
                action.jwtValidationConfig(
                                config -> config.issuer("https://id.example").jwksEndpoint("https://id.example/keys"))
                        .build();
        };
    }

    private List<Action> actions(String listener) {
        return scene.client
                .describeListeners(request -> request.listenerArns(listener))
                .listeners()
                .get(0)
                .defaultActions();
    }

    private List<String> written(String action) {
        return scene.alb.requests().stream()
                .filter(call -> call.action().equals(action))
                .map(AwsRequest::body)
                .toList();
    }

    private static List<String> parameters(String body) {
        return List.of(body.split("&")).stream()
                .map(pair -> pair.split("=", 2)[0])
                .toList();
    }
}
