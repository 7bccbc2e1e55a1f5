package dev.bluegreen.internal.engine.cutover;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.Release;
import dev.bluegreen.check.slo.Bake;
import dev.bluegreen.check.slo.Reaction;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.check.slo.Slo.Verdict;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Finding;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.scene.Shop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Objectives after the switch, and what follows from them. */
class BakeTest {

    private static final Bake MINUTE = Bake.lasting(ofMinutes(1));

    private final Shop shop = new Shop();

    @Test
    void aSingleBadCheckIsABreachUnlessMoreAreRequired() {
        assertThatThrownBy(() -> bake(MINUTE.watching(saying(Verdict.GOOD, Verdict.BAD, Verdict.GOOD))))
                .hasMessageContaining("an SLO is breached");

        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @Test
    void badChecksInARowAreABreachOnlyWhenThereAreEnough() {
        Slo twoBadInARow = saying(Verdict.BAD, Verdict.BAD, Verdict.GOOD, Verdict.BAD, Verdict.BAD, Verdict.GOOD);

        assertThat(bake(MINUTE.watching(twoBadInARow.breachedBy(3, 3))).outcome())
                .isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void badChecksOfAWindowAreABreachWithGoodOnesBetween() {
        Slo threeOfFive = saying(Verdict.BAD, Verdict.GOOD, Verdict.BAD, Verdict.GOOD, Verdict.BAD, Verdict.GOOD);

        assertThatThrownBy(() -> bake(MINUTE.watching(threeOfFive.breachedBy(3, 5))))
                .hasMessageContaining("an SLO is breached");
    }

    @Test
    void checksWithoutAVerdictCountNeitherWay() {
        Slo gaps = saying(Verdict.BAD, Verdict.STORE_DOWN, Verdict.BAD, Verdict.NO_DATA, Verdict.BAD, Verdict.GOOD);

        assertThatThrownBy(() -> bake(MINUTE.watching(gaps.breachedBy(3, 3)))).hasMessageContaining("breached");
    }

    @Test
    void moreBadChecksThanThereCanBeAreSaidBeforeAnythingMoves() {
        Slo tolerant = saying(Verdict.BAD).named("error rate");

        assertThat(findings(MINUTE.watching(tolerant.breachedBy(7, 7))))
                .anySatisfy(found -> assertThat(found)
                        .contains(
                                "slo-slow",
                                "error rate is breached by 7 bad checks, and no step and no bake has more than 6",
                                "every 10 s"));
        assertThat(findings(MINUTE.watching(tolerant.breachedBy(6, 6)))).noneMatch(found -> found.contains("slo-slow"));
        assertThatThrownBy(() -> bake(MINUTE.watching(tolerant.breachedBy(6, 6))))
                .hasMessageContaining("breached");
        assertThat(findings(MINUTE.every(ofMinutes(2)).watching(tolerant.breachedBy(3, 3))))
                .anyMatch(found -> found.contains("more than 2 checks"));
    }

    private List<String> findings(Bake bake) {
        return shop.builder().bake(bake).build().plan(GREEN).findings().stream()
                .map(Finding::toString)
                .toList();
    }

    @Test
    void noDataHoldsUntilTheEndAndThenGoesBack() {
        assertThatThrownBy(() -> bake(MINUTE.watching(saying(Verdict.NO_DATA))))
                .isInstanceOfSatisfying(
                        CutoverException.class,
                        ended -> assertThat(ended.report().took()).isGreaterThanOrEqualTo(ofMinutes(1)))
                .hasMessageContaining("no data at the end of the bake");
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @Test
    void noDataMayBeHeld() {
        assertThat(bake(MINUTE.watching(saying(Verdict.NO_DATA)).onNoData(Reaction.HOLD))
                        .outcome())
                .isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void dataThatComesInTimeIsEnough() {
        assertThat(bake(MINUTE.watching(saying(Verdict.NO_DATA, Verdict.STORE_DOWN, Verdict.GOOD)))
                        .outcome())
                .isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void aSourceOfDataThatIsDownHoldsAndIsReported() {
        CutoverReport report = bake(MINUTE.watching(asked -> {
            throw new IllegalStateException("connection refused");
        }));

        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(report.history())
                .anyMatch(event -> event.sentence().contains("gives no answer: ")
                        && event.sentence().contains("connection refused"));
    }

    @Test
    void aFrozenCutoverStaysAndGoesBackOnlyByHand() {
        Release release = shop.builder()
                .bake(MINUTE.watching(saying(Verdict.BAD)).onBreach(Reaction.FREEZE))
                .build();

        assertThatThrownBy(() -> release.switchTo(GREEN))
                .isInstanceOfSatisfying(
                        CutoverException.class,
                        frozen -> assertThat(frozen.report().outcome()).isEqualTo(Outcome.FROZEN))
                .hasMessageContaining("stays there")
                .hasMessageContaining("Traffic is on GREEN");
        assertThat(shop.active()).isEqualTo(GREEN);
        assertThat(release.status().lock()).isEmpty();

        assertThat(release.rollBack().outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @Test
    void badInputIsNamed() {
        Bake wrong = Bake.lasting(ofMinutes(-1)).every(Duration.ZERO).onBreach(Reaction.HOLD);

        assertThatThrownBy(() -> shop.builder().bake(wrong).build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("bake: -1 min", "bake.every: 0 s", "bake.onBreach: HOLD");
        assertThatThrownBy(() -> saying(Verdict.GOOD).breachedBy(4, 3)).hasMessageContaining("4 bad of 3 checks");
    }

    private CutoverReport bake(Bake bake) {
        return shop.builder().bake(bake).build().switchTo(GREEN);
    }

    /** Says these one after the other, and the last for ever. */
    private static Slo saying(Verdict... verdicts) {
        Deque<Verdict> left = new ArrayDeque<>(Arrays.asList(verdicts));
        return asked -> {
            Verdict verdict = left.size() > 1 ? left.pop() : left.element();
            return new Slo.Result(verdict, "said " + verdict);
        };
    }
}
