package dev.bluegreen.internal.engine.event;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.Release;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.PlatformException.Kind;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.scene.Shop;
import dev.bluegreen.testkit.memory.CallInterceptor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What listeners are told of an operation, from its first event to its last. */
class StoryTest {

    private final Shop shop = new Shop();
    private final Instant begin = shop.time.now();
    private final List<String> told = new CopyOnWriteArrayList<>();

    @Test
    void ofASwitch() {
        CutoverEvent last = last(release().switchTo(GREEN).history());

        assertThat(story()).isEqualToNormalizingNewlines("""
                        0 s PREFLIGHT PHASE: PREFLIGHT
                        0 s PREFLIGHT GATE: PASS selectors-disjoint: no pod can belong to both tracks
                        0 s PREFLIGHT GATE: PASS rolled-out: shop-green is rolled out
                        0 s PREFLIGHT GATE: PASS ready-pods: shop-green has 3 of 3 required pods ready
                        0 s PREFLIGHT GATE: PASS no-lingering-pods: all pods of the target are of its latest version
                        0 s LOCK PHASE: LOCK
                        0 s LOCK WRITE: took the lock, token 1
                        0 s LOCK INTENT: router/web 100/0 -> 0/100
                        0 s LOCK INTENT: if that does not hold, router/web 0/100 -> 100/0
                        0 s APPROVE PHASE: APPROVE
                        0 s APPROVE GATE: approved: plan 515b65ccec75 (automatic)
                        0 s SHIFT PHASE: SHIFT
                        0 s SHIFT WRITE: router/web is 0/100
                        0 s SHIFT MILESTONE: CONFIG_APPLIED
                        0 s VERIFY PHASE: VERIFY
                        0 s VERIFY EVIDENCE: CONFIRMED endpoints at router/web: 3 of 3 required pods ready
                        0 s VERIFY MILESTONE: CONFIG_VERIFIED
                        0 s DONE PHASE: DONE
                        0 s DONE ENDED: shop was switched from BLUE to GREEN; traffic is on GREEN.""");
        assertThat(last.sentence()).isEqualTo("shop was switched from BLUE to GREEN; traffic is on GREEN.");
    }

    @Test
    void ofAWriteThatWasNotConfirmed() {
        shop.before("shift router/web", Shop.once(() -> {
            throw new PlatformException(Kind.OUTCOME_UNKNOWN, "timeout");
        }));

        release().switchTo(GREEN);

        assertThat(story()).contains("""
                        0 s SHIFT PHASE: SHIFT
                        0 s SHIFT WRITE: router/web not confirmed: timeout
                        0 s SHIFT WRITE: router/web is 0/100
                        """);
    }

    @Test
    void ofASwitchThatGoesBack() {
        shop.after("shift router/web", Shop.once(() -> shop.platform.setReady("shop-green", 1)));

        assertThatThrownBy(() -> release().switchTo(GREEN))
                .isInstanceOfSatisfying(
                        CutoverException.class,
                        back -> assertThat(back.report().evidence())
                                .extracting(Evidence::toString)
                                .containsExactly("CONFIRMED endpoints at router/web: 3 of 1 required pods ready"));

        assertThat(story()).endsWith("""
                        0 s VERIFY PHASE: VERIFY
                        0 s VERIFY EVIDENCE: MISSING endpoints at router/web: 1 of 3 required pods ready
                        60 s ROLL_BACK PHASE: ROLL_BACK
                        60 s ROLL_BACK ROLL_BACK: back to BLUE: the proof is not complete at the deadline: router/web: 1 of 3 required pods ready
                        60 s ROLL_BACK WRITE: router/web is 100/0
                        60 s ROLL_BACK EVIDENCE: CONFIRMED endpoints at router/web: 3 of 1 required pods ready
                        60 s ROLL_BACK MILESTONE: CONFIG_VERIFIED
                        60 s ROLLED_BACK PHASE: ROLLED_BACK
                        60 s ROLLED_BACK ENDED: shop was switched to GREEN and sent back: the proof is not complete at the \
                        deadline: router/web: 1 of 3 required pods ready. Traffic is on BLUE.""");
    }

    @Test
    void ofARefusal() {
        shop.platform.setReady("shop-green", 0);

        assertThatThrownBy(() -> release().switchTo(GREEN)).isInstanceOf(CutoverException.class);

        assertThat(told)
                .hasSize(5)
                .contains(
                        "0 s PREFLIGHT WAITING: waits until this passes: shop-green is not rolled out: 0 of 3 pods available; shop-green has"
                                + " 0 of 3 required pods ready; scale it up, see why its pods are not ready, or set minReadyPods",
                        "30 s PREFLIGHT GATE: NOT_YET rolled-out: shop-green is not rolled out: 0 of 3 pods available");
    }

