package dev.bluegreen.aws.route53;

import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.cutover.Move;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.TrafficSplit;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Law 10: what a platform showed of its pods counts no longer than the platform sees them. */
class OutOfSightTest {

    private final Dns dns = Dns.weighted();

    @AfterEach
    void close() {
        dns.close();
    }

    @Test
    void podsOutOfSightConfirmNothing() {
        Route53Cutover cutover = dns.cutover();
        Move move = move(cutover);
        try (Subscription watch = cutover.watch(Dns.SHOP, () -> {})) {
            cutover.shift(move);
            dns.time.advance(Duration.ofSeconds(20));
            assertThat(pods(cutover, move).verdict()).isEqualTo(Evidence.Verdict.CONFIRMED);

            dns.platform.loseSight();

            assertThat(pods(cutover, move).verdict()).isEqualTo(Evidence.Verdict.MISSING);
            assertThat(pods(cutover, move).sentence()).startsWith("not seen since ");
        }
    }

    @Test
    void podsOutOfSightContradictNothing() {
        Route53Cutover cutover = dns.cutover();
        Move move = move(cutover);
        dns.platform.setReady("shop-green", 0);
        assertThat(pods(cutover, move).verdict()).isEqualTo(Evidence.Verdict.CONTRADICTED);

        dns.platform.loseSight();

        assertThat(pods(cutover, move).verdict()).isEqualTo(Evidence.Verdict.MISSING);
    }

    private Evidence pods(Route53Cutover cutover, Move move) {
        return cutover.verify(move, dns.time.now()).stream()
                .filter(seen -> seen.kind().equals("pods"))
                .findFirst()
                .orElseThrow();
    }

    private Move move(Route53Cutover cutover) {
        return Move.builder(dns.platform.workloads().read(Dns.SHOP), cutover.observe(Dns.SHOP), TrafficSplit.all(GREEN))
                .minReadyPods(Dns.PODS)
                .cutoverId("c1")
                .token(7)
                .requestedBy("ann@laptop")
                .build();
    }
}
