package dev.bluegreen.internal.engine.operation;

import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.check.slo.SloContext;
import dev.bluegreen.check.slo.Tolerance;
import dev.bluegreen.internal.record.intent.Reached.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** One watched objective with the results of its checks. Used by one thread. */
public final class WatchedSlo {

    private static final double MUCH = 0.1;

    private final Slo objective;
    private final Tolerance tolerance;
    private final SloTally tally;
    private final List<Slo.Verdict> verdicts = new ArrayList<>();
    private Optional<Callback<Slo.Result>> check = Optional.empty();
    private Optional<Slo.Result> told = Optional.empty();
    private volatile Optional<Slo> begun = Optional.empty();

    /** @param recent the last verdicts of another process that watched the same step or bake */
    WatchedSlo(Slo objective, Tolerance tolerance, SloTally tally, String recent) {
        recent.chars().forEach(letter -> verdicts.add(letter == 'B' ? Slo.Verdict.BAD : Slo.Verdict.GOOD));
        this.objective = objective;
        this.tolerance = tolerance;
        this.tally = tally;
        tally.anew();
    }

    /** Begins a check, unless the last one has not ended. */
    public void begin(Context context, SloContext now, Duration limit) {
        if (check.isEmpty()) {
            check = Optional.of(context.callbacks().start(context, tally, limit, () -> begun().check(now)));
        }
    }

    /** By the thread of the check, one at a time: it is the user's code as well. */
    private Slo begun() {
        if (begun.isEmpty()) {
            begun = Optional.of(objective.begin());
        }
        return begun.get();
    }

    /** True if a check is under way that still has time. */
    public boolean isUnderway() {
        return check.filter(started -> started.poll().isEmpty()).isPresent();
    }

    /** The result of a check that has ended or is too late; returned once. */
    public Optional<Slo.Result> take() {
        Optional<Slo.Result> result = check.flatMap(Callback::poll)
                .map(answered -> answered.orElse(why -> new Slo.Result(Slo.Verdict.STORE_DOWN, why)));
        result.ifPresent(ended -> {
            leave();
            tally.count(ended);
            verdicts.add(ended.verdict());
        });
        return result;
    }

    /** Its results so far, for the record. */
    State state() {
        return tally.state(verdicts.stream()
                .filter(WatchedSlo::isJudged)
                .map(verdict -> verdict == Slo.Verdict.BAD ? "B" : "G")
                .collect(Collectors.joining()));
    }

    /** Goes on without a check that is under way. */
    public void leave() {
        check.ifPresent(Callback::leave);
        check = Optional.empty();
    }

    /** True if its last check had a verdict. */
    boolean isJudged() {
        return isJudged(last().verdict());
    }

    private static boolean isJudged(Slo.Verdict verdict) {
        return verdict == Slo.Verdict.GOOD || verdict == Slo.Verdict.BAD;
    }

    public Slo.Result last() {
        return tally.last();
    }

    public SloTally tally() {
        return tally;
    }

    /** True if the last check is reported: the first one, and each that differs from the last report. */
    public boolean tells() {
        Slo.Result now = last();
        boolean news = told.map(before -> differs(before, now)).orElse(true);
        told = news ? Optional.of(now) : told;
        return news;
    }

    /** True if the result changed; a number changes by a tenth of the limit, as the last digits of a share always vary. */
    private static boolean differs(Slo.Result before, Slo.Result now) {
        if (before.verdict() != now.verdict()) {
            return true;
        }
        if (now.verdict() == Slo.Verdict.NOT_YET) {
            return false;
        }
        return (before.reading().isPresent() && now.reading().isPresent())
                ? differs(before.reading().get(), now.reading().get())
                : !before.sentence().equals(now.sentence());
    }

    private static boolean differs(Slo.Reading before, Slo.Reading now) {
        return Math.abs(before.value() - now.value()) > MUCH * Math.abs(now.limit());
    }

    /** True if the last check was bad, and with those before it one too many. */
    public boolean isBreached() {
        return last().verdict() == Slo.Verdict.BAD && tolerance.isBreachedBy(verdicts);
    }
}
