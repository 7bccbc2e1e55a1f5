package dev.bluegreen.internal.engine.cutover;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.check.approval.Approval;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.GateResult;
import dev.bluegreen.model.Recovery;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.CutoverRequest;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.RefusedException;
import dev.bluegreen.result.Unfinished;
import dev.bluegreen.scene.Shop;
import dev.bluegreen.spi.NamespaceNotices;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cutover that is requested: what is recorded of it, and what the release does not do meanwhile. */
class RequestTest extends RequestScene {

    @Test
    void isParkedByTwoWritesOfTheRecord() {
        CutoverRequest request = request();

        assertThat(shop.writes()).containsExactly("save record/shop", "save record/shop");
        assertThat(shop.lockIsFree()).isTrue();
        assertThat(left().id()).isEqualTo(request.id());
        assertThat(state()).isEqualTo(Unfinished.State.PARKED);
        assertThat(left().until()).contains(Instant.parse("2026-01-01T04:00:00Z"));
        assertThat(left().trafficIntent()).isFalse();
        assertThat(left().waitsFor().orElseThrow())
                .isEqualTo(request.waitsFor())
                .isEqualTo("the approval of plan " + request.plan().shortHash());
        assertThat(shop.release().status().toString())
                .contains("parked cutover op-1 BLUE -> GREEN in APPROVE, waits for the approval of plan")
                .contains("until 2026-01-01T04:00:00Z; requested by ann (claimed by ")
                .contains("OPS-12");
        assertThat(request.toString()).startsWith("cutover op-1 of shop to GREEN is parked and waits for the approval");
    }

    /** Found by random schedules: it was parked for good, since nobody could go on with it. */
    @Test
    void isRefusedIfTrafficIsMovedWhileItIsPlanned() {
        Release rival = shop.release();
        shop.before("save record/shop", Shop.once(() -> rival.switchTo(GREEN)));

        assertThatThrownBy(() -> shop.release().request(GREEN))
                .isInstanceOf(CutoverException.class)
                .hasMessageContaining("another operation has moved traffic meanwhile; request it again");
        assertThat(shop.release().status().unfinished()).isEmpty();
        assertThat(shop.lockIsFree()).isTrue();
    }

    @Test
    void planAndApprovalCarryItsId() {
        List<String> asked = new ArrayList<>();
        Release release = shop.builder()
                .approval(Approval.callback(request -> {
                            asked.add(request.cutoverId());
                            return Approval.Answer.PENDING;
                        })
                        .within(Duration.ofHours(1)))
                .build();

        CutoverRequest request = release.request(GREEN);

        assertThat(request.plan().cutover()).contains(request.id());
        assertThat(release.plan(GREEN).cutover()).contains(request.id());
        assertThat(release.plan(GREEN).hash()).isEqualTo(request.plan().hash());
        assertThat(request.plan().toString()).contains(" of cutover op-1: shop BLUE -> GREEN");
        assertThat(asked).containsOnly("op-1");
        release.cancel("op-1");
        assertThat(release.plan(GREEN).cutover()).isEmpty();
    }

