package dev.bluegreen.internal.result;

import dev.bluegreen.model.Wording;
import dev.bluegreen.result.ObjectiveVerdict;
import java.util.Optional;
import java.util.OptionalDouble;

/** A verdict as an operation counted it, and the record keeps it. */
public record ObjectiveVerdictData(
        String name,
        Verdict verdict,
        String last,
        OptionalDouble lastValue,
        OptionalDouble worstValue,
        Optional<Bound> bound,
        int samples,
        int noData,
        int storeDown)
        implements ObjectiveVerdict {

    /** Shows texts by others as plain text. */
    public ObjectiveVerdictData {
        name = Wording.line(name);
        last = Wording.lines(last);
    }

    @Override
    public String toString() {
        String values = lastValue.isPresent() && worstValue.isPresent()
                ? ", last " + shown(lastValue.getAsDouble()) + ", worst " + shown(worstValue.getAsDouble())
                        + bound.map(limit -> ", expected " + limit).orElse("")
                : "";
        return name + ": " + said() + values + "; " + samples + (samples == 1 ? " sample" : " samples") + without();
    }

    private String shown(double value) {
        return bound.map(wanted -> wanted.shown(value)).orElseGet(() -> Wording.number(value));
    }

    private String said() {
        return switch (verdict) {
            case MET -> isJudged() ? "met" : "met, but hardly judged";
            case BREACHED -> "breached";
            case NOT_JUDGED -> "not judged";
        };
    }

    private String without() {
        return (noData == 0 ? "" : ", " + noData + " without data")
                + (storeDown == 0 ? "" : ", " + storeDown + " without an answer");
    }
}
