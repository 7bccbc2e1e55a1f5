package dev.bluegreen.testkit.internal.balancer;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Takes turns by weight, spread as evenly as can be: of weights 2 and 1 every third turn is the second's. So shares are
 * exact after few turns, and a test of them needs no luck; unless it is to draw. Thread-safe.
 */
final class Rotation<T> {

    private final Map<T, Double> credit = new HashMap<>();
    private final Turns turns;

    Rotation() {
        this(new Turns());
    }

    Rotation(Turns turns) {
        this.turns = turns;
    }

    /** Whose turn it is; nobody's if no weight is above zero. */
    synchronized Optional<T> next(Map<T, Double> weights) {
        OptionalDouble draw = turns.draw();
        return draw.isPresent() ? drawn(weights, draw.getAsDouble()) : inTurn(weights);
    }

    private Optional<T> drawn(Map<T, Double> weights, double draw) {
        double left =
                draw * weights.values().stream().mapToDouble(weight -> weight).sum();
        T last = null;
        for (Map.Entry<T, Double> entry : weights.entrySet()) {
            if (entry.getValue() > 0) {
                last = entry.getKey();
                left -= entry.getValue();
                if (left < 0) {
                    break;
                }
            }
        }
        return Optional.ofNullable(last);
    }

    private Optional<T> inTurn(Map<T, Double> weights) {
        credit.keySet().retainAll(weights.keySet());
        double total = 0;
        double most = 0;
        T best = null;
        for (Map.Entry<T, Double> entry : weights.entrySet()) {
            double weight = entry.getValue();
            double saved = weight > 0 ? credit.getOrDefault(entry.getKey(), 0.0) + weight : 0;
            if (weight > 0) {
                total += weight;
                credit.put(entry.getKey(), saved);
            }
            if (weight > 0 && (best == null || saved > most)) {
                best = entry.getKey();
                most = saved;
            }
        }
        if (best != null) {
            credit.put(best, most - total);
        }
        return Optional.ofNullable(best);
    }
}
