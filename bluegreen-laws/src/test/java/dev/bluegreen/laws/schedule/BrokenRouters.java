package dev.bluegreen.laws.schedule;

import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.cutover.Preflight;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.Track;
import dev.bluegreen.testkit.internal.ForwardingStrategy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Strategies that each do one thing wrong. */
final class BrokenRouters {

    private BrokenRouters() {}

    /** Sees no problem, whatever the pods do. */
    static final class Blind extends ForwardingStrategy {

        Blind(CutoverStrategy router) {
            super(router);
        }

        @Override
        public Preflight preflight(Move move) {
            return new Preflight(sound.preflight(move).writes(), List.of());
        }
    }

    /** Takes what was seen before for what is so now. */
    static final class Remembering extends ForwardingStrategy {

        Remembering(CutoverStrategy router) {
            super(router);
        }

        @Override
        public List<Evidence> verify(Move move, Instant applied) {
            return List.of(Evidence.confirmed("routing", sound.router(), "it is as it was"));
        }

        @Override
        public Optional<Instant> unseenSince(ReleaseSpec release) {
            return Optional.empty();
        }
    }

    /** Says what it means in words of machines. */
    static final class Mumbling extends ForwardingStrategy {

        Mumbling(CutoverStrategy router) {
            super(router);
        }

        @Override
        public RouterState shift(Move move) {
            throw new PlatformException(
                    PlatformException.Kind.INVALID, "java.net.ConnectException: refused for " + Duration.ofSeconds(30));
        }
    }

    /** Writes whatever stands there now. */
    static final class Careless extends ForwardingStrategy {

        Careless(CutoverStrategy router) {
            super(router);
        }

        @Override
        public RouterState shift(Move move) {
            RouterState now = sound.observe(move.world().release());
            return sound.shift(Move.builder(move.world(), now, move.target())
                    .minReadyPods(move.minReadyPods())
                    .cutoverId(move.cutoverId())
                    .token(move.token())
                    .requestedBy(move.requestedBy())
                    .build());
        }
    }

    /** Will not move away from a track that is down. */
    static final class Demanding extends ForwardingStrategy {

        Demanding(CutoverStrategy router) {
            super(router);
        }

        @Override
        public RouterState shift(Move move) {
            Track away = move.target().only().orElseThrow().other();
            if (move.world().workload(away).ready() == 0) {
                throw new PlatformException(PlatformException.Kind.INVALID, away + " does not answer");
            }
            return sound.shift(move);
        }
    }

    /** Remembers its own write, and believes in it. */
    static final class Stale extends ForwardingStrategy {

        private Optional<RouterState> last = Optional.empty();

        Stale(CutoverStrategy router) {
            super(router);
        }

        @Override
        public RouterState observe(ReleaseSpec release) {
            return last.orElseGet(() -> sound.observe(release));
        }

        @Override
        public RouterState shift(Move move) {
            RouterState after = sound.shift(move);
            last = Optional.of(after);
            return after;
        }

        @Override
        public List<Evidence> verify(Move move, Instant applied) {
            return List.of(Evidence.confirmed("cache", router(), "as it was"));
        }

        @Override
        public Optional<String> overwritten(Move move) {
            return Optional.empty();
        }
    }

    /** Takes an hour for a write. */
    static final class Endless extends ForwardingStrategy {

        private final Scene scene;

        Endless(CutoverStrategy router, Scene scene) {
            super(router);
            this.scene = scene;
        }

        @Override
        public RouterState shift(Move move) {
            try {
                scene.time().signal().await(Duration.ofHours(1));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return sound.shift(move);
        }
    }
}
