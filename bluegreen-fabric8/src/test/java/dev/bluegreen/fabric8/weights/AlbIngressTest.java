package dev.bluegreen.fabric8.weights;

import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.cutover.Schedule;
import dev.bluegreen.fabric8.AlbIngress;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.fabric8.KubernetesRbac;
import dev.bluegreen.fabric8.Shop;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Milestone;
import dev.bluegreen.testkit.traffic.Traffic;
import dev.bluegreen.testkit.traffic.TrafficResult;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPathBuilder;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AlbIngressTest {

    private final AlbShop alb = AlbShop.open();

    @AfterEach
    void close() {
        alb.close();
    }

    @Test
    void movesEveryRequestThereAndBackAndLosesNone() {
        Release release = release(alb.strategy());
        try (Traffic traffic = alb.route.traffic().keepAlive().start()) {
            traffic.awaitAnswered(20);
            CutoverReport there = release.switchTo(GREEN);
            traffic.awaitTrack(GREEN);
            release.rollBack();
            traffic.awaitTrack(Track.BLUE);
            TrafficResult result = traffic.stop();

            assertThat(there.milestone()).contains(Milestone.CONFIG_APPLIED);
            assertThat(result.failures()).isEmpty();
        }
    }

    @Test
    void sharesFollowASchedule() {
        Release release = BlueGreen.release(Shop.CHECKOUT.name())
                .on(alb.shop.platform)
                .cutover(alb.strategy())
                .schedule(Schedule.canary(10, Duration.ofMinutes(5)))
                .build();

        CutoverReport report = release.switchTo(GREEN);

        assertThat(report.evidence()).isNotEmpty();
        assertThat(alb.strategy().observe(Shop.CHECKOUT).split()).isEqualTo(TrafficSplit.all(GREEN));
    }

    @Test
    void keepsUnknownFieldsOtherActionsAndAnyCaseOfKeys() {
        alb.edit(ingress -> {
            ingress.getMetadata().getAnnotations().put(AlbShop.KEY, """
                    {"Type-Of-Mine":1,"type":"forward","ForwardConfig":{"TargetGroups":[\
                    {"ServiceName":"checkout-blue","ServicePort":80,"Weight":7,"note":{"a":[1,null]}},\
                    {"serviceName":"checkout-green","servicePort":80,"weight":3},\
                    {"targetGroupARN":"arn:aws:x","weight":0}]}}""");
            ingress.getMetadata()
                    .getAnnotations()
                    .put("alb.ingress.kubernetes.io/actions.login", "{\"type\":\"redirect\"}");
            return ingress;
        });

        shift(alb.strategy(), new TrafficSplit(90, 10));

        assertThat(alb.annotations()).containsEntry(AlbShop.KEY, """
                {"Type-Of-Mine":1,"type":"forward","ForwardConfig":{"TargetGroups":[\
                {"ServiceName":"checkout-blue","ServicePort":80,"Weight":90,"note":{"a":[1,null]}},\
                {"serviceName":"checkout-green","servicePort":80,"weight":10},\
                {"targetGroupARN":"arn:aws:x","weight":0}]}}""");
        assertThat(alb.annotations())
                .containsEntry("alb.ingress.kubernetes.io/actions.login", "{\"type\":\"redirect\"}");
    }

    @Test
    void readsAnotherAnnotationPrefix() {
        alb.edit(ingress -> {
            ingress.getMetadata().getAnnotations().put("edge.example.com/actions.shop", AlbShop.action(0, 1));
            return ingress;
        });

        assertThat(alb.strategy()
                        .annotationPrefix("edge.example.com")
                        .observe(Shop.CHECKOUT)
                        .split())
                .isEqualTo(TrafficSplit.all(GREEN));
    }

    /** pkg/k8s/events.go of the controller: it does not even begin, so that its last success says nothing of the write. */
    @Test
    void aControllerThatDoesNotBeginIsNoProof() {
        Move move = move(alb.strategy(), TrafficSplit.all(GREEN));
        try (var watch = alb.strategy().watch(Shop.CHECKOUT, () -> {})) {
            alb.strategy().shift(move);
            alb.shop.rest();
            alb.event("FailedLoadGroupID", "invalid ingress class params");

            assertThat(alb.strategy().verify(move, alb.shop.cluster.time().now()))
                    .anyMatch(evidence -> evidence.verdict() == Evidence.Verdict.MISSING
                            && evidence.sentence()
                                    .startsWith("the controller says FailedLoadGroupID: invalid ingress class params"));
        }
    }

    @Test
    void refusesAnIngressThatIsNotThere() {
        assertRefused(
                alb.shop.platform.albIngress("egde"),
                PlatformException.Kind.NOT_FOUND,
                "cutover: Ingress 'egde' does not exist in namespace default; there are: edge; name one of them, or create it");
    }

    @Test
    void refusesAnActionThatIsNotJson() {
        for (String text : List.of("{\"type\":\"forward\"", "type: forward", "[]", "{}{}", "{\"a\":1} x")) {
            alb.act(text);
            assertRefused("is not a JSON object");
        }
    }

    @Test
    void refusesAnIngressWithoutTheAction() {
        alb.edit(ingress -> {
            ingress.getMetadata().getAnnotations().remove(AlbShop.KEY);
            return ingress;
        });
        assertRefused(
                "Ingress/edge: no action in annotations alb.ingress.kubernetes.io/actions.<name> forwards to a Service");
    }

    @Test
    void refusesABackendOfNeitherTrack() {
        alb.shop.serviceOf("other", "app: other");
        alb.act(AlbShop.action(50, 50).replace("checkout-green", "other"));
        assertRefused("sends a share of 50 to other, which is neither track's (selector {app=other})");
    }

    @Test
    void refusesABackendThatDoesNotExist() {
        alb.act(AlbShop.action(100, 0).replace("checkout-green", "checkout-gren"));
        assertThat(fatal(alb.strategy()))
                .anyMatch(sentence -> sentence.contains("Service/checkout-gren: the Service does not exist"));
    }

    @Test
    void refusesWeightsThatLeaveOpenWhereTrafficGoes() {
        alb.act(AlbShop.action(0, 0));
        assertRefused("gives both tracks weight 0");
        alb.act(AlbShop.action(5, 1000));
        assertRefused("the weight 1000; set a whole number of 0 to 999");
        alb.act(AlbShop.action(5, 5).replace(",\"weight\":5}]", "}]"));
        assertRefused("the weight none");
    }

    @Test
    void refusesAShareThatNoTargetGroupCanHave() {
        assertThat(alb.strategy().supports(new TrafficSplit(1, 1000))).isFalse();
        assertThatExceptionOfType(PlatformException.class)
                .isThrownBy(() -> shift(alb.strategy(), new TrafficSplit(1, 1000)))
                .withMessageContaining("a weight is 0 to 999");
        assertThat(alb.annotations()).containsEntry(AlbShop.KEY, AlbShop.action(100, 0));
    }

    @Test
    void refusesATrackThatTheActionDoesNotNameAndWhoseServiceIsNotClear() {
        alb.act(AlbShop.ONE_TRACK);
        assertThat(fatal(alb.strategy())).isEmpty();

        alb.shop.serviceOf("checkout-green-too", "app: checkout, track: green");
        alb.shop.rest();
        assertThat(fatal(alb.strategy())).anyMatch(sentence -> sentence.contains("does not name the Service of GREEN"));
    }

    @Test
    void stickinessIsRefusedSwitchedOffOrWaitedFor() {
        alb.act(AlbShop.ACTION.formatted(
                100, 0, ",\"targetGroupStickinessConfig\":{\"enabled\":true,\"durationSeconds\":600}"));

        assertThat(fatal(alb.strategy())).anyMatch(sentence -> sentence.contains("is sticky to target groups"));
        assertThat(fatal(alb.strategy().awaitStickiness(Duration.ofMinutes(10))))
                .isEmpty();
        assertThat(alb.strategy()
                        .awaitStickiness(Duration.ofMinutes(10))
                        .observe(Shop.CHECKOUT)
                        .settleBound())
                .contains(Duration.ofSeconds(630));
        assertThat(fatal(alb.strategy().awaitStickiness(Duration.ofMinutes(9)))).isNotEmpty();

        shift(alb.strategy().disableStickiness(), TrafficSplit.all(GREEN));
        assertThat(alb.annotations().get(AlbShop.KEY)).contains("\"enabled\":false", "\"durationSeconds\":600");
    }

    @Test
    void anotherIngressThatLeadsToATrackIsReportedAndKeepsItFromBeingRetired() {
        alb.ingress("other", AlbShop.action(1, 0));

        assertThat(alb.strategy().mayFailOpen(Shop.CHECKOUT, Track.BLUE))
                .hasValueSatisfying(why -> assertThat(why).startsWith("Ingress/other may still send requests to BLUE"));
        assertThat(alb.strategy().mayFailOpen(Shop.CHECKOUT, GREEN)).isEmpty();
        assertThat(findings(alb.strategy())).anyMatch(finding -> finding.id().equals("other-routes"));
    }

    @Test
    void aServiceThatWasDeletedIsLeftOutOnTheWayBack() {
        shift(alb.strategy(), TrafficSplit.all(GREEN));
        alb.shop
                .kubectl()
                .services()
                .inNamespace("default")
                .withName("checkout-green")
                .delete();

        shift(alb.strategy(), TrafficSplit.all(Track.BLUE));

        assertThat(alb.annotations().get(AlbShop.KEY)).doesNotContain("checkout-green");
    }

    @Test
    void goesBackWhenTheControllerFails() {
        alb.edit(ingress -> {
            ingress.getMetadata().getAnnotations().put("alb.ingress.kubernetes.io/actions.login", """
                    {"type":"forward","forwardConfig":{"targetGroups":[\
                    {"serviceName":"gone","servicePort":80,"weight":1},{"serviceName":"lost","servicePort":80,"weight":1}]}}""");
            HTTPIngressPath login = new HTTPIngressPathBuilder(ingress.getSpec()
                            .getRules()
                            .get(0)
                            .getHttp()
                            .getPaths()
                            .get(0))
                    .withPath("/login")
                    .build();
            login.getBackend().getService().setName("login");
            ingress.getSpec().getRules().get(0).getHttp().getPaths().add(login);
            return ingress;
        });

        assertThatThrownBy(() -> release(alb.strategy()).switchTo(GREEN))
                .hasMessageContaining("FailedBuildModel")
                .hasMessageContaining("the load balancer keeps its last state");
        assertThat(alb.strategy().observe(Shop.CHECKOUT).split()).isEqualTo(TrafficSplit.all(Track.BLUE));
    }

    @Test
    void runsUnderTheRoleThatItsPlanPrints() {
        String role = KubernetesRbac.of(release(alb.strategy()).plan(GREEN)).toString();
        assertThat(role)
                .contains("resources: [ingresses], verbs: [get, list, watch, patch], resourceNames: [edge]")
                .contains("resources: [events], verbs: [list, watch]");
        try (Fabric8Platform restricted =
                Fabric8Platform.of(alb.shop.cluster.clientAs("releaser", role)).withTime(alb.shop.cluster.time())) {
            CutoverReport report = BlueGreen.release(Shop.CHECKOUT.name())
                    .on(restricted)
                    .cutover(restricted.albIngress("edge"))
                    .build()
                    .switchTo(GREEN);

            assertThat(report.findings()).extracting(Finding::id).doesNotContain("permission-missing", "not-checked");
            assertThat(report.evidence()).extracting(Evidence::kind).contains("events");
        }
    }

    @Test
    void aTrackThatStillHasAShareIsNotRetired() {
        Release release = release(alb.strategy());
        release.switchTo(GREEN);
        alb.ingress("other", AlbShop.action(1, 0));

        assertThatThrownBy(() -> release.retire(Track.BLUE))
                .hasMessageContaining("Ingress/other may still send requests to BLUE");
    }

    @Test
    void aForeignWriteInTheBakeIsReportedAndNotFought() {
        Release release = BlueGreen.release(Shop.CHECKOUT.name())
                .on(alb.shop.platform)
                .cutover(alb.strategy())
                .bake(Duration.ofMinutes(10))
                .build();
        alb.shop
                .cluster
                .clock()
                .after(
                        Duration.ofMinutes(2),
                        () -> alb.shop
                                .kubectl()
                                .network()
                                .v1()
                                .ingresses()
                                .inNamespace("default")
                                .withName("edge")
                                .edit(ingress -> {
                                    ingress.getMetadata().getAnnotations().put(AlbShop.KEY, AlbShop.action(60, 40));
                                    return ingress;
                                }));

        assertThatThrownBy(() -> release.switchTo(GREEN))
                .hasMessageContaining("it was set to 0/100 and is")
                .hasMessageContaining("checkout-blue 60, checkout-green 40");
        assertThat(alb.annotations()).containsEntry(AlbShop.KEY, AlbShop.action(60, 40));
    }

    @Test
    void saysThatWithoutAVerifierTheProofEndsAtTheApi() {
        assertThat(release(alb.strategy()).plan(GREEN).findings())
                .anyMatch(finding -> finding.id().equals("proof-applied-only"));
    }

    private Release release(AlbIngress strategy) {
        return BlueGreen.release(Shop.CHECKOUT.name())
                .on(alb.shop.platform)
                .cutover(strategy)
                .build();
    }

    private void assertRefused(String message) {
        assertRefused(alb.strategy(), PlatformException.Kind.INVALID, message);
    }

    private void assertRefused(AlbIngress strategy, PlatformException.Kind kind, String message) {
        new Moves(alb.shop, strategy).assertRefused(kind, message);
    }

    private void shift(AlbIngress strategy, TrafficSplit target) {
        strategy.shift(move(strategy, target));
    }

    private List<String> fatal(AlbIngress strategy) {
        return new Moves(alb.shop, strategy).fatal();
    }

    private List<Finding> findings(AlbIngress strategy) {
        return strategy.preflight(move(strategy, TrafficSplit.all(GREEN))).findings();
    }

    private Move move(AlbIngress strategy, TrafficSplit target) {
        return new Moves(alb.shop, strategy).to(target);
    }
}
