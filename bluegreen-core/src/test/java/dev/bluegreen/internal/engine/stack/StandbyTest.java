package dev.bluegreen.internal.engine.stack;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.check.DrainGate;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.CutoverListener;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.GateResult;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.RetireBy;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.model.Wording;
import dev.bluegreen.result.RefusedException;
import dev.bluegreen.result.ReleaseStatus.Standby;
import dev.bluegreen.result.Retirement;
import dev.bluegreen.scene.Shop;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The old track after the switch: kept, kept for longer, retired when it is due. */
class StandbyTest {

    private static final Duration DAY = Duration.ofHours(24);

    private final Shop shop = new Shop();
    private final Release release = shop.builder().standby(DAY).build();
    private final List<CutoverEvent> heard = new CopyOnWriteArrayList<>();
    private final CutoverListener listener = heard::add;

    @Test
    void isExtendedFromItsEnd() {
        release.switchTo(GREEN);
        Instant until = release.status().standby().orElseThrow().until();

        Standby longer = shop.release().extendStandby(Duration.ofHours(6));

        assertThat(longer).isEqualTo(new Standby(BLUE, until.plus(Duration.ofHours(6))));
        assertThat(release.status().standby()).contains(longer);
        assertThat(shop.lockIsFree()).isTrue();
        shop.time.advance(DAY.plus(Shop.SETTLE));
        assertThatThrownBy(() -> release.retire(BLUE)).hasMessageContaining("kept as standby until " + longer.until());
    }

    /** It is no introduction: found by a random schedule, of a request whose old track was deleted before it was carried out. */
    @Test
    void aTrackThatIsDeletedBeforeTheFirstCutoverIsStillToBeKept() {
        release.request(GREEN);
        shop.platform.undeploy("shop-blue");

        release.resume();

        assertThat(shop.active()).isEqualTo(GREEN);
        assertThat(release.status().standby()).hasValueSatisfying(kept -> {
            assertThat(kept.track()).isEqualTo(BLUE);
            assertThat(kept.until()).isAfterOrEqualTo(shop.time.now().plus(DAY).minus(Shop.SETTLE.multipliedBy(2)));
        });
    }

    @Test
    void oneThatIsOverIsExtendedFromNow() {
        release.switchTo(GREEN);
        shop.time.advance(DAY.multipliedBy(3));

        Standby longer = release.extendStandby(Duration.ofHours(1));

        assertThat(longer.until()).isEqualTo(shop.time.now().plus(Duration.ofHours(1)));
    }

    @Test
    void thereIsNothingToExtendBeforeACutoverOrAfterAWayBack() {
        assertThatThrownBy(() -> release.extendStandby(DAY))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("no track is recorded as standby");
        release.switchTo(GREEN);
        release.rollBack();

        assertThatThrownBy(() -> release.extendStandby(DAY)).hasMessageContaining("no track is recorded as standby");
        assertThat(shop.lockIsFree()).isTrue();
    }

