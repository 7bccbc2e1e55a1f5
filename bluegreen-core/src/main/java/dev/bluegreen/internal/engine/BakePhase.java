package dev.bluegreen.internal.engine;

import dev.bluegreen.internal.record.ReleaseLock;
import dev.bluegreen.model.Phase;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.World;
import java.time.Duration;

/** BAKE: keeps looking at the proof and at the objectives, ready to go back by itself. */
final class BakePhase {

    private final Context context;

    BakePhase(Context context) {
        this.context = context;
    }

    void run(Progress progress, ReleaseLock lock, World world, Track active, WayBack wayBack) {
        Duration duration = context.settings().bake().duration();
        if (duration.isZero()) {
            return;
        }
        context.enter(Phase.BAKE);
        new Watch(context, "the bake").run(duration, progress, lock, world, active, wayBack);
    }
}
