package dev.bluegreen.internal.engine;

import dev.bluegreen.check.SmokeTest;
import dev.bluegreen.model.CutoverEvent.Kind;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Phase;
import dev.bluegreen.model.Workload;

/** TEST: runs the smoke tests, in order, against the idle track only. */
final class TestPhase {

    private final Context context;

    TestPhase(Context context) {
        this.context = context;
    }

    void run(Prepared prepared) {
        if (context.settings().smokeTests().isEmpty()) {
            return;
        }
        context.enter(Phase.TEST);
        Workload idle = prepared.situation().world().workload(prepared.to());
        for (SmokeTest test : context.settings().smokeTests()) {
            context.checkpoint();
            Evidence result = run(test, idle);
            context.tell(Kind.EVIDENCE, result.toString());
            if (result.verdict() != Evidence.Verdict.CONFIRMED) {
                throw Stop.because("smoke test of " + idle.name() + " failed: " + result.sentence());
            }
        }
    }

    private Evidence run(SmokeTest test, Workload idle) {
        try {
            return test.run(context.release(), idle);
        } catch (RuntimeException e) {
            return Evidence.contradicted("smoke-test", idle.name(), e.toString());
        }
    }
}
