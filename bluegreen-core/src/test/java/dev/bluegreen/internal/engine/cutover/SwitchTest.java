package dev.bluegreen.internal.engine.cutover;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.Release;
import dev.bluegreen.cutover.Phase;
import dev.bluegreen.cutover.PlannedWrite;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverPlan;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Milestone;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.ReleaseStatus;
import dev.bluegreen.scene.Shop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SwitchTest {

    private final Shop shop = new Shop();

    @Test
    void movesTrafficByOneWriteAndProvesIt() {
        CutoverReport report = shop.release().switchTo(GREEN);

        assertThat(shop.active()).isEqualTo(GREEN);
        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(report.active()).contains(GREEN);
        assertThat(report.milestone()).contains(Milestone.CONFIG_VERIFIED);
        assertThat(report.sentence()).isEqualTo("shop was switched from BLUE to GREEN; traffic is on GREEN.");
        assertThat(shop.writes().stream().filter(call -> call.startsWith("shift")))
                .hasSize(1);
        assertThat(shop.lockIsFree()).isTrue();
    }

    @Test
    void trafficIsVerifiedOnlyWhenTheSettleBoundIsOver() {
        CutoverReport.Times times = shop.release().switchTo(GREEN).times();

        assertThat(times.trafficVerified())
                .contains(times.verified().orElseThrow().plus(Shop.SETTLE));
    }

    @Test
    void switchingToTheActiveTrackWritesNothing() {
        CutoverReport report = shop.release().switchTo(BLUE);

        assertThat(report.outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(shop.writes()).isEmpty();
    }

    @Test
    void switchingToTheActiveTrackFailsWhenTheProofDoesNotHold() {
        shop.platform.setReady("shop-blue", 0);

        assertThatThrownBy(() -> shop.release().switchTo(BLUE))
                .isInstanceOf(CutoverException.class)
                .hasMessageContaining("0 of 1 required pods ready")
                .hasMessageContaining("traffic is on BLUE");
    }

    @Test
    void waitsForPodsToGetReady() {
        shop.platform.setReady("shop-green", 1);
        shop.time.after(Duration.ofSeconds(20), () -> shop.platform.setReady("shop-green", 3));

        CutoverReport report = shop.release().switchTo(GREEN);

        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(report.took()).isEqualTo(Duration.ofSeconds(20));
        assertThat(report.history())
                .anySatisfy(event -> assertThat(event.kind()).isEqualTo(CutoverEvent.Kind.WAITING));
    }

    @Test
    void refusesATrackThatDoesNotGetReadyInTimeAndWritesNothing() {
        shop.platform.setReady("shop-green", 2);

        assertThatThrownBy(() -> shop.release().switchTo(GREEN))
                .isInstanceOfSatisfying(CutoverException.class, refused -> {
                    assertThat(refused.report().outcome()).isEqualTo(Outcome.REFUSED);
                    assertThat(refused.report().active()).contains(BLUE);
                    assertThat(refused.report().took()).isEqualTo(Duration.ofSeconds(30));
                })
                .hasMessageContaining("shop-green has 2 of 3 required pods ready")
                .hasMessageContaining("Nothing was moved; traffic is on BLUE.");
        assertThat(shop.writes()).isEmpty();
    }

    @Test
    void asksAgainRightBeforeTheWrite() {
        Release release = shop.builder()
                .smokeTest(asked -> {
                    shop.platform.setReady("shop-green", 0);
                    return Evidence.confirmed("smoke", asked.idle().name(), "answered");
                })
                .build();

        assertThatThrownBy(() -> release.switchTo(GREEN))
                .isInstanceOf(CutoverException.class)
                .hasMessageContaining("0 of 3 required pods ready");
        assertThat(shop.active()).isEqualTo(BLUE);
        assertThat(shop.calls).noneMatch(call -> call.startsWith("shift"));
        assertThat(shop.lockIsFree()).isTrue();
    }

    @Test
    void refusesWhenWhatThePlanRestsOnChangesWhileItWaits() {
        Release release = shop.builder()
                .smokeTest(asked -> {
                    shop.platform.deploy("shop-green", "shop:3", 3);
                    return Evidence.confirmed("smoke", asked.idle().name(), "answered");
                })
                .build();

        assertThatThrownBy(() -> release.switchTo(GREEN))
                .hasMessageContaining("the plan has changed since it was made");
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @Test
    void goesBackWhenTheNewPodsDieRightAfterTheWrite() {
        shop.after("shift router/web", Shop.once(() -> shop.platform.setReady("shop-green", 0)));

        assertThatThrownBy(() -> shop.release().switchTo(GREEN))
                .isInstanceOfSatisfying(CutoverException.class, back -> {
                    assertThat(back.report().outcome()).isEqualTo(Outcome.ROLLED_BACK);
                    assertThat(back.report().active()).contains(BLUE);
                    assertThat(back.report().from()).contains(BLUE);
                })
                .hasMessageContaining("0 of 3 required pods ready")
                .hasMessageContaining("Traffic is on BLUE.");
        assertThat(shop.active()).isEqualTo(BLUE);
        assertThat(shop.lockIsFree()).isTrue();
    }

    @Test
    void goesBackWhenTheProofIsNotCompleteAtTheDeadline() {
        shop.after("shift router/web", Shop.once(() -> shop.platform.setReady("shop-green", 1)));

        assertThatThrownBy(() -> shop.release().switchTo(GREEN))
                .isInstanceOfSatisfying(
                        CutoverException.class,
                        back -> assertThat(back.report().took()).isEqualTo(Duration.ofSeconds(60)))
                .hasMessageContaining("not complete at the deadline");
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @Test
    void needsAttentionWhenTheOldTrackCannotTakeTrafficBack() {
        shop.after("shift router/web", () -> {
            shop.platform.setReady("shop-green", 0);
            shop.platform.setReady("shop-blue", 0);
        });

        assertThatThrownBy(() -> shop.release().switchTo(GREEN))
                .isInstanceOfSatisfying(
                        CutoverException.class,
                        stuck -> assertThat(stuck.report().outcome()).isEqualTo(Outcome.NEEDS_ATTENTION))
                .hasMessageContaining("shop-blue has no ready pod");
        assertThat(shop.active()).isEqualTo(GREEN);
        assertThat(shop.lockIsFree()).isTrue();
        assertThat(shop.release().status().unfinished()).isPresent();
    }

    @Test
    void aForeignWriteIsReportedAndNeverFought() {
        shop.before(
                "shift router/web",
                Shop.once(() -> shop.platform.foreignWrite("web", new TrafficSplit(50, 50), "kubectl")));

        assertThatThrownBy(() -> shop.release().switchTo(GREEN))
                .hasMessageContaining("foreign write")
                .hasMessageContaining("written by kubectl");
        assertThat(shop.platform.routing("web").split()).isEqualTo(new TrafficSplit(50, 50));
    }

    @Test
    void aConflictThatLeavesTheRoutingAloneIsTriedAgainFromAFreshRead() {
        shop.before(
                "shift router/web",
                Shop.once(() -> shop.platform.foreignWrite("web", TrafficSplit.all(BLUE), "annotator")));

        assertThat(shop.release().switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void aWriteWhoseAnswerIsLostIsRecognisedByItsCutoverId() {
        shop.after("shift router/web", Shop.once(() -> {
            throw new PlatformException(PlatformException.Kind.OUTCOME_UNKNOWN, "connection reset");
        }));

        assertThat(shop.release().switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(shop.calls.stream().filter(call -> call.startsWith("shift"))).hasSize(1);
    }

    @Test
    void aWriteThatMayStillLandIsFencedBeforeItIsRepeated() {
        shop.before("shift router/web", Shop.once(() -> {
            throw new PlatformException(PlatformException.Kind.OUTCOME_UNKNOWN, "timeout");
        }));

        assertThat(shop.release().switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);
        List<String> writes = shop.writes().stream()
                .filter(call -> call.endsWith("router/web"))
                .toList();
        assertThat(writes).containsExactly("shift router/web", "fence router/web", "shift router/web");
    }

    @Test
    void leavesTheLockToRunOutWhenALostAnswerCannotBeSettled() {
        shop.eachCall(call -> {
            boolean down = shop.calls.contains("shift router/web") && call.endsWith("router/web");
            if (down) {
                throw new PlatformException(PlatformException.Kind.OUTCOME_UNKNOWN, "timeout");
            }
        });

        assertThatThrownBy(() -> shop.release().switchTo(GREEN)).hasMessageContaining("could not be settled");
        assertThat(shop.lockIsFree()).isFalse();
    }

    @Test
    void readsThatFailForNowAreTriedAgain() {
        shop.before("observe router/web", Shop.times(3, () -> {
            throw new PlatformException(PlatformException.Kind.TRANSIENT, "429 too many requests");
        }));

        assertThat(shop.release().switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void aForbiddenWriteEndsWithTheReasonAndNothingMoved() {
        shop.before("shift router/web", () -> {
            throw new PlatformException(PlatformException.Kind.FORBIDDEN, "may not patch services in namespace shop");
        });

        assertThatThrownBy(() -> shop.release().switchTo(GREEN))
                .hasMessageContaining("may not patch services in namespace shop")
                .hasMessageContaining("traffic is on BLUE");
        assertThat(shop.lockIsFree()).isTrue();
    }

    @Test
    void thePlanShowsEveryWriteInOrderAndMakesNone() {
        CutoverPlan plan = shop.release().plan(GREEN);

        assertThat(plan.executable()).isTrue();
        assertThat(plan.from()).contains(BLUE);
        assertThat(plan.writes())
                .extracting(PlannedWrite::target)
                .containsExactly("record/shop", "record/shop", "router/web", "record/shop");
        assertThat(plan.toString()).contains("verify 1 min").contains("100/0 -> 0/100");
        assertThat(shop.writes()).isEmpty();
    }

    @Test
    void thePlanShowsWhatIsInTheWay() {
        shop.platform.setReady("shop-green", 0);

        CutoverPlan plan = shop.release().plan(GREEN);

        assertThat(plan.executable()).isFalse();
        assertThat(plan.findings()).extracting(Finding::id).contains("too-few-ready");
    }

    @Test
    void eventsAreNumberedAndReachEveryListenerEvenWhenOneFails() {
        List<CutoverEvent> heard = new ArrayList<>();
        shop.builder()
                .listener(event -> {
                    throw new IllegalStateException("broken listener");
                })
                .listener(heard::add)
                .build()
                .switchTo(GREEN);

        assertThat(heard).extracting(CutoverEvent::number).isSorted().startsWith(1, 2, 3);
        assertThat(heard)
                .filteredOn(event -> event.kind() == CutoverEvent.Kind.PHASE)
                .extracting(CutoverEvent::phase)
                .containsExactly(Phase.PREFLIGHT, Phase.LOCK, Phase.APPROVE, Phase.SHIFT, Phase.VERIFY, Phase.DONE);
        assertThat(heard).extracting(CutoverEvent::kind).endsWith(CutoverEvent.Kind.ENDED);
    }

    @Test
    void theIntentIsInTheRecordBeforeTheWrite() {
        List<String> seen = new ArrayList<>();
        shop.before(
                "shift router/web",
                () -> seen.add(shop.platform.record("shop").orElseThrow().json()));

        shop.release().switchTo(GREEN);

        assertThat(seen)
                .singleElement()
                .asString()
                .contains("\"router\":\"router/web\"")
                .contains("\"to\":\"0/100\"");
    }

    @Test
    void statusShowsTracksRoutersAndHistory() {
        Release release = shop.builder().standby(Duration.ofHours(24)).build();
        CutoverReport report = release.switchTo(GREEN);

        ReleaseStatus status = release.status();

        Instant until = report.times().trafficVerified().orElseThrow().plus(Duration.ofHours(24));
        assertThat(status.active()).contains(GREEN);
        assertThat(status.standby()).contains(new ReleaseStatus.Standby(BLUE, until));
        assertThat(status.history())
                .singleElement()
                .satisfies(past -> assertThat(past.id()).isEqualTo(report.id()));
        assertThat(status.toString()).contains("shop: traffic on GREEN").contains("shop-blue [shop:1] 3/3 ready");
    }
}
