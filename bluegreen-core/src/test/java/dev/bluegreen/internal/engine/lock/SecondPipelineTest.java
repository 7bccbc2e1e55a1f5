package dev.bluegreen.internal.engine.lock;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Cutover;
import dev.bluegreen.Release;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.ReleaseStatus.Life;
import dev.bluegreen.scene.Machine;
import dev.bluegreen.scene.Shop;
import dev.bluegreen.testkit.memory.CallInterceptor;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A second request while another operation has the lock: it is refused, unless the holder is dead. */
class SecondPipelineTest {

    private static final Duration BAKE = Duration.ofMinutes(10);

    private final Shop shop = new Shop();
    private final AtomicReference<Throwable> refusal = new AtomicReference<>();

    @Test
    void anOperationOfTheSamePlatformObjectIsKnownAtOnce() {
        shop.time.manual();
        Cutover first = shop.builder().bake(BAKE).build().start(GREEN);
        shop.awaitCall("shift router/web");
        shop.time.settle();
        Instant before = shop.time.now();

        assertThat(shop.release().status().lock().orElseThrow().life()).isEqualTo(Life.ALIVE);
        assertThatThrownBy(() -> shop.release().switchTo(BLUE))
                .isInstanceOf(CutoverException.class)
                .hasMessageContaining("held by memory/" + first.id())
                .hasMessageContaining("which is alive");
        assertThat(shop.time.now()).isEqualTo(before);
        shop.time.automatic();
        first.completion().toCompletableFuture().join();
    }

    @Test
    void aHolderThatRenewsIsAliveAfterOneHeartbeat() {
        Release other = elsewhere();
        shop.time.manual();
        Cutover first = shop.builder().bake(BAKE).build().start(GREEN);
        shop.awaitCall("shift router/web");
        shop.time.settle();
        Cutover second = other.start(BLUE);
        shop.time.settle();
        shop.time.advance(Duration.ofSeconds(15));

        assertThatThrownBy(() -> second.completion().toCompletableFuture().join())
                .hasMessageContaining("held by memory/" + first.id())
                .hasMessageContaining("which is alive");
        shop.time.automatic();
        first.completion().toCompletableFuture().join();
    }

    @Test
    void aHolderThatEndsWhileLookedAtIsNamedAndNotUndone() {
        Release other = elsewhere();
        shop.time.manual();
        Cutover first = shop.builder().bake(Duration.ofSeconds(8)).build().start(GREEN);
        shop.awaitCall("shift router/web");
        shop.time.settle();
        Cutover second = other.start(BLUE);
        shop.time.settle();
        shop.time.automatic();

        assertThatThrownBy(() -> second.completion().toCompletableFuture().join())
                .hasMessageContaining("memory/" + first.id() + " had the lock and has just ended")
                .hasMessageContaining("Nothing was moved; traffic is on GREEN");
        assertThat(shop.active()).isEqualTo(GREEN);
    }

    @Test
    void aHolderThatDiedIsLookedAtForOneLeaseByAllCallsTogether() {
        shop.crashAfter("shift router/web");
        Instant before = shop.time.now();

        assertThatThrownBy(() -> shop.release().switchTo(GREEN)).hasMessageContaining("call recover()");
        assertThat(Duration.between(before, shop.time.now())).isLessThanOrEqualTo(Duration.ofSeconds(31));
        Instant refused = shop.time.now();

        assertThat(shop.release().recover().outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(Duration.between(refused, shop.time.now())).isZero();
    }

    @Test
    void anEarlierStatusCountsAsALook() {
        shop.crashAfter("shift router/web");
        shop.release().status();
        shop.time.advance(Duration.ofSeconds(31));
        Instant before = shop.time.now();

        assertThat(shop.release().recover().outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(shop.time.now()).isEqualTo(before);
    }

    @Test
    void aLongTimeWithoutALookDoesNotCount() {
        shop.crashAfter("shift router/web");
        shop.time.advance(Duration.ofHours(1));
        Instant before = shop.time.now();

        assertThat(elsewhere().recover().outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(Duration.between(before, shop.time.now())).isGreaterThanOrEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aRenewalThatIsReadLateCountsFromWhenItWasRead() {
        shop.crashAfter("shift router/web");
        AtomicReference<Instant> renewed = new AtomicReference<>();
        shop.before("load record/shop", Shop.once(() -> {
            pass(Duration.ofSeconds(25));
            shop.rewriteRecord(json -> json);
            renewed.set(shop.time.now());
        }));
        AtomicReference<Instant> taken = new AtomicReference<>();
        shop.alsoIntercept(new CallInterceptor() {
            @Override
            public void before(String call) {
                if (renewed.get() != null && call.equals("save record/shop")) {
                    taken.compareAndSet(null, shop.time.now());
                }
            }
        });

        assertThat(elsewhere().recover().outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(Duration.between(renewed.get(), taken.get())).isGreaterThanOrEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void whoTakesTheLockFirstOfTwoIsNamedToTheOther() {
        shop.release().switchTo(GREEN);
        Instant before = shop.time.now();
        shop.before("save record/shop", Shop.once(shop::stealLock));

        assertThatThrownBy(() -> elsewhere().switchTo(BLUE)).hasMessageContaining("held by thief");
        assertThat(shop.time.now()).isEqualTo(before);
    }

    @Test
    void rollBackDoesNotGoWhereItWasNotToGoWhenSomebodyHasSwitchedMeanwhile() {
        shop.release().switchTo(GREEN);
        shop.time.advance(Duration.ofHours(1));
        Release other = elsewhere();
        shop.time.manual();
        Cutover first = shop.builder().bake(Duration.ofSeconds(8)).build().start(BLUE);
        shop.await(() -> shop.active() == BLUE);
        shop.time.settle();
        shop.time.fork("other", () -> refusal.set(catchThrowable(other::rollBack)));
        shop.time.settle();
        shop.time.advance(Duration.ofMinutes(1));

        assertThat(refusal.get())
                .hasMessageContaining("shop was not rolled back to GREEN")
                .hasMessageContaining("traffic was taken from GREEN last; call rollBack() again");
        assertThat(first.completion().toCompletableFuture().join().outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(shop.active()).isEqualTo(BLUE);
        assertThat(shop.lockIsFree()).isTrue();
    }

    private void pass(Duration time) {
        try {
            shop.time.signal().await(time);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A process of its own, which knows of the lock what it sees. */
    private Release elsewhere() {
        return BlueGreen.release("shop")
                .on(new Machine("ann@elsewhere", shop.platform, Duration.ZERO))
                .build();
    }
}
