package dev.bluegreen.internal.engine.event;

import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.event.RouterMove;
import java.util.Optional;

/**
 * What is told in an event.
 *
 * @param kind its kind
 * @param sentence for a person
 * @param move the move of a router that it is about, if it is about one
 */
public record Told(Kind kind, String sentence, Optional<RouterMove> move) {

    public static Told of(Kind kind, String sentence) {
        return new Told(kind, sentence, Optional.empty());
    }

    public static Told of(Kind kind, String sentence, RouterMove move) {
        return new Told(kind, sentence, Optional.of(move));
    }
}
