package dev.bluegreen.internal.engine;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.Cutover;
import dev.bluegreen.Release;
import dev.bluegreen.check.approval.Approval;
import dev.bluegreen.check.slo.Bake;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.cutover.Phase;
import dev.bluegreen.internal.result.UnfinishedData;
import dev.bluegreen.model.Track;
import dev.bluegreen.result.Operation;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.PastCutover;
import dev.bluegreen.result.ReleaseStatus;
import dev.bluegreen.result.Underway;
import dev.bluegreen.result.Unfinished;
import dev.bluegreen.scene.Shop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What any process sees of the operation that another one is at. */
class UnderwayTest {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private final Shop shop = new Shop();

    @Test
    void anotherProcessSeesWhatIsWaitedForAndUntilWhen() {
        shop.time.manual();
        Cutover cutover = shop.builder()
                .approval(Approval.callback(asked -> Approval.Answer.PENDING).within(Duration.ofHours(4)))
                .build()
                .start(GREEN);
        shop.time.advance(Duration.ofMinutes(20));

        ReleaseStatus status = shop.release().status();

        Underway now = status.underway().orElseThrow();
        assertThat(now.operation()).isEqualTo(Operation.SWITCH);
        assertThat(now.id()).isEqualTo(cutover.id());
        assertThat(now.phase()).isEqualTo(Phase.APPROVE);
        assertThat(now.waitsFor())
                .hasValueSatisfying(what -> assertThat(what).startsWith("waits for the approval of plan"));
        assertThat(now.until()).contains(BEGIN.plus(Duration.ofHours(4)));
        assertThat(status.unfinished().orElseThrow().phase()).isEqualTo(Phase.APPROVE);
        assertThat(status.toString())
                .contains("cutover " + cutover.id() + " by memory in APPROVE, waits for the approval of plan")
                .contains("until 2026-01-01T04:00:00Z")
                .doesNotContain("unfinished");
        cutover.abort("enough");
        shop.time.automatic();
        assertThatThrownBy(() -> cutover.completion().toCompletableFuture().join())
                .hasMessageContaining("enough");
    }

    @Test
    void theBakeIsNotShownAsAMove() {
        List<ReleaseStatus> seen = new ArrayList<>();
        Release other = shop.release();
        Release baked = shop.builder()
                .bake(Bake.lasting(Duration.ofMinutes(10)).watching(asked -> {
                    if (seen.isEmpty() && shop.time.now().isAfter(BEGIN.plusSeconds(60))) {
                        seen.add(other.status());
                    }
                    return new Slo.Result(Slo.Verdict.GOOD, "fine");
                }))
                .build();

        baked.switchTo(GREEN);

        Underway now = seen.get(0).underway().orElseThrow();
        assertThat(now.phase()).isEqualTo(Phase.BAKE);
        assertThat(now.waitsFor()).contains("watches the bake");
        assertThat(now.until()).contains(BEGIN.plus(Duration.ofMinutes(10)));
        assertThat(other.status().underway()).isEmpty();
    }

    @Test
    void theBakeIsShownFromItsBeginningOn() {
        shop.time.manual();
        Cutover baked = shop.builder().bake(Duration.ofMinutes(10)).build().start(GREEN);
        shop.awaitCall("shift router/web");
        shop.time.settle();

        Underway now = shop.release().status().underway().orElseThrow();

        assertThat(now.phase()).isEqualTo(Phase.BAKE);
        assertThat(now.waitsFor()).contains("watches the bake");
        shop.time.automatic();
        baked.completion().toCompletableFuture().join();
    }

    @Test
    void aWayBackFromAMoveThatIsUnderWayIsTheOneOfThatMove() {
        shop.time.manual();
        Cutover first = shop.builder().bake(Duration.ofMinutes(10)).build().start(GREEN);
        shop.awaitCall("shift router/web");
        shop.time.settle();

        assertThatThrownBy(() -> shop.release().rollBack())
                .hasMessageContaining("shop was not rolled back to BLUE: held by memory/" + first.id());
        shop.time.automatic();
        first.completion().toCompletableFuture().join();
        shop.time.manual();
        Cutover second = shop.builder().bake(Duration.ofMinutes(10)).build().start(BLUE);
        shop.await(() -> shop.active() == BLUE);
        shop.time.settle();

        assertThatThrownBy(() -> shop.release().rollBack())
                .hasMessageContaining("shop was not rolled back to GREEN: held by memory/" + second.id());
        shop.time.automatic();
        second.completion().toCompletableFuture().join();
    }

