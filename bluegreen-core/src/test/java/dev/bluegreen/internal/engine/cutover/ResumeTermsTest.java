package dev.bluegreen.internal.engine.cutover;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.Release;
import dev.bluegreen.check.slo.Bake;
import dev.bluegreen.check.slo.Metric;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.model.Recovery;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.RefusedException;
import dev.bluegreen.result.Unfinished;
import dev.bluegreen.spi.CrashException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may go on with a cutover, what holds then, and what is told of it. */
class ResumeTermsTest extends ResumeScene {

    @Test
    void nothingIsWrittenWhenNothingIsUnfinished() {
        whole().switchTo(GREEN);
        shop.calls.clear();

        assertThat(whole().resume().outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(shop.writes()).isEmpty();
    }

    @Test
    void badChecksBeforeTheDeathCountForTheTolerance() {
        Slo twice = slo(Slo.Verdict.BAD).breachedBy(2, 2);
        dieWhen(event -> event.phase() == Phase.BAKE, Duration.ofSeconds(11), bakedOnly(twice.breachedBy(3, 3)));
        judged.clear();

        assertThatThrownBy(() -> bakedOnly(twice.breachedBy(3, 3)).build().resume())
                .hasMessageContaining("an SLO is breached");

        assertThat(judged).as("one before the death, and two after it").hasSize(2);
    }

    @Test
    void aReleaseThatLacksTheObjectiveGoesBackAndSaysSo() {
        dieWhen(event -> event.phase() == Phase.BAKE);

        assertThatThrownBy(() -> routed().resume()).hasMessageContaining("lacks: objective 'error rate'");

        assertThat(splits()).containsOnly(TrafficSplit.all(BLUE));
        assertThat(shop.lockIsFree()).isTrue();
    }

    @Test
    void ofTwoObjectivesOfOneNameTheSecondIsMissedWhereThereIsOneOnly() {
        Slo one = slo(Slo.Verdict.GOOD);
        dieWhen(event -> event.phase() == Phase.BAKE, minutes(2), bakedOnly(one).bake(BAKE, one, one));

        CutoverReport report = bakedOnly(one).build().recover();

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(report.sentence()).contains("lacks: objective 'error rate'");
        assertThat(splits()).containsOnly(TrafficSplit.all(BLUE));
    }

    @Test
    void aReleaseWithOtherRoutersIsRefusedAndWritesNothing() {
        dieWhen(event -> event.phase() == Phase.BAKE);
        shop.calls.clear();

        Release other = shop.builder().cutover(shop.platform.router("web")).build();

        assertThatThrownBy(other::resume)
                .hasMessageContaining("of a release with other routers or labels")
                .hasMessageContaining("router/web, router/api");
        assertThat(shop.writes()).isEmpty();
    }

    @Test
    void aReleaseWithoutOneOfTheRoutersDoesNotSwitchOverALeftCutover() {
        dieWhen(event -> event.phase() == Phase.BAKE, minutes(1));
        shop.platform.foreignWrite("web", TrafficSplit.all(BLUE), "kubectl");

        assertThatThrownBy(() -> half().switchTo(GREEN))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("may have moved router/api, which this release does not move");
    }

    @ParameterizedTest
    @EnumSource(Recovery.class)
    void aReleaseWithoutOneOfTheRoutersSaysWhichItDidNotLookAt(Recovery how) {
        dieWhen(event -> event.phase() == Phase.BAKE, minutes(1));

        CutoverReport report = half().recover(how);

        assertThat(report.sentence())
                .contains(
                        "not looked at, because this release does not move it: router/api; see where it sends traffic");
        assertThat(last().reason()).contains("router/api");
        assertThat(shop.platform.routing("api").split()).isEqualTo(TrafficSplit.all(GREEN));
    }

    private Release half() {
        return shop.builder().cutover(shop.platform.router("web")).build();
    }

    @Test
    void theRecordedScheduleBakeAndStandbyHold() {
        dieWhen(event -> event.phase() == Phase.BAKE, Duration.ofMinutes(4));
        Instant resumed = shop.time.now();

        CutoverReport report = builder()
                .bake(Bake.lasting(Duration.ofSeconds(1)).watching(slo(Slo.Verdict.GOOD)))
                .build()
                .resume();

        assertResumed(report);
        assertThat(Duration.between(resumed, shop.time.now())).isGreaterThan(minutes(6));
        assertThat(report.findings())
                .anySatisfy(found -> assertThat(found.sentence()).contains("bake 10 min, not 1 s"));
    }

    @Test
    void theStatusTellsWhatADeadCutoverWaitsFor() {
        approved.set(false);
        dieAfter(Duration.ofMinutes(10));
        assertThat(left().state()).as("held, as far as is known").isEqualTo(Unfinished.State.RUNNING);

        shop.time.advance(Duration.ofMinutes(1));

        assertThat(left().state()).isEqualTo(Unfinished.State.DEAD);
        assertThat(left().waitsFor().orElseThrow()).startsWith("waits for the approval of plan");
        assertThat(left().until()).contains(Instant.parse("2026-01-01T01:00:00Z"));
    }

    @Test
    void aParkedCutoverIsNotRecovered() {
        approved.set(false);
        dieAfter(Duration.ofMinutes(10));
        park("the approval");

        assertThat(left().state()).isEqualTo(Unfinished.State.PARKED);
        assertThat(left().waitsFor()).contains("the approval");
        assertThat(routed().status().toString()).contains("parked cutover op-1 BLUE -> GREEN");
        shop.calls.clear();
        CutoverReport report = whole().recover();

        assertThat(report.outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(report.sentence())
                .contains("is parked and waits for the approval")
                .contains("resume()");
        assertThat(shop.writes()).isEmpty();

        approved.set(true);
        assertResumed(whole().resume());
    }

    @Test
    void finishingByNameSaysWhatWasNotWatched() {
        dieWhen(event -> event.phase() == Phase.BAKE, Duration.ofMinutes(4));

        CutoverReport report = routed().recover(dev.bluegreen.model.Recovery.FINISH);

        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(report.sentence()).contains("not watched: ").contains("of the bake of 10 min with 1 objective");
        assertThat(report.findings()).anySatisfy(found -> assertThat(found.id()).isEqualTo("not-watched"));
        assertThat(last().reason()).contains("not watched: ");
        assertThat(routed().status().standby().orElseThrow().until())
                .isAfter(shop.time.now().plus(Duration.ofHours(23)));
    }

    @Test
    void numbersOfEventsAreNotGivenTwice() {
        List<CutoverEvent> told = new ArrayList<>();
        dieWhen(
                event -> event.phase() == Phase.BAKE,
                Duration.ofMinutes(1),
                builder().listener(told::add));
        assertResumed(builder().listener(told::add).build().resume());

        List<CutoverEvent> first =
                told.stream().filter(event -> !event.replayed()).toList();
        assertThat(first).extracting(CutoverEvent::cutoverId).containsOnly("op-1");
        assertThat(first).extracting(CutoverEvent::number).doesNotHaveDuplicates();
    }

    @Test
    void anotherDeathIsResumedAsWell() {
        dieWhen(event -> event.phase() == Phase.BAKE, Duration.ofMinutes(2));
        AtomicBoolean dead = new AtomicBoolean();
        shop.die(dead::get);
        shop.time.after(Duration.ofMinutes(4), () -> dead.set(true));
        assertThatThrownBy(() -> whole().resume()).isInstanceOf(CrashException.class);
        shop.stopIntercepting();
        judged.clear();

        assertResumed(whole().resume());

        assertThat(judged).hasSizeBetween(24, 40);
    }

    @Test
    void ofTwoLimitsOfADeclaredObjectiveTheStricterOneHolds() {
        dieWhen(event -> event.phase() == Phase.BAKE, Duration.ofMinutes(1), bakedOnly(errors().below(0.5)));

        assertThatThrownBy(() -> bakedOnly(errors().below(0.9)).build().resume())
                .hasMessageContaining("an SLO is breached")
                .hasMessageContaining("expected below 0.5");
        assertThat(splits()).containsOnly(TrafficSplit.all(BLUE));
    }

    @Test
    void anObjectiveThatAsksSomethingElseIsAnotherOne() {
        dieWhen(event -> event.phase() == Phase.BAKE, Duration.ofMinutes(1), bakedOnly(errors().below(0.5)));

        assertThatThrownBy(() -> bakedOnly(errors().above(0.5)).build().resume())
                .hasMessageContaining("lacks: objective 'the metric below 0.5'");
    }

    @Test
    void aFunctionWithoutANameIsNotKnownAgain() {
        Slo function = context -> new Slo.Result(Slo.Verdict.GOOD, "fine");
        dieWhen(event -> event.phase() == Phase.BAKE, Duration.ofMinutes(1), bakedOnly(function));

        assertThatThrownBy(() -> bakedOnly(function).build().resume())
                .hasMessageContaining("lacks: objective 'objective', a function without a name");
    }

    /** 0.1 at first, and 0.7 from the second minute on. */
    private Metric errors() {
        Instant begun = Instant.parse("2026-01-01T00:00:00Z");
        return new Metric() {
            @Override
            public OptionalDouble read(Instant until, Duration window) {
                boolean isEarly = Duration.between(begun, until).compareTo(Duration.ofMinutes(1)) <= 0;
                return OptionalDouble.of(isEarly ? 0.1 : 0.7);
            }

            @Override
            public Optional<String> asks() {
                return Optional.of("errors");
            }
        };
    }
}
