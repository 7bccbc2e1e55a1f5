package dev.bluegreen.event;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent.Change;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.event.CutoverEvent.Severity;
import dev.bluegreen.event.CutoverEvent.Source;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.scene.LoopbackServer;
import dev.bluegreen.scene.Shop;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What chats and webhooks get, and what they get when they fail. */
class NotifiersTest {

    private static final String PATH = "/workflows/secret/triggers?sig=secret";
    private static final byte[] KEY = "0123456789abcdef01234567".getBytes(StandardCharsets.UTF_8);
    private static final String SECRET = "whsec_" + Base64.getEncoder().encodeToString(KEY);
    private static final Duration SHORT = Duration.ofMillis(200);

    private final Shop shop = new Shop();
    private final LoopbackServer server = new LoopbackServer();
    private final URI hook = URI.create(server.uri() + PATH);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void slackGetsBlocksWithWhatWhoResultAndLink() {
        SlackNotifier slack = SlackNotifier.webhook(hook, shop.time)
                .kinds(Kind.ENDED)
                .link(event -> URI.create("https://ci.example/runs/" + event.cutoverId() + "?a&b"));
        shop.builder().requestedBy("ann", "REL-7").listener(slack).build().switchTo(GREEN);
        slack.close();

        JsonArray blocks = body(0).getAsJsonArray("blocks");
        assertThat(blocks.get(0).toString()).contains("header", "plain_text", "shop: switched");
        assertThat(blocks.get(1).toString()).contains("shop was switched from BLUE to GREEN");
        assertThat(blocks.get(2).toString())
                .contains("*What*\\nrouter/web")
                .contains("*Move*\\nfrom BLUE to GREEN")
                .contains("*Images*\\nBLUE shop:1; GREEN shop:2")
                .contains("*Requested by*\\nann (claimed by ")
                .contains("*Reason*\\nREL-7", "*Result*\\nswitched");
        assertThat(blocks.get(3)
                        .getAsJsonObject()
                        .getAsJsonObject("text")
                        .get("text")
                        .getAsString())
                .startsWith("<https://ci.example/runs/")
                .endsWith("?a&amp;b|Open>");
        assertThat(server.bodies()).hasSize(1);
    }

    @Test
    void aLinkThatCannotBeMadeIsLeftOut() {
        SlackNotifier slack = SlackNotifier.webhook(hook, shop.time).link(event -> {
            throw new IllegalStateException("no page");
        });
        slack.on(event("done"));
        slack.close();
        TeamsNotifier teams = TeamsNotifier.workflow(hook, shop.time).link(event -> URI.create("javascript:alert(1)"));
        teams.on(event("done"));
        teams.close();

        assertThat(body(0).getAsJsonArray("blocks")).hasSize(3);
        assertThat(server.bodies().get(1)).doesNotContain("javascript");
    }

    @Test
    void teamsGetsAnAdaptiveCard() {
        server.answering(202, "");
        TeamsNotifier teams = TeamsNotifier.workflow(hook, shop.time).link(event -> URI.create("https://ci.example/1"));
        teams.on(event("a [link](x) & *b*"));
        teams.close();

        JsonObject attachment = body(0).getAsJsonArray("attachments").get(0).getAsJsonObject();
        assertThat(body(0).get("type").getAsString()).isEqualTo("message");
        assertThat(attachment.get("contentType").getAsString()).isEqualTo("application/vnd.microsoft.card.adaptive");
        JsonObject card = attachment.getAsJsonObject("content");
        assertThat(card.get("type").getAsString()).isEqualTo("AdaptiveCard");
        assertThat(card.getAsJsonArray("body")).hasSize(3);
        assertThat(card.getAsJsonArray("body")
                        .get(1)
                        .getAsJsonObject()
                        .get("text")
                        .getAsString())
                .isEqualTo("a \\[link\\](x) & \\*b\\*");
        assertThat(card.getAsJsonArray("body").get(2).toString()).contains("FactSet", "Requested by", "ann");
        assertThat(card.getAsJsonArray("actions").get(0).toString()).contains("Action.OpenUrl", "https://ci.example/1");
        assertThat(server.bodies()).hasSize(1);
    }

