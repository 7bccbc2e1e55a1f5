package dev.bluegreen.internal.engine.cutover;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.Release;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverPlan;
import dev.bluegreen.result.CutoverRequest;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.RefusedException;
import dev.bluegreen.result.Unfinished;
import org.junit.jupiter.api.Test;

/** A cutover that is to be exactly the one that was planned. */
class AsPlannedTest extends RequestScene {

    @Test
    void carriesOutThePlanThatWasMade() {
        CutoverPlan plan = shop.release().plan(GREEN);

        assertThat(shop.release().asPlanned(plan.hash()).switchTo(GREEN).outcome())
                .isEqualTo(Outcome.SWITCHED);
        assertThat(shop.release().asPlanned(plan.hash()).switchTo(GREEN).outcome())
                .isEqualTo(Outcome.UNCHANGED);
    }

    @Test
    void refusesAPlanThatHasChanged() {
        CutoverPlan plan = shop.release().plan(GREEN);
        change();
        Release release = shop.release().asPlanned(plan.hash());

        assertThatThrownBy(() -> release.switchTo(GREEN))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("the plan has changed since it was made (plan " + plan.shortHash())
                .hasMessageContaining("plan again");
        assertThat(shop.release().status().active()).contains(BLUE);
    }

    @Test
    void aRequestIsCarriedOutAsPlannedByWhoResumesIt() {
        CutoverRequest request = request();
        approved.set(true);

        assertThat(described().build().asPlanned(request.plan().hash()).resume().outcome())
                .isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void aRequestWhosePlanHasChangedStaysParked() {
        CutoverRequest request = request();
        approved.set(true);
        change();
        Release release = described().build().asPlanned(request.plan().hash());

        assertThatThrownBy(release::resume)
                .isInstanceOf(CutoverException.class)
                .hasMessageContaining("the plan has changed since it was made");
        assertThat(state()).isEqualTo(Unfinished.State.PARKED);
        assertThat(tests).hasValue(0);
    }

    @Test
    void theBasisOfAPlanNamesWhatHasChanged() {
        CutoverPlan plan = shop.release().plan(GREEN);
        change();
        CutoverPlan now = shop.release().plan(GREEN);

        assertThat(plan.basis()).containsEntry("images of GREEN", "shop:2");
        assertThat(now.basis())
                .containsEntry("images of GREEN", "shop:3")
                .containsEntry("images of BLUE", plan.basis().get("images of BLUE"))
                .containsEntry("routers", plan.basis().get("routers"));
    }

    private void change() {
        shop.platform.deploy("shop-green", "shop:3", 3);
    }

    @Test
    void whatIsNoHashIsRefusedAtOnce() {
        Release release = shop.release();

        assertThatThrownBy(() -> release.asPlanned("0123456789ab"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("asPlanned: '0123456789ab' is not the hash of a plan; give plan.hash()");
    }
}