    @Test
    void ofAWayBack() {
        shop.release().switchTo(GREEN);

        release().rollBack();

        assertThat(story()).isEqualToNormalizingNewlines("""
                        0 s LOCK PHASE: LOCK
                        0 s LOCK WRITE: took the lock, token 2
                        0 s LOCK INTENT: router/web 0/100 -> 100/0
                        0 s ROLL_BACK PHASE: ROLL_BACK
                        0 s ROLL_BACK WRITE: router/web is 100/0
                        0 s ROLL_BACK EVIDENCE: CONFIRMED endpoints at router/web: 3 of 1 required pods ready
                        0 s ROLL_BACK MILESTONE: CONFIG_VERIFIED
                        0 s ROLLED_BACK PHASE: ROLLED_BACK
                        0 s ROLLED_BACK ENDED: shop was rolled back; traffic is on BLUE.""");
    }

    @Test
    void ofARecoveryThatUndoes() {
        shop.crashAt("shift router/web", 1);

        release().recover();

        assertThat(story())
                .startsWith("0 s LOCK PHASE: LOCK\n0 s LOCK WAITING: looks whether memory/op-1 still lives\n")
                .contains("30 s LOCK WRITE: took the lock, token 2\n")
                .endsWith("""
                        30 s LOCK WRITE: router/web fenced with token 2
                        30 s LOCK WRITE: router/web is 100/0: the announced write router/web 100/0 -> 0/100 was not made
                        30 s ROLL_BACK PHASE: ROLL_BACK
                        30 s ROLL_BACK EVIDENCE: CONFIRMED endpoints at router/web: 3 of 1 required pods ready
                        30 s ROLL_BACK MILESTONE: CONFIG_VERIFIED
                        30 s ROLLED_BACK PHASE: ROLLED_BACK
                        30 s ROLLED_BACK ENDED: shop: cutover op-1 to GREEN was undone; traffic is on BLUE.""");
    }

    @Test
    void ofARecoveryThatFinishes() {
        shop.crashAfter("shift router/web");

        release().recover();

        assertThat(story()).endsWith("""
                        30 s VERIFY PHASE: VERIFY
                        30 s VERIFY EVIDENCE: CONFIRMED endpoints at router/web: 3 of 3 required pods ready
                        30 s VERIFY MILESTONE: CONFIG_VERIFIED
                        30 s DONE PHASE: DONE
                        30 s DONE ENDED: shop was switched from BLUE to GREEN; traffic is on GREEN.""");
    }

    @Test
    void ofARetirement() {
        shop.release().switchTo(GREEN);
        shop.time.advance(Shop.SETTLE);
        shop.after("scale workload/shop-blue", () -> {
            shop.platform.setReady("shop-blue", 2);
            shop.time.after(Duration.ofSeconds(20), () -> shop.platform.deploy("shop-blue", "shop:1", 0));
        });

        release().retire(BLUE);

        assertThat(story()).isEqualToNormalizingNewlines("""
                        30 s PREFLIGHT EVIDENCE: CONFIRMED endpoints at router/web: 3 of 1 required pods ready
                        30 s PREFLIGHT MILESTONE: CONFIG_VERIFIED
                        30 s LOCK PHASE: LOCK
                        30 s LOCK WRITE: took the lock, token 2
                        30 s LOCK INTENT: shop-blue to 0 pods
                        30 s LOCK WRITE: shop-blue is scaled to 0 pods
                        30 s LOCK WAITING: waits for 2 pods to end
                        50 s LOCK ENDED: shop: BLUE is retired, none of its pods is left""");
    }

    @Test
    void ofPodsThatOutlastTheirRetirement() {
        shop.release().switchTo(GREEN);
        shop.time.advance(Shop.SETTLE);
        shop.after("scale workload/shop-blue", () -> shop.platform.setReady("shop-blue", 1));

        assertThat(release().retire(BLUE).lingering()).containsExactly("shop-blue-0");

        assertThat(story())
                .endsWith("150 s LOCK FINDING: shop: BLUE is retired, but after 2 min these pods are still there:"
                        + " [shop-blue-0]; see kubectl describe, and delete them by force if nothing else ends them");
    }

