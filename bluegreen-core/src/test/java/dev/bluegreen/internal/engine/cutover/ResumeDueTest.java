package dev.bluegreen.internal.engine.cutover;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Cutover;
import dev.bluegreen.Release;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.check.approval.Approval;
import dev.bluegreen.check.approval.Approval.Answer;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.CutoverRequest;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.PastCutover;
import dev.bluegreen.result.Resumption;
import dev.bluegreen.result.Unfinished;
import dev.bluegreen.scene.Machine;
import dev.bluegreen.scene.Shop;
import dev.bluegreen.spi.CrashException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The job that goes on with what is unfinished, and waits for nobody. */
class ResumeDueTest extends RequestScene {

    @Test
    void whatIsRequestedOnFridayEveningIsCarriedOutOnMondayByAJob() {
        at(FRIDAY_EVENING);
        ReleaseBuilder described = described().window(OFFICE).bake(Duration.ofMinutes(30), good());
        CutoverRequest request = described.build().requestedBy("ann", "OPS-12").request(GREEN);
        assertThat(request.waitsFor())
                .contains("the approval of plan " + request.plan().shortHash())
                .contains("the window that opens Mon 08:00 Europe/Berlin");
        shop.time.after(Duration.ofHours(2), () -> approved.set(true));
        shop.calls.clear();

        List<Resumption> passes = new ArrayList<>();
        for (Instant next = FRIDAY_EVENING; !next.isAfter(MONDAY); next = next.plus(PASSES)) {
            at(next);
            passes.addAll(pass(described));
        }

        assertThat(passes.get(passes.size() - 1).done()).isTrue();
        assertThat(passes.get(passes.size() - 1).sentence()).contains("traffic is on GREEN");
        assertThat(passes).extracting(Resumption::id).containsOnly(Optional.of(request.id()));
        PastCutover past = last();
        assertThat(past.id()).isEqualTo(request.id());
        assertThat(past.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(past.by()).contains("ann").contains("OPS-12");
        assertThat(past.reason()).contains("approved at 2026-01-02T20:00:00Z");
        assertThat(past.at()).isBetween(MONDAY.plus(Duration.ofMinutes(30)), MONDAY.plus(Duration.ofMinutes(32)));
        assertThat(tests).hasValue(1);
    }

    @Test
    void aPassThatFindsNothingNewWritesNothing() {
        request();
        pass();
        shop.calls.clear();

        assertThat(pass()).singleElement().satisfies(still -> {
            assertThat(still.done()).isFalse();
            assertThat(still.sentence())
                    .startsWith("shop: cutover op-1 to GREEN is parked and waits for the approval of plan")
                    .endsWith(", until 2026-01-01T04:00:00Z.");
        });
        assertThat(shop.calls).doesNotContain("save record/shop");
    }

    @Test
    void aPodThatRestartsMeanwhileDoesNotEndTheRequest() {
        request();
        pass();
        shop.platform.setReady("shop-green", 0);

        assertThat(pass())
                .singleElement()
                .satisfies(still -> assertThat(still.sentence()).contains("is parked"));
        assertThat(state()).isEqualTo(Unfinished.State.PARKED);
    }

    @Test
    void anApiThatDoesNotAnswerForNowDoesNotEndTheRequest() {
        request();
        approved.set(true);
        shop.before("observe router/web", () -> {
            if (!shop.lockIsFree()) {
                throw new PlatformException(PlatformException.Kind.TRANSIENT, "it is overloaded");
            }
        });

        assertThat(pass()).singleElement().satisfies(later -> {
            assertThat(later.done()).isFalse();
            assertThat(later.sentence()).contains("it is overloaded; cutover op-1 stays parked. Nothing was moved");
        });
        assertThat(state()).isEqualTo(Unfinished.State.PARKED);
        assertThat(left().waitsFor().orElseThrow()).startsWith("the approval of plan");
        assertThat(shop.lockIsFree()).isTrue();

        shop.stopIntercepting();
        assertThat(pass())
                .singleElement()
                .satisfies(done -> assertThat(done.done()).isTrue());
    }

    @Test
    void theFirstDeadlineOfTheApprovalEndsIt() {
        request();
        pass();
        shop.time.advance(Duration.ofHours(5));

        assertThat(pass())
                .singleElement()
                .satisfies(over -> assertThat(over.sentence()).contains("was not approved within 4 h 0 min"));
        assertThat(last().outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(shop.release().status().unfinished()).isEmpty();
        assertThat(pass()).isEmpty();
    }

    @Test
    void anApprovalThatCountsAsGivenWithoutAnAnswerGoesOnAtItsDeadline() {
        ReleaseBuilder described = shop.builder()
                .approval(Approval.callback(request -> Answer.PENDING)
                        .within(Duration.ofHours(4))
                        .orContinue());
        described.build().request(GREEN);
        assertThat(pass(described))
                .singleElement()
                .satisfies(still -> assertThat(still.done()).isFalse());
        shop.time.advance(Duration.ofHours(5));

        assertThat(pass(described))
                .singleElement()
                .satisfies(done -> assertThat(done.done()).isTrue());
    }

    @Test
    void aJobWhoseClockIsAheadDoesNotTakeSilenceForAnApprovalBeforeItsTime() {
        ReleaseBuilder described = shop.builder()
                .approval(Approval.callback(request -> Answer.PENDING)
                        .within(Duration.ofHours(4))
                        .orContinue());
        described.build().request(GREEN);
        Machine ahead = new Machine("ahead", shop.platform, Duration.ofMinutes(20));
        shop.time.advance(Duration.ofMinutes(239));

        assertThat(BlueGreen.resumeDue(ahead, name -> Optional.of(described)))
                .singleElement()
                .satisfies(
                        still -> assertThat(still.done()).as(still.sentence()).isFalse());
        shop.time.advance(Duration.ofMinutes(2));
        assertThat(BlueGreen.resumeDue(ahead, name -> Optional.of(described)))
                .singleElement()
                .satisfies(done -> assertThat(done.done()).as(done.sentence()).isTrue());
    }

    @Test
    void theDeadlineOfTheWindowEndsIt() {
        at(FRIDAY_EVENING);
        ReleaseBuilder described = shop.builder().window(OFFICE).waitForWindow(Duration.ofHours(10));
        described.build().request(GREEN);
        assertThat(pass(described))
                .singleElement()
                .satisfies(still -> assertThat(still.sentence()).contains("is parked", "until 2026-01-03T04:00:00Z"));
        shop.time.advance(Duration.ofHours(11));

        assertThat(pass(described))
                .singleElement()
                .satisfies(over -> assertThat(over.sentence()).contains("are waited for 10 h 0 min at most"));
        assertThat(last().outcome()).isEqualTo(Outcome.REFUSED);
    }

    @Test
    void aRejectionEndsIt() {
        ReleaseBuilder described = shop.builder()
                .approval(Approval.callback(
                                request -> approved.get() ? Answer.rejected("bob", "too late") : Answer.PENDING)
                        .within(Duration.ofHours(4)));
        described.build().request(GREEN);
        approved.set(true);

        assertThat(pass(described))
                .singleElement()
                .satisfies(over -> assertThat(over.sentence()).contains("was rejected", "too late"));
        assertThat(shop.release().status().unfinished()).isEmpty();
    }

    @Test
    void anotherPlanIsParkedAgainAndItsOldApprovalIsVoid() {
        at(FRIDAY_EVENING);
        ReleaseBuilder described = described().window(OFFICE);
        String before = described.build().request(GREEN).plan().shortHash();
        approved.set(true);
        pass(described);
        approved.set(false);
        assertThat(pass(described).get(0).sentence()).contains("is parked and waits for the window");
        shop.platform.deploy("shop-green", "shop:3", 3);

        String now = pass(described).get(0).sentence();

        assertThat(now).contains("waits for the approval of plan").doesNotContain(before);
        assertThat(tests).as("the new version is tested as well").hasValue(2);
        at(MONDAY);
        assertThat(pass(described).get(0).sentence()).contains("was not approved within");
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @Test
    void aDeadCutoverGoesOnAndOneThatWouldWaitIsParked() {
        AtomicInteger asked = new AtomicInteger();
        Release dying = described()
                .approval(Approval.callback(request -> {
                            if (asked.incrementAndGet() > 2) {
                                throw new CrashException("dead");
                            }
                            return Answer.PENDING;
                        })
                        .within(Duration.ofHours(4)))
                .build();
        assertThatThrownBy(() -> dying.switchTo(GREEN)).isInstanceOf(CrashException.class);

        assertThat(pass())
                .singleElement()
                .satisfies(waits ->
                        assertThat(waits.sentence()).contains("cutover op-1 is parked and waits for the approval"));
        assertThat(state()).isEqualTo(Unfinished.State.PARKED);
        approved.set(true);
        shop.crashAt("shift router/web", 1, any -> pass());
        shop.time.advance(Duration.ofMinutes(1));

        assertThat(pass())
                .singleElement()
                .satisfies(done -> assertThat(done.done()).isTrue());
        assertThat(last().id()).isEqualTo("op-1");
        assertThat(shop.active()).isEqualTo(GREEN);
    }

    @Test
    void aDeadRollbackIsEnded() {
        shop.release().switchTo(GREEN);
        shop.crashAt("shift router/web", 1, Release::rollBack);
        shop.time.advance(Duration.ofMinutes(1));

        assertThat(pass(shop.builder())).singleElement().satisfies(done -> {
            assertThat(done.id()).contains("op-2");
            assertThat(done.done()).isTrue();
            assertThat(done.sentence()).contains("traffic is on BLUE");
        });
    }

    @Test
    void whatAnotherProcessWorksOnIsLeftAlone() throws InterruptedException {
        shop.time.manual();
        Cutover running = release().start(GREEN);
        shop.await(() -> running.status()
                .filter(event -> event.sentence().startsWith("waits for the approval"))
                .isPresent());
        long saved = shop.calls.stream().filter("save record/shop"::equals).count();

        List<Resumption> found = pass();
        boolean isUntouched =
                saved == shop.calls.stream().filter("save record/shop"::equals).count();
        running.abort("enough");
        shop.time.automatic();
        assertThatThrownBy(() -> running.await(Duration.ofHours(1))).hasMessageContaining("enough");

        assertThat(found).singleElement().satisfies(left -> {
            assertThat(left.done()).isFalse();
            assertThat(left.sentence()).startsWith("shop: cutover op-1 is RUNNING, and is left alone: held by ");
        });
        assertThat(isUntouched).isTrue();
    }

    @Test
    void oneReleaseDoesNotKeepTheOthersFromGoingOn() {
        for (String name : List.of("cart", "shelf", "till")) {
            shop.platform
                    .deploy(name + "-blue", "shop:1", 3)
                    .deploy(name + "-green", "shop:2", 3)
                    .route(name, BLUE, Shop.SETTLE);
            named(name).build().request(GREEN);
        }
        Map<String, Function<String, Optional<ReleaseBuilder>>> described = Map.of(
                "cart",
                        name -> {
                            throw new StackOverflowError("its program is broken");
                        },
                "shelf", name -> Optional.empty(),
                "till", name -> Optional.of(named(name)));

        List<Resumption> all =
                BlueGreen.resumeDue(shop.platform, name -> described.get(name).apply(name));

        assertThat(all).extracting(Resumption::release).containsExactly("cart", "shelf", "till");
        assertThat(all).extracting(Resumption::done).containsExactly(false, false, true);
        assertThat(all.get(0).sentence()).isEqualTo("cart: its program is broken");
        assertThat(all.get(1).sentence())
                .isEqualTo("shelf: cutover op-2 has not ended, and nothing describes shelf here; describe it, or call"
                        + " resume() in its own program.");
        assertThat(shop.platform.routing("till").split()).isEqualTo(TrafficSplit.all(GREEN));
    }

    @Test
    void aCallbackThatThrowsAnErrorIsTheFailureOfItsRelease() {
        ReleaseBuilder broken = shop.builder()
                .approval(Approval.callback(request -> {
                            throw new AssertionError("no connection");
                        })
                        .within(Duration.ofHours(1)));
        broken.build().request(GREEN);

        assertThat(pass(broken))
                .singleElement()
                .satisfies(still ->
                        assertThat(still.sentence()).contains("is parked and waits for the approval", "no connection"));
    }

    @Test
    void aDescriptionOfAnotherReleaseIsRefused() {
        request();

        assertThat(BlueGreen.resumeDue(shop.platform, name -> Optional.of(BlueGreen.release("cart"))))
                .singleElement()
                .satisfies(wrong -> assertThat(wrong.sentence())
                        .contains("shop: resumeDue: the description is of release cart; describe shop"));
        assertThat(BlueGreen.resumeDue(
                        shop.platform, name -> Optional.of(shop.builder().minReadyPods(0))))
                .singleElement()
                .satisfies(wrong -> assertThat(wrong.sentence()).contains("shop: ", "minReadyPods: 0"));
        assertThat(state()).isEqualTo(Unfinished.State.PARKED);
    }

    @Test
    void aReleaseThatLacksWhatWasRequestedLeavesItParked() {
        ReleaseBuilder baked = shop.builder().bake(Duration.ofMinutes(5), good());
        baked.build().request(GREEN);

        assertThat(pass(shop.builder()))
                .singleElement()
                .satisfies(left -> assertThat(left.sentence()).contains("which lacks: objective 'error rate'"));

        assertThat(state()).isEqualTo(Unfinished.State.PARKED);
        assertThat(pass(baked))
                .singleElement()
                .satisfies(done -> assertThat(done.done()).isTrue());
    }

    @Test
    void aRouterThatWasMovedMeanwhileEndsTheRequest() {
        request();
        shop.platform.foreignWrite("web", TrafficSplit.all(GREEN), "kubectl");
        approved.set(true);

        assertThat(pass())
                .singleElement()
                .satisfies(over -> assertThat(over.done()).isFalse());

        assertThat(shop.release().status().unfinished()).isEmpty();
        assertThat(shop.active()).isEqualTo(GREEN);
    }

    @Test
    void badInputIsRefused() {
        assertThatThrownBy(() -> BlueGreen.resumeDue(null, name -> Optional.empty()))
                .isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> BlueGreen.resumeDue(shop.platform, null)).isInstanceOf(ConfigurationException.class);
    }

    private ReleaseBuilder named(String name) {
        return BlueGreen.release(name)
                .on(shop.platform)
                .cutover(shop.platform.router(name.equals("shop") ? "web" : name));
    }
}
