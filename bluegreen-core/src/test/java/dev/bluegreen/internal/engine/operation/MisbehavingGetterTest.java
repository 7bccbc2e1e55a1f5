package dev.bluegreen.internal.engine.operation;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.Release;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.check.Access;
import dev.bluegreen.check.ProbeContext;
import dev.bluegreen.check.TrafficProbe;
import dev.bluegreen.check.approval.Approval;
import dev.bluegreen.check.approval.ApprovalRequest;
import dev.bluegreen.check.slo.Bake;
import dev.bluegreen.check.slo.Reaction;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.check.slo.SloContext;
import dev.bluegreen.check.slo.Tolerance;
import dev.bluegreen.check.smoke.SmokeContext;
import dev.bluegreen.check.smoke.SmokeTest;
import dev.bluegreen.cutover.PlannedWrite;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.CutoverListener;
import dev.bluegreen.event.Outbox;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Workload;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.scene.Misbehaving;
import dev.bluegreen.scene.Shop;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What callbacks say of themselves is the user's code too: asked when the release is built, or beside the operation. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MisbehavingGetterTest {

    private final Shop shop = new Shop();
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicBoolean misbehaved = new AtomicBoolean();

    static Stream<Arguments> readAtBuild() {
        return every(true).filter(run -> !((Misbehaving) run.get()[1]).isSlow());
    }

    static Stream<Arguments> readLater() {
        return every(false);
    }

    private static Stream<Arguments> every(boolean atBuild) {
        return Arrays.stream(Getter.values())
                .filter(getter -> getter.isReadAtBuild() == atBuild)
                .flatMap(getter -> Arrays.stream(Misbehaving.values())
                        .filter(way -> way != Misbehaving.ANSWERS_NULL || getter.canAnswerNull())
                        .map(way -> Arguments.of(getter, way)));
    }

    @AfterEach
    void letThemGo() {
        end.countDown();
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("readAtBuild")
    void isAProblemOfTheConfigurationWhenTheReleaseIsBuilt(Getter getter, Misbehaving way) {
        AtomicBoolean now = new AtomicBoolean(true);

        assertThatThrownBy(() -> release(getter, way, now).build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("fix it so that it returns a value and never throws");
        assertThat(shop.lockIsFree()).isTrue();
    }

    /** Asked again in an operation, it could stop that: what it said when the release was built holds. */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("readAtBuild")
    void isNotAskedAgainAfterTheBuild(Getter getter, Misbehaving way) {
        AtomicBoolean now = new AtomicBoolean();
        Release release = release(getter, way, now).build();
        now.set(true);

        assertThat(end(release).outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(misbehaved).as("it was asked again").isFalse();
        assertThat(shop.active()).isEqualTo(GREEN);
        assertThat(shop.lockIsFree()).isTrue();
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("readLater")
    void isTheFailureOfItsCallbackInAnOperation(Getter getter, Misbehaving way) {
        CutoverReport report = end(release(getter, way, new AtomicBoolean(true)).build());

        assertThat(misbehaved).as("it was asked").isTrue();
        if (hidesTheAnswer(getter, way)) {
            assertThat(report.outcome()).isEqualTo(Outcome.REFUSED);
            assertThat(shop.active()).isEqualTo(BLUE);
        } else {
            assertThat(report.outcome()).isEqualTo(getter.end().outcome());
            assertThat(shop.active()).isEqualTo(getter.end().on());
        }
        assertThat(report.active()).contains(shop.active());
        assertThat(report.took()).isLessThan(ofMinutes(15));
        assertThat(shop.lockIsFree()).isTrue();
        assertThat(shop.platform.running().leftBehind()).isLessThanOrEqualTo(1);
    }

    /** An approval whose watch never returns has not answered: who approved is not known. */
    private static boolean hidesTheAnswer(Getter getter, Misbehaving way) {
        return way.isSlow() && (getter == Getter.WATCH_STANDS || getter == Getter.WATCH_REFUSAL);
    }

    @Test
    void anObjectiveThatIsGivenTwiceIsTwo() {
        Slo twice = context -> new Slo.Result(Slo.Verdict.GOOD, "fine");

        CutoverReport report =
                end(shop.builder().bake(ofSeconds(60), twice, twice).build());

        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(report.objectives())
                .hasSize(2)
                .allSatisfy(verdict -> assertThat(verdict.isJudged()).isTrue());
    }

    private static CutoverReport end(Release release) {
        try {
            return release.switchTo(GREEN);
        } catch (CutoverException e) {
            return e.report();
        }
    }

    private ReleaseBuilder release(Getter getter, Misbehaving way, AtomicBoolean now) {
        Bad bad = new Bad(getter, way, now);
        return shop.builder()
                .approval(new BadApproval(bad))
                .smokeTest(new BadTest(bad))
                .trafficProbe(new BadProbe(bad))
                .bake(Bake.lasting(ofSeconds(60))
                        .watching(new BadObjective(bad))
                        .onStoreDown(Reaction.ROLL_BACK))
                .listener(new BadListener(bad));
    }

    /** Misbehaves in one place, and not before it is told to. */
    private final class Bad {

        private final Getter getter;
        private final Misbehaving way;
        private final AtomicBoolean now;

        Bad(Getter getter, Misbehaving way, AtomicBoolean now) {
            this.getter = getter;
            this.way = way;
            this.now = now;
        }

        <T> T at(Getter place, T good) {
            if (place != getter || !now.get()) {
                return good;
            }
            misbehaved.set(true);
            return way.instead(good, shop.time, end);
        }
    }

    private record BadApproval(Bad bad) implements Approval {

        @Override
        public Answer check(ApprovalRequest request) {
            return Answer.approved("alice");
        }

        @Override
        public Duration limit() {
            return bad.at(Getter.APPROVAL_WITHIN, ofSeconds(60));
        }

        @Override
        public Decision unanswered() {
            return bad.at(Getter.APPROVAL_UNANSWERED, Decision.REJECTED);
        }

        @Override
        public boolean authenticated() {
            return bad.at(Getter.APPROVAL_AUTHENTICATED, true);
        }

        @Override
        public boolean excludesRequester() {
            return bad.at(Getter.APPROVAL_EXCLUDES_REQUESTER, false);
        }

        @Override
        public boolean canBeWithdrawn() {
            return bad.at(Getter.APPROVAL_CAN_BE_WITHDRAWN, false);
        }

        @Override
        public List<Permission> permissions(ReleaseSpec release) {
            return bad.at(Getter.APPROVAL_PERMISSIONS, List.of());
        }

        @Override
        public List<String> problems() {
            return bad.at(Getter.APPROVAL_PROBLEMS, List.of());
        }

        @Override
        public Watch watch(ApprovalRequest request, Runnable changed) {
            return new BadWatch(bad);
        }
    }

    private record BadWatch(Bad bad) implements Approval.Watch {

        @Override
        public boolean stands() {
            return bad.at(Getter.WATCH_STANDS, true);
        }

        @Override
        public Optional<String> refusal() {
            return bad.at(Getter.WATCH_REFUSAL, Optional.empty());
        }

        @Override
        public void close() {
            boolean unused = bad.at(Getter.WATCH_CLOSE, true);
        }
    }

    private record BadTest(Bad bad) implements SmokeTest {

        @Override
        public Evidence check(SmokeContext context) {
            return Evidence.confirmed("smoke-test", "shop", "fine");
        }

        @Override
        public Duration limit(Workload idle) {
            return bad.at(Getter.SMOKE_TEST_LIMIT, ofSeconds(60));
        }

        @Override
        public Set<Access> uses() {
            return bad.at(Getter.SMOKE_TEST_USES, Set.of());
        }

        @Override
        public List<PlannedWrite> writes(ReleaseSpec release) {
            return bad.at(Getter.SMOKE_TEST_WRITES, List.of());
        }

        @Override
        public List<Permission> permissions(ReleaseSpec release) {
            return bad.at(Getter.SMOKE_TEST_PERMISSIONS, List.of());
        }

        @Override
        public List<String> problems() {
            return bad.at(Getter.SMOKE_TEST_PROBLEMS, List.of());
        }
    }

    private record BadProbe(Bad bad) implements TrafficProbe {

        @Override
        public Evidence check(ProbeContext context) {
            return Evidence.confirmed("traffic", "shop", "fine");
        }

        @Override
        public TrafficProbe begin() {
            return bad.at(Getter.PROBE_BEGIN, this);
        }

        @Override
        public Set<Access> uses() {
            return bad.at(Getter.PROBE_USES, Set.of());
        }

        @Override
        public List<String> problems() {
            return bad.at(Getter.PROBE_PROBLEMS, List.of());
        }
    }

    private record BadObjective(Bad bad) implements Slo {

        @Override
        public Result check(SloContext context) {
            return new Result(Verdict.GOOD, "fine");
        }

        @Override
        public Slo begin() {
            return bad.at(Getter.OBJECTIVE_BEGIN, this);
        }

        @Override
        public String name() {
            return bad.at(Getter.OBJECTIVE_NAME, "errors");
        }

        @Override
        public Tolerance tolerance() {
            return bad.at(Getter.OBJECTIVE_TOLERANCE, Tolerance.NONE);
        }

        @Override
        public Duration patience() {
            return bad.at(Getter.OBJECTIVE_PATIENCE, Duration.ZERO);
        }

        @Override
        public List<Permission> permissions(ReleaseSpec release) {
            return bad.at(Getter.OBJECTIVE_PERMISSIONS, List.of());
        }
    }

    private record BadListener(Bad bad) implements CutoverListener {

        @Override
        public void on(CutoverEvent event) {}

        @Override
        public Optional<Outbox> outbox() {
            return bad.at(Getter.LISTENER_OUTBOX, Optional.empty());
        }

        @Override
        public List<Permission> permissions(ReleaseSpec release) {
            return bad.at(Getter.LISTENER_PERMISSIONS, List.of());
        }
    }
}
