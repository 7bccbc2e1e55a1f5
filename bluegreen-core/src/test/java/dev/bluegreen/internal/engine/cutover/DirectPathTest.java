package dev.bluegreen.internal.engine.cutover;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.Release;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.RefusedException;
import dev.bluegreen.scene.Shop;
import dev.bluegreen.spi.CrashException;
import dev.bluegreen.spi.StoredRecord;
import dev.bluegreen.testkit.memory.CallInterceptor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What lies between the lock and the move: nothing, where nothing has to. */
class DirectPathTest {

    private static final String SAVE = "save record/shop";
    private static final String SHIFT = "shift router/web";

    private final Shop shop = new Shop();

    @Test
    void theLockIsTakenAndTheMoveAnnouncedInOneWrite() {
        shop.release().switchTo(GREEN);

        assertThat(shop.writes()).containsExactly(SAVE, SHIFT, SAVE);
        assertThat(readsUnderTheLock()).isEmpty();
    }

    @Test
    void aRollbackIsTheSame() {
        shop.release().switchTo(GREEN);
        shop.calls.clear();

        shop.release().rollBack();

        assertThat(shop.writes()).containsExactly(SAVE, SHIFT, SAVE);
        assertThat(readsUnderTheLock()).isEmpty();
    }

    @Test
    void theWayBackIsAnnouncedWithTheMoveUnderANumberOfItsOwn() {
        AtomicReference<String> announced = new AtomicReference<>("");
        shop.before(
                SHIFT,
                () -> announced.set(
                        shop.platform.record("shop").map(StoredRecord::json).orElseThrow()));

        CutoverReport report = shop.release().switchTo(GREEN);

        List<CutoverEvent> intents = report.history().stream()
                .filter(event -> event.kind() == Kind.INTENT)
                .toList();
        assertThat(intents)
                .extracting(CutoverEvent::sentence)
                .containsExactly("router/web 100/0 -> 0/100", "if that does not hold, router/web 0/100 -> 100/0");
        assertThat(intents.get(1).number()).isEqualTo(intents.get(0).number() + 1);
        assertThat(announced.get())
                .contains("\"to\":\"100/0\"", "\"conditional\":true", "\"phase\":\"SHIFT\"")
                .contains(intents.get(0).sentence(), intents.get(1).sentence());
    }

    @Test
    void whatIsWatchedAndIsNotWhatWasReadIsReadAgain() {
        shop.after(SAVE, Shop.once(() -> shop.platform.setReady("shop-green", 2)));

        assertThatThrownBy(() -> shop.release().switchTo(GREEN))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("2 of 3");

        assertThat(readsUnderTheLock()).contains("read workloads/shop", "observe router/web");
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @Test
    void whatWasReadMoreThanASecondAgoIsReadAgain() {
        shop.before(SAVE, Shop.once(() -> pass(Duration.ofMillis(1001))));

        shop.release().switchTo(GREEN);

        assertThat(readsUnderTheLock()).contains("read workloads/shop", "observe router/web");
    }

    @Test
    void noMoveIsAnnouncedOnWhatWasReadBeforeARivalHadTheLock() {
        List<String> locked = new ArrayList<>();
        shop.before(SAVE, Shop.once(() -> shop.release().switchTo(GREEN)));
        shop.alsoIntercept(new CallInterceptor() {
            @Override
            public void after(String call) {
                shop.platform
                        .record("shop")
                        .filter(found -> call.equals(SAVE) && found.token() == 2)
                        .ifPresent(found -> locked.add(found.json()));
            }
        });

        assertThatThrownBy(() -> shop.release().switchTo(GREEN))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("traffic is on GREEN");

        assertThat(locked).isNotEmpty().noneMatch(json -> json.contains("conditional"));
        assertThat(shop.release().status().unfinished()).isEmpty();
        assertThat(shop.active()).isEqualTo(GREEN);
    }

    @Test
    void whatCannotBeSeenIsReadAgain() {
        shop.platform.loseSight();
        shop.after(SHIFT, shop.platform::regainSight);

        shop.release().switchTo(GREEN);

        assertThat(readsUnderTheLock()).contains("read workloads/shop", "observe router/web");
    }

    @Test
    void afterATestEverythingIsReadAgain() {
        Release tested = shop.builder()
                .smokeTest(asked -> Evidence.confirmed("smoke", asked.idle().name(), "answered"))
                .build();

        tested.switchTo(GREEN);

        assertThat(shop.writes()).containsExactly(SAVE, SAVE, SHIFT, SAVE);
        assertThat(readsUnderTheLock()).contains("read workloads/shop", "observe router/web");
    }

    @Test
    void aWayBackBeginsWithItsWrite() {
        assertThatThrownBy(() -> breached().switchTo(GREEN)).hasMessageContaining("sent back");

        assertThat(shop.writes()).endsWith(SHIFT, SAVE);
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    /** So that another process would go back as well. */
    @Test
    void aWayBackWhoseFirstWriteFailsIsAnnouncedAnew() {
        AtomicInteger shifts = new AtomicInteger();
        shop.before(SHIFT, () -> {
            if (shifts.incrementAndGet() == 2) {
                throw new PlatformException(PlatformException.Kind.TRANSIENT, "503");
            }
        });

        assertThatThrownBy(() -> breached().switchTo(GREEN)).hasMessageContaining("sent back");

        assertThat(shop.writes()).containsSubsequence(SHIFT, SHIFT, SAVE, SHIFT, SAVE);
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @Test
    void aWayBackWhoseProcessDiedIsNotResumedForward() {
        CallInterceptor deaf = new CallInterceptor() {
            @Override
            public void before(String made) {
                if (made.equals(SAVE)
                        && shop.calls.stream().filter(SHIFT::equals).count() == 2) {
                    throw new CrashException(made);
                }
            }
        };
        shop.crashAt("none", 1, deaf, any -> breached().switchTo(GREEN));
        assertThat(shop.active()).isEqualTo(BLUE);

        assertThatThrownBy(() -> shop.release().resume())
                .isInstanceOfSatisfying(
                        CutoverException.class,
                        ended -> assertThat(ended.report().outcome()).isEqualTo(Outcome.ROLLED_BACK));

        assertThat(shop.active()).isEqualTo(BLUE);
        assertThat(shop.lockIsFree()).isTrue();
        assertThat(shop.release().status().unfinished()).isEmpty();
    }

    private Release breached() {
        return shop.builder()
                .bake(Duration.ofMinutes(5), asked -> new Slo.Result(Slo.Verdict.BAD, "too slow"))
                .build();
    }

    private List<String> readsUnderTheLock() {
        int locked = shop.calls.indexOf(SAVE);
        return shop
                .calls
                .subList(locked, shop.calls.indexOf(SHIFT) < 0 ? shop.calls.size() : shop.calls.indexOf(SHIFT))
                .stream()
                .filter(call -> call.startsWith("read ") || call.startsWith("observe "))
                .toList();
    }

    private void pass(Duration time) {
        try {
            shop.time.signal().await(time);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