    @Test
    void aWebhookGetsACloudEvent() {
        WebhookNotifier webhook = WebhookNotifier.to(hook, shop.time);
        webhook.on(event("done"));
        webhook.on(event("done").again());
        webhook.close();

        assertThat(server.headers().get(0).getFirst("Content-Type")).startsWith("application/cloudevents+json");
        assertThat(server.headers().get(0)).doesNotContainKey("Webhook-signature");
        JsonObject json = body(0);
        assertThat(json.get("specversion").getAsString()).isEqualTo("1.0");
        assertThat(json.get("id").getAsString())
                .isEqualTo("c1-7")
                .isEqualTo(body(1).get("id").getAsString());
        assertThat(json.get("source").getAsString()).isEqualTo("https://api:6443/namespaces/web/releases/shop");
        assertThat(json.get("type").getAsString()).isEqualTo("dev.bluegreen.cutover.ended");
        assertThat(json.get("time").getAsString()).isEqualTo(shop.time.now().toString());
        assertThat(json.getAsJsonObject("data").get("requester").getAsString()).isEqualTo("ann");
        assertThat(json.getAsJsonObject("data").has("replayed")).isFalse();
        assertThat(body(1).getAsJsonObject("data").get("replayed").getAsBoolean())
                .isTrue();
    }

