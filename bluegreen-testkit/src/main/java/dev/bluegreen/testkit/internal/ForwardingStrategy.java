package dev.bluegreen.testkit.internal;

import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.cutover.Preflight;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.TrafficSplit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A strategy that forwards every call to a sound one: a test overrides what it breaks. */
public abstract class ForwardingStrategy implements CutoverStrategy {

    protected final CutoverStrategy sound;

    protected ForwardingStrategy(CutoverStrategy sound) {
        this.sound = sound;
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
    public RouterState fence(ReleaseSpec release, RouterState before, long token, String attempt) {
        return sound.fence(release, before, token, attempt);
    }

    @Override
    public List<Evidence> verify(Move move, Instant applied) {
        return sound.verify(move, applied);
    }

    @Override
    public Subscription watch(ReleaseSpec release, Runnable onChange) {
        return sound.watch(release, onChange);
    }

    @Override
    public Duration settleBound() {
        return sound.settleBound();
    }

    @Override
    public boolean supports(TrafficSplit split) {
        return sound.supports(split);
    }
}
