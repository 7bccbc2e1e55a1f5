package dev.bluegreen.internal.engine.cutover;

import dev.bluegreen.check.smoke.SmokeContext;
import dev.bluegreen.check.smoke.Tunnel;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Deadline;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Pod;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Workload;
import dev.bluegreen.spi.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Input of one smoke test. Used by the test's thread until it is abandoned. */
final class TestedTrack implements SmokeContext {

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int MOST_THREADS = 32;
    private static final int HIGHEST_PORT = 65_535;

    private final Context context;
    private final Workload idle;
    private final long begun;
    private final Time.Signal unwanted;
    private volatile boolean left;
    private String told = "";

    TestedTrack(Context context, Workload idle) {
        this(context, idle, context.time().nanos());
    }

    private TestedTrack(Context context, Workload idle, long begun) {
        this.context = context;
        this.idle = idle;
        this.begun = begun;
        this.unwanted = context.time().signal();
    }

    /** For another thread of the same test. */
    TestedTrack beside() {
        return new TestedTrack(context, idle, begun);
    }

    @Override
    public void beside(int threads, Consumer<SmokeContext> work) {
        if (threads < 1 || threads > MOST_THREADS) {
            throw new ConfigurationException("threads: " + threads + "; give 1 to " + MOST_THREADS);
        }
        new TestWorkers(context, threads, Input.given("work", work, "give what each thread does"), this).run();
    }

    /** The test has been abandoned. */
    void leave() {
        left = true;
        unwanted.raise();
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
        return context.platform().previews().tunnel(pod(pod), port(port));
    }

    @Override
    public List<String> log(Pod pod, Optional<Instant> since) {
        return context.platform()
                .previews()
                .log(pod(pod), Input.given("since", since, "give an empty one for all lines"));
    }

    @Override
    public void waitsFor(String what) {
        if (!Input.given("waitsFor", what, "name the condition that the test waits for")
                .equals(told)) {
            context.tell(Kind.WAITING, "waits for " + what);
            told = what;
        }
    }

    @Override
    public void pause(Duration time) {
        Deadline end = context.deadline(Input.requireDuration("pause", time));
        requireWanted();
        while (!end.passed() || context.control().isPaused()) {
            await(end.passed() ? LOOK : end.remaining());
            requireWanted();
        }
    }

    private static Pod pod(Pod pod) {
        return Input.given("pod", pod, "give one of the idle track's");
    }

    private static int port(int port) {
        if (port < 1 || port > HIGHEST_PORT) {
            throw new ConfigurationException("port: " + port + "; give 1 to " + HIGHEST_PORT);
        }
        return port;
    }

    /** What the test does in its last moments, such as taking away what it made, is not to be interrupted once more. */
    private void await(Duration atMost) {
        try {
            unwanted.await(atMost);
        } catch (InterruptedException e) {
            throw Stop.because("the test was interrupted");
        }
    }

    private void requireWanted() {
        if (left) {
            throw Stop.because("the test is not waited for any longer");
        }
        context.requireNotAborted();
    }

    @Override
    public Duration elapsed() {
        return Duration.ofNanos(context.time().nanos() - begun);
    }
}
