package dev.bluegreen.internal.engine.ending;

import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.internal.engine.observe.Moment;
import dev.bluegreen.internal.engine.observe.Observation;
import dev.bluegreen.internal.engine.observe.Observation.RouterRead;
import dev.bluegreen.internal.engine.observe.Observer;
import dev.bluegreen.internal.engine.operation.Calls;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.write.Progress;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Wording;
import dev.bluegreen.model.Workload;
import dev.bluegreen.model.World;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where traffic is at the end of an operation: one fresh read or, if that fails, the last one. */
record TrafficLocation(Context context) {

    private static final String NOT_READ = "was not read";

    /**
     * Where traffic is.
     *
     * @param clause to stand behind a semicolon or to begin a sentence; empty when the router itself is what is wrong
     * @param active the track that has it all, if that is known
     */
    record Location(String clause, Optional<Track> active) {

        static Location of(Observation now) {
            return new Location(now.whereTrafficIs(), now.active());
        }
    }

    /** For a sentence. */
    Location seek(Progress progress) {
        try {
            Observation now = now(progress);
            if (progress.seen().isEmpty()) {
                progress.saw(now);
            }
            return Location.of(now);
        } catch (PlatformException e) {
            return progress.seen()
                    .map(TrafficLocation::last)
                    .orElseGet(() ->
                            new Location(isOfRouter(e) ? "" : "where traffic is could not be read", Optional.empty()));
        }
    }

    /** Each router with its value, as it is now. */
    Optional<Observation> read(Progress progress) {
        try {
            return Optional.of(now(progress));
        } catch (PlatformException e) {
            return Optional.empty();
        }
    }

    private Observation now(Progress progress) {
        return progress.seen()
                .filter(seen -> !progress.moved()
                        && !context.eventLog().hasAnnounced()
                        && seen.read().isFresh(context.time()))
                .orElseGet(() -> routed(progress));
    }

    private static Location last(Observation seen) {
        return new Location(
                "where traffic is now could not be read, at "
                        + Wording.of(seen.read().at()) + " " + seen.whereTrafficWas(),
                Optional.empty());
    }

    private static boolean isOfRouter(PlatformException e) {
        return e.kind() == PlatformException.Kind.NOT_FOUND || e.kind() == PlatformException.Kind.INVALID;
    }

    private Observation routed(Progress progress) {
        Calls once = context.calls(context.deadline(Duration.ZERO));
        List<RouterRead> reads = routers(progress).stream()
                .map(strategy -> RouterRead.of(once, strategy, context.release()))
                .toList();
        World world = progress.seen()
                .map(Observation::world)
                .orElseGet(() -> new World(context.release(), unread(Track.BLUE), unread(Track.GREEN)));
        return RouterRead.observation(world, reads, Moment.now(context.time()));
    }

    private List<CutoverStrategy> routers(Progress progress) {
        return progress.seen()
                .filter(seen -> seen.unread().isEmpty())
                .map(seen -> seen.strategies().toList())
                .orElseGet(() -> new Observer(context)
                        .routers(context.calls(context.deadline(Duration.ZERO)), Optional.empty())
                        .strategies());
    }

    private static Workload unread(Track track) {
        return Workload.none(track, track.toString(), NOT_READ);
    }
}
