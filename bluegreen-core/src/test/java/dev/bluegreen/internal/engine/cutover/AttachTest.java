package dev.bluegreen.internal.engine.cutover;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.Release;
import dev.bluegreen.cutover.Attachment;
import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.cutover.PlannedWrite;
import dev.bluegreen.cutover.Preflight;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.Track;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.RefusedException;
import dev.bluegreen.scene.Shop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A router that does not name the target yet: it is named without a share, and gets traffic when it can. */
class AttachTest {

    private final Shop shop = new Shop();
    private final CutoverStrategy router = shop.platform.router("web");
    private final List<String> writes = new ArrayList<>();
    private Optional<Instant> named = Optional.empty();
    private Duration fitAfter = Duration.ZERO;
    private boolean isAnswerLost;
    private boolean isBroken;

    @Test
    void theTargetIsNamedBeforeTrafficMoves() {
        assertThat(release().plan(GREEN).toString()).contains("name green without a share");

        assertThat(release().switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);

        assertThat(writes).containsExactly("name GREEN", "move");
        assertThat(shop.told).contains("router/web: name green without a share");
        assertThat(shop.active()).isEqualTo(GREEN);
    }

    @Test
    void trafficWaitsUntilTheTargetCanGetIt() {
        fitAfter = Duration.ofMinutes(3);
        Instant begun = shop.time.now();

        assertThat(release().switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);

        assertThat(Duration.between(begun, shop.time.now())).isGreaterThanOrEqualTo(fitAfter);
    }

    @Test
    void aTargetThatCannotGetTrafficIsRefusedAndMovesNone() {
        fitAfter = Duration.ofDays(1);

        assertThatThrownBy(() -> release().switchTo(GREEN))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("GREEN cannot get traffic yet: its targets register");

        assertThat(writes).containsExactly("name GREEN");
        assertThat(shop.active()).isEqualTo(BLUE);
        assertThat(shop.lockIsFree()).isTrue();
    }

    @Test
    void aLostAnswerIsSettledByALook() {
        isAnswerLost = true;

        assertThat(release().switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);

        assertThat(writes).containsExactly("name GREEN", "move");
    }

    @Test
    void anErrorOfTheStrategyIsToldAsItsOwn() {
        isBroken = true;

        assertThatThrownBy(() -> release().switchTo(GREEN))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("to describe the write that names a track");
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    private Release release() {
        return shop.builder()
                .cutover(new Naming())
                .listener(event -> shop.told.add(event.sentence()))
                .build();
    }

    private boolean isFit() {
        return named.filter(at -> !shop.time.now().isBefore(at.plus(fitAfter))).isPresent();
    }

    private final class Naming implements CutoverStrategy {

        @Override
        public Optional<Attachment> attachment(RouterState read, Track to) {
            return to == GREEN && !isFit() ? Optional.of(new Named(read)) : Optional.empty();
        }

        @Override
        public String router() {
            return router.router();
        }

        @Override
        public RouterState observe(ReleaseSpec release) {
            return router.observe(release);
        }

        @Override
        public Preflight preflight(Move move) {
            return router.preflight(move);
        }

        @Override
        public RouterState shift(Move move) {
            writes.add("move");
            return router.shift(move);
        }

        @Override
        public RouterState fence(ReleaseSpec release, RouterState before, long token, String attempt) {
            return router.fence(release, before, token, attempt);
        }

        @Override
        public List<Evidence> verify(Move move, Instant applied) {
            return router.verify(move, applied);
        }

        @Override
        public Subscription watch(ReleaseSpec release, Runnable onChange) {
            return router.watch(release, onChange);
        }

        @Override
        public Duration settleBound() {
            return router.settleBound();
        }
    }

    private final class Named implements Attachment {

        private final RouterState read;

        Named(RouterState read) {
            this.read = read;
        }

        @Override
        public PlannedWrite write() {
            if (isBroken) {
                throw new IllegalStateException("broken");
            }
            return new PlannedWrite("router/web", "patch", "name green without a share", false);
        }

        @Override
        public String routing() {
            return read.routing();
        }

        @Override
        public Optional<Instant> made() {
            return named;
        }

        @Override
        public RouterState make(long token, String attempt) {
            writes.add("name GREEN");
            named = Optional.of(shop.time.now());
            if (isAnswerLost) {
                throw new PlatformException(PlatformException.Kind.OUTCOME_UNKNOWN, "the connection was reset");
            }
            return read;
        }

        @Override
        public Optional<String> pending(Move move, Instant made) {
            return isFit() ? Optional.empty() : Optional.of("its targets register");
        }
    }
}
