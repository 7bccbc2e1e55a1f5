package dev.bluegreen.fabric8;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.cutover.Move;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.PlatformException.Kind;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrackLabels;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.testkit.request.ApiRequest;
import io.fabric8.kubernetes.api.model.Service;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SelectorPatchTest {

    private final Shop shop = Shop.open();
    private SelectorPatch strategy;

    @BeforeEach
    void name() {
        strategy = shop.strategy();
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void observesWhereTheServiceRoutesByOneRequest() {
        RouterState state = strategy.observe(Shop.CHECKOUT);

        assertThat(state.router()).isEqualTo("Service/checkout-svc");
        assertThat(state.split()).isEqualTo(TrafficSplit.all(Track.BLUE));
        assertThat(state.routing()).contains("app=checkout", "track=blue");
        assertThat(state.token()).isZero();
        assertThat(state.cutoverId()).isEmpty();
        assertThat(shop.requests()).containsExactly("get services");
    }

    @Test
    void movesTrafficByOnePatchThatTestsWhatItRead() {
        Move move = shop.move(strategy, Track.GREEN, 2);
        shop.forget();

        RouterState after = strategy.shift(move);

        assertThat(after.split()).isEqualTo(TrafficSplit.all(Track.GREEN));
        assertThat(after.token()).isEqualTo(7);
        assertThat(after.cutoverId()).contains("c1");
        assertThat(after.writer()).contains("bluegreen");
        assertThat(shop.requests()).containsExactly("patch services");
        ApiRequest patch = shop.cluster.writes().get(0);
        assertThat(patch.fieldManager()).isEqualTo("bluegreen");
        assertThat(patch.body())
                .startsWith("[{\"op\":\"test\",\"path\":\"/metadata/resourceVersion\",\"value\":\""
                        + move.before().version() + "\"},"
                        + "{\"op\":\"test\",\"path\":\"/spec/selector/track\",\"value\":\"blue\"},"
                        + "{\"op\":\"replace\",\"path\":\"/spec/selector/track\",\"value\":\"green\"}");
    }

    @Test
    void leavesOnTheServiceWhoSwitchedWhenFromWhereAndByWhichCutover() {
        strategy.shift(shop.move(strategy, Track.GREEN, 2));

        Service service = shop.service();
        assertThat(service.getMetadata().getLabels()).containsEntry("bluegreen.dev/cutover", "c1");
        assertThat(service.getMetadata().getAnnotations())
                .containsEntry("bluegreen.dev/release", "checkout")
                .containsEntry("bluegreen.dev/switched-by", "ann@laptop")
                .containsEntry(
                        "bluegreen.dev/switched-at", shop.cluster.time().now().toString())
                .containsEntry("bluegreen.dev/switched-from", "blue")
                .containsEntry("bluegreen.dev/token", "7");
        assertThat(service.getSpec().getSelector()).isEqualTo(Map.of("app", "checkout", "track", "green"));
    }

    @Test
    void keepsLabelsAndAnnotationsThatOthersPutThere() {
        shop.edit(service -> service.toBuilder()
                .editMetadata()
                .addToLabels("team/name", "shop")
                .addToAnnotations("a~b/c", "say \"hi\"")
                .endMetadata()
                .build());

        strategy.shift(shop.move(strategy, Track.GREEN, 2));

        assertThat(shop.service().getMetadata().getLabels())
                .isEqualTo(Map.of("team/name", "shop", "bluegreen.dev/cutover", "c1"));
        assertThat(shop.service().getMetadata().getAnnotations())
                .containsEntry("a~b/c", "say \"hi\"")
                .containsEntry("bluegreen.dev/token", "7");
    }

    @Test
    void escapesATrackKeyWithAPrefix() {
        shop.serviceOf("checkout-svc", "app: checkout, acme.io/side: l");
        TrackLabels labels = TrackLabels.of("checkout").withTrack("acme.io/side", "l", "r");
        ReleaseSpec release = new ReleaseSpec("checkout", labels, Map.of(), Set.of());
        shop.deploymentOf("shop-l", "app: checkout, acme.io/side: l");
        shop.deploymentOf("shop-r", "app: checkout, acme.io/side: r");
        shop.edit(service -> service.toBuilder()
                .editSpec()
                .removeFromSelector("track")
                .endSpec()
                .build());

        strategy.shift(shop.move(strategy, release, Track.GREEN, 1));

        assertThat(shop.service().getSpec().getSelector()).containsEntry("acme.io/side", "r");
    }

    @Test
    void writesNothingToAServiceThatAnotherWriterWroteMeanwhile() {
        Move move = shop.move(strategy, Track.GREEN, 2);
        shop.edit(service -> service.toBuilder()
                .editMetadata()
                .addToLabels("touched", "yes")
                .endMetadata()
                .build());

        refused(() -> strategy.shift(move), Kind.CONFLICT);

        assertThat(shop.service().getSpec().getSelector()).containsEntry("track", "blue");
        assertThat(shop.service().getMetadata().getLabels()).doesNotContainKey("bluegreen.dev/cutover");
    }

    @Test
    void aWriteOverAnOlderStateIsRefusedByTheServerWhateverWasReadSince() {
        Move move = shop.move(strategy, Track.GREEN, 2);
        shop.edit(service -> service.toBuilder()
                .editMetadata()
                .addToLabels("touched", "yes")
                .endMetadata()
                .build());
        strategy.observe(Shop.CHECKOUT);
        shop.forget();

        refused(() -> strategy.shift(move), Kind.CONFLICT);

        assertThat(shop.requests()).containsExactly("patch services");
    }

    @Test
    void aStateThatComesWithoutItsServiceIsReadFirst() {
        Move move = shop.move(strategy, Track.GREEN, 2);
        RouterState bare = RouterState.builder(
                        move.before().router(), move.before().split())
                .routing(move.before().routing())
                .version(move.before().version())
                .build();
        shop.forget();

        shop.strategy()
                .shift(Move.builder(move.world(), bare, move.target())
                        .minReadyPods(move.minReadyPods())
                        .cutoverId(move.cutoverId())
                        .token(move.token())
                        .requestedBy(move.requestedBy())
                        .build());

        assertThat(shop.requests()).containsExactly("get services", "patch services");
    }

    @Test
    void aFenceRaisesTheTokenAndMovesNothing() {
        RouterState before = strategy.observe(Shop.CHECKOUT);
        shop.forget();

        RouterState fenced = strategy.fence(Shop.CHECKOUT, before, 8, "c2-1");

        assertThat(fenced.token()).isEqualTo(8);
        assertThat(fenced.split()).isEqualTo(before.split());
        assertThat(fenced.cutoverId()).isEmpty();
        assertThat(shop.requests()).containsExactly("patch services");
        assertThat(shop.service().getMetadata().getAnnotations())
                .isEqualTo(Map.of(
                        "bluegreen.dev/release", "checkout",
                        "bluegreen.dev/token", "8",
                        "bluegreen.dev/fence", "c2-1"));
    }

    @Test
    void aMoveFromBeforeAFenceCanNoLongerTakeEffect() {
        Move late = shop.move(strategy, Track.GREEN, 2);
        shop.strategy().fence(Shop.CHECKOUT, late.before(), 8, "c2-1");

        refused(() -> strategy.shift(late), Kind.CONFLICT);

        assertThat(strategy.observe(Shop.CHECKOUT).split()).isEqualTo(TrafficSplit.all(Track.BLUE));
    }

    @Test
    void namesWhoWroteTheRoutingValue() {
        shop.cluster
                .client("argocd")
                .services()
                .inNamespace("default")
                .withName("checkout-svc")
                .edit(service -> service.toBuilder()
                        .editSpec()
                        .addToSelector("track", "green")
                        .endSpec()
                        .build());

        assertThat(strategy.observe(Shop.CHECKOUT).writer())
                .isPresent()
                .hasValueSatisfying(
                        writer -> assertThat(writer).isNotEqualTo("bluegreen").isNotEqualTo("kubectl"));
    }

    @Test
    void refusesAServiceWithoutTheTrackKey() {
        shop.edit(service -> service.toBuilder()
                .editSpec()
                .removeFromSelector("track")
                .endSpec()
                .build());

        unfit("spec.selector is {app=checkout} without 'track'", "add 'track' with the value of the track that serves");
    }

    @Test
    void refusesAThirdTrackValue() {
        shop.edit(service -> service.toBuilder()
                .editSpec()
                .addToSelector("track", "yellow")
                .endSpec()
                .build());

        unfit("spec.selector.track is 'yellow'", "'blue' for BLUE, 'green' for GREEN");
    }

    @Test
    void refusesAServiceWithoutSelector() {
        shop.edit(service ->
                service.toBuilder().editSpec().withSelector(Map.of()).endSpec().build());

        unfit("spec.selector is empty", "name the Service that selects the pods");
    }

    @Test
    void refusesAnExternalName() {
        shop.cluster.apply("""
                apiVersion: v1
                kind: Service
                metadata: {name: elsewhere, namespace: default}
                spec: {type: ExternalName, externalName: shop.example.com, selector: {app: checkout, track: blue}}
                """);
        strategy = shop.platform.selectorPatch("elsewhere");

        unfit("spec.type is ExternalName", "name the Service that selects the pods");
    }

    @Test
    void refusesATokenThatIsNotANumber() {
        shop.edit(service -> service.toBuilder()
                .editMetadata()
                .addToAnnotations("bluegreen.dev/token", "-1")
                .endMetadata()
                .build());

        unfit("annotation bluegreen.dev/token is '-1'", "remove the annotation");
    }

    @Test
    void saysWhichServicesThereAreWhenTheNamedOneIsNot() {
        strategy = shop.platform.selectorPatch("chekout-svc");

        refused(() -> strategy.observe(Shop.CHECKOUT), Kind.NOT_FOUND)
                .hasMessageContaining("cutover: Service 'chekout-svc' does not exist in namespace default")
                .hasMessageContaining("there are: checkout-svc");
    }

    @Test
    void refusesASplitBetweenTheTracks() {
        Move all = shop.move(strategy, Track.GREEN, 2);
        Move half = Move.builder(all.world(), all.before(), new TrafficSplit(1, 1))
                .minReadyPods(2)
                .cutoverId("c1")
                .token(7)
                .requestedBy("ann@laptop")
                .build();

        assertThat(strategy.supports(half.target())).isFalse();
        refused(() -> strategy.shift(half), Kind.INVALID).hasMessageContaining("split 1/1");
        assertThat(writes()).isEmpty();
    }

    @Test
    void refusesNamesThatAreNone() {
        assertThatThrownBy(() -> shop.platform.selectorPatch("../secrets"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("cutover.service: '../secrets'");
    }

    @Test
    void hasASettleBoundThatCanBeSet() {
        assertThat(strategy.settleBound()).isEqualTo(Duration.ofSeconds(30));
        assertThat(strategy.settlesWithin(Duration.ofSeconds(5)).settleBound()).isEqualTo(Duration.ofSeconds(5));
        assertThatThrownBy(() -> strategy.settlesWithin(Duration.ofSeconds(-1)))
                .hasMessageContaining("settlesWithin: -1 s is negative");
    }

    private void unfit(String... parts) {
        shop.forget();
        refused(() -> strategy.observe(Shop.CHECKOUT), Kind.INVALID).hasMessageContainingAll(parts);
        assertThat(writes()).isEmpty();
    }

    private List<ApiRequest> writes() {
        return shop.cluster.writes().stream()
                .filter(write -> write.client().equals("test"))
                .toList();
    }

    private static AbstractThrowableAssert<?, ?> refused(ThrowingCallable call, Kind kind) {
        return assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        error -> assertThat(error.kind()).isEqualTo(kind));
    }
}
