package dev.bluegreen.aws.route53;

import static dev.bluegreen.model.Track.BLUE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.aws.Aws;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Evidence.Verdict;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.testkit.aws.fault.AwsFault;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Law 10: what Route 53 showed counts no longer than it is known to answer. */
class OutageTest {

    private final Dns dns = Dns.weighted();
    private final Route53Cutover cutover = cutover(dns.aws());

    @AfterEach
    void close() {
        dns.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gone", "throttled", "expired"})
    void recordsThatWereSeenBeforeConfirmNothing(String how) {
        Move move = dns.toGreen(cutover);
        try (Subscription watch = cutover.watch(Dns.SHOP, () -> {})) {
            cutover.shift(move);
            dns.time.advance(Duration.ofMinutes(1));
            Instant seen = dns.time.now();
            assertThat(records(move).verdict()).isEqualTo(Verdict.CONFIRMED);

            dns.route53.faults().onAny().then(fault(how));
            dns.time.advance(Duration.ofSeconds(20));

            assertThat(records(move).verdict()).isEqualTo(Verdict.MISSING);
            assertThat(records(move).sentence()).matches("not seen since .*: the last look failed: cannot route53:.*");
            assertThat(cutover.unseenSince(Dns.SHOP)).contains(seen);

            dns.route53.faults().clear();
            dns.time.advance(Duration.ofSeconds(5));
            assertThat(records(move).verdict()).isEqualTo(Verdict.CONFIRMED);
            assertThat(cutover.unseenSince(Dns.SHOP)).isEmpty();
        }
    }

    @Test
    void recordsThatWereSeenBeforeContradictNothing() {
        Move move = dns.toGreen(cutover);
        try (Subscription watch = cutover.watch(Dns.SHOP, () -> {})) {
            cutover.shift(move);
            dns.moveAsAnotherWriter(BLUE);
            dns.time.advance(Duration.ofSeconds(10));
            assertThat(records(move).verdict()).isEqualTo(Verdict.CONTRADICTED);

            dns.route53.faults().onAny().then(AwsFault.dropBefore());
            dns.time.advance(Duration.ofSeconds(20));

            assertThat(records(move).verdict()).isEqualTo(Verdict.MISSING);
        }
    }

    @Test
    void aBlinkIsNoMatter() {
        Move move = dns.toGreen(cutover);
        try (Subscription watch = cutover.watch(Dns.SHOP, () -> {})) {
            cutover.shift(move);
            dns.time.advance(Duration.ofMinutes(1));
            dns.route53.faults().onAny().then(AwsFault.dropBefore());
            dns.time.after(Duration.ofSeconds(8), dns.route53.faults()::clear);

            for (int second = 0; second < 20; second++) {
                dns.time.advance(Duration.ofSeconds(1));
                assertThat(records(move).verdict()).isEqualTo(Verdict.CONFIRMED);
                assertThat(cutover.unseenSince(Dns.SHOP)).isEmpty();
            }
        }
    }

    @Test
    void looksThatWaitForTheirTurnAreNoSilence() {
        Route53Cutover slow = cutover(dns.aws().route53Pace(Duration.ofSeconds(10)));
        Move move = dns.toGreen(slow);
        try (Subscription watch = slow.watch(Dns.SHOP, () -> {})) {
            dns.time.advance(Duration.ofMinutes(2));
            for (int second = 0; second < 60; second++) {
                dns.time.advance(Duration.ofSeconds(1));
                assertThat(slow.unseenSince(Dns.SHOP)).isEmpty();
            }
        }
        assertThat(move).isNotNull();
    }

    @Test
    void aWatchThatWasNeverAnsweredHasSeenNothing() {
        dns.route53.faults().onAny().then(AwsFault.dropBefore());
        Instant begun = dns.time.now();
        try (Subscription watch = cutover.watch(Dns.SHOP, () -> {})) {
            dns.time.advance(Duration.ofSeconds(1));

            assertThat(cutover.unseenSince(Dns.SHOP)).contains(begun);
        }
        assertThat(cutover.unseenSince(Dns.SHOP)).as("nothing is watched").isEmpty();
    }

    @Test
    void watchersAreNotifiedWhenAWatchGoesBlindAndWhenItWorksAgain() {
        dns.toGreen(cutover);
        AtomicInteger told = new AtomicInteger();
        try (Subscription watch = cutover.watch(Dns.SHOP, told::incrementAndGet)) {
            dns.time.advance(Duration.ofMinutes(1));
            dns.route53.faults().onAny().then(AwsFault.dropBefore());
            dns.time.advance(Duration.ofSeconds(17));
            told.set(0);
            dns.time.advance(Duration.ofSeconds(1));
            assertThat(told).hasValue(1);
            dns.route53.faults().clear();
            dns.time.advance(Duration.ofSeconds(5));
            assertThat(told.get()).isGreaterThan(1);
        }
    }

    private Route53Cutover cutover(Aws aws) {
        return Route53Cutover.using(aws.evenPolls(), dns.client())
                .hostedZone("Z1")
                .record(Dns.NAME)
                .weighted("blue", "green");
    }

    private Evidence records(Move move) {
        return cutover.verify(move, dns.time.now()).stream()
                .filter(seen -> seen.kind().equals("route53-records"))
                .findFirst()
                .orElseThrow();
    }

    private static AwsFault fault(String how) {
        return switch (how) {
            case "gone" -> AwsFault.dropBefore();
            case "throttled" -> AwsFault.throttled();
            default -> AwsFault.expiredToken();
        };
    }
}
