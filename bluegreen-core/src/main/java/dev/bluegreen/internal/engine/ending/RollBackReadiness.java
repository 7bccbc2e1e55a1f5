package dev.bluegreen.internal.engine.ending;

import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.write.Progress;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Wording;
import dev.bluegreen.model.Workload;
import dev.bluegreen.model.World;
import java.time.Instant;

/**
 * Watches whether traffic could go back, from the move to the end of the bake, and reports each change at once, before a way
 * back is needed. Makes no request.
 */
public final class RollBackReadiness {

    private final Context context;
    private final Progress progress;
    private final World world;
    private final Track back;
    private State last;

    private enum State {
        OPEN,
        UNSEEN,
        WEAKER,
        LOST
    }

    public RollBackReadiness(Context context, Progress progress, World world, Track back) {
        this.context = context;
        this.progress = progress;
        this.world = world;
        this.back = back;
        this.last = world.workload(back).isNone() ? State.LOST : State.OPEN;
    }

    public void look() {
        World seen = context.workloads().refresh(world);
        Workload now = seen.workload(back);
        State state = seen.unseenSince().isPresent() ? State.UNSEEN : state(now);
        if (state == last) {
            return;
        }
        last = state;
        String sentence = seen.unseenSince().map(since -> unseen(now, since)).orElseGet(() -> sentence(now));
        context.tell(Kind.WAY_BACK, sentence);
        if (state == State.LOST || state == State.WEAKER) {
            progress.found(context.settings()
                    .weighed(Finding.warning(
                            "way-back-" + (state == State.LOST ? "lost" : "weaker"),
                            sentence,
                            "bring up the pods of " + now.name())));
        }
    }

    private State state(Workload now) {
        if (now.ready() == 0) {
            return State.LOST;
        }
        return now.ready() < world.workload(back).ready() ? State.WEAKER : State.OPEN;
    }

    private String unseen(Workload now, Instant since) {
        return "whether traffic can go back to " + back + " is not known: the pods of " + now.name()
                + " were not seen since " + Wording.of(since);
    }

    private String sentence(Workload now) {
        String pods = OldTrack.ready(now, world.workload(back).ready());
        return switch (last) {
            case OPEN, UNSEEN -> "traffic can go back to " + back + " again: " + pods;
            case WEAKER -> "traffic would go back to a weakened " + back + ": " + pods;
            case LOST -> "traffic cannot go back to " + back + ": " + pods;
        };
    }
}
