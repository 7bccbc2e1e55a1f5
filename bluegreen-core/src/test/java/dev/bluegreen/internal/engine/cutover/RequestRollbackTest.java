package dev.bluegreen.internal.engine.cutover;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.scene.Shop;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A rollback while a cutover is requested. */
class RequestRollbackTest extends RequestScene {

    @Test
    void aRollbackCancelsARequestBeforeTheFirstCutover() {
        request();

        CutoverReport report = shop.release().rollBack();

        assertThat(report.outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(report.sentence()).contains("cancelled at").contains("traffic is on BLUE");
        assertThat(shop.release().status().unfinished()).isEmpty();
    }

    @Test
    void aRollbackCancelsARequestAndGoesBackFromTheCutoverBefore() {
        shop.release().switchTo(GREEN);
        shop.release().request(BLUE);

        CutoverReport report = shop.release().rollBack();

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(shop.active()).isEqualTo(BLUE);
        assertThat(shop.release().status().history())
                .extracting(past -> past.id() + " " + past.outcome())
                .containsExactly("op-3 ROLLED_BACK", "op-2 REFUSED", "op-1 SWITCHED");
    }

    @Test
    void aRollbackToATrackThatWasStagedSinceCancelsTheRequestAndIsRefused() {
        shop.release().switchTo(GREEN);
        shop.time.advance(Shop.SETTLE);
        shop.release().stage(BLUE).image("shop:3").apply();
        String id = shop.release().request(BLUE).id();

        CutoverReport report = endOf(() -> shop.release().rollBack());

        assertThat(report.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(report.sentence()).contains("BLUE was staged since the last cutover");
        assertThat(report.history())
                .anySatisfy(event -> assertThat(event.sentence()).contains("cancelled at"));
        assertThat(last().id()).isEqualTo(id);
        assertThat(shop.release().status().unfinished()).isEmpty();
        assertThat(shop.active()).isEqualTo(GREEN);
    }

    private static CutoverReport endOf(Supplier<CutoverReport> call) {
        try {
            return call.get();
        } catch (CutoverException e) {
            return e.report();
        }
    }
}
