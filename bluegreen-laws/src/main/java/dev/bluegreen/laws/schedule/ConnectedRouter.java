package dev.bluegreen.laws.schedule;

import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.cutover.Preflight;
import dev.bluegreen.laws.Fact;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.TrafficSplit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A router as one process reaches it. */
final class ConnectedRouter implements CutoverStrategy {

    private final CutoverStrategy router;
    private final int number;
    private final Releaser releaser;
    private final SceneRecorder recorder;
    private final Incidents incidents;
    private final boolean provesAtOnce;

    ConnectedRouter(
            CutoverStrategy router,
            int number,
            Releaser releaser,
            SceneRecorder recorder,
            Incidents incidents,
            boolean provesAtOnce) {
        this.router = router;
        this.number = number;
        this.releaser = releaser;
        this.recorder = recorder;
        this.incidents = incidents;
        this.provesAtOnce = provesAtOnce;
    }

    @Override
    public String router() {
        return router.router();
    }

    @Override
    public RouterState observe(ReleaseSpec release) {
        return releaser.call("observe " + number, false, sent -> {
            RouterState state = router.observe(release);
            recorder.add(new Fact.SawRouter(releaser.actor(), router()));
            return state;
        });
    }

    @Override
    public Preflight preflight(Move move) {
        return releaser.call("preflight " + number, false, sent -> {
            Preflight predicted = router.preflight(move);
            recorder.add(new Fact.SawPods(releaser.actor()));
            return predicted;
        });
    }

    @Override
    public RouterState shift(Move move) {
        String actor = releaser.actor();
        String cutover = releaser.inFlight();
        recorder.add(new Fact.Sent(actor, cutover, router(), move.before().split(), move.target()));
        return releaser.call("shift " + number, true, sent -> {
            RouterState after = router.shift(move);
            RouterState before = move.before();
            recorder.add(new Fact.Routed(
                    actor,
                    cutover,
                    new Fact.Change(router(), before.split(), after.split(), before.token(), after.token()),
                    move.minReadyPods(),
                    sent));
            recorder.look();
            return after;
        });
    }

    @Override
    public RouterState fence(ReleaseSpec release, RouterState before, long token, String attempt) {
        String actor = releaser.actor();
        return releaser.call("fence " + number, true, sent -> {
            RouterState after = router.fence(release, before, token, attempt);
            recorder.add(new Fact.Fenced(actor, router(), before.token(), after.token()));
            return after;
        });
    }

    @Override
    public List<Evidence> verify(Move move, Instant applied) {
        releaser.standStill();
        if (incidents.controllersAreSlow()) {
            return List.of(Evidence.missing("routing", router(), "its controller has done nothing yet"));
        }
        recorder.add(new Fact.SawPods(releaser.actor()));
        if (provesAtOnce) {
            recorder.add(new Fact.SawRouter(releaser.actor(), router()));
        }
        return router.verify(move, applied);
    }

    @Override
    public Optional<String> overwritten(Move move) {
        releaser.standStill();
        return router.overwritten(move);
    }

    @Override
    public Optional<Instant> unseenSince(ReleaseSpec release) {
        return router.unseenSince(release);
    }

    @Override
    public Subscription watch(ReleaseSpec release, Runnable onChange) {
        releaser.standStill();
        return router.watch(release, onChange);
    }

    @Override
    public Duration settleBound() {
        return router.settleBound();
    }

    @Override
    public boolean supports(TrafficSplit split) {
        return router.supports(split);
    }
}