    @Test
    void ofAStage() {
        shop.after("stage workload/shop-green", () -> {
            shop.platform.setReady("shop-green", 0);
            shop.time.after(Duration.ofSeconds(40), () -> shop.platform.setReady("shop-green", 1));
            shop.time.after(Duration.ofSeconds(50), () -> shop.platform.setReady("shop-green", 3));
        });

        release().stage(GREEN).image("shop:3").apply();

        assertThat(told)
                .filteredOn(line -> !line.contains("FINDING"))
                .containsExactly(
                        "0 s STAGE PHASE: STAGE",
                        "0 s LOCK PHASE: LOCK",
                        "0 s LOCK WRITE: took the lock, token 1",
                        "0 s STAGE PHASE: STAGE",
                        "0 s STAGE INTENT: change shop-green: shop:3, 3 pods",
                        "0 s STAGE WRITE: done: change shop-green: shop:3, 3 pods",
                        "0 s STAGE WAITING: waits for pods: 0 of 3 ready, 0 of 3 pods available",
                        "15 s STAGE WAITING: 0 of 3 pods available",
                        "40 s STAGE WAITING: waits for pods: 1 of 3 ready, 1 of 3 pods available",
                        "50 s STAGE ENDED: shop is staged: GREEN shop-green [shop:3] 3/3 ready");
    }

    @Test
    void ofPodsThatDoNotGetReadyAndNobodyMaySayWhy() {
        shop.after("stage workload/shop-green", () -> shop.platform.setReady("shop-green", 1));
        shop.alsoIntercept(new CallInterceptor() {
            @Override
            public void before(String call) {
                if (call.equals("diagnose workload/shop-green")) {
                    throw new PlatformException(Kind.FORBIDDEN, "may not list events");
                }
            }
        });

        assertThatThrownBy(() ->
                        release().stage(GREEN).within(Duration.ofSeconds(40)).apply())
                .hasMessageContaining(
                        "after 40 s: 1 of 3 ready, 1 of 3 pods available; why is not known: may not list events");

        assertThat(told)
                .filteredOn(line -> line.contains("WAITING") || line.contains("ENDED"))
                .containsExactly(
                        "0 s STAGE WAITING: waits for pods: 1 of 3 ready, 1 of 3 pods available",
                        "15 s STAGE WAITING: why is not known: may not list events",
                        "40 s STAGE ENDED: shop: GREEN was staged and is not ready: after 40 s: 1 of 3 ready, 1 of 3 pods"
                                + " available; why is not known: may not list events. Traffic was not touched.");
    }

    @Test
    void ofAnExtension() {
        shop.release().switchTo(GREEN);

        release().extendStandby(Duration.ofHours(1));

        assertThat(story()).isEqualToNormalizingNewlines("""
                        0 s LOCK PHASE: LOCK
                        0 s LOCK WRITE: took the lock, token 2
                        0 s LOCK WRITE: BLUE is kept as standby until 2026-01-01T01:00:30Z""");
    }

    @Test
    void ofReadsThatAreTriedAgainEverMoreSlowly() {
        shop.before("load record/shop", Shop.times(3, () -> {
            throw new PlatformException(Kind.TRANSIENT, "busy");
        }));

        release().switchTo(GREEN);

        assertThat(told)
                .filteredOn(line -> line.contains("WAITING"))
                .containsExactly(
                        "0 s PREFLIGHT WAITING: tries again in 244 ms: busy",
                        "0 s PREFLIGHT WAITING: tries again in 208 ms: busy",
                        "0 s PREFLIGHT WAITING: tries again in 664 ms: busy");
    }

    @Test
    void ofALockThatCannotBeFreed() {
        shop.release().switchTo(GREEN);
        shop.time.advance(Shop.SETTLE);
        shop.after(
                "scale workload/shop-blue",
                () -> shop.before("save record/shop", () -> {
                    throw new PlatformException(Kind.FORBIDDEN, "may not update leases");
                }));

        assertThat(release().retire(BLUE).done()).isTrue();

        assertThat(story())
                .contains("LOCK WRITE: the lock could not be freed and runs out by itself: may not update leases");
        assertThat(shop.lockIsFree()).isFalse();
    }

    private Release release() {
        return shop.builder()
                .listener(event -> told.add(Duration.between(begin, event.at()).toSeconds() + " s " + event.phase()
                        + " " + event.kind() + ": " + event.sentence()))
                .build();
    }

    private String story() {
        return String.join("\n", told);
    }

    private static CutoverEvent last(List<CutoverEvent> events) {
        return events.get(events.size() - 1);
    }
}
