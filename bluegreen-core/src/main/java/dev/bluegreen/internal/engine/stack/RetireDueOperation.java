package dev.bluegreen.internal.engine.stack;

import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.internal.engine.observe.Observation;
import dev.bluegreen.internal.engine.observe.Observer;
import dev.bluegreen.internal.engine.observe.Observer.Stored;
import dev.bluegreen.internal.engine.operation.Calls;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.record.ReleaseRecord;
import dev.bluegreen.model.ReleaseSpec.Origin;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Wording;
import dev.bluegreen.model.Workload;
import dev.bluegreen.result.RefusedException;
import dev.bluegreen.result.ReleaseStatus.Standby;
import dev.bluegreen.result.Retirement;
import dev.bluegreen.result.Retirement.State;
import dev.bluegreen.result.UnresolvedException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Does for one release what is due: retires a standby that is over, warns of one that soon will be or is of no use. */
public record RetireDueOperation(Context context) {

    private static final Duration SOON = Duration.ofHours(1);

    /** Empty when the release has no standby that runs. */
    public Optional<Retirement> run() {
        Calls calls = context.preflightCalls();
        Stored stored = new Observer(context).record(calls);
        Optional<Retirement> origin = ofOrigin(stored.record());
        return origin.filter(Retirement::done)
                .or(() -> stored.record().standby().flatMap(kept -> due(kept, stored.record(), calls)))
                .or(() -> origin);
    }

    /** The workload from which the release was adopted has a deadline of its own. */
    private Optional<Retirement> ofOrigin(ReleaseRecord record) {
        return record.adopted().filter(adopted -> adopted.until().isPresent()).flatMap(adopted -> {
            Origin idle = adopted.idle(record.active());
            Context beside = context.adopting(idle);
            ReleaseRecord seen = record.ofOrigin(idle.track());
            return seen.standby()
                    .flatMap(kept -> new RetireDueOperation(beside).due(kept, seen, beside.preflightCalls()));
        });
    }

    private Optional<Retirement> due(Standby kept, ReleaseRecord record, Calls calls) {
        Observation observation =
                new Observer(context).survey(calls, Optional.of(kept.track().other()));
        Workload workload = observation.world().workload(kept.track());
        if (workload.isNone() || workload.desired() == 0) {
            return Optional.empty();
        }
        return Optional.of(
                !record.traffic().routers().isEmpty()
                                && routers(observation)
                                        .containsAll(record.traffic().routers())
                        ? due(kept, record, workload)
                        : leftAlone(kept.track(), record.traffic().routers(), routers(observation)));
    }

    private Retirement due(Standby kept, ReleaseRecord record, Workload workload) {
        Duration left = Duration.between(context.time().now(), end(kept, record));
        return left.isNegative() || left.isZero() ? retire(kept.track()) : notYet(kept, workload, left);
    }

    private Retirement leftAlone(Track track, List<String> moved, List<String> seen) {
        return not(
                track,
                "is left alone: the last cutover moved " + moved + ", and from here only " + seen
                        + " can be seen; describe the release with all of them, or call its retire(" + track + ")");
    }

    private Retirement retire(Track track) {
        try {
            return new RetireOperation(context, track).run();
        } catch (RefusedException | UnresolvedException e) {
            return tell(track, State.FAILED, String.valueOf(e.getMessage()));
        }
    }

    private Retirement notYet(Standby kept, Workload workload, Duration left) {
        if (workload.ready() == 0) {
            return not(
                    kept.track(),
                    "is kept for " + Wording.of(left) + " and has no ready pod: there is nothing to go back to");
        }
        String sentence = "is kept for " + Wording.of(left) + " more";
        return left.compareTo(SOON) < 0
                ? not(kept.track(), sentence + "; call extendStandby(...) if it may still be needed")
                : new Retirement(
                        context.release().name(),
                        Optional.of(kept.track()),
                        State.KEPT,
                        named(kept.track(), sentence),
                        List.of());
    }

    private Instant end(Standby kept, ReleaseRecord record) {
        Instant over = new IdleRules(context, kept.track()).end(kept, record);
        return record.traffic().verified().filter(over::isBefore).orElse(over);
    }

    private static List<String> routers(Observation observation) {
        return observation.routers().stream()
                .map(routed -> routed.state().router())
                .toList();
    }

    private Retirement not(Track track, String sentence) {
        return tell(track, State.KEPT, named(track, sentence));
    }

    private String named(Track track, String sentence) {
        return context.release().name() + ": " + context.release().named(track) + " " + sentence;
    }

    private Retirement tell(Track track, State state, String sentence) {
        context.note(Kind.FINDING, sentence);
        return new Retirement(context.release().name(), Optional.of(track), state, sentence, List.of());
    }
}
