package dev.bluegreen.internal.engine;

import dev.bluegreen.check.SmokeContext;
import dev.bluegreen.check.Tunnel;
import dev.bluegreen.model.CutoverEvent.Kind;
import dev.bluegreen.model.Pod;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What one smoke test is asked about. Used by the operation's own thread. */
final class TestedTrack implements SmokeContext {

    private final Context context;
    private final Workload idle;
    private final long begun;
    private String told = "";

    TestedTrack(Context context, Workload idle) {
        this.context = context;
        this.idle = idle;
        this.begun = context.time().nanos();
    }

    @Override
    public ReleaseSpec release() {
        return context.release();
    }

    @Override
    public Workload idle() {
        return idle;
    }

    @Override
    public String cutoverId() {
        return context.id();
    }

    @Override
    public Tunnel tunnel(Pod pod, int port) {
        return context.platform().previews().tunnel(pod, port);
    }

    @Override
    public List<String> log(Pod pod, Optional<Instant> since) {
        return context.platform().previews().log(pod, since);
    }

    @Override
    public void waitsFor(String what) {
        if (!what.equals(told)) {
            context.tell(Kind.WAITING, "waits for " + what);
            told = what;
        }
    }

    @Override
    public void pause(Duration time) {
        Deadline end = context.deadline(time);
        context.checkpoint();
        while (!end.passed()) {
            context.await(end.remaining());
            context.checkpoint();
        }
    }

    @Override
    public Duration elapsed() {
        return Duration.ofNanos(context.time().nanos() - begun);
    }
}