    @Test
    void aRefusedExtensionNamesTheTrackThatWouldBeTheStandby() {
        release.switchTo(GREEN);
        release.rollBack();

        assertThatThrownBy(() -> release.extendStandby(DAY))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.report().to()).isEqualTo(GREEN));
    }

    @Test
    void endsWhenItsTrackIsRetired() {
        release.switchTo(GREEN);
        shop.time.advance(DAY.plus(Shop.SETTLE).plusMillis(1));
        assertThat(release.status().toString())
                .containsPattern("kept until 2026-01-02T00:0[0-9]:[0-9]{2}Z, which is over\n");

        release.retire(BLUE);

        assertThat(release.status().standby()).isEmpty();
        assertThat(release.status().toString()).doesNotContain("standby");
        assertThatThrownBy(() -> release.extendStandby(DAY)).hasMessageContaining("no track is recorded as standby");
    }

    @Test
    void aRetiredTrackThatSomebodyScalesUpAgainIsTold() {
        release.switchTo(GREEN);
        shop.time.advance(DAY.plus(Shop.SETTLE).plusMillis(1));
        assertThat(release.status().toString()).doesNotContain("not kept as standby");
        release.retire(BLUE);
        assertThat(release.status().toString()).doesNotContain("not kept as standby");

        shop.platform
                .workloads()
                .scale(shop.platform.workloads().read(ReleaseSpec.of("shop")).blue(), 1);

        assertThat(release.status().toString()).containsPattern("BLUE shop-blue .* 1/1 ready, not kept as standby\n");
    }

    @Test
    void saysInstantsInWholeSecondsThatAreNotTooEarly() {
        release.switchTo(GREEN);
        Instant until = release.extendStandby(Duration.ofHours(1).plusNanos(1)).until();
        assertThat(until.getNano()).isNotZero();

        assertThat(release.status().toString())
                .contains(", until " + until.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1))
                .doesNotContain(until.toString());
        shop.time.advance(Shop.SETTLE);
        assertThatThrownBy(() -> release.retire(BLUE))
                .hasMessageContaining(until.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1) + ";");
    }

    @Test
    void isNotExtendedByNothing() {
        for (Duration by : List.of(Duration.ZERO, Duration.ofHours(-1))) {
            assertThatThrownBy(() -> release.extendStandby(by))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessage("extendStandby: " + Wording.of(by) + " is not positive; give a duration above 0");
        }
        assertThat(shop.calls).isEmpty();
    }

    @Test
    void aDeadExtensionDoesNotHinder() {
        release.switchTo(GREEN);

        shop.crashAt("save record/shop", 2, dying -> dying.extendStandby(DAY));

        assertThat(shop.release().extendStandby(DAY).track()).isEqualTo(BLUE);
    }

    @Test
    void aJobRetiresWhatIsDueAndNothingBefore() {
        release.switchTo(GREEN);
        assertThat(BlueGreen.retireDue(shop.platform, told -> told.listener(listener)))
                .singleElement()
                .satisfies(early -> {
                    assertThat(early.done()).isFalse();
                    assertThat(early.state()).isEqualTo(Retirement.State.KEPT);
                    assertThat(early.sentence()).isEqualTo("shop: BLUE is kept for 24 h 0 min more");
                });
        assertThat(heard).isEmpty();
        shop.time.advance(DAY.plus(Shop.SETTLE));

        List<Retirement> done = BlueGreen.retireDue(shop.platform, told -> told.listener(listener));

        assertThat(done).singleElement().satisfies(retired -> {
            assertThat(retired.done()).isTrue();
            assertThat(retired.sentence()).isEqualTo("shop: BLUE is retired, none of its pods is left");
        });
        assertThat(shop.platform.ready("shop-blue")).isZero();
        assertThat(shop.platform.ready("shop-green")).isEqualTo(3);
        assertThat(BlueGreen.retireDue(shop.platform, told -> told.listener(listener)))
                .isEmpty();
    }

    @Test
    void aJobRetiresByTheConfiguredMeans() {
        release.switchTo(GREEN);
        shop.time.advance(DAY.plus(Shop.SETTLE));
        AtomicBoolean drained = new AtomicBoolean();
        DrainGate queue = context -> drained.get()
                ? GateResult.pass("queue", "it is empty")
                : GateResult.fail("queue", "its queue cannot be read");
        UnaryOperator<ReleaseBuilder> asTold =
                told -> told.retireBy(RetireBy.DELETION).drainGate(queue);

        assertThat(BlueGreen.retireDue(shop.platform, asTold))
                .extracting(Retirement::sentence)
                .containsExactly("shop: BLUE was not retired: it is not drained: its queue cannot be read");
        drained.set(true);
        assertThat(BlueGreen.retireDue(shop.platform, asTold))
                .extracting(Retirement::done)
                .containsExactly(true);
        assertThat(release.status().world().blue().isNone()).isTrue();
    }

    @Test
    void aJobTellsReleasesApartByTheirNames() {
        release.switchTo(GREEN);
        shop.time.advance(DAY.plus(Shop.SETTLE));
        Map<String, ReleaseBuilder> described = Map.of("shop", shop.builder().retireBy(RetireBy.DELETION));

        assertThat(BlueGreen.retireDue(shop.platform, told -> described.getOrDefault(told.name(), told)))
                .extracting(Retirement::done)
                .containsExactly(true);
        assertThat(release.status().world().blue().isNone()).isTrue();
    }

    @Test
    void aDescriptionThatIsWrongIsSaidOfEachRelease() {
        release.switchTo(GREEN);

        assertThat(BlueGreen.retireDue(shop.platform, told -> told.minReadyPods(0)))
                .singleElement()
                .satisfies(wrong -> assertThat(wrong.sentence()).contains("shop: ", "minReadyPods: 0"));
    }

    @Test
    void aJobWarnsBeforeAStandbyEnds() {
        release.switchTo(GREEN);
        shop.time.advance(DAY.minusMinutes(10));

        BlueGreen.retireDue(shop.platform, told -> told.listener(listener));

        assertThat(heard)
                .singleElement()
                .satisfies(
                        event -> assertThat(event.sentence())
                                .isEqualTo(
                                        "shop: BLUE is kept for 10 min more; call extendStandby(...) if it may still be needed"));
    }

    @Test
    void aJobWarnsOfAStandbyThatIsOfNoUse() {
        release.switchTo(GREEN);
        shop.platform.setReady("shop-blue", 0);

        BlueGreen.retireDue(shop.platform, told -> told.listener(listener));

        assertThat(heard)
                .singleElement()
                .satisfies(event -> assertThat(event.sentence()).contains("there is nothing to go back to"));
    }

    @Test
    void aJobDoesNotRetireATrackThatGetsTraffic() {
        release.switchTo(GREEN);
        shop.time.advance(DAY.plus(Shop.SETTLE));
        shop.platform.foreignWrite("web", TrafficSplit.all(BLUE), "somebody");

        assertThat(BlueGreen.retireDue(shop.platform, told -> told.listener(listener)))
                .singleElement()
                .satisfies(kept -> assertThat(kept.sentence()).contains("traffic is on BLUE"));
        assertThat(shop.platform.ready("shop-blue")).isEqualTo(3);
    }

    @Test
    void aJobLeavesAloneWhatItCannotSeeInFull() {
        Release both = BlueGreen.release("shop")
                .on(shop.platform.route("dns", BLUE, Shop.SETTLE))
                .cutover(shop.platform.router("web"))
                .cutover(shop.platform.router("dns"))
                .build();
        both.switchTo(GREEN);
        shop.time.advance(DAY);

        assertThat(BlueGreen.retireDue(shop.platform, told -> told.listener(listener)))
                .singleElement()
                .satisfies(kept -> assertThat(kept.sentence()).contains("the routers are [dns, web]"));
        assertThat(shop.platform.ready("shop-blue")).isEqualTo(3);
    }

    @Test
    void whatOneReleaseThrowsStopsNoOther() {
        release.switchTo(GREEN);
        shop.time.advance(DAY.plus(Shop.SETTLE));
        shop.before("load record/shop", () -> {
            throw new PlatformException(PlatformException.Kind.FORBIDDEN, "not allowed");
        });

        assertThat(BlueGreen.retireDue(shop.platform, told -> told.listener(listener)))
                .singleElement()
                .satisfies(failed -> {
                    assertThat(failed.done()).isFalse();
                    assertThat(failed.state()).isEqualTo(Retirement.State.FAILED);
                    assertThat(failed.sentence()).isEqualTo("shop: not allowed");
                });
    }

    @Test
    void theStatusIsATreeWithACountdown() {
        release.switchTo(GREEN);
        shop.time.advance(Duration.ofMinutes(90));

        List<String> lines = release.status().toString().lines().toList();

        assertThat(lines)
                .startsWith(
                        "shop: traffic on GREEN",
                        "├─ router router/web " + shop.platform.routing("web").routing())
                .contains("├─ GREEN shop-green [shop:2] 3/3 ready", "│  ├─ pod shop-green-0 ready", "├─ lock free")
                .anyMatch(line ->
                        line.startsWith("├─ BLUE shop-blue [shop:1] 3/3 ready, standby for 22 h 30 min more, until "));
        assertThat(lines.get(lines.size() - 1)).contains("BLUE -> GREEN SWITCHED by memory: proven");
    }

    @Test
    void theStatusTellsWhatBecameOfAStandbyWithNumbers() {
        release.switchTo(GREEN);
        assertThat(release.status().toString()).doesNotContain("weaker");

        shop.platform.setReady("shop-blue", 1);
        assertThat(release.status().toString()).contains(", weaker than GREEN: 1 of 3 pods ready");

        shop.platform
                .workloads()
                .scale(shop.platform.workloads().read(ReleaseSpec.of("shop")).blue(), 0);
        assertThat(release.status().toString()).contains(", weaker than GREEN: 0 of 3 pods ready");
    }

    @Test
    void theStatusOfANewReleaseSaysSo() {
        assertThat(release.status().toString())
                .startsWith("shop: traffic on BLUE")
                .endsWith("└─ no cutover has ended so far");
    }
}
