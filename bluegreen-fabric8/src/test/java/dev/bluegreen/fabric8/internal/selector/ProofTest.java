package dev.bluegreen.fabric8.internal.selector;

import static dev.bluegreen.model.Evidence.Verdict.CONFIRMED;
import static dev.bluegreen.model.Evidence.Verdict.CONTRADICTED;
import static dev.bluegreen.model.Evidence.Verdict.MISSING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.cutover.Move;
import dev.bluegreen.fabric8.SelectorPatch;
import dev.bluegreen.fabric8.Shop;
import dev.bluegreen.fabric8.internal.world.TargetPort.Sidecars;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.Track;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProofTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final Shop shop = Shop.open();
    private final SelectorPatch strategy = shop.strategy();

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void aCutoverIsProvenFromWhatIsWatchedWithoutARequest() {
        Move move = shop.move(strategy, Track.GREEN, 2);
        Subscription watch = strategy.watch(Shop.CHECKOUT, () -> {});
        strategy.shift(move);
        shop.forget();

        List<Evidence> evidence = verify(move);

        assertThat(evidence)
                .extracting(Evidence::toString)
                .containsExactly(
                        "CONFIRMED service at Service/checkout-svc: it selects {app=checkout, track=green}"
                                + " since cutover c1",
                        "CONFIRMED endpointslices at Service/checkout-svc: 1 of 1 slices computed from this selector,"
                                + " none of 2 endpoints outside GREEN",
                        "CONFIRMED ready-endpoints at Service/checkout-svc: 2 pods of GREEN ready for IPv4 port http,"
                                + " 2 required");
        assertThat(shop.requests()).isEmpty();
        watch.close();
    }

    @Test
    void thereIsNoProofBeforeTheWrite() {
        Move move = shop.move(strategy, Track.GREEN, 2);

        assertThat(verdicts(verify(move))).contains(MISSING).doesNotContain(CONTRADICTED);
    }

    @Test
    void theWayBackIsProvenAsTheWayThere() {
        strategy.shift(shop.move(strategy, Track.GREEN, 2));
        Move back = shop.move(strategy, Track.BLUE, 2);
        strategy.shift(Move.builder(back.world(), back.before(), back.target())
                .minReadyPods(back.minReadyPods())
                .cutoverId("c2")
                .token(back.token())
                .requestedBy(back.requestedBy())
                .build());
        shop.rest();

        Move other = Move.builder(back.world(), back.before(), back.target())
                .minReadyPods(back.minReadyPods())
                .cutoverId("c2")
                .token(back.token())
                .requestedBy(back.requestedBy())
                .build();
        assertThat(verdicts(verify(other))).containsOnly(CONFIRMED);
    }

    @Test
    void trafficThatIsWhereItShouldBeIsProvenThoughNothingWasEverWritten() {
        Move stay = shop.move(strategy, Track.BLUE, 2);

        assertThat(verdicts(verify(Move.builder(stay.world(), stay.before(), stay.target())
                        .minReadyPods(2)
                        .token(stay.token())
                        .requestedBy(stay.requestedBy())
                        .build())))
                .containsOnly(CONFIRMED);
    }

    @Test
    void podsThatDieAtOnceContradict() {
        Move move = shop.move(strategy, Track.GREEN, 2);
        strategy.watch(Shop.CHECKOUT, () -> {}).close();
        strategy.shift(move);
        shop.rest();

        shop.cluster.pods("track=green").kill();
        shop.rest();

        assertThat(verify(move)).anySatisfy(evidence -> {
            assertThat(evidence.verdict()).isEqualTo(CONTRADICTED);
            assertThat(evidence.sentence()).startsWith("0 pods of GREEN ready");
        });
    }

    @Test
    void aForeignWriteContradicts() {
        Move move = shop.move(strategy, Track.GREEN, 2);
        strategy.shift(move);

        shop.edit(service -> service.toBuilder()
                .editSpec()
                .addToSelector("track", "blue")
                .endSpec()
                .build());

        assertThat(verify(move).get(0).verdict()).isEqualTo(CONTRADICTED);
        assertThat(verify(move).get(0).sentence()).contains("track=blue").doesNotContain("unknown manager");
    }

    @Test
    void tellsOfWhatTheProofRestsOnAndOfNothingElse() {
        AtomicInteger told = new AtomicInteger();
        Move move = shop.move(strategy, Track.GREEN, 2);
        Subscription watch = strategy.watch(Shop.CHECKOUT, told::incrementAndGet);
        shop.rest();
        told.set(0);
        shop.serviceOf("other", "app: other");
        shop.rest();
        assertThat(told).hasValue(0);

        strategy.shift(move);
        shop.rest();
        assertThat(told).hasPositiveValue();
        watch.close();
    }

    @Test
    void slicesOfAnotherManagerAreWaitedOut() {
        EndpointSlice foreign = new EndpointSliceBuilder(Given.slice("IPv4", Optional.empty()))
                .editMetadata()
                .withLabels(Map.of("endpointslice.kubernetes.io/managed-by", "cilium.io"))
                .endMetadata()
                .build();
        SelectorProof proof = new SelectorProof(
                "checkout-svc",
                Optional.of(Given.switched()),
                List.of(foreign),
                Given.known(),
                () -> Sidecars.SEARCHED,
                Duration.ofSeconds(30),
                Optional.empty());

        assertThat(proof.of(Given.toGreen(2), NOON, NOON.plusSeconds(29)).get(1))
                .isEqualTo(Evidence.missing(
                        "endpointslices",
                        "Service/checkout-svc",
                        "its 1 slices are managed by cilium.io, which does not show which change it has processed;"
                                + " waiting until 2026-01-01T12:00:30Z"));
        assertThat(proof.of(Given.toGreen(2), NOON, NOON.plusSeconds(30)).get(1))
                .isEqualTo(Evidence.confirmed(
                        "endpointslices",
                        "Service/checkout-svc",
                        "its 1 slices are managed by cilium.io, which does not show which change it has processed;"
                                + " waited 30 s"));
    }

    @Test
    void aServiceWithoutASliceIsNotProven() {
        SelectorProof proof = new SelectorProof(
                "checkout-svc",
                Optional.of(Given.switched()),
                List.of(),
                Given.known(),
                () -> Sidecars.SEARCHED,
                Duration.ofSeconds(30),
                Optional.empty());

        assertThat(verdicts(proof.of(Given.toGreen(2), NOON, NOON.plusSeconds(60))))
                .containsExactly(CONFIRMED, MISSING);
    }

    private List<Evidence> verify(Move move) {
        strategy.watch(Shop.CHECKOUT, () -> {}).close();
        shop.rest();
        return strategy.verify(move, shop.cluster.time().now());
    }

    private static List<Evidence.Verdict> verdicts(List<Evidence> evidence) {
        return evidence.stream().map(Evidence::verdict).toList();
    }
}
