package dev.bluegreen.internal.engine;

import dev.bluegreen.internal.engine.Situation.Routed;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Workload;
import dev.bluegreen.model.World;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where traffic is, for the sentence of an operation that was refused before it had read that; one attempt, and no stack. */
final class Whereabouts {

    private static final String NOT_READ = "was not read";

    private final Context context;

    Whereabouts(Context context) {
        this.context = context;
    }

    /** A clause behind "Nothing was moved"; empty when the router itself is what is wrong. */
    String seek(Progress progress) {
        try {
            progress.saw(progress.seen().orElseGet(this::routed));
            return "; " + progress.seen().orElseThrow().whereTrafficIs();
        } catch (PlatformException e) {
            return isOfRouter(e) ? "" : "; where traffic is could not be read";
        }
    }

    private static boolean isOfRouter(PlatformException e) {
        return e.kind() == PlatformException.Kind.NOT_FOUND || e.kind() == PlatformException.Kind.INVALID;
    }

    private Situation routed() {
        Calls once = context.calls(context.deadline(Duration.ZERO));
        List<Routed> routed = new Observer(context)
                .routers(once, Optional.empty()).strategies().stream()
                        .map(strategy -> new Routed(strategy, strategy.observe(context.release())))
                        .toList();
        return new Situation(new World(context.release(), unread(Track.BLUE), unread(Track.GREEN)), routed);
    }

    private static Workload unread(Track track) {
        return Workload.none(track, track.toString(), NOT_READ);
    }
}
