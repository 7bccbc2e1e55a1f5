package dev.bluegreen.internal.engine.operation;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.check.slo.SloContext;
import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.cutover.Phase;
import dev.bluegreen.cutover.Preflight;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.CutoverListener;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.scene.Misbehaving;
import dev.bluegreen.scene.Shop;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A strategy of somebody else that throws what it may not, or answers null: its failure, in a sentence; never a raw one. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MisbehavingStrategyTest {

    private final Shop shop = new Shop();
    private final AtomicBoolean now = new AtomicBoolean();
    private final AtomicBoolean misbehaved = new AtomicBoolean();

    /** Which method misbehaves. */
    private enum Method {
        OBSERVE,
        PREFLIGHT,
        SHIFT,
        FENCE,
        VERIFY,
        OVERWRITTEN,
        UNSEEN_SINCE,
        UNREACHABLE,
        WATCH,
        SETTLE_BOUND
    }

    static Stream<Arguments> methodsPhasesAndWays() {
        return Arrays.stream(Method.values())
                .flatMap(method -> Stream.of(
                                Phase.PREFLIGHT, Phase.LOCK, Phase.SHIFT, Phase.VERIFY, Phase.BAKE, Phase.ROLL_BACK)
                        .flatMap(phase -> ways().map(way -> Arguments.of(method, phase, way))));
    }

    static Stream<Arguments> methodsAndWays() {
        return Arrays.stream(Method.values()).flatMap(method -> ways().map(way -> Arguments.of(method, way)));
    }

    private static Stream<Misbehaving> ways() {
        return Arrays.stream(Misbehaving.values()).filter(way -> !way.isSlow());
    }

    @ParameterizedTest(name = "{0} from {1} on {2}")
    @MethodSource("methodsPhasesAndWays")
    void endsASwitchWithTrafficWhereTheReportSays(Method method, Phase phase, Misbehaving way) {
        CutoverReport report = report(release(method, way, phase).build(), shopping -> shopping.switchTo(GREEN));

        requireTold(report, method);
        boolean mayHaveWritten = method == Method.SHIFT;
        if (phase == Phase.PREFLIGHT && misbehaved.get() && !mayHaveWritten) {
            assertThat(shop.active()).as("%s", report.sentence()).isEqualTo(BLUE);
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("methodsAndWays")
    void endsARollBackWithTrafficWhereTheReportSays(Method method, Misbehaving way) {
        shop.release().switchTo(GREEN);
        now.set(true);

        CutoverReport report = report(release(method, way, Phase.STAGE).build(), Release::rollBack);

        requireTold(report, method);
        boolean isNeeded = method == Method.OBSERVE || method == Method.FENCE || method == Method.SHIFT;
        assertThat(shop.active()).as("%s", report.sentence()).isEqualTo(isNeeded ? shop.active() : BLUE);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("methodsAndWays")
    void endsARecoveryWithTrafficWhereTheReportSays(Method method, Misbehaving way) {
        shop.crashAfter("shift router/web");
        now.set(true);

        CutoverReport report = report(release(method, way, Phase.STAGE).build(), Release::recover);

        if (method == Method.FENCE) {
            assertThat(report.sentence()).contains("its strategy failed to fence it");
        } else {
            requireTold(report, method);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStatusSaysWhyTheRouterCouldNotBeRead(Misbehaving way) {
        if (way.isSlow()) {
            return;
        }
        now.set(true);
        Release release = release(Method.OBSERVE, way, Phase.STAGE).build();

        assertThatThrownBy(release::status)
                .isInstanceOf(PlatformException.class)
                .hasMessageStartingWith("router/web: its strategy failed to say where traffic goes: ");
    }

    /** What a person is told, however it ended, and what is so. */
    private void requireTold(CutoverReport report, Method method) {
        shop.time.advance(Duration.ofSeconds(1));
        assertThat(report.active().map(track -> track == shop.active()).orElse(true))
                .as("%s", report.sentence())
                .isTrue();
        if (misbehaved.get()) {
            String all = report.sentence() + " " + report.history();
            assertThat(all).as("%s", method).contains("its strategy failed to");
        } else {
            assertThat(report.outcome()).isIn(Outcome.SWITCHED, Outcome.ROLLED_BACK);
        }
        boolean mayBeUnsettled = method == Method.FENCE || method == Method.OBSERVE;
        assertThat(shop.lockIsFree() || mayBeUnsettled)
                .as("the lock is free: %s", report.sentence())
                .isTrue();
    }

    private static CutoverReport report(Release release, Function<Release, CutoverReport> operation) {
        try {
            return operation.apply(release);
        } catch (CutoverException e) {
            return e.report();
        }
    }

    /** With an objective that is breached where it takes the way back for the method to be asked. */
    private ReleaseBuilder release(Method method, Misbehaving way, Phase phase) {
        boolean goesBack = phase == Phase.ROLL_BACK || method == Method.UNREACHABLE;
        Slo objective = goesBack ? new Breached() : Slo.podHealth();
        CutoverListener fromThen = event -> {
            if (event.kind() == CutoverEvent.Kind.PHASE && event.phase() == phase) {
                now.set(true);
            }
        };
        return BlueGreen.release("shop")
                .on(shop.platform)
                .cutover(new Bad(shop.platform.router("web"), method, way))
                .bake(Duration.ofMinutes(1), objective)
                .listener(fromThen);
    }

    private static final class Breached implements Slo {

        @Override
        public Result check(SloContext context) {
            return new Result(Verdict.BAD, "too many errors", Optional.empty());
        }
    }

    /** The real one, but for one method. */
    private final class Bad implements CutoverStrategy {

        private final CutoverStrategy real;
        private final Method bad;
        private final Misbehaving way;

        Bad(CutoverStrategy real, Method bad, Misbehaving way) {
            this.real = real;
            this.bad = bad;
            this.way = way;
        }

        private <T> T answer(Method method, Supplier<T> good) {
            if (method != bad || !now.get()) {
                return good.get();
            }
            misbehaved.set(true);
            return way.instead(good.get(), shop.time, new CountDownLatch(0));
        }

        @Override
        public String router() {
            return real.router();
        }

        @Override
        public RouterState observe(ReleaseSpec release) {
            return answer(Method.OBSERVE, () -> real.observe(release));
        }

        @Override
        public Preflight preflight(Move move) {
            return answer(Method.PREFLIGHT, () -> real.preflight(move));
        }

        @Override
        public RouterState shift(Move move) {
            return answer(Method.SHIFT, () -> real.shift(move));
        }

        @Override
        public RouterState fence(ReleaseSpec release, RouterState before, long token, String attempt) {
            return answer(Method.FENCE, () -> real.fence(release, before, token, attempt));
        }

        @Override
        public List<Evidence> verify(Move move, Instant applied) {
            return answer(Method.VERIFY, () -> real.verify(move, applied));
        }

        @Override
        public Optional<String> overwritten(Move move) {
            return answer(Method.OVERWRITTEN, () -> real.overwritten(move));
        }

        @Override
        public Optional<Instant> unseenSince(ReleaseSpec release) {
            return answer(Method.UNSEEN_SINCE, () -> real.unseenSince(release));
        }

        @Override
        public Optional<String> unreachable(Move move) {
            return answer(Method.UNREACHABLE, () -> real.unreachable(move));
        }

        @Override
        public Subscription watch(ReleaseSpec release, Runnable onChange) {
            return answer(Method.WATCH, () -> real.watch(release, onChange));
        }

        @Override
        public Duration settleBound() {
            return answer(Method.SETTLE_BOUND, real::settleBound);
        }
    }
}
