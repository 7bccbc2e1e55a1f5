package dev.bluegreen.event;

import dev.bluegreen.model.Input;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.model.Wording;

/**
 * The move of one router.
 *
 * @param router its name, such as {@code Service/web}
 * @param before the weights of both tracks before
 * @param after the weights of both tracks after
 */
public record RouterMove(String router, TrafficSplit before, TrafficSplit after) {

    /** Shows the name as one line of plain text. */
    public RouterMove {
        router = Wording.line(Input.given("event.move.router", router, "give the name of a router"));
        Input.given("event.move.before", before, "give the weights before");
        Input.given("event.move.after", after, "give the weights after");
    }
}
