package dev.bluegreen.internal.engine;

import dev.bluegreen.check.Slo;
import dev.bluegreen.check.SloContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** One objective in one bake, with what its checks said. Used by one thread. */
final class WatchedSlo {

    private final Slo objective;
    private final List<Slo.Verdict> verdicts = new ArrayList<>();
    private Slo.Result last = new Slo.Result(Slo.Verdict.NO_DATA, "it was not checked");

    WatchedSlo(Slo objective) {
        this.objective = objective.begin();
    }

    Slo.Result check(SloContext asked) {
        last = ask(asked);
        verdicts.add(last.verdict());
        return last;
    }

    Slo.Result last() {
        return last;
    }

    /** Whether the last check was bad, and with those before it one too many. */
    boolean isBreached() {
        return last.verdict() == Slo.Verdict.BAD && objective.tolerance().isBreachedBy(verdicts);
    }

    private Slo.Result ask(SloContext asked) {
        try {
            return Objects.requireNonNull(objective.check(asked), "it answered null");
        } catch (Throwable e) {
            return new Slo.Result(Slo.Verdict.STORE_DOWN, Thrown.sentence(e));
        }
    }
}
