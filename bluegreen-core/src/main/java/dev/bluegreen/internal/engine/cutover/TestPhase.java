package dev.bluegreen.internal.engine.cutover;

import dev.bluegreen.check.smoke.SmokeTest;
import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.internal.engine.observe.Observer;
import dev.bluegreen.internal.engine.operation.CallbackResult;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.engine.proof.OngoingCutover;
import dev.bluegreen.internal.engine.write.SmokeTestCleanup;
import dev.bluegreen.internal.record.lock.ReleaseLock;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Workload;
import java.time.Duration;
import java.util.TreeSet;

/** TEST: runs the smoke tests, in order, against the idle track only. */
record TestPhase(Context context) {

    /** For a test that was left behind, to take away itself what it made. */
    private static final Duration LAST_MOMENTS = Duration.ofSeconds(2);

    /** For a test to say how long it may take. */
    private static final Duration SAYING = Duration.ofSeconds(10);

    void run(OngoingCutover cutover) {
        if (context.settings().smokeTests().isEmpty() || isTested()) {
            return;
        }
        context.enter(Phase.TEST);
        boolean leavesTraces = leavesTraces();
        if (leavesTraces) {
            cutover.lock().write(record -> record.enter(Phase.TEST));
        }
        try {
            test(cutover);
        } catch (Stop e) {
            if (leavesTraces) {
                context.callbacks().awaitReturn(context, LAST_MOMENTS);
                cutover.lock().requireHeld();
                new SmokeTestCleanup(context).sweep();
            }
            throw e;
        }
        context.intent().reached(now -> now.tested(true));
    }

    /** By another process, and for the same plan. */
    private boolean isTested() {
        return context.intent()
                .now()
                .filter(intent -> intent.reached().tested())
                .isPresent();
    }

    private void test(OngoingCutover cutover) {
        for (SmokeTest test : context.settings().smokeTests()) {
            context.checkpoint();
            cutover.lock().requireHeld();
            Workload idle = idle(cutover);
            Evidence result = withDigests(run(test, idle, cutover.lock()), idle);
            cutover.progress().tested(result);
            context.tell(Kind.EVIDENCE, result.toString());
            if (result.verdict() != Evidence.Verdict.CONFIRMED) {
                throw Stop.because("smoke test of " + idle.name() + " failed: " + result.sentence());
            }
        }
    }

    /** True if a takeover after a crash here has temporary objects to delete. */
    private boolean leavesTraces() {
        return !context.settings().traits().writes().isEmpty();
    }

    /** Uses the current pods, which may have been replaced during earlier tests. */
    private Workload idle(OngoingCutover cutover) {
        return new Observer(context)
                .current(context.preflightCalls(), cutover.world())
                .workload(cutover.to());
    }

    private Evidence run(SmokeTest test, Workload idle, ReleaseLock lock) {
        Runnable meanwhile = () -> {
            context.checkpoint();
            lock.requireHeld();
        };
        CallbackResult<Duration> limit = context.ask(test, SAYING, () -> test.limit(idle), meanwhile);
        return limit.answer()
                .map(time -> run(test, time, idle, meanwhile))
                .orElseGet(() -> failed(idle, "it does not say how long it may take: " + limit.failure()));
    }

    private Evidence run(SmokeTest test, Duration limit, Workload idle, Runnable meanwhile) {
        TestedTrack track = new TestedTrack(context, idle);
        try {
            return context.ask(test, limit, () -> test.check(track), meanwhile).orElse(why -> failed(idle, why));
        } finally {
            track.leave();
        }
    }

    private static Evidence failed(Workload idle, String why) {
        return Evidence.contradicted("smoke-test", idle.name(), why);
    }

    private static Evidence withDigests(Evidence result, Workload idle) {
        String tested = idle.digests().isEmpty() ? "" : "; tested " + String.join(", ", new TreeSet<>(idle.digests()));
        return new Evidence(result.kind(), result.hop(), result.verdict(), result.sentence() + tested);
    }
}
