package dev.bluegreen.check;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.Release;
import dev.bluegreen.model.Evidence.Verdict;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Milestone;
import dev.bluegreen.scene.LoopbackServer;
import dev.bluegreen.scene.LoopbackServer.Reply;
import dev.bluegreen.scene.Shop;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The proof by what production traffic answers. */
class TrafficProbeTest {

    private final Shop shop = new Shop();
    private final LoopbackServer server = new LoopbackServer();
    private final HttpProbe probe = TrafficProbe.get(server.uri()).expectJson("/version", "v2");

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void withAProbeTrafficIsVerifiedWhenItIsSeen() {
        server.answering(uri -> version(shop.active() == GREEN ? "v2" : "v1"));

        CutoverReport report = switchWith(probe.inARow(20));

        assertThat(server.asked()).hasSize(20);
        assertThat(report.milestone()).contains(Milestone.TRAFFIC_VERIFIED);
        assertThat(report.times().trafficVerified()).contains(report.times().ended());
        assertThat(report.evidence())
                .last()
                .satisfies(seen -> assertThat(seen.sentence())
                        .isEqualTo("20 answers in a row, over new connections, were as expected"));
    }

    @Test
    void withoutAProbeItIsWhenTheRouterHasSettled() {
        CutoverReport report = shop.release().switchTo(GREEN);

        assertThat(report.milestone()).contains(Milestone.CONFIG_VERIFIED);
        assertThat(report.times().trafficVerified())
                .contains(report.times().ended().plus(Shop.SETTLE));
    }

    @Test
    void aProbeThatTakesAnyVersionIsNotSatisfiedByAnswersFromBeforeTheRouterHasSettled() {
        server.answering(200, "fine");

        CutoverReport report = switchWith(TrafficProbe.get(server.uri()).inARow(3));

        assertThat(report.took()).isBetween(Shop.SETTLE, Shop.SETTLE.plusSeconds(1));
        assertThat(report.milestone()).contains(Milestone.TRAFFIC_VERIFIED);
        assertThat(report.history())
                .anySatisfy(event ->
                        assertThat(event.sentence()).contains("nothing is expected that only the new version answers"));
    }

    @Test
    void aRedirectIsReportedWithItsDestination() {
        server.answering(uri ->
                new LoopbackServer.Reply(301, "", Map.of("Location", "https://login.example.com/start?token=secret")));

        assertThatThrownBy(() -> switchWith(probe))
                .hasMessageContaining("status 301 (redirects to login.example.com/start), expected 2xx")
                .hasMessageNotContaining("secret");
    }

    @Test
    void anAnswerOfTheOldVersionBeginsTheRowAnew() {
        AtomicInteger asked = new AtomicInteger();
        server.answering(uri -> version(asked.incrementAndGet() % 8 == 0 && asked.get() < 30 ? "v1" : "v2"));

        CutoverReport report = switchWith(probe.inARow(10));

        assertThat(asked).hasValue(24 + 10);
        assertThat(report.took()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void anOldVersionThatStaysIsAContradictionWhenTheRouterHasSettled() {
        server.answering(uri -> version("v1"));

        assertThatThrownBy(() -> switchWith(probe))
                .hasMessageContaining("the proof is contradicted")
                .hasMessageContaining("0 of 10 answers in a row, then: JSON /version is 'v1', expected 'v2'")
                .isInstanceOfSatisfying(
                        CutoverException.class,
                        back -> assertThat(back.report().took()).isEqualTo(Shop.SETTLE));
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @Test
    void noAnswerIsMissingUntilTheDeadlineAndThenGoesBack() {
        server.answering(503, "");

        assertThatThrownBy(() -> switchWith(probe))
                .hasMessageContaining("the proof is not complete at the deadline")
                .hasMessageContaining("status 503, expected 2xx")
                .isInstanceOfSatisfying(
                        CutoverException.class,
                        back -> assertThat(back.report().took()).isEqualTo(Duration.ofSeconds(60)));
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @Test
    void aRouterThatTakesLongerToSettleGetsTheTime() {
        Shop slow = new Shop();
        slow.platform.route("dns", BLUE, Duration.ofMinutes(5));
        slow.time.after(Duration.ofMinutes(4), () -> server.answering(200, "{\"version\": \"v2\"}"));
        server.answering(200, "{\"version\": \"v1\"}");
        Release release = slow.builder()
                .cutover(slow.platform.router("dns"))
                .trafficProbe(probe)
                .build();

        assertThat(release.plan(GREEN).deadlines().verify()).isEqualTo(Duration.ofMinutes(6));
        assertThat(release.switchTo(GREEN).took()).isBetween(Duration.ofMinutes(4), Duration.ofSeconds(242));
    }

    @Test
    void theWayBackAsksNoProbe() {
        server.answering(200, "{\"version\": \"v2\"}");
        Release release = shop.builder().trafficProbe(probe).build();
        release.switchTo(GREEN);
        int asked = server.asked().size();

        release.rollBack();

        assertThat(server.asked()).hasSize(asked);
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @Test
    void theOldTrackIsNotRetiredBeforeTheRouterHasSettledForAllThatAProbeSaw() {
        server.answering(200, "{\"version\": \"v2\"}");
        Release release = shop.builder().trafficProbe(probe).build();
        release.switchTo(GREEN);

        assertThatThrownBy(() -> release.retire(BLUE)).hasMessageContaining("BLUE");
        shop.time.advance(Shop.SETTLE);
        release.retire(BLUE);
        assertThat(shop.platform.ready("shop-blue")).isZero();
    }

    @Test
    void aLineInTheLogOfTheNewTrackCounts() {
        shop.platform.log("shop-green", "GET /health 200");
        shop.time.advance(Duration.ofSeconds(1));
        shop.time.after(Duration.ofSeconds(5), () -> shop.platform.log("shop-green", "GET /cart 200"));

        CutoverReport report = switchWith(TrafficProbe.log("GET /\\w+ 200"));

        assertThat(report.took()).isEqualTo(Duration.ofSeconds(5));
        assertThat(report.evidence()).last().satisfies(seen -> {
            assertThat(seen.verdict()).isEqualTo(Verdict.CONFIRMED);
            assertThat(seen.sentence()).contains("was seen in the log of shop-green-0");
        });
    }

    @Test
    void aNewTrackThatLogsNothingGoesBack() {
        shop.platform.log("shop-green", "GET /cart 200");
        shop.time.advance(Duration.ofSeconds(1));

        assertThatThrownBy(() -> switchWith(TrafficProbe.log("GET /\\w+ 200")))
                .hasMessageContaining("was not seen in the logs since the switch");
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        assertThatThrownBy(() -> shop.builder()
                        .trafficProbe(
                                TrafficProbe.get(URI.create("/path"))
                                        .inARow(0)
                                        .expectJson("version", "v2")
                                        .expectBody(""),
                                TrafficProbe.log("["))
                        .build())
                .hasMessageContaining("trafficProbe.get: '/path'; give an absolute http or https URI")
                .hasMessageContaining("trafficProbe.inARow: 0; give 1 to 1000")
                .hasMessageContaining("trafficProbe.expectJson: 'version' is not a JSON pointer")
                .hasMessageContaining("trafficProbe.expectBody")
                .hasMessageContaining("trafficProbe.log: '[' is not a regular expression");
    }

    private CutoverReport switchWith(TrafficProbe with) {
        return shop.builder().trafficProbe(with).build().switchTo(GREEN);
    }

    private static Reply version(String version) {
        return new Reply(200, "{\"version\": \"" + version + "\"}");
    }
}
