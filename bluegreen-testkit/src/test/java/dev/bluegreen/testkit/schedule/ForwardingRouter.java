package dev.bluegreen.testkit.schedule;

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

/** A strategy to break in one place. */
abstract class ForwardingRouter implements CutoverStrategy {

    final CutoverStrategy router;

    ForwardingRouter(CutoverStrategy router) {
        this.router = router;
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
