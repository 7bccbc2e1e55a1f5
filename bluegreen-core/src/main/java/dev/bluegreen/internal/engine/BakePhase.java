package dev.bluegreen.internal.engine;

import dev.bluegreen.check.Slo;
import dev.bluegreen.internal.record.ReleaseLock;
import dev.bluegreen.model.CutoverEvent.Kind;
import dev.bluegreen.model.Phase;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.World;
import java.time.Duration;

/** BAKE: keeps looking at the proof and at the SLOs, ready to go back by itself. */
final class BakePhase {

    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final Context context;
    private final VerifyPhase verify;

    BakePhase(Context context) {
        this.context = context;
        this.verify = new VerifyPhase(context);
    }

    void run(Progress progress, ReleaseLock lock, World world, Track active) {
        if (context.settings().bake().isZero()) {
            return;
        }
        context.enter(Phase.BAKE);
        Deadline end = context.deadline(context.settings().bake());
        try (Subscription changes = verify.watch(progress.applied())) {
            Deadline next = context.deadline(Duration.ZERO);
            while (!end.passed() || context.control().isPaused()) {
                context.requireNotAborted();
                lock.requireHeld();
                requireProof(progress);
                if (next.passed()) {
                    context.settings().slos().forEach(slo -> requireSlo(slo, world, active));
                    next = context.deadline(INTERVAL);
                }
                context.await(end.passed() ? next.remaining() : end.atMost(next.remaining()));
            }
        }
    }

    private void requireProof(Progress progress) {
        String contradicted = VerifyPhase.contradictions(verify.look(progress));
        if (!contradicted.isEmpty()) {
            throw Stop.because("the proof no longer holds: " + contradicted);
        }
    }

    private void requireSlo(Slo slo, World world, Track active) {
        Slo.Result result = check(slo, context.platform().workloads().refresh(world), active);
        context.tell(Kind.EVIDENCE, result.verdict() + " " + result.sentence());
        if (result.verdict() == Slo.Verdict.BAD) {
            throw Stop.because("an SLO is breached: " + result.sentence());
        }
    }

    private static Slo.Result check(Slo slo, World world, Track active) {
        try {
            return slo.check(world, active);
        } catch (RuntimeException e) {
            return new Slo.Result(Slo.Verdict.STORE_DOWN, e.toString());
        }
    }
}