    @Test
    void aDeadRetirementIsShownAsOneAndIsNoAbandonedCutover() {
        shop.release().switchTo(GREEN);
        shop.time.advance(Duration.ofHours(1));
        dead("scale workload/shop-blue", Operation.RETIRE, BLUE, release -> release.retire(BLUE));

        assertThat(shop.release().recover().sentence())
                .contains("retirement op-2 of BLUE had not ended and was closed");
        assertThat(shop.release().status().history())
                .extracting(PastCutover::id)
                .containsExactly("op-1");
    }

    @Test
    void aDeadStageIsShownAsOneAndTheNextSwitchDoesNotCallItACutover() {
        shop.release().switchTo(GREEN);
        shop.time.advance(Duration.ofHours(1));
        dead(
                "stage workload/shop-blue",
                Operation.STAGE,
                BLUE,
                release -> release.stage(BLUE).image("shop:3").apply());

        shop.release().switchTo(BLUE);

        assertThat(shop.release().status().history())
                .extracting(PastCutover::outcome)
                .containsExactly(Outcome.SWITCHED, Outcome.SWITCHED);
    }

    @Test
    void aDeadExtensionIsShownAsOne() {
        shop.release().switchTo(GREEN);
        shop.crashAt("save record/shop", 2, release -> release.extendStandby(Duration.ofHours(1)));

        assertUnfinished(Operation.EXTEND, BLUE);
    }

    @Test
    void aDeadRollBackIsShownFromWhereToWhereAndFinishedByRecover() {
        shop.release().switchTo(GREEN);
        shop.crashAt("shift router/web", 1, Release::rollBack);

        ReleaseStatus status = shop.release().status();
        assertThat(status.unfinished())
                .contains(new UnfinishedData(
                                "op-2",
                                Operation.ROLL_BACK,
                                GREEN,
                                BLUE,
                                Phase.ROLL_BACK,
                                true,
                                shop.platform.identity())
                        .in(Unfinished.State.RUNNING));
        assertThat(status.toString()).contains("unfinished rollback op-2 GREEN -> BLUE in ROLL_BACK");

        assertThat(shop.release().recover().sentence())
                .contains("rollback op-2 to BLUE was finished; traffic is on BLUE");
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @Test
    void aRecoveryIsShownAsOneWithWhatItRecovers() {
        shop.crashAfter("shift router/web");
        shop.crashAt("save record/shop", 2, Release::recover);

        ReleaseStatus status = shop.release().status();

        assertThat(status.underway().orElseThrow().operation()).isEqualTo(Operation.RECOVER);
        assertThat(status.unfinished().orElseThrow().id()).isEqualTo("op-1");
    }

    @Test
    void aRefusedRollBackWasNotRolledBack() {
        shop.release().switchTo(GREEN);
        shop.platform.setReady("shop-blue", 0);

        assertThatThrownBy(() -> shop.release().rollBack())
                .hasMessageStartingWith("shop was not rolled back to BLUE: shop-blue has no ready pod");
    }

    private void dead(String call, Operation operation, Track of, Consumer<Release> act) {
        shop.crashAt(call, 1, act);
        assertUnfinished(operation, of);
    }

    private void assertUnfinished(Operation operation, Track of) {
        ReleaseStatus status = shop.release().status();
        assertThat(status.unfinished()).hasValueSatisfying(left -> {
            assertThat(left.operation()).isEqualTo(operation);
            assertThat(left.from()).isEqualTo(of.other());
            assertThat(left.to()).isEqualTo(of);
        });
        assertThat(status.underway().map(Underway::operation)).contains(operation);
        assertThat(status.toString()).contains(operation.noun() + " op-2 by memory in ");
    }
}
