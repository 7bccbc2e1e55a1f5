package dev.bluegreen.internal.engine.rollback;

import dev.bluegreen.internal.record.intent.Intent;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Wording;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Steps and bake that were not watched, because {@code recover(FINISH)} ended the cutover. */
final class NotWatched {

    private NotWatched() {}

    static Optional<Finding> finding(Intent intent) {
        List<String> not = new ArrayList<>();
        int steps = intent.terms().schedule().size() - intent.reached().step().index();
        if (steps > 0) {
            not.add(steps == 1 ? "the last step" : "the last " + steps + " steps");
        }
        bake(intent).ifPresent(not::add);
        return not.isEmpty()
                ? Optional.empty()
                : Optional.of(Finding.warning(
                        "not-watched",
                        "not watched: " + String.join(", and ", not),
                        "watch it by hand; resume() would have watched it"));
    }

    /** What is left of the bake; empty if nothing is. */
    static Optional<String> bake(Intent intent) {
        Duration bake = intent.terms().bake().duration();
        Duration left = bake.minus(intent.reached().baked());
        return left.isNegative() || left.isZero()
                ? Optional.empty()
                : Optional.of(Wording.of(left) + " of the bake of " + Wording.of(bake) + objectives(intent));
    }

    private static String objectives(Intent intent) {
        int count = intent.terms().objectives().size();
        return count == 0 ? "" : " with " + count + (count == 1 ? " objective" : " objectives");
    }
}
