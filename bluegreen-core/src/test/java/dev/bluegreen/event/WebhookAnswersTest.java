package dev.bluegreen.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.scene.LoopbackServer;
import dev.bluegreen.scene.LoopbackServer.Reply;
import dev.bluegreen.scene.Shop;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a chat or webhook does to us by its answer: a pause, a refusal, a redirect, a page. */
class WebhookAnswersTest {

    private static final String PATH = "/workflows/secret/triggers?sig=secret";

    private final Shop shop = new Shop();
    private final LoopbackServer server = new LoopbackServer();
    private final URI hook = URI.create(server.uri() + PATH);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aServerThatAsksForAPauseGetsIt() {
        shop.time.manual();
        AtomicInteger asked = new AtomicInteger();
        server.answering(uri ->
                asked.incrementAndGet() == 1 ? new Reply(429, "", Map.of("Retry-After", "120")) : new Reply(200, "ok"));
        WebhookNotifier webhook = WebhookNotifier.to(hook, shop.time);

        webhook.on(event("done"));
        shop.time.advance(Duration.ofSeconds(119));
        assertThat(asked).hasValue(1);
        shop.time.advance(Duration.ofSeconds(2));

        assertThat(asked).hasValue(2);
    }

    /** A date, a pause longer than our patience of 15 minutes, and what is neither: the first pause is 1 s then. */
    @ParameterizedTest
    @CsvSource({"'Thu, 01 Jan 2026 00:05:00 GMT', 300", "99999999999999999999, 900", "-5, 1", "'soon', 1", "'', 1"})
    void aPauseInAnyFormIsKeptWithinPatience(String asked, int seconds) {
        shop.time.manual();
        AtomicInteger requests = new AtomicInteger();
        server.answering(uri -> requests.incrementAndGet() == 1
                ? new Reply(503, "", Map.of("Retry-After", asked))
                : new Reply(200, "ok"));
        WebhookNotifier webhook = WebhookNotifier.to(hook, shop.time);

        webhook.on(event("done"));
        shop.time.advance(Duration.ofSeconds(seconds).minusMillis(10));
        assertThat(requests).hasValue(1);
        shop.time.advance(Duration.ofMillis(20));

        assertThat(requests).hasValue(2);
    }

    @Test
    void aServerThatFailsGetsItLaterAndOneThatRefusesDoesNot() {
        AtomicInteger asked = new AtomicInteger();
        server.answering(uri -> new Reply(asked.incrementAndGet() == 1 ? 503 : 410, ""));
        TeamsNotifier teams = TeamsNotifier.workflow(hook, shop.time);

        teams.on(event("done"));
        shop.time.advance(Duration.ofHours(1));

        assertThat(asked).hasValue(2);
        assertThat(teams.outbox().orElseThrow().problem())
                .hasValue("it refused an event with status 410; check that the webhook still exists");
    }

    /** It may lead to a login: what is posted has names in it that are not for everybody. */
    @Test
    void aRedirectIsNotFollowedAndTold() {
        server.answering(uri -> new Reply(302, "", Map.of("Location", server.uri() + "/login")));
        WebhookNotifier webhook = WebhookNotifier.to(hook, shop.time);

        webhook.on(event("done"));
        webhook.close();

        assertThat(server.asked()).containsExactly(URI.create(PATH));
        assertThat(webhook.outbox().orElseThrow().problem())
                .hasValueSatisfying(problem -> assertThat(problem).contains("status 302"));
    }

    @Test
    void aPageOfAProxyIsNoDelivery() {
        AtomicInteger asked = new AtomicInteger();
        server.answering(uri -> new Reply(200, asked.incrementAndGet() < 3 ? "<!DOCTYPE html><p>Log in" : "ok"));
        SlackNotifier slack = SlackNotifier.webhook(hook, shop.time);

        slack.on(event("done"));
        shop.time.advance(Duration.ofMinutes(1));

        assertThat(asked).hasValue(3);
        assertThat(slack.outbox().orElseThrow().problem()).isEmpty();
    }

    @Test
    void aWebhookMayAnswerWithAnyPage() {
        server.answering(200, "<html>thanks</html>");
        WebhookNotifier webhook = WebhookNotifier.to(hook, shop.time);

        webhook.on(event("done"));
        webhook.close();

        assertThat(server.bodies()).hasSize(1);
        assertThat(webhook.outbox().orElseThrow().problem()).isEmpty();
    }

    private CutoverEvent event(String sentence) {
        return CutoverEvent.builder("shop", "c1", 7, shop.time.now())
                .phase(Phase.DONE)
                .kind(Kind.ENDED)
                .outcome(Optional.of("SWITCHED"))
                .sentence(sentence)
                .build();
    }
}
