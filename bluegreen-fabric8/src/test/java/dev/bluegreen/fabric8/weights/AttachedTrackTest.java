package dev.bluegreen.fabric8.weights;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.cutover.PlannedWrite;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.fabric8.Shop;
import dev.bluegreen.model.GateResult;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.testkit.fault.Fault;
import dev.bluegreen.testkit.traffic.Traffic;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPathBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An idle track that the weighted action does not name yet: it is added without a share before traffic moves. */
class AttachedTrackTest {

    private static final String ATTACHED = """
            {"type":"forward","forwardConfig":{"targetGroups":[\
            {"serviceName":"checkout-blue","servicePort":80,"weight":1},\
            {"serviceName":"checkout-green","servicePort":80,"weight":0}]}}""";

    private final AlbShop alb = AlbShop.open();
    private final List<CutoverEvent> told = new ArrayList<>();

    @AfterEach
    void close() {
        alb.close();
    }

    @Test
    void isAddedAtWeightZeroAndGetsTrafficOnceItHasSettled() {
        alb.act(AlbShop.ONE_TRACK);
        Release release = release(alb.shop.platform);
        try (Traffic traffic = alb.route.traffic().keepAlive().start()) {
            traffic.awaitAnswered(20);
            release.switchTo(GREEN);
            traffic.awaitTrack(GREEN);
            release.rollBack();
            traffic.awaitTrack(BLUE);

            assertThat(traffic.stop().failures()).isEmpty();
        }
        CutoverEvent added = told("checkout-blue 1, checkout-green 0");
        CutoverEvent moved = told("checkout-blue 0, checkout-green 100");
        assertThat(Duration.between(added.at(), moved.at())).isGreaterThanOrEqualTo(Duration.ofSeconds(30));
        assertThat(told)
                .anyMatch(event -> event.kind() == CutoverEvent.Kind.INTENT
                        && event.number() < added.number()
                        && event.sentence().contains("Service/checkout-green with weight 0"));
    }

    @Test
    void isInThePlanAndThePlanStaysTheSameOnceItWasAdded() {
        alb.act(AlbShop.ONE_TRACK);
        Release release = release(alb.shop.platform);
        String before = release.plan(GREEN).hash();
        assertThat(release.plan(GREEN).writes())
                .extracting(PlannedWrite::toString)
                .anyMatch(write -> write.contains(
                        "patch Ingress/edge: Service/checkout-green with weight 0 in metadata.annotations[\"alb.ingress.kubernetes.io/actions.shop\"],"
                                + " and wait 30 s for its targets"));

        alb.act(ATTACHED);

        assertThat(release.plan(GREEN).hash()).isEqualTo(before);
        assertThat(release.plan(GREEN).writes())
                .extracting(PlannedWrite::toString)
                .noneMatch(write -> write.contains("with weight 0"));
    }

    @Test
    void staysWhereItIsWhenTheCutoverIsRefusedAfterwards() {
        alb.act(AlbShop.ONE_TRACK);
        Release release = BlueGreen.release(Shop.CHECKOUT.name())
                .on(alb.shop.platform)
                .cutover(alb.strategy())
                .beforeShift(context -> GateResult.fail("schema", "the schema is not there"))
                .build();

        assertThatThrownBy(() -> release.switchTo(GREEN)).hasMessageContaining("the schema is not there");

        assertThat(alb.annotations()).containsEntry(AlbShop.KEY, ATTACHED);
        assertThat(release.recover().sentence()).doesNotContain("lost").contains("traffic is on BLUE");
    }

    @Test
    void isAddedOnceThoughTheAnswerIsLost() {
        alb.act(AlbShop.ONE_TRACK);
        alb.shop.cluster.faults().on("patch").resource("ingresses").nth(1).then(Fault.dropAfter());

        CutoverReport report = release(alb.shop.platform).switchTo(GREEN);

        assertThat(report.to()).isEqualTo(GREEN);
        assertThat(told)
                .filteredOn(event -> event.kind() == CutoverEvent.Kind.WRITE
                        && event.sentence().contains("checkout-green 0"))
                .hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void getsNoTrafficWhileTheControllerFails() {
        alb.edit(ingress -> {
            ingress.getMetadata().getAnnotations().put(AlbShop.KEY, AlbShop.ONE_TRACK);
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

        assertThatThrownBy(() -> release(alb.shop.platform).switchTo(GREEN))
                .hasMessageContaining(
                        "GREEN cannot get traffic yet: Ingress/edge: the controller says FailedBuildModel");

        assertThat(alb.annotations()).containsEntry(AlbShop.KEY, ATTACHED);
    }

    @Test
    void isNotAddedWithoutThePermission() {
        alb.act(AlbShop.ONE_TRACK);
        alb.shop.cluster.faults().on("patch").resource("ingresses").nth(1).then(Fault.status(403));

        assertThatThrownBy(() -> release(alb.shop.platform).switchTo(GREEN)).hasMessageContaining("ingresses");

        assertThat(alb.annotations()).containsEntry(AlbShop.KEY, AlbShop.ONE_TRACK);
    }

    @Test
    void anotherProcessWaitsForWhatThisOneAdded() {
        alb.act(AlbShop.ONE_TRACK);
        CutoverStrategy strategy = alb.strategy();
        strategy.attachment(strategy.observe(Shop.CHECKOUT), GREEN)
                .orElseThrow()
                .make(7, "c1-attach-1");
        RouterState state = strategy.observe(Shop.CHECKOUT);

        assertThat(state.token()).isEqualTo(7);
        assertThat(state.cutoverId()).isEmpty();
        assertThat(state.split()).isEqualTo(TrafficSplit.all(BLUE));
        assertThat(strategy.attachment(state, GREEN).orElseThrow().made())
                .contains(alb.shop.cluster.time().now());
        assertThat(strategy.attachment(state, BLUE)).isEmpty();

        alb.shop.cluster.clock().advance(Duration.ofSeconds(30));
        assertThat(strategy.attachment(state, GREEN)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2031-01-01T00:00:00Z", "+1000000000-12-31T23:59:59Z", "-1000000000-01-01T00:00:00Z"})
    void aForgedTimeOfItsAdditionBlocksNoMove(String time) {
        alb.act(ATTACHED);
        alb.edit(ingress -> {
            ingress.getMetadata().getAnnotations().put("bluegreen.dev/attached", "checkout-green " + time);
            return ingress;
        });

        assertThat(release(alb.shop.platform).switchTo(GREEN).to()).isEqualTo(GREEN);
    }

    @Test
    void ofANetworkLoadBalancerItIsAddedBesideTheBaseService() {
        try (NlbShop nlb = new NlbShop()) {
            nlb.act("{\"type\":\"forward\",\"forwardConfig\":{}}");
            Release release = BlueGreen.release(Shop.CHECKOUT.name())
                    .on(nlb.shop.platform)
                    .cutover(nlb.strategy())
                    .build();

            release.switchTo(GREEN);

            assertThat(nlb.action()).isEqualTo("""
                    {"type":"forward","forwardConfig":{"baseServiceWeight":0,"targetGroups":[\
                    {"serviceName":"checkout-green","servicePort":80,"weight":100}]}}""");
        }
    }

    private Release release(Fabric8Platform platform) {
        return BlueGreen.release(Shop.CHECKOUT.name())
                .on(platform)
                .cutover(platform.albIngress("edge"))
                .listener(told::add)
                .build();
    }

    private CutoverEvent told(String routing) {
        return told.stream()
                .filter(event -> event.kind() == CutoverEvent.Kind.WRITE
                        && event.sentence().contains(routing))
                .findFirst()
                .orElseThrow();
    }
}
