package dev.bluegreen.event;

import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.event.CutoverEvent.Source;
import dev.bluegreen.scene.LoopbackServer;
import dev.bluegreen.scene.Shop;
import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.jackson.JsonFormat;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a webhook gets, as the SDK of CloudEvents reads it. */
class CloudEventsSdkTest {

    private final Shop shop = new Shop();
    private final LoopbackServer server = new LoopbackServer();
    private final WebhookNotifier webhook =
            WebhookNotifier.to(server.uri(), shop.time).kinds(Kind.PHASE, Kind.values());

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void everyEventOfACutoverIsACloudEvent() {
        shop.builder().requestedBy("ann", "REL-7").listener(webhook).build().switchTo(GREEN);
        webhook.close();

        List<CloudEvent> read =
                server.bodies().stream().map(CloudEventsSdkTest::read).toList();
        assertThat(read).hasSizeGreaterThan(10).allSatisfy(event -> {
            assertThat(event.getSpecVersion()).isEqualTo(SpecVersion.V1);
            assertThat(event.getSource()).isEqualTo(URI.create("/releases/shop"));
            assertThat(event.getSubject()).isEqualTo("shop");
            assertThat(event.getDataContentType()).isEqualTo("application/json");
            assertThat(event.getExtensionNames()).isEmpty();
        });
        assertThat(read).extracting(CloudEvent::getId).doesNotHaveDuplicates();
        CloudEvent end = read.get(read.size() - 1);
        assertThat(end.getType()).isEqualTo("dev.bluegreen.cutover.ended");
        assertThat(Objects.requireNonNull(end.getTime()).toInstant()).isEqualTo(shop.time.now());
        assertThat(data(end).get("outcome").getAsString()).isEqualTo("SWITCHED");
    }

    @Test
    void whateverIsInAnEventItIsACloudEvent() {
        String text = "\u0000\u001b[31m \"quoted\" \\ \uD83D\uDE80 \uD800 </script> ".repeat(200);
        CutoverEvent event = CutoverEvent.builder(text, text, 7, Instant.MIN.plusSeconds(1_000_000_000))
                .phase(Phase.DONE)
                .kind(Kind.ENDED)
                .sentence(text)
                .source(new Source("https://api:6443", "ns/ü ?#", text, text))
                .build();
        webhook.on(event.toBuilder().build());
        webhook.on(CutoverEvent.builder(text, text, 8, shop.time.now())
                .phase(Phase.DONE)
                .kind(Kind.ENDED)
                .sentence(text)
                .source(event.source())
                .build());
        webhook.close();

        CloudEvent read = read(server.bodies().get(server.bodies().size() - 1));
        assertThat(read.getSource().toString())
                .startsWith("https://api:6443/namespaces/ns%2F%C3%BC%20%3F%23/releases/");
        assertThat(data(read).get("text").getAsString())
                .contains("\uD83D\uDE80")
                .doesNotContain("\u001b", "\u0000");
    }

    @Test
    void theSdkRefusesWhatIsNone() {
        webhook.on(CutoverEvent.builder("shop", "c1", 7, shop.time.now())
                .phase(Phase.DONE)
                .kind(Kind.ENDED)
                .build());
        webhook.close();
        JsonObject json = JsonParser.parseString(server.bodies().get(0)).getAsJsonObject();

        for (String required : List.of("specversion", "id", "source", "type")) {
            JsonObject less = json.deepCopy();
            less.remove(required);
            assertThatThrownBy(() -> read(less.toString())).as(required).isInstanceOf(RuntimeException.class);
        }
    }

    private static CloudEvent read(String body) {
        return new JsonFormat().deserialize(body.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonObject data(CloudEvent event) {
        String data = new String(Objects.requireNonNull(event.getData()).toBytes(), StandardCharsets.UTF_8);
        return JsonParser.parseString(data).getAsJsonObject();
    }
}
