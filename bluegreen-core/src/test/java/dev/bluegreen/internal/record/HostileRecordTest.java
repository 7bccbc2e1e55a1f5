package dev.bluegreen.internal.record;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.check.Standby;
import dev.bluegreen.model.BlueGreenException;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.Retirement;
import dev.bluegreen.scene.Shop;
import dev.bluegreen.spi.StoredRecord;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever may write the record may not have us do what he may not do himself, nor stop other releases. */
class HostileRecordTest {

    private final Shop shop = new Shop();

    @ParameterizedTest
    @ValueSource(strings = {"2000000000", "1e20", "0", "-5", "2.5", "\"3\"", "null", "[]", "10001"})
    void aSizeThatCannotBeOneIsNotAskedForAndDoesNotKeepTrafficFromGoingBack(String size) {
        shop.release().switchTo(GREEN);
        withSize(size);

        assertThat(shop.release().rollBack().outcome()).isEqualTo(Outcome.ROLLED_BACK);

        assertThat(shop.active()).isEqualTo(BLUE);
        assertThat(blue()).isEqualTo(3);
    }

    @Test
    void aHistoryWhoseOldEntriesAreSpoiledStillTellsTheWayBack() {
        shop.release().switchTo(GREEN);
        shop.release().switchTo(BLUE);
        shop.release().switchTo(GREEN);
        shop.rewriteRecord(json -> {
            int oldest = json.lastIndexOf("\"outcome\":\"SWITCHED\"");
            return json.substring(0, oldest) + json.substring(oldest).replaceFirst("SWITCHED", "TELEPORTED");
        });

        assertThat(shop.release().rollBack().outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @Test
    void aHistoryWhoseNewestEntryIsSpoiledIsNotCalledEmpty() {
        shop.release().switchTo(GREEN);
        shop.release().switchTo(BLUE);
        shop.release().switchTo(GREEN);
        shop.rewriteRecord(json -> json.replaceFirst("\"outcome\":\"SWITCHED\"", "\"outcome\":\"TELEPORTED\""));

        assertThatThrownBy(() -> shop.release().rollBack())
                .hasMessageContaining("history[0].outcome is 'TELEPORTED'")
                .hasMessageContaining("restore it, or delete the object")
                .hasMessageEndingWith("Nothing was moved.");
        assertThat(shop.active()).isEqualTo(GREEN);
    }

    @Test
    void aCutoverFromATrackToItselfTellsNoWayBack() {
        shop.release().switchTo(GREEN);
        shop.rewriteRecord(json -> json.replaceFirst("\"from\":\"BLUE\"", "\"from\":\"GREEN\""));

        assertThatThrownBy(() -> shop.release().rollBack())
                .isInstanceOfSatisfying(
                        CutoverException.class,
                        refused -> assertThat(refused.report().outcome()).isEqualTo(Outcome.REFUSED))
                .hasMessageContaining("history[0].to is 'GREEN', not another track than history[0].from")
                .hasMessageEndingWith("Nothing was moved.");
        assertThat(shop.active()).isEqualTo(GREEN);
    }

    @ParameterizedTest
    @ValueSource(ints = {256, 100_000})
    void aRecordThatIsNestedTooDeeplyIsRefusedAndNotThrown(int levels) {
        shop.release().switchTo(GREEN);
        shop.rewriteRecord(
                json -> json.replaceFirst("\\{", "{\"deep\":" + "[".repeat(levels) + "]".repeat(levels) + ","));

        assertThatThrownBy(() -> shop.release().rollBack())
                .isInstanceOfSatisfying(
                        CutoverException.class,
                        refused -> assertThat(refused.report().outcome()).isEqualTo(Outcome.REFUSED))
                .hasMessageContaining("its record cannot be read: it is nested too deeply")
                .hasMessageContaining("restore it, or delete the object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"two\"", "-1", "null", "{}", "99999999999"})
    void aSchemaThatCannotBeReadDoesNotKeepTrafficFromGoingBack(String schema) {
        shop.release().switchTo(GREEN);
        shop.rewriteRecord(json -> json.replaceFirst("\"schema\":2", "\"schema\":" + schema));

        assertThat(shop.release().rollBack().outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(shop.active()).isEqualTo(BLUE);
        assertThat(shop.release().status().recorded()).contains(BLUE);
    }

    @Test
    void aWayBackTakesNoPodFromWhatRuns() {
        shop.release().switchTo(GREEN);
        withSize("1");

        shop.release().rollBack();

        assertThat(blue()).isEqualTo(3);
    }

    @Test
    void aSizeFarBeyondTheRunningOneIsNotRequested() {
        shop.release().switchTo(GREEN);
        withSize("9000");

        shop.release().rollBack();

        assertThat(shop.active()).isEqualTo(BLUE);
        assertThat(blue()).isLessThanOrEqualTo(100);
    }

    @Test
    void aSwitchAsksForNoSuchSizeEither() {
        shop.release().switchTo(GREEN);
        withSize("9000");

        assertThat(shop.release().plan(BLUE).toString()).doesNotContain("9000");
    }

    @Test
    void anAutoscalerIsNotRestoredToWhatCannotBe() {
        shop.platform.autoscale("shop-blue", 2, 9);
        shop.builder()
                .standby(Standby.lasting(Duration.ofHours(1)).scaledTo(1))
                .build()
                .switchTo(GREEN);
        shop.rewriteRecord(json -> json.replace("\"was\":2", "\"was\":2000000000"));

        assertThat(shop.release().rollBack().outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(shop.platform.minimum("shop-blue")).isLessThanOrEqualTo(9);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+1000000000-12-31T23:59:59Z",
                "-1000000000-01-01T00:00:00Z",
                "+10000-01-01T00:00:00Z",
                "1969-12-31T23:59:59Z"
            })
    void anInstantThatCannotBeOneIsNamedByEveryOperation(String instant) {
        shop.release().switchTo(GREEN);
        shop.rewriteRecord(json -> json.replaceFirst("\"until\":\"[^\"]*\"", "\"until\":\"" + instant + "\""));
        List<Consumer<Release>> operations = List.of(
                Release::status,
                release -> release.switchTo(BLUE),
                Release::recover,
                release -> release.stage(BLUE).apply(),
                release -> release.retire(BLUE),
                release -> release.extendStandby(Duration.ofHours(1)));

        for (Consumer<Release> operation : operations) {
            assertThatThrownBy(() -> operation.accept(shop.release()))
                    .isInstanceOf(BlueGreenException.class)
                    .hasMessageContaining("standby.until is '" + instant + "', not an instant between the years")
                    .hasMessageContaining("restore it, or delete the object");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"standby\":\\{[^}]*}|\"standby\":7",
                "\"until\":\"[^\"]*\"|\"until\":\"+999999999-01-01T00:00:00Z\"",
                "\"clock\":\\{[^}]*}|\"clock\":[]",
                "\"active\":\"GREEN\"|\"active\":\"PURPLE\"",
                "\"told\":\\[\\{|\"told\":[{\"n\":-1},{",
                "\"routers\":\\[|\"routers\":[{},",
                "\"trafficVerified\":\"[^\"]*\"|\"trafficVerified\":\"at tea time\"",
                "\"schema\":2|\"schema\":2,\"operation\":{\"kind\":\"DANCE\"},\"pins\":0,\"owed\":\"yes\"",
            })
    void trafficGoesBackWhateverIsWrongElsewhereInTheRecord(String part, String nonsense) {
        shop.release().switchTo(GREEN);
        shop.rewriteRecord(json -> json.replaceFirst(part, nonsense));
        assertThatThrownBy(() -> shop.release().switchTo(BLUE)).hasMessageContaining("its record cannot be read");

        assertThat(shop.release().rollBack().outcome()).isEqualTo(Outcome.ROLLED_BACK);

        assertThat(shop.active()).isEqualTo(BLUE);
        assertThat(shop.lockIsFree()).isTrue();
    }

    @Test
    void aCorruptRecordIsNotEchoed() {
        shop.release().switchTo(GREEN);
        shop.rewriteRecord(json -> "\u001b[31m\n" + "x".repeat(1_000_000));

        assertThatThrownBy(() -> shop.release().switchTo(BLUE))
                .hasMessageContaining("it is not JSON, and begins with '?[31m?xxx")
                .satisfies(error -> assertThat(error.getMessage()).hasSizeLessThan(300));
    }

    @Test
    void aWordThatIsNotKnownIsShownShortWithTheOnesThatAreAndWithoutAClassName() {
        shop.release().switchTo(GREEN);
        shop.rewriteRecord(json -> json.replace("\"active\":\"GREEN\"", "\"active\":\"" + "P".repeat(100_000) + "\""));

        assertThatThrownBy(() -> shop.release().status())
                .hasMessageContaining("active is 'PPPP")
                .hasMessageContaining("not one of [BLUE, GREEN]")
                .hasMessageNotContaining("dev.bluegreen")
                .satisfies(error -> assertThat(error.getMessage()).hasSizeLessThan(400));
    }

    @Test
    void aNameOfAnyLengthIsCutWhenItIsRead() {
        shop.release().switchTo(GREEN);
        shop.rewriteRecord(json -> json.replaceFirst("\"by\":\"[^\"]*\"", "\"by\":\"" + "x".repeat(100_000) + "\""));

        assertThat(shop.release().status().history().get(0).by()).hasSize(500);
    }

    @Test
    void aCorruptRecordOfOneReleaseStopsNoOtherFromBeingRetired() {
        shop.release().switchTo(GREEN);
        shop.time.advance(Duration.ofHours(1));
        StoredRecord whole = shop.platform.record("shop").orElseThrow();
        for (String corrupt :
                List.of("{", "{\"schema\":2,\"history\":[],\"trafficVerified\":\"+999999999-01-01T00:00:00Z\"}")) {
            shop.platform
                    .records()
                    .compareAndSet(
                            "broken",
                            shop.platform.record("broken"),
                            StoredRecord.builder(whole.acquired(), whole.duration(), corrupt)
                                    .renewed(whole.renewed())
                                    .token(1)
                                    .build());
        }

        List<Retirement> due = BlueGreen.retireDue(shop.platform);

        assertThat(due).hasSize(2);
        assertThat(due.get(0).sentence())
                .startsWith("broken: record/broken: its record cannot be read: trafficVerified is");
        assertThat(due.get(1).done()).isTrue();
    }

    private void withSize(String size) {
        shop.rewriteRecord(json -> json.replaceFirst("}$", ",\"fullSizes\":{\"BLUE\":" + size + "}}"));
    }

    private int blue() {
        return shop.release().status().world().workload(BLUE).desired();
    }
}