    @Test
    void aSignatureCoversIdTimeAndBody() throws Exception {
        WebhookNotifier webhook = WebhookNotifier.to(hook, shop.time).signedBy(SECRET);
        webhook.on(event("grün"));
        webhook.close();

        String at = server.headers().get(0).getFirst("webhook-timestamp");
        assertThat(at).isEqualTo(Long.toString(shop.time.now().getEpochSecond()));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
        String signed = server.headers().get(0).getFirst("webhook-id") + "." + at + "."
                + server.bodies().get(0);
        assertThat(server.headers().get(0).getFirst("webhook-signature"))
                .isEqualTo("v1,"
                        + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void eventsAreChosenByKindAndSeverity() {
        SlackNotifier slack = SlackNotifier.webhook(hook, shop.time).atLeast(Severity.WARNING);
        slack.on(event("fine"));
        slack.on(event("bad").toBuilder().severity(Severity.ERROR).build());
        slack.on(event("told").toBuilder()
                .kind(Kind.PHASE)
                .severity(Severity.ERROR)
                .build());
        slack.close();

        assertThat(server.bodies()).singleElement().asString().contains("shop ENDED: bad");
    }

    @Test
    void aLongTextIsCutBetweenCharacters() {
        String rockets = "\uD83D\uDE80".repeat(1_000);
        CutoverEvent event = event(rockets).toBuilder()
                .source(new Source("", "x" + rockets, "xx" + rockets, "xxx" + rockets))
                .build();
        SlackNotifier slack = SlackNotifier.webhook(hook, shop.time);
        TeamsNotifier teams = TeamsNotifier.workflow(hook, shop.time);
        slack.on(event);
        slack.close();
        teams.on(event);
        teams.close();

        assertThat(server.bodies())
                .hasSize(2)
                .allSatisfy(body -> assertThat(body).contains("\uD83D\uDE80...").doesNotContain("?..."));
    }

    @Test
    void aServerThatHangsOrDripsNeitherDelaysTheCutoverNorLosesAnEvent() throws IOException {
        try (Sick sick = new Sick()) {
            WebhookNotifier webhook = WebhookNotifier.to(URI.create(sick.uri() + PATH), shop.time, SHORT)
                    .kinds(Kind.ENDED);

            assertThat(shop.builder().listener(webhook).build().switchTo(GREEN).outcome())
                    .isEqualTo(Outcome.SWITCHED);
            shop.time.advance(Duration.ofMinutes(1));
            webhook.close();

            assertThat(sick.connections).hasValue(3);
            assertThat(sick.received).singleElement().asString().contains("\"outcome\":\"SWITCHED\"");
        }
    }

    @Test
    void noUrlAndNoSecretIsEverShown() {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            server.answering(403, "");
            List.of(
                            TeamsNotifier.workflow(hook, shop.time),
                            WebhookNotifier.to(hook, shop.time).signedBy(SECRET))
                    .forEach(notifier -> notifier.on(event("refused")));
            server.close();
            shop.time.advance(Duration.ofHours(1));
        } finally {
            System.setErr(before);
        }

        assertThat(log.toString(StandardCharsets.UTF_8)).doesNotContain("secret", "sig=", SECRET);
        assertThat(TeamsNotifier.workflow(hook, shop.time)).hasToString("Teams at 127.0.0.1");
        assertThatThrownBy(() -> TeamsNotifier.workflow(URI.create("prod.logic.azure.com" + PATH)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageNotContaining("workflows");
        for (String wrong :
                new String[] {null, "", "whsec_", "whsec_%%", "whsec_c2hvcnQ=", "hunter2hunter2hunter2hunter2"}) {
            assertThatThrownBy(() -> WebhookNotifier.to(hook).signedBy(wrong))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageNotContaining("hunter2");
        }
    }

    private CutoverEvent event(String sentence) {
        return CutoverEvent.builder("shop", "c1", 7, shop.time.now())
                .phase(Phase.DONE)
                .kind(Kind.ENDED)
                .outcome(Optional.of("SWITCHED"))
                .sentence(sentence)
                .source(new Source("https://api:6443", "web", "ann", ""))
                .change(new Change(
                        Optional.of(BLUE), Optional.of(GREEN), Map.of(GREEN, List.of("shop:2")), Map.of(), List.of()))
                .build();
    }

    private JsonObject body(int place) {
        return JsonParser.parseString(server.bodies().get(place)).getAsJsonObject();
    }

    /** Says nothing to the first connection, drips to the second, and is well from the third on. */
    private static final class Sick implements AutoCloseable {

        private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final AtomicInteger connections = new AtomicInteger();
        private final List<String> received = new ArrayList<>();
        private final List<Socket> open = new ArrayList<>();

        Sick() throws IOException {
            Thread thread = new Thread(this::serve, "sick");
            thread.setDaemon(true);
            thread.start();
        }

        URI uri() {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }

        private void serve() {
            try {
                open.add(accepted());
                drip(accepted());
                answer(accepted());
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }

        private Socket accepted() throws IOException {
            Socket accepted = socket.accept();
            connections.incrementAndGet();
            return accepted;
        }

        private void drip(Socket client) {
            byte[] head = ("HTTP/1.1 200 OK\r\nX: " + "x".repeat(10_000)).getBytes(StandardCharsets.UTF_8);
            try (client) {
                for (byte one : head) {
                    client.getOutputStream().write(one);
                    client.getOutputStream().flush();
                    client.setSoTimeout(20);
                    drop(client);
                }
            } catch (IOException e) {
                open.add(client);
            }
        }

        private static void drop(Socket client) throws IOException {
            try {
                if (client.getInputStream().read(new byte[4_096]) < 0) {
                    throw new IOException("the client has gone");
                }
            } catch (SocketTimeoutException e) {
                // has nothing to say
            }
        }

        private void answer(Socket client) throws IOException {
            try (client) {
                client.setSoTimeout(1_000);
                StringBuilder text = new StringBuilder();
                byte[] part = new byte[8_192];
                while (!text.toString().endsWith("}}")) {
                    int read = client.getInputStream().read(part);
                    text.append(new String(part, 0, read, StandardCharsets.UTF_8));
                }
                received.add(text.toString());
                client.getOutputStream().write("HTTP/1.1 204 No Content\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
            for (Socket one : open) {
                one.close();
            }
        }
    }
}
