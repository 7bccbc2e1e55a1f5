package dev.bluegreen.internal.engine.lock;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.Release;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.model.BlueGreenException;
import dev.bluegreen.scene.Shop;
import dev.bluegreen.spi.CrashException;
import dev.bluegreen.spi.StoredRecord;
import dev.bluegreen.testkit.memory.CallInterceptor;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The record is the source: what a process died before telling, the next one tells. */
class RedeliveryTest {

    private static final String SHIFT = "shift router/web";

    private final Shop shop = new Shop();
    private final List<CutoverEvent> told = new CopyOnWriteArrayList<>();

    @TestFactory
    Stream<DynamicTest> whateverCallAProcessDiesAtEachWriteAndTheEndAreTold() {
        int calls = switchAndCount();
        return IntStream.rangeClosed(1, calls)
                .boxed()
                .flatMap(nth -> Stream.of(false, true)
                        .map(after -> DynamicTest.dynamicTest(
                                "killed " + (after ? "after" : "before") + " call " + nth,
                                () -> new RedeliveryTest().dieAndRecover(nth, after))));
    }

    @Test
    void aRecordedIntentIsRedeliveredWithItsOwnNumberAndMarked() {
        shop.crashAt(SHIFT, 1, release -> listening().switchTo(GREEN));
        List<CutoverEvent> first = all(Kind.INTENT, false);

        listening().recover();

        List<CutoverEvent> again = all(Kind.INTENT, true);
        assertThat(again)
                .hasSize(2)
                .isEqualTo(first.stream().map(CutoverEvent::again).toList());
        assertThat(told.indexOf(again.get(1))).isLessThan(told.indexOf(last(Kind.ENDED)));
    }

    @Test
    void anUndeliveredEndIsRedeliveredByRecoverAndOnlyOnce() {
        Release deaf = shop.release();
        deaf.switchTo(GREEN);

        listening().recover();
        listening().recover();

        assertThat(only(Kind.ENDED, true).sentence()).contains("was switched from BLUE to GREEN");
    }

    @Test
    void anOperationThatEndedWellLeavesNothingToTellToTheNext() {
        shop.release().switchTo(GREEN);

        listening().rollBack();

        assertThat(told).noneMatch(CutoverEvent::replayed);
    }

    @Test
    void whateverOperationTakesOverFromOneThatDiedTellsToo() {
        shop.release().switchTo(GREEN);
        shop.time.advance(Shop.SETTLE);
        shop.crashAt("scale workload/shop-blue", 1, release -> release.retire(BLUE));

        listening().retire(BLUE);

        assertThat(only(Kind.INTENT, true).sentence()).isEqualTo("shop-blue to 0 pods");
    }

    private void dieAndRecover(int nth, boolean after) {
        AtomicInteger left = new AtomicInteger(nth);
        Set<String> moved = new HashSet<>();
        shop.alsoIntercept(new CallInterceptor() {
            @Override
            public void before(String call) {
                if (left.decrementAndGet() < 0 || (left.get() == 0 && !after)) {
                    throw new CrashException(call);
                }
            }

            @Override
            public void after(String call) {
                if (call.startsWith("shift ")) {
                    moved.add(call.substring("shift ".length()));
                }
                if (left.get() == 0 && after) {
                    throw new CrashException(call);
                }
            }
        });
        assertThatThrownBy(() -> listening().switchTo(GREEN))
                .isInstanceOfAny(CrashException.class, BlueGreenException.class);
        shop.stopIntercepting();
        shop.time.advance(Duration.ofMinutes(1));
        boolean locked = shop.platform.record("shop").isPresent();
        listening().recover();

        moved.forEach(router -> {
            assertThat(told).as("intent of " + router).anyMatch(event -> tells(event, Kind.INTENT, router));
            assertThat(told).as("result of " + router).anyMatch(event -> tells(event, Kind.WRITE, router));
        });
        if (locked) {
            String cutover = told.get(0).cutoverId();
            assertThat(told)
                    .as("the end of " + cutover)
                    .anyMatch(event -> event.kind() == Kind.ENDED
                            && (event.cutoverId().equals(cutover)
                                    || event.sentence().contains(cutover)));
        }
        assertThat(shop.platform.record("shop").flatMap(StoredRecord::holder)).isEmpty();
    }

    private int switchAndCount() {
        Shop other = new Shop();
        AtomicInteger calls = new AtomicInteger();
        other.eachCall(call -> calls.incrementAndGet());
        other.release().switchTo(GREEN);
        assertThat(other.active()).isNotEqualTo(BLUE);
        return calls.get();
    }

    private static boolean tells(CutoverEvent event, Kind kind, String router) {
        return event.kind() == kind && event.sentence().contains(router);
    }

    private Release listening() {
        return shop.builder().listener(told::add).build();
    }

    private CutoverEvent only(Kind kind, boolean replayed) {
        List<CutoverEvent> found = all(kind, replayed);
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private List<CutoverEvent> all(Kind kind, boolean replayed) {
        return told.stream()
                .filter(event -> event.kind() == kind && event.replayed() == replayed)
                .toList();
    }

    private CutoverEvent last(Kind kind) {
        return told.stream()
                .filter(event -> event.kind() == kind)
                .reduce((one, next) -> next)
                .orElseThrow();
    }
}
