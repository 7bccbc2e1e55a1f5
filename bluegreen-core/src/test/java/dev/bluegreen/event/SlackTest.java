package dev.bluegreen.event;

import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.scene.LoopbackServer;
import dev.bluegreen.scene.Shop;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SlackTest {

    private static final String SECRET = "/services/T000/B000/secret";

    private final Shop shop = new Shop();
    private final LoopbackServer slack = new LoopbackServer();
    private final SlackNotifier notifier =
            SlackNotifier.webhook(URI.create(slack.uri() + SECRET + "?token=secret"), shop.time);

    @AfterEach
    void close() {
        slack.close();
    }

    @Test
    void tellsMilestonesAndTheEndInOrder() {
        shop.builder().listener(notifier).build().switchTo(GREEN);
        notifier.close();

        assertThat(slack.bodies()).hasSize(3);
        assertThat(slack.bodies().get(0)).contains("shop MILESTONE: CONFIG_APPLIED");
        assertThat(slack.bodies().get(2)).startsWith("{\"text\":\"shop ENDED: shop was switched from BLUE to GREEN");
    }

    @Test
    void aSlackThatIsDownNeitherFailsNorDelaysTheCutoverAndGetsItAllLater() {
        Queue<Integer> statuses = new ConcurrentLinkedQueue<>(List.of(503, 429, 500));
        slack.answering(uri -> new LoopbackServer.Reply(statuses.isEmpty() ? 200 : statuses.remove(), "ok"));

        assertThat(shop.builder().listener(notifier).build().switchTo(GREEN).outcome())
                .isEqualTo(Outcome.SWITCHED);
        shop.time.advance(Duration.ofMinutes(1));

        assertThat(slack.bodies()).hasSize(6).last().asString().contains("ENDED");
    }

    @Test
    void aWebhookThatIsGoneIsNotCalledAgain() {
        slack.answering(404, "no_service");

        notifier.on(event("done", false));
        shop.time.advance(Duration.ofHours(1));

        assertThat(slack.bodies()).hasSize(1);
    }

    @Test
    void itsTextCannotBeTakenForMarkupAndSaysWhatIsToldAgain() {
        notifier.on(event("a <b> & c", true));
        notifier.close();

        assertThat(slack.bodies().get(0)).contains("shop ENDED (redelivered): a &lt;b&gt; &amp; c");
    }

    @Test
    void theUrlIsASecretHoweverItFails() {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            slack.answering(403, "invalid_token");
            notifier.on(event("refused", false));
            notifier.close();
            slack.close();
            notifier.on(event("unreachable", false));
            shop.time.advance(Duration.ofHours(1));
        } finally {
            System.setErr(before);
        }

        assertThat(notifier.toString()).isEqualTo("Slack at 127.0.0.1");
        assertThat(log.toString(StandardCharsets.UTF_8))
                .doesNotContain("secret")
                .doesNotContain("T000");
        assertThatThrownBy(() -> SlackNotifier.webhook(URI.create("hooks.slack.com" + SECRET)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("webhook: the URL")
                .hasMessageNotContaining("secret/")
                .hasMessageNotContaining("T000");
    }

    private CutoverEvent event(String sentence, boolean replayed) {
        return CutoverEvent.builder("shop", "c1", 1, shop.time.now())
                .phase(Phase.DONE)
                .kind(Kind.ENDED)
                .sentence(sentence)
                .replayed(replayed)
                .build();
    }
}
