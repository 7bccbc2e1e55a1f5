package dev.bluegreen.internal.engine.lock;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.PlatformException.Kind;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.UnresolvedException;
import dev.bluegreen.scene.Shop;
import dev.bluegreen.testkit.memory.CallInterceptor;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A write whose caller gave up arrives after the lock was freed, and others have moved on: it must not land any more. */
class LateDeliveryTest {

    private final Shop shop = new Shop();
    private final Queue<Supplier<?>> underWay = new ConcurrentLinkedQueue<>();

    @Test
    void aTrafficWriteThatArrivesAfterTheReleaseWentBackIsRejected() {
        holdUp(1, "shift router/web"::equals);

        assertThat(shop.release().switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);
        shop.release().switchTo(BLUE);
        arrive();

        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @Test
    void aTrafficWriteThatWasGivenUpIsRejectedWhenItArrives() {
        holdUp(1, "shift router/web"::equals);
        shop.alsoIntercept(new CallInterceptor() {
            @Override
            public void before(String call) {
                if (call.equals("shift router/web") && !underWay.isEmpty()) {
                    throw new PlatformException(Kind.FORBIDDEN, "may not any more");
                }
            }
        });

        assertThatThrownBy(() -> shop.release().switchTo(GREEN)).hasMessageContaining("Nothing was moved");
        assertThat(shop.lockIsFree()).isTrue();
        arrive();

        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @Test
    void aFenceThatAlwaysConflictsEndsByItsDeadlineAndLeavesTheLockToRunOut() {
        shop.before("shift router/web", Shop.once(() -> {
            throw new PlatformException(Kind.OUTCOME_UNKNOWN, "the answer was lost");
        }));
        shop.alsoIntercept(new CallInterceptor() {
            @Override
            public void before(String call) {
                if (call.equals("fence router/web")) {
                    throw new PlatformException(Kind.CONFLICT, "somebody writes it all the time");
                }
            }
        });

        assertThatThrownBy(() -> shop.release().switchTo(GREEN)).hasMessageContaining("could not be settled");
        assertThat(shop.lockIsFree()).isFalse();
    }

    @Test
    void aScaleDownThatArrivesAfterSomebodySwitchedBackIsRejected() {
        shop.release().switchTo(GREEN);
        shop.time.advance(Shop.SETTLE);
        shop.before("fence workload/shop-blue", () -> {
            throw new PlatformException(Kind.FORBIDDEN, "may not any more");
        });
        holdUp(1, "scale workload/shop-blue"::equals);

        assertThatThrownBy(() -> shop.release().retire(BLUE))
                .isInstanceOf(UnresolvedException.class)
                .hasMessageContaining("could not be settled");
        assertThat(shop.lockIsFree()).as("the lock runs out by itself").isFalse();
        shop.stopIntercepting();
        assertThat(shop.release().switchTo(BLUE).outcome()).isEqualTo(Outcome.SWITCHED);
        arrive();

        assertThat(shop.platform.ready("shop-blue")).isEqualTo(3);
    }

    @Test
    void aScaleDownWhoseAnswerIsLostIsFencedAndMadeAgain() {
        shop.release().switchTo(GREEN);
        shop.time.advance(Shop.SETTLE);
        holdUp(1, "scale workload/shop-blue"::equals);

        shop.release().retire(BLUE);

        assertThat(shop.writes())
                .filteredOn(call -> call.endsWith("workload/shop-blue"))
                .containsExactly("scale workload/shop-blue", "fence workload/shop-blue", "scale workload/shop-blue");
        assertThat(shop.lockIsFree()).isTrue();
        shop.platform.deploy("shop-blue", "shop:3", 3);
        shop.release().switchTo(BLUE);
        arrive();
        assertThat(shop.platform.ready("shop-blue")).isEqualTo(3);
    }

    @Test
    void aTrackThatGotTrafficWhileItsScaleDownWasInDoubtStaysUp() {
        shop.release().switchTo(GREEN);
        shop.time.advance(Shop.SETTLE);
        holdUp(1, "scale workload/shop-blue"::equals);
        shop.alsoIntercept(new CallInterceptor() {
            @Override
            public void after(String call) {
                if (call.equals("fence workload/shop-blue")) {
                    shop.platform.foreignWrite("web", TrafficSplit.all(BLUE), "kubectl");
                }
            }
        });

        assertThatThrownBy(() -> shop.release().retire(BLUE)).hasMessageContaining("traffic is on BLUE");
        arrive();

        assertThat(shop.platform.ready("shop-blue")).isEqualTo(3);
        assertThat(shop.lockIsFree()).isTrue();
    }

    @Test
    void aConflictOfAScaleDownIsNoObstacle() {
        shop.release().switchTo(GREEN);
        shop.time.advance(Shop.SETTLE);
        shop.before("scale workload/shop-blue", Shop.once(() -> shop.platform.setReady("shop-blue", 2)));

        shop.release().retire(BLUE);

        assertThat(shop.platform.ready("shop-blue")).isZero();
    }

    @Test
    void whatADeadProcessAnnouncedToAWorkloadIsFencedByWhoeverTakesOver() {
        shop.release().switchTo(GREEN);
        shop.time.advance(Shop.SETTLE);
        CallInterceptor holding = holding(1, "scale workload/shop-blue"::equals);
        shop.crashAt("fence workload/shop-blue", 1, holding, release -> release.retire(BLUE));

        shop.release().switchTo(BLUE);
        arrive();

        assertThat(shop.platform.ready("shop-blue")).isEqualTo(3);
        assertThat(shop.calls).contains("fence workload/shop-blue");
    }

    private void holdUp(int first, Predicate<String> which) {
        shop.alsoIntercept(holding(first, which));
    }

    private CallInterceptor holding(int first, Predicate<String> which) {
        return new CallInterceptor() {
            private int left = first;

            @Override
            public synchronized <T> T carry(String call, Supplier<T> effect) {
                if (!which.test(call) || left == 0) {
                    return CallInterceptor.super.carry(call, effect);
                }
                left--;
                underWay.add(effect);
                throw new PlatformException(Kind.OUTCOME_UNKNOWN, "no answer to " + call);
            }
        };
    }

    private void arrive() {
        assertThat(underWay).isNotEmpty();
        shop.stopIntercepting();
        underWay.forEach(late -> assertThatThrownBy(late::get)
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONFLICT)));
    }
}
