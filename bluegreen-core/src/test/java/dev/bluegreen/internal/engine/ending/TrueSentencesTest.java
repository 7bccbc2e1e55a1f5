package dev.bluegreen.internal.engine.ending;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.Release;
import dev.bluegreen.check.Standby;
import dev.bluegreen.check.approval.Approval;
import dev.bluegreen.check.approval.Approval.Answer;
import dev.bluegreen.check.approval.Approval.Decision;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.PlatformException.Kind;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.model.World;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.ReleaseStatus;
import dev.bluegreen.scene.Shop;
import dev.bluegreen.testkit.memory.CallInterceptor;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What an end says of traffic is so when it is said, or says when it was. */
class TrueSentencesTest {

    private static final TrafficSplit TO_GREEN = TrafficSplit.all(GREEN);

    private static final Instant LATER = Instant.parse("2026-01-01T00:05:00Z");

    private final Shop shop = new Shop();

    @Test
    void whereTrafficIsIsReadWhenARejectionIsSaid() {
        assertThatThrownBy(() -> approved(() -> {
                            shop.platform.foreignWrite("web", TO_GREEN, "kubectl");
                            return new Answer(Decision.REJECTED, "bob", "no");
                        })
                        .switchTo(GREEN))
                .hasMessageContaining("was rejected")
                .hasMessageEndingWith("Nothing was moved; traffic is on GREEN.");
    }

    @Test
    void aChangedPlanSaysWhereTrafficIsOnce() {
        assertThatThrownBy(() -> approved(() -> {
                            shop.platform.foreignWrite("web", TO_GREEN, "kubectl");
                            return new Answer(Decision.APPROVED, "bob", "yes");
                        })
                        .switchTo(GREEN))
                .hasMessageContaining("the plan has changed since it was made")
                .hasMessageEndingWith("plan again. Nothing was moved; traffic is on GREEN.")
                .hasMessageNotContaining("traffic is on BLUE");
    }

    @Test
    void whereTrafficCannotBeReadAnyMoreItIsSaidWhenItWasReadLast() {
        assertThatThrownBy(() -> approved(() -> {
                            shop.before("observe router/web", () -> {
                                throw new PlatformException(Kind.TRANSIENT, "down");
                            });
                            return new Answer(Decision.REJECTED, "bob", "no");
                        })
                        .switchTo(GREEN))
                .hasMessageContaining("Nothing was moved; where traffic is now could not be read,"
                        + " at 2026-01-01T00:00:00Z traffic was on BLUE.");
    }

    @Test
    void aWriteThatMayHaveTakenEffectBeforeTheLockWasLostIsNotCalledNone() {
        AtomicInteger shifts = new AtomicInteger();
        shop.alsoIntercept(new CallInterceptor() {
            @Override
            public <T> T carry(String call, Supplier<T> effect) {
                T result = effect.get();
                if (call.equals("shift router/web") && shifts.getAndIncrement() == 0) {
                    takeBack();
                    throw new PlatformException(Kind.OUTCOME_UNKNOWN, "reset");
                }
                return result;
            }
        });

        assertThatThrownBy(() -> shop.release().switchTo(GREEN))
                .isInstanceOfSatisfying(
                        CutoverException.class,
                        end -> assertThat(end.report().outcome()).isEqualTo(Outcome.NEEDS_ATTENTION))
                .hasMessageContaining("carries token 99, ours is 1")
                .hasMessageContaining("may have taken effect")
                .hasMessageContaining("Current routing: router/web 100/0")
                .hasMessageNotContaining("Nothing was moved");
    }

    @Test
    void anEndThatWasNotSettledSaysWhatIsWhereNow() {
        shop.after("shift router/web", Shop.once(shop::stealLock));

        assertThatThrownBy(() -> shop.release().switchTo(GREEN))
                .hasMessageContaining("needs attention")
                .hasMessageContaining("Current routing: router/web 0/100")
                .hasMessageNotContaining("what it was before");
    }

    @Test
    void aRollBackThatFindsTrafficThereHasSomethingToProve() {
        shop.release().switchTo(GREEN);
        shop.release().rollBack();
        shop.crashAt("save record/shop", 2, any -> tested().switchTo(GREEN));
        Instant before = shop.time.now();

        assertThat(shop.release().rollBack().sentence()).contains("traffic is on BLUE");
        assertThat(Duration.between(before, shop.time.now())).isLessThan(Duration.ofSeconds(40));
        assertThat(shop.lockIsFree()).isTrue();
    }

    @Test
    void aMoveThatIsJustBeingEnteredIsNotCalledAnotherWriters() {
        Release other = shop.release();
        shop.time.advance(Duration.ofHours(1));
        shop.release().switchTo(GREEN);
        shop.before("observe router/web", Shop.once(() -> other.switchTo(BLUE)));

        ReleaseStatus status = shop.release().status();

        assertThat(status.strayed()).isFalse();
        assertThat(status.recorded()).contains(BLUE);
    }

    @Test
    void recoverDoesNotCallAMoveStrayThatWasEnteredMeanwhile() {
        Release other = shop.release();
        shop.release().switchTo(GREEN);
        shop.before("observe router/web", Shop.once(() -> other.switchTo(BLUE)));

        assertThat(shop.release().recover().sentence()).contains("nothing is unfinished");
    }

    @Test
    void theAwaitedConditionIsReportedWhenItChanges() {
        shop.builder()
                .standby(Standby.lasting(Duration.ofHours(1)).scaledTo(1))
                .build()
                .switchTo(GREEN);
        shop.platform.autoscale("shop-blue", 1, 1);

        assertThat(shop.release().rollBack().history())
                .extracting(CutoverEvent::sentence)
                .filteredOn(sentence -> sentence.startsWith("waits for full size"))
                .doesNotHaveDuplicates();
    }

    /** Another process has taken over, and moved traffic back. */
    private void takeBack() {
        World world = shop.platform.workloads().read(ReleaseSpec.of("shop"));
        shop.platform
                .router("web")
                .shift(Move.builder(world, shop.platform.routing("web"), TrafficSplit.all(BLUE))
                        .cutoverId("other-back")
                        .token(99)
                        .requestedBy("ann")
                        .build());
    }

    private Release approved(Supplier<Answer> decide) {
        return shop.builder()
                .approval(Approval.callback(asked -> shop.time.now().isAfter(LATER) ? decide.get() : Answer.PENDING)
                        .within(Duration.ofHours(4)))
                .build();
    }

    /** Where something lies between the lock and the move, this is announced by a write of its own. */
    private Release tested() {
        return shop.builder()
                .smokeTest(asked -> Evidence.confirmed("smoke", asked.idle().name(), "answered"))
                .build();
    }
}
