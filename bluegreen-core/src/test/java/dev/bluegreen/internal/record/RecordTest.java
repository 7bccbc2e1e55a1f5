package dev.bluegreen.internal.record;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.PastCutover;
import dev.bluegreen.scene.Machine;
import dev.bluegreen.scene.Shop;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The durable record: it stays small, and what it cannot read it leaves alone. */
class RecordTest {

    private static final String HUGE = "x".repeat(1_000_000);

    /** What a record may take, in characters here and in bytes; an annotation may have 262,144. */
    private static final int SMALL = 32 * 1024;

    private final Shop shop = new Shop();

    @Test
    void theHistoryKeepsTheLastTwenty() {
        for (int i = 0; i < 25; i++) {
            shop.release().switchTo(shop.active().other());
        }

        assertThat(shop.release().status().history())
                .hasSize(20)
                .extracting(PastCutover::id)
                .startsWith("op-25")
                .endsWith("op-6");
        assertThat(json().length()).isLessThan(5_000);
    }

    @Test
    void aReasonOfAnyLengthLeavesItSmall() {
        Release release = shop.builder()
                .smokeTest(asked -> Evidence.contradicted("smoke", asked.idle().name(), HUGE))
                .build();
        for (int i = 0; i < 25; i++) {
            assertThatThrownBy(() -> release.switchTo(GREEN)).isInstanceOf(CutoverException.class);
        }

        assertThat(json().length()).isLessThan(SMALL);
        assertThat(release.status().history())
                .hasSize(20)
                .allSatisfy(past -> assertThat(past.reason())
                        .startsWith("smoke test of shop-green failed: xxx")
                        .endsWith("x..."));
    }

    @Test
    void aNameOfAnyLengthLeavesItSmall() {
        Release release = BlueGreen.release("shop")
                .on(new Machine(HUGE, shop.platform, Duration.ZERO))
                .build();
        for (int i = 0; i < 25; i++) {
            release.switchTo(shop.active().other());
        }

        assertThat(json().length()).isLessThan(SMALL);
        shop.time.advance(Shop.SETTLE);
        assertThat(release.retire(shop.active().other()).done()).isTrue();
    }

    @Test
    void aRecoveryThatFailsAgainAndAgainLeavesItSmallAndRecoverable() {
        shop.crashAfter("shift router/web");
        shop.platform.setReady("shop-green", 0);
        shop.before("shift router/web", () -> {
            throw new PlatformException(PlatformException.Kind.FORBIDDEN, "may not");
        });
        for (int i = 0; i < 80; i++) {
            assertThatThrownBy(() -> shop.release().recover()).hasMessageContaining("may not");
        }

        assertThat(json().length()).isLessThan(SMALL);
        shop.stopIntercepting();
        assertThat(shop.release().recover().outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"active\":\"GREEN\"|\"active\":\"PURPLE\"",
                "\"schema\":2|\"schema\":\"two\"",
                "\"schema\":2|\"scheme\":2",
                "\"outcome\":\"SWITCHED\"|\"outcome\":[]",
                "\"history\":|\"story\":",
                "T|at tea time",
                ".*|garbage"
            })
    void oneThatMakesNoSenseIsRefusedWithTheRemedy(String part, String nonsense) {
        shop.release().switchTo(GREEN);
        shop.rewriteRecord(json -> json.replaceFirst(part.equals("T") ? "T(?=\\d)" : part, nonsense));
        String broken = json();

        assertThatThrownBy(() -> shop.release().switchTo(BLUE))
                .hasMessageContaining("record/shop: its record cannot be read")
                .hasMessageContaining("restore it, or delete the object to have it rebuilt from the routers");
        assertThat(json()).isEqualTo(broken);
    }

    private String json() {
        return shop.platform.record("shop").orElseThrow().json();
    }
}
