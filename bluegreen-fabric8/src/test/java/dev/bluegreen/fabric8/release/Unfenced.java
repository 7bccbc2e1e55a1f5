package dev.bluegreen.fabric8.release;

import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.cutover.Preflight;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a strategy would be that believes what it reads: its fence writes nothing. */
record Unfenced(CutoverStrategy sound) implements CutoverStrategy {

    @Override
    public RouterState fence(ReleaseSpec release, RouterState before, long token, String attempt) {
        return before;
    }

    @Override
    public String router() {
        return sound.router();
    }

    @Override
    public RouterState observe(ReleaseSpec release) {
        return sound.observe(release);
    }

    @Override
    public Preflight preflight(Move move) {
        return sound.preflight(move);
    }

    @Override
    public RouterState shift(Move move) {
        return sound.shift(move);
    }

    @Override
    public List<Evidence> verify(Move move, Instant applied) {
        return sound.verify(move, applied);
    }

    @Override
    public Optional<String> overwritten(Move move) {
        return sound.overwritten(move);
    }

    @Override
    public Subscription watch(ReleaseSpec release, Runnable onChange) {
        return sound.watch(release, onChange);
    }

    @Override
    public Duration settleBound() {
        return sound.settleBound();
    }
}
