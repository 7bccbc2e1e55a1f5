package dev.bluegreen.fabric8.internal.api;

import static dev.bluegreen.testkit.fault.Fault.dropAfter;
import static dev.bluegreen.testkit.fault.Fault.dropBefore;
import static dev.bluegreen.testkit.fault.Fault.halfResponse;
import static dev.bluegreen.testkit.fault.Fault.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bluegreen.cutover.Move;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.fabric8.SelectorPatch;
import dev.bluegreen.fabric8.Shop;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.PlatformException.Kind;
import dev.bluegreen.model.Track;
import dev.bluegreen.spi.StoredRecord;
import dev.bluegreen.testkit.fault.Fault;
import dev.bluegreen.testkit.fault.FaultRule;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A client that would repeat what fails ten times is handed in: one request reaches the wire all the same. */
class OneRequestTest {

    private final Shop shop = Shop.open();
    private final KubernetesClient stubborn = shop.cluster
            .clientBuilder()
            .withConfig(new ConfigBuilder(shop.cluster.config())
                    .withRequestRetryBackoffLimit(10)
                    .withRequestRetryBackoffInterval(1)
                    .build())
            .build();
    private final Fabric8Platform platform = Fabric8Platform.of(stubborn).withTime(shop.cluster.time());
    private final SelectorPatch strategy = platform.selectorPatch("checkout-svc");

    @AfterEach
    void close() {
        platform.close();
        stubborn.close();
        shop.close();
    }

    static Stream<Arguments> lostAnswers() {
        return Stream.of(
                Arguments.of(status(500), false),
                Arguments.of(status(503), false),
                Arguments.of(status(504), false),
                Arguments.of(dropBefore(), false),
                Arguments.of(dropAfter(), true),
                Arguments.of(halfResponse(), true));
    }

    @ParameterizedTest
    @MethodSource("lostAnswers")
    void aPatchWhoseAnswerIsLostIsSentOnceAndItsOutcomeLeftOpen(Fault fault, boolean applied) {
        Move move = shop.move(strategy, Track.GREEN, 2);
        FaultRule rule = shop.cluster.faults().on("patch").resource("services").then(fault);

        assertThat(failure(() -> strategy.shift(move)).kind()).isEqualTo(Kind.OUTCOME_UNKNOWN);

        assertThat(rule.fired()).isEqualTo(1);
        assertThat(shop.service().getSpec().getSelector()).containsEntry("track", applied ? "green" : "blue");
    }

    @ParameterizedTest
    @MethodSource("lostAnswers")
    void aRecordWhoseAnswerIsLostIsSentOnceAndItsOutcomeLeftOpen(Fault fault, boolean applied) {
        FaultRule rule = shop.cluster.faults().on("create").resource("leases").then(fault);

        assertThat(failure(() -> platform.records().compareAndSet("checkout", Optional.empty(), record()))
                        .kind())
                .isEqualTo(Kind.OUTCOME_UNKNOWN);

        assertThat(rule.fired()).isEqualTo(1);
        assertThat(platform.records().load("checkout").isPresent()).isEqualTo(applied);
    }

    @Test
    void aThrottledWriteIsSentOnceAndTellsHowLongToWait() {
        Move move = shop.move(strategy, Track.GREEN, 2);
        FaultRule rule = shop.cluster.faults().on("patch").resource("services").then(status(429, 3));

        PlatformException failure = failure(() -> strategy.shift(move));

        assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
        assertThat(failure.retryAfter()).isPresent();
        assertThat(rule.fired()).isEqualTo(1);
    }

    @Test
    void aReadIsSentOnceToo() {
        FaultRule rule = shop.cluster.faults().on("get").resource("services").then(status(503));

        assertThat(failure(() -> strategy.observe(Shop.CHECKOUT)).kind()).isEqualTo(Kind.TRANSIENT);

        assertThat(rule.fired()).isEqualTo(1);
    }

    @Test
    void aForbiddenWriteNamesTheRuleThatAllowsIt() {
        Move move = shop.move(strategy, Track.GREEN, 2);
        shop.cluster.deny("test", "patch", "services");

        PlatformException failure = failure(() -> strategy.shift(move));

        assertThat(failure.kind()).isEqualTo(Kind.FORBIDDEN);
        assertThat(failure)
                .hasMessageContaining("patch services \"checkout-svc\" in namespace default")
                .hasMessageContaining(
                        "{apiGroups: [\"\"], resources: [services], verbs: [patch], resourceNames: [checkout-svc]}");
    }

    @Test
    void anInterruptedWriteIsLeftOpenAndKeepsTheFlag() {
        Move move = shop.move(strategy, Track.GREEN, 2);
        Thread.currentThread().interrupt();

        PlatformException failure = failure(() -> strategy.shift(move));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(failure.kind()).isEqualTo(Kind.OUTCOME_UNKNOWN);
    }

    @Test
    void aServerThatIsNotThereTookNoWrite() {
        Move move = shop.move(strategy, Track.GREEN, 2);
        try (KubernetesClient lost = shop.cluster
                .clientBuilder()
                .withConfig(new ConfigBuilder(shop.cluster.config())
                        .withMasterUrl("http://127.0.0.1:1")
                        .build())
                .build()) {
            Kube nowhere = new Kube(lost, "default");

            assertThat(failure(() -> nowhere.patch(Service.class, shop.service(), PatchType.JSON, List.of()))
                            .kind())
                    .isEqualTo(Kind.TRANSIENT);
        }
        assertThat(strategy.observe(Shop.CHECKOUT)).isEqualTo(move.before());
    }

    private static StoredRecord record() {
        return StoredRecord.builder(Instant.EPOCH, Duration.ofSeconds(30), "{}")
                .holder(Optional.of("ann"))
                .token(1)
                .build();
    }

    private static PlatformException failure(ThrowingCallable call) {
        return catchThrowableOfType(PlatformException.class, call);
    }
}
