package dev.bluegreen.internal.engine.operation;

import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.internal.record.intent.Reached.Counts;
import dev.bluegreen.internal.record.intent.Reached.State;
import dev.bluegreen.internal.result.ObjectiveVerdictData;
import dev.bluegreen.result.ObjectiveVerdict;
import java.util.Optional;
import java.util.OptionalDouble;

/** Results of one objective's checks in one operation. Used by one thread. */
public final class SloTally {

    private static final Slo.Result NOT_CHECKED = new Slo.Result(Slo.Verdict.NO_DATA, "it was not checked");

    private final String name;
    private int samples;
    private int noData;
    private int storeDown;
    private boolean breached;
    private Slo.Result last = NOT_CHECKED;
    private Optional<Slo.Reading> lastReading = Optional.empty();
    private Optional<Slo.Reading> worst = Optional.empty();

    SloTally(String name) {
        this.name = name;
    }

    /** It is watched once more: what was said before counts, and says nothing of what is to come. */
    void anew() {
        last = NOT_CHECKED;
    }

    /** It was watched by another process before. */
    void goOn(State before) {
        samples = before.counts().samples();
        noData = before.counts().noData();
        storeDown = before.counts().storeDown();
        breached = before.breached();
        worst = before.worst();
    }

    State state(String recent) {
        return new State(new Counts(samples, noData, storeDown), recent, breached, worst);
    }

    void count(Slo.Result result) {
        samples++;
        noData += result.verdict() == Slo.Verdict.NO_DATA ? 1 : 0;
        storeDown += result.verdict() == Slo.Verdict.STORE_DOWN ? 1 : 0;
        last = result;
        result.reading().ifPresent(this::count);
    }

    private void count(Slo.Reading reading) {
        lastReading = Optional.of(reading);
        worst = worst.filter(before -> !reading.isWorseThan(before)).or(() -> lastReading);
    }

    public void breached() {
        breached = true;
    }

    Slo.Result last() {
        return last;
    }

    public ObjectiveVerdict verdict() {
        return new ObjectiveVerdictData(
                name, end(), last.sentence(), value(lastReading), value(worst), bound(), samples, noData, storeDown);
    }

    private Optional<ObjectiveVerdict.Bound> bound() {
        return lastReading
                .filter(read -> Double.isFinite(read.limit()))
                .map(read -> new ObjectiveVerdict.Bound(read.limit(), read.above(), read.unit()));
    }

    private ObjectiveVerdict.Verdict end() {
        if (breached) {
            return ObjectiveVerdict.Verdict.BREACHED;
        }
        return switch (last.verdict()) {
            case GOOD, BAD -> ObjectiveVerdict.Verdict.MET;
            case NO_DATA, NOT_YET, STORE_DOWN -> ObjectiveVerdict.Verdict.NOT_JUDGED;
        };
    }

    private static OptionalDouble value(Optional<Slo.Reading> reading) {
        return reading.map(one -> OptionalDouble.of(one.value())).orElseGet(OptionalDouble::empty);
    }
}
