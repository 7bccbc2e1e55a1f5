package dev.bluegreen.check.slo;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bluegreen.cutover.Schedule;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Finding;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.ObjectiveVerdict;
import dev.bluegreen.scene.Shop;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What a report says of each objective: its name, how it stood, its last and worst value, and what could not be judged. */
class ObjectivesTest {

    private final Shop shop = new Shop();

    @Test
    void eachObjectiveHasAVerdictWithItsLastAndWorstValue() {
        CutoverReport report = bake(giving(0.001, 0.004, 0.002).below(0.01).named("error rate"));

        ObjectiveVerdict verdict = report.objectives().get(0);
        assertThat(verdict.name()).isEqualTo("error rate");
        assertThat(verdict.verdict()).isEqualTo(ObjectiveVerdict.Verdict.MET);
        assertThat(verdict.lastValue()).hasValue(0.002);
        assertThat(verdict.worstValue()).hasValue(0.004);
        assertThat(verdict.samples()).isEqualTo(6);
        assertThat(verdict.unjudged()).isZero();
        assertThat(report.sentence()).doesNotContain("not judged");
        assertThat(report.findings()).extracting(Finding::id).doesNotContain("slo-not-judged");
        assertThat(report.toString())
                .contains("error rate: met, last 0.002, worst 0.004, expected below 0.01; 6 samples");
    }

    @Test
    void aShareIsReadAsAPercentageBesideItsBound() {
        Slo slo =
                giving(0.001, 0.0042129, 0.002).below(0.01).named("error rate").inPercent();
        CutoverReport report = bake(slo);

        assertThat(report.toString())
                .contains("error rate: met, last 0.2 %, worst 0.4213 %, expected below 1 %; 6 samples");
        assertThat(report.history())
                .anyMatch(event -> event.sentence().equals("GOOD error rate is 0.1 %, expected below 1 %"));
        assertThat(shop.release().status().history().get(0).objectives()).isEqualTo(report.objectives());
    }

    @Test
    void aNumberIsReadInItsUnitWhateverElseTheObjectiveIsToldToBe() {
        Slo slo = giving(120, 180.5, 140).below(250).in("ms").breachedBy(2, 3).named("latency");

        assertThat(bake(slo).objectives().get(0))
                .hasToString("latency: met, last 140 ms, worst 180.5 ms, expected below 250 ms; 6 samples");
        assertThatThrownBy(() -> giving(1).below(2).in(" ")).hasMessageContaining("slo.in: ' '");
    }

    @Test
    void aBreachByAHairDoesNotLookLikeItsBound() {
        assertThatThrownBy(() ->
                        bake(giving(0.01000049).below(0.01).named("error rate").inPercent()))
                .hasMessageContaining("error rate is 1.000049 %, expected below 1 %");
    }

    @Test
    void whatIsFoundBeforeTheMoveNamesTheObjectiveAsItIsNamed() {
        Metric nothing = new Metric() {
            @Override
            public OptionalDouble read(Instant until, Duration window) {
                return OptionalDouble.empty();
            }

            @Override
            public List<Finding> preflight(Instant now) {
                return List.of(new Finding("slo-no-data", Finding.Severity.WARNING, "it has no data", "look at it"));
            }
        };

        assertThat(shop.builder()
                        .bake(ofMinutes(1), nothing.below(0.01).named("error rate"))
                        .build()
                        .plan(GREEN)
                        .findings())
                .filteredOn(finding -> finding.id().equals("slo-no-data"))
                .extracting(Finding::sentence)
                .containsExactly("error rate: it has no data");
    }

    @Test
    void theWorstOfWhatHasToBeAboveIsTheLowest() {
        CutoverReport report = bake(giving(0.999, 0.995, 0.998).above(0.99));

        assertThat(report.objectives().get(0).worstValue()).hasValue(0.995);
    }

    @Test
    void aBreachIsAVerdictToo() {
        CutoverException failure = catchThrowableOfType(
                CutoverException.class,
                () -> bake(giving(0.001, 0.5).below(0.01).named("error rate")));

        ObjectiveVerdict verdict = failure.report().objectives().get(0);
        assertThat(verdict.verdict()).isEqualTo(ObjectiveVerdict.Verdict.BREACHED);
        assertThat(verdict.worstValue()).hasValue(0.5);
        assertThat(verdict.samples()).isEqualTo(2);
        assertThat(failure).hasMessageContaining("error rate: the metric is 0.5, expected below 0.01");
    }

    @Test
    void anObjectiveThatCouldHardlyBeJudgedIsNotAProof() {
        Deque<Slo.Verdict> left = new ArrayDeque<>(Arrays.asList(
                Slo.Verdict.STORE_DOWN,
                Slo.Verdict.STORE_DOWN,
                Slo.Verdict.NO_DATA,
                Slo.Verdict.NO_DATA,
                Slo.Verdict.GOOD));

        CutoverReport report =
                bake(asked -> new Slo.Result(left.size() > 1 ? left.pop() : left.element(), "as the test wants it"));

        ObjectiveVerdict verdict = report.objectives().get(0);
        assertThat(verdict.storeDown()).isEqualTo(2);
        assertThat(verdict.noData()).isEqualTo(2);
        assertThat(verdict.verdict()).isEqualTo(ObjectiveVerdict.Verdict.MET);
        assertThat(report.findings()).extracting(Finding::id).contains("slo-not-judged");
        assertThat(report.sentence()).contains("not judged: objective");
    }

