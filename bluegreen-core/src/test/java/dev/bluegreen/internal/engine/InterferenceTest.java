package dev.bluegreen.internal.engine;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.Cutover;
import dev.bluegreen.check.approval.Approval;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.model.BlueGreenException;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Track;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.scene.Shop;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Somebody closes the platform, aborts, or goes back, right at each call that an operation makes. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class InterferenceTest {

    private static final int MOST_CALLS = 200;

    /** What somebody does. */
    private enum Act {
        CLOSE,
        ABORT,
        ROLL_BACK
    }

    /** What is under way. */
    private enum Work {
        SWITCH,
        ROLL_BACK,
        STAGE,
        RETIRE;

        private boolean canBeAborted() {
            return this == SWITCH;
        }
    }

    @ParameterizedTest
    @EnumSource(Work.class)
    void aPlatformThatIsClosedAtAnyCallLeavesOneTrackAndAFreeLock(Work work) {
        atEachCall(work, Act.CLOSE);
    }

    @ParameterizedTest
    @EnumSource(
            value = Work.class,
            names = {"SWITCH"})
    void anAbortAtAnyCallLeavesOneTrackAndAFreeLock(Work work) {
        assertThat(work.canBeAborted()).isTrue();
        atEachCall(work, Act.ABORT);
    }

    @ParameterizedTest
    @EnumSource(Work.class)
    void aRollBackBesideItAtAnyCallLeavesOneTrackAndAFreeLock(Work work) {
        atEachCall(work, Act.ROLL_BACK);
    }

    private static void atEachCall(Work work, Act act) {
        int struck = 1;
        while (struck < MOST_CALLS && new Strike(work, act, struck).isMade()) {
            struck++;
        }
        assertThat(struck).as("calls that were struck").isBetween(5, MOST_CALLS - 1);
    }

    /** One run that is struck at its n-th call. */
    private static final class Strike {

        /** Only the report of a move says where traffic is. */
        private static final Set<Work> MOVES = Set.of(Work.SWITCH, Work.ROLL_BACK);

        private final Shop shop = new Shop();
        private final AtomicReference<Cutover> underway = new AtomicReference<>();
        private final CompletableFuture<Boolean> struck = new CompletableFuture<>();
        private final Work work;
        private final Act act;
        private final int call;

        Strike(Work work, Act act, int call) {
            this.work = work;
            this.act = act;
            this.call = call;
        }

        /** True if the run had so many calls. */
        boolean isMade() {
            prepare();
            AtomicInteger left = new AtomicInteger(call);
            shop.eachCall(seen -> {
                if (left.decrementAndGet() == 0) {
                    shop.time.fork("beside", this::strike);
                }
            });
            Optional<CutoverReport> report = run();
            boolean wasMade = left.get() <= 0;
            if (wasMade) {
                assertThat(struck.join()).isTrue();
            }
            assertThatItIsSettled(report);
            return wasMade;
        }

        private void prepare() {
            if (work != Work.SWITCH) {
                shop.release().switchTo(GREEN);
                shop.time.advance(ofMinutes(5));
            }
        }

        private Optional<CutoverReport> run() {
            try {
                return Optional.ofNullable(
                        switch (work) {
                            case SWITCH -> switched();
                            case ROLL_BACK -> shop.release().rollBack();
                            case STAGE -> {
                                shop.release().stage(BLUE).image("shop:3").apply();
                                yield null;
                            }
                            case RETIRE -> {
                                shop.release().retire(BLUE);
                                yield null;
                            }
                        });
            } catch (CutoverException e) {
                return Optional.of(e.report()).filter(told -> MOVES.contains(work));
            } catch (BlueGreenException e) {
                return Optional.empty();
            }
        }

        private CutoverReport switched() {
            Cutover cutover = shop.builder()
                    .smokeTest(asked -> Evidence.confirmed("smoke-test", "shop-green", "fine"))
                    .approval(Approval.callback(asked -> Approval.Answer.approved("ann")))
                    .bake(ofSeconds(20), asked -> new Slo.Result(Slo.Verdict.GOOD, "fine"))
                    .build()
                    .start(GREEN);
            underway.set(cutover);
            try {
                return cutover.await(Duration.ofHours(1)).orElseThrow();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private void strike() {
            try {
                switch (act) {
                    case CLOSE -> shop.platform.close();
                    case ABORT -> {
                        shop.await(() -> underway.get() != null);
                        underway.get().abort("the window closes");
                    }
                    case ROLL_BACK -> shop.release().rollBack();
                }
            } catch (BlueGreenException e) {
                // refused, which is an answer
            } finally {
                struck.complete(true);
            }
        }

        private void assertThatItIsSettled(Optional<CutoverReport> report) {
            String what = work + ", " + act + " at call " + call;
            Track active = shop.active();
            assertThat(shop.lockIsFree()).as(what).isTrue();
            assertThat(shop.platform.ready(active == BLUE ? "shop-blue" : "shop-green"))
                    .as(what)
                    .isPositive();
            assertThat(shop.platform.record("shop").map(record -> record.json()).orElse(""))
                    .as(what)
                    .doesNotContain("inFlight");
            if (act != Act.ROLL_BACK) {
                report.ifPresent(told -> assertThat(told.active()).as(what).contains(active));
            }
        }
    }
}
