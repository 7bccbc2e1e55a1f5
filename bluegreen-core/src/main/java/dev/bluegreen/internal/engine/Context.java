package dev.bluegreen.internal.engine;

import dev.bluegreen.model.CutoverEvent;
import dev.bluegreen.model.Phase;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.spi.Platform;
import dev.bluegreen.spi.Time;
import java.time.Duration;
import java.time.Instant;

/**
 * What all phases of one operation share: who it is, where it runs, whom it tells, what it waits on.
 *
 * @param id of the operation
 * @param settings how the release is to be done
 * @param platform where
 * @param chronicle what happened
 * @param control what others want
 * @param judged what was found of the objectives
 * @param started when it began
 */
record Context(
        String id,
        Settings settings,
        Platform platform,
        Chronicle chronicle,
        Control control,
        Judged judged,
        Instant started) {

    private static final int LONGEST = 200;

    static Context of(Settings settings, Platform platform) {
        String id = platform.newOperationId();
        Time time = platform.time();
        Chronicle chronicle = new Chronicle(settings.release().name(), id, time, settings.listeners());
        Judged judged = new Judged(settings.bake().slos());
        return new Context(id, settings, platform, chronicle, new Control(time), judged, time.now());
    }

    ReleaseSpec release() {
        return settings.release();
    }

    Time time() {
        return platform.time();
    }

    /** Who acts; not more of it than a record has room for. */
    String identity() {
        String all = platform.identity();
        return all.substring(0, Math.min(LONGEST, all.length()));
    }

    /** Unique for each operation, and tells a person who it is. */
    String holder() {
        return identity() + "/" + id;
    }

    void enter(Phase phase) {
        chronicle.enter(phase);
    }

    void tell(CutoverEvent.Kind kind, String sentence) {
        chronicle.tell(kind, sentence);
    }

    Deadline deadline(Duration duration) {
        return Deadline.in(time(), duration);
    }

    Calls calls(Deadline deadline) {
        return new Calls(this, deadline);
    }

    void wake() {
        control.signal().raise();
    }

    /** Waits until something happens or the time is over. */
    void await(Duration atMost) {
        try {
            control.signal().await(atMost);
        } catch (InterruptedException e) {
            control.abort("its thread was interrupted");
        }
    }

    /** A point at which the operation may be stopped, and stays while it is paused. */
    void checkpoint() {
        boolean told = false;
        while (control.aborted().isEmpty() && control.isPaused()) {
            if (!told) {
                tell(CutoverEvent.Kind.WAITING, "paused; waits for resume or abort");
                told = true;
            }
            await(Duration.ofMinutes(1));
        }
        requireNotAborted();
    }

    void requireNotAborted() {
        control.aborted().ifPresent(reason -> {
            throw Stop.because("aborted: " + reason);
        });
    }
}