    @Test
    void nothingElseIsDoneWithTheReleaseMeanwhile() {
        shop.release().switchTo(GREEN);
        shop.time.advance(Shop.SETTLE);
        Release release = shop.release();
        String id = release.request(BLUE).id();
        shop.calls.clear();

        Stream.<ThrowingCallable>of(
                        () -> release.switchTo(BLUE),
                        () -> release.switchTo(GREEN),
                        () -> release.start(BLUE).await(Duration.ofHours(1)),
                        () -> release.request(BLUE),
                        () -> release.stage(BLUE).image("shop:3").apply(),
                        () -> release.retire(BLUE),
                        () -> release.extendStandby(Duration.ofHours(1)))
                .forEach(call -> assertThatThrownBy(call)
                        .isInstanceOf(RefusedException.class)
                        .hasMessageContaining("cutover " + id + " to BLUE is parked and waits for a process")
                        .hasMessageContaining("call cancel(\"" + id + "\") to withdraw it, or resume()"));
        assertThat(BlueGreen.retireDue(shop.platform))
                .singleElement()
                .satisfies(due -> assertThat(due.sentence()).contains("cancel(\"" + id + "\")"));
        assertThat(shop.calls).doesNotContain("save record/shop");
        assertThat(state()).isEqualTo(Unfinished.State.PARKED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AUTO", "FINISH"})
    void aRecoveryMovesNothing(Recovery how) {
        request();
        shop.calls.clear();

        CutoverReport report = shop.release().recover(how);

        assertThat(report.outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(report.sentence()).contains("is parked and waits for", "cancel(\"op-1\")");
        assertThat(shop.writes()).isEmpty();
        assertThat(state()).isEqualTo(Unfinished.State.PARKED);
    }

    @Test
    void resumeCarriesItOutUnderItsId() {
        CutoverRequest request = request();
        approved.set(true);

        CutoverReport report = described().build().resume();

        assertThat(report.id()).isEqualTo(request.id());
        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(shop.active()).isEqualTo(GREEN);
        assertThat(last().by()).startsWith("ann (claimed by ").contains("OPS-12");
        assertThat(last().reason()).contains("approved at 2026-01-01").contains("bob");
    }

    @Test
    void resumeWaitsForTheApprovalUntilTheDeadlineThatBeganWithTheRequest() {
        request();
        shop.time.advance(Duration.ofHours(3));
        Instant resumed = shop.time.now();

        assertThatThrownBy(() -> described().build().resume())
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("was not approved within 4 h 0 min");

        assertThat(Duration.between(resumed, shop.time.now()))
                .isBetween(Duration.ofMinutes(59), Duration.ofMinutes(61));
        assertThat(shop.release().status().unfinished()).isEmpty();
    }

    @Test
    void aWindowWithoutALimitIsNotWaitedForInAProcess() {
        at(FRIDAY_EVENING);
        Release release = shop.builder().window(OFFICE).build();
        CutoverRequest request = release.request(GREEN);
        assertThat(request.waitsFor()).isEqualTo("the window that opens Mon 08:00 Europe/Berlin");
        assertThat(request.until()).isEmpty();
        assertThat(request.plan().executable()).isTrue();

        assertThatThrownBy(release::resume)
                .isInstanceOfSatisfying(
                        CutoverException.class,
                        left -> assertThat(left.report().outcome()).isEqualTo(Outcome.LEFT))
                .hasMessageContaining("cutover op-1 is parked and waits for the window that opens Mon 08:00");

        assertThat(state()).isEqualTo(Unfinished.State.PARKED);
        assertThat(shop.time.now()).isBefore(FRIDAY_EVENING.plusSeconds(60));
        at(MONDAY);
        assertThat(release.resume().outcome()).isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void aWindowWithALimitIsWaitedForUntilThen() {
        at(FRIDAY_EVENING);
        Release release =
                shop.builder().window(OFFICE).waitForWindow(Duration.ofDays(3)).build();
        assertThat(release.request(GREEN).until()).contains(FRIDAY_EVENING.plus(Duration.ofDays(3)));
        shop.time.advance(Duration.ofHours(1));

        assertThat(release.resume().times().applied()).contains(MONDAY);
    }

    @Test
    void aWayPastTheWindowsIsRequestedWithIt() {
        at(FRIDAY_EVENING);
        shop.builder().window(OFFICE).build().overridingWindows("eve", "INC-1").request(GREEN);

        CutoverReport report = shop.builder().window(OFFICE).build().resume();

        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(last().reason()).contains("passed by eve").contains("INC-1");
    }

    @Test
    void aStopDoesNotRefuseARequestAndIsWhatItWaitsFor() {
        shop.platform.post(NamespaceNotices.STOP, Map.of("stopped", "true", "by", "eve", "reason", "INC-1"));
        Release release = shop.builder().stoppable().build();

        assertThat(release.request(GREEN).waitsFor())
                .startsWith("the end of a stop; releases are stopped by eve: INC-1");
        assertThatThrownBy(release::resume).hasMessageContaining("op-1 is parked and waits for the end of a stop");
        assertThat(shop.calls).doesNotContain("shift router/web");
        shop.platform.unpost(NamespaceNotices.STOP);

        assertThat(release.resume().outcome()).isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void aStopRightBeforeTheFirstWriteParksItAgain() {
        Runnable stop = Shop.once(() -> {
            shop.pass(Duration.ofSeconds(2));
            shop.platform.post(NamespaceNotices.STOP, Map.of("stopped", "true"));
        });
        Release release = shop.builder()
                .stoppable()
                .beforeShift(world -> {
                    stop.run();
                    return GateResult.pass("schema", "it is there");
                })
                .build();
        release.request(GREEN);

        assertThatThrownBy(release::resume)
                .hasMessageContaining("op-1 is parked and waits for traffic to be let through; releases are stopped");

        assertThat(shop.calls).doesNotContain("shift router/web");
        assertThat(state()).isEqualTo(Unfinished.State.PARKED);
        assertThat(left().trafficIntent()).isFalse();
        shop.platform.unpost(NamespaceNotices.STOP);
        assertThat(release.resume().outcome()).isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void anotherPlanIsApprovedAnew() {
        List<CutoverEvent> told = new ArrayList<>();
        CutoverRequest request = request();
        approved.set(true);
        shop.platform.deploy("shop-green", "shop:3", 3);

        CutoverReport report = described().listener(told::add).build().resume();

        assertThat(report.id()).isEqualTo(request.id());
        assertThat(report.findings()).extracting(Finding::id).contains("plan-changed");
        assertThat(told).anySatisfy(event -> assertThat(event.sentence()).contains("earlier approvals do not count"));
    }

    @Test
    void aReleaseThatLacksATestIsRefusedAndTheRequestStaysParked() {
        request();
        shop.calls.clear();

        assertThatThrownBy(() -> shop.release().resume())
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("which lacks: smoke tests (it has 0 of 1)");

        assertThat(shop.writes()).isEmpty();
        assertThat(state()).isEqualTo(Unfinished.State.PARKED);
    }

    @Test
    void aReleaseWithOtherRoutersIsRefusedWithTheDifference() {
        request();
        shop.platform.route("api", BLUE, Shop.SETTLE);
        shop.calls.clear();

        assertThatThrownBy(() ->
                        described().cutover(shop.platform.router("api")).build().resume())
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("it has routers router/web")
                .hasMessageContaining("this one has routers router/api");

        assertThat(shop.writes()).isEmpty();
        assertThat(stateOf("web")).isEqualTo(Unfinished.State.PARKED);
    }

    private Unfinished.State stateOf(String router) {
        return shop.builder()
                .cutover(shop.platform.router(router))
                .build()
                .status()
                .unfinished()
                .orElseThrow()
                .state();
    }

    @Test
    void findingsRefuseItAsTheyRefuseASwitch() {
        shop.platform.setReady("shop-green", 0);

        assertThatThrownBy(() -> shop.release().request(GREEN))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("shop was not switched to GREEN: ");

        assertThat(shop.writes()).isEmpty();
        assertThat(shop.release().status().unfinished()).isEmpty();
    }

    @Test
    void thereIsNothingToRequestWhereTrafficIs() {
        assertThatThrownBy(() -> shop.release().request(BLUE))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("traffic is on BLUE already");
        assertThat(shop.writes()).isEmpty();
    }

    @Test
    void badInputIsRefusedBeforeAnythingIsRead() {
        Release fourEyes = shop.builder()
                .approval(Approval.callback(request -> Approval.Answer.PENDING)
                        .within(Duration.ofHours(1))
                        .notByRequester())
                .build();

        assertThatThrownBy(() -> fourEyes.request(GREEN))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("no requester is named");
        assertThatThrownBy(() -> fourEyes.requestedBy(" ", "").request(GREEN))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("is not a name");
        assertThat(shop.calls).isEmpty();
    }

    /** The job has a user name of its own at the API server. */
    @Test
    void whoRequestedItCannotApproveItThoughAJobCarriesItOut() {
        List<String> approvers = new ArrayList<>(List.of("bob", "eve"));
        Release release = shop.builder()
                .approval(Approval.callback(request -> Approval.Answer.approved(approvers.get(0)))
                        .within(Duration.ofHours(1))
                        .notByRequester())
                .build()
                .requestedBy("the pipeline", "");
        release.request(GREEN);
        shop.rewriteRecord(
                json -> json.replace("\"by\":\"the pipeline\"", "\"by\":\"the pipeline\",\"authenticatedAs\":\"bob\""));

        assertThatThrownBy(release::resume)
                .hasMessageContaining("bob approved, which does not count: bob, as the API server knows");
        release.request(GREEN);
        shop.rewriteRecord(
                json -> json.replace("\"by\":\"the pipeline\"", "\"by\":\"the pipeline\",\"authenticatedAs\":\"bob\""));
        approvers.remove("bob");
        assertThat(release.resume().outcome()).isEqualTo(Outcome.SWITCHED);
    }
}
