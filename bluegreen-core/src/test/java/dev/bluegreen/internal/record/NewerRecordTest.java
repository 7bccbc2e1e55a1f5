package dev.bluegreen.internal.record;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.bluegreen.Release;
import dev.bluegreen.check.Standby;
import dev.bluegreen.model.BlueGreenException;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.ReleaseStatus;
import dev.bluegreen.scene.Shop;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Two versions of the library share a release: the older one destroys nothing that the newer one has written. */
class NewerRecordTest {

    private final Shop shop = new Shop();

    @Test
    void aNewerSchemaIsRefusedByAllButStatusAndRollBackAndNotOverwritten() {
        shop.release().switchTo(GREEN);
        shop.time.advance(Duration.ofHours(1));
        shop.rewriteRecord(json -> json.replace("\"schema\":2", "\"schema\":3"));
        String newer = text();
        List<Consumer<Release>> operations = List.of(
                release -> release.switchTo(BLUE),
                release -> release.switchTo(GREEN),
                release -> release.plan(BLUE),
                Release::recover,
                release -> release.stage(BLUE).apply(),
                release -> release.retire(BLUE),
                release -> release.extendStandby(Duration.ofHours(1)));

        for (Consumer<Release> operation : operations) {
            assertThatThrownBy(() -> operation.accept(shop.release()))
                    .isInstanceOf(BlueGreenException.class)
                    .hasMessageContaining("record/shop")
                    .hasMessageContaining("has schema 3, this version knows 2")
                    .hasMessageContaining("use the bluegreen version that wrote it");
        }
        assertThat(text()).isEqualTo(newer);
        assertThat(shop.active()).isEqualTo(GREEN);
        assertThat(shop.platform.ready("shop-blue")).isEqualTo(3);
    }

    @Test
    void trafficGoesBackByARecordOfANewerSchemaWhichStaysOne() {
        shop.release().switchTo(GREEN);
        shop.rewriteRecord(json -> json.replace("\"schema\":2", "\"schema\":3,\"standby\":\"until Friday\"")
                .replaceFirst("\"standby\":\\{[^}]*},", ""));

        ReleaseStatus status = shop.release().status();
        assertThat(status.history()).hasSize(1);
        assertThat(status.standby()).isEmpty();
        assertThat(shop.release().rollBack().outcome()).isEqualTo(Outcome.ROLLED_BACK);

        assertThat(shop.active()).isEqualTo(BLUE);
        assertThat(json().get("schema").getAsInt()).isEqualTo(3);
        assertThat(json().get("standby").getAsString()).isEqualTo("until Friday");
        assertThat(json().get("active").getAsString()).isEqualTo("BLUE");
    }

    @Test
    void whatAVersionDoesNotKnowSurvivesARewriteAtEveryLevel() {
        shop.platform.autoscale("shop-blue", 2, 9);
        shop.builder()
                .standby(Standby.lasting(Duration.ofHours(1)).scaledTo(1))
                .build()
                .switchTo(GREEN);
        shop.rewriteRecord(NewerRecordTest::withUnknownFields);

        shop.release().extendStandby(Duration.ofHours(1));
        shop.release().switchTo(GREEN);

        JsonObject json = json();
        assertThat(json.getAsJsonObject("delivery").get("x").getAsInt()).isEqualTo(1);
        assertThat(json.getAsJsonObject("standby").get("x").getAsInt()).isEqualTo(1);
        assertThat(json.getAsJsonArray("history")
                        .get(0)
                        .getAsJsonObject()
                        .get("x")
                        .getAsInt())
                .isEqualTo(1);
        assertThat(json.getAsJsonArray("pins").get(0).getAsJsonObject().get("x").getAsInt())
                .isEqualTo(1);
        assertThat(json.getAsJsonObject("fullSizes").get("x").getAsInt()).isEqualTo(1);
    }

    @Test
    void whatIsNotKnownOfAnOperationUnderWaySurvivesItsRecoveryUntilItEnds() {
        shop.crashAfter("shift router/web");
        shop.rewriteRecord(json -> json.replace("\"inFlight\":{", "\"inFlight\":{\"x\":1,")
                .replace("\"intents\":[{", "\"intents\":[{\"x\":2,"));
        shop.crashAt("save record/shop", 2, Release::recover);

        JsonObject left = json().getAsJsonObject("inFlight");
        assertThat(json().getAsJsonObject("operation").get("kind").getAsString())
                .isEqualTo("RECOVER");
        assertThat(left.get("x").getAsInt()).isEqualTo(1);
        assertThat(left.getAsJsonArray("intents")
                        .get(0)
                        .getAsJsonObject()
                        .get("x")
                        .getAsInt())
                .isEqualTo(2);

        shop.release().recover();
        assertThat(text()).doesNotContain("\"x\"", "inFlight", "operation\":{");
    }

    private static String withUnknownFields(String json) {
        return json.replace("\"standby\":{", "\"delivery\":{\"x\":1},\"standby\":{\"x\":1,")
                .replace("\"history\":[{", "\"history\":[{\"x\":1,")
                .replace("\"pins\":[{", "\"pins\":[{\"x\":1,")
                .replace("\"fullSizes\":{", "\"fullSizes\":{\"x\":1,");
    }

    private JsonObject json() {
        return JsonParser.parseString(text()).getAsJsonObject();
    }

    private String text() {
        return shop.platform.record("shop").orElseThrow().json();
    }
}