    @Test
    void theHistoryKeepsTheVerdictsForAnotherProcess() {
        CutoverReport report = bake(giving(0.001, 0.004, 0.002).below(0.01).named("error rate"));

        assertThat(shop.release().status().history().get(0).objectives()).isEqualTo(report.objectives());

        assertThatThrownBy(() -> shop.builder()
                .bake(ofMinutes(1), giving(0.5).below(0.01).named("error rate"))
                .build()
                .switchTo(BLUE));
        assertThat(shop.release().status().history().get(0).objectives())
                .singleElement()
                .satisfies(verdict -> assertThat(verdict.verdict()).isEqualTo(ObjectiveVerdict.Verdict.BREACHED));
    }

    @Test
    void stepsAndBakeAreCountedTogether() {
        shop.platform.routeByShares("web", BLUE, Shop.SETTLE);
        CutoverReport report = shop.builder()
                .schedule(Schedule.canary(10, ofMinutes(5)))
                .bake(ofMinutes(1), giving(0.004, 0.001).below(0.01))
                .build()
                .switchTo(GREEN);

        ObjectiveVerdict verdict = report.objectives().get(0);
        assertThat(verdict.worstValue()).hasValue(0.004);
        assertThat(verdict.samples()).isGreaterThan(30);
    }

    @Test
    void aBakeShorterThanItsIntervalIsNotJudgedByItsBeginningAlone() {
        assertThatThrownBy(() -> shop.builder()
                        .bake(Bake.lasting(ofMinutes(1))
                                .every(ofMinutes(10))
                                .watching(giving(0.001, 0.5).below(0.01)))
                        .build()
                        .switchTo(GREEN))
                .hasMessageContaining("the metric is 0.5");
    }

    @Test
    void withoutABakeThereIsNoVerdict() {
        assertThat(shop.release().switchTo(GREEN).objectives()).isEmpty();
    }

    @Test
    void namesAreDerivedShortAndTellTwoOfAKindApart() {
        Slo slo = Slo.prometheus(URI.create("http://prom.example"))
                .query("sum(rate(" + "x".repeat(200) + "[5m]))")
                .below(1);

        assertThat(slo.name()).hasSizeLessThan(80).endsWith("below 1.0");
        assertThat(Slo.http(URI.create("http://u:PW@shop.example/healthz?key=K"))
                        .name())
                .isEqualTo("calls of shop.example/healthz");
        assertThat(Slo.podHealth().name()).isEqualTo("pod health");
        CutoverReport report = shop.builder()
                .bake(ofMinutes(1), giving(0).below(1), giving(0).below(1), asked -> good(), asked -> good())
                .build()
                .switchTo(GREEN);
        assertThat(report.objectives())
                .extracting(ObjectiveVerdict::name)
                .containsExactly("the metric below 1.0", "the metric below 1.0 (2)", "objective", "objective (2)");
    }

    @Test
    void aNameIsOneShortLine() {
        Slo slo = asked -> good();

        for (String wrong : new String[] {"", " ", "a\nb", "a\u001bb", "x".repeat(81)}) {
            assertThatThrownBy(() -> slo.named(wrong))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("slo.named");
        }
        assertThat(slo.named("a").breachedBy(2, 3).named("b").name()).isEqualTo("b");
        assertThat(slo.named("a").breachedBy(2, 3).named("b").tolerance().bad()).isEqualTo(2);
    }

    @Test
    void aLongBakeTellsWhatChangedAndASummary() {
        CutoverReport report = shop.builder()
                .bake(Bake.lasting(Duration.ofMinutes(10))
                        .watching(giving(0.001, 0.00101, 0.00102, 0.001)
                                .below(0.01)
                                .named("error rate")))
                .build()
                .switchTo(GREEN);

        assertThat(report.history())
                .filteredOn(event -> event.sentence().contains("error rate"))
                .extracting(event -> event.sentence())
                .containsExactly(
                        "GOOD error rate: the metric is 0.001, expected below 0.01",
                        "error rate: met, last 0.001, worst 0.00102, expected below 0.01; 60 samples");
    }

    private CutoverReport bake(Slo slo) {
        return shop.builder().bake(ofMinutes(1), slo).build().switchTo(GREEN);
    }

    /** Gives these one after the other, and the last for ever. */
    private static Metric giving(double... values) {
        Deque<Double> left = new ArrayDeque<>();
        Arrays.stream(values).forEach(left::add);
        return (until, window) -> OptionalDouble.of(left.size() > 1 ? left.pop() : left.element());
    }

    private static Slo.Result good() {
        return new Slo.Result(Slo.Verdict.GOOD, "fine");
    }
}
