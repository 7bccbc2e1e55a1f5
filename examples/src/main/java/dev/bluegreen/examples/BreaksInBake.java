package dev.bluegreen.examples;

import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.CutoverListener;
import java.util.concurrent.atomic.AtomicBoolean;

/** Breaks something when the first cutover begins to bake, and never again. */
final class BreaksInBake implements CutoverListener {

    private final Runnable breakage;
    private final AtomicBoolean broken = new AtomicBoolean();

    BreaksInBake(Runnable breakage) {
        this.breakage = breakage;
    }

    @Override
    public void on(CutoverEvent event) {
        if (event.phase() == Phase.BAKE && broken.compareAndSet(false, true)) {
            breakage.run();
        }
    }
}
