package dev.bluegreen.cutover;

import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.RouterState;
import java.time.Instant;
import java.util.Optional;

/**
 * The addition of a track to a router that does not name it yet: without a share, so that what follows the router knows the
 * track's pods before they get traffic. Made by {@link CutoverStrategy#attachment}, from one state of the router; thread-safe.
 */
public interface Attachment {

    /** The write, which moves no traffic. */
    PlannedWrite write();

    /** The routing value of the router with the track, as {@link RouterState#routing()} will show it. */
    String routing();

    /** When the write was made, if it was, and its track cannot get traffic before some time has passed; empty if it is due. */
    Optional<Instant> made();

    /**
     * Makes the write by a compare-and-set that carries the token.
     *
     * @return the router as the write left it
     * @throws PlatformException as {@link CutoverStrategy#fence}
     */
    RouterState make(long token, String attempt);

    /**
     * The reason why the track cannot get traffic yet, from reads made now; empty when it can.
     *
     * @param move the move that is to give it traffic, from the router with the track
     * @param made when the write was made
     */
    Optional<String> pending(Move move, Instant made);
}
