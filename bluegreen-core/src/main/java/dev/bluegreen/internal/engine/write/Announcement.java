package dev.bluegreen.internal.engine.write;

import dev.bluegreen.cutover.Move;
import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.event.RouterMove;
import dev.bluegreen.internal.engine.event.Told;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.record.InFlight;
import dev.bluegreen.internal.record.InFlight.AnnouncedWrite;
import dev.bluegreen.internal.record.ReleaseRecord;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import java.util.List;
import java.util.Optional;

/**
 * What the record says of a traffic write before it is made. A move forward is announced with the way back from it, under a
 * number of its own: so that the way back, when it is due, begins with its write.
 *
 * @param phase in which the write is made
 * @param write the write
 * @param wayBack the write that undoes it if it does not hold
 * @param back the track that traffic goes back to by the write; empty for one that goes forward
 * @param move the move that the write makes
 */
public record Announcement(
        Phase phase, AnnouncedWrite write, Optional<AnnouncedWrite> wayBack, Optional<Track> back, RouterMove move) {

    /** Of a move of traffic back to a track. */
    public static Announcement back(Context context, Move move, Track back) {
        return new Announcement(
                Phase.ROLL_BACK, write(context, move), Optional.empty(), Optional.of(back), typed(move));
    }

    /** Of a move forward that its operation does not undo under this announcement. */
    static Announcement oneWay(Context context, Move move) {
        return new Announcement(
                context.eventLog().phase(), write(context, move), Optional.empty(), Optional.empty(), typed(move));
    }

    /** Of a move forward, away from a track. */
    public static Announcement forward(Context context, Move move, Track from) {
        AnnouncedWrite write = write(context, move);
        AnnouncedWrite wayBack = new AnnouncedWrite(
                write.router(), write.to(), TrafficSplit.all(from).toString(), write.at(), true);
        return new Announcement(Phase.SHIFT, write, Optional.of(wayBack), Optional.empty(), typed(move));
    }

    private static RouterMove typed(Move move) {
        return new RouterMove(move.before().router(), move.before().split(), move.target());
    }

    private static AnnouncedWrite write(Context context, Move move) {
        return new AnnouncedWrite(
                move.before().router(),
                move.before().split().toString(),
                move.target().toString(),
                context.time().now());
    }

    /**
     * The record with it: read in the moment of the write, with what others have said by then.
     *
     * @throws dev.bluegreen.internal.engine.operation.Stop if the way back was closed, or the move was cancelled
     */
    public ReleaseRecord in(ReleaseRecord record) {
        ReleaseRecord checked = back.map(track -> TrafficWriter.requireOpen(record, track))
                .orElseGet(() -> TrafficWriter.requireWanted(record));
        ReleaseRecord announced = checked.announce(phase, write);
        return wayBack.map(undo -> announced.announce(phase, undo)).orElse(announced);
    }

    /** What listeners are told of it, one event each. */
    public List<Told> told() {
        Told announced = Told.of(Kind.INTENT, sentence(write), move);
        return wayBack.map(undo -> List.of(announced, Told.of(Kind.INTENT, conditional(undo))))
                .orElseGet(() -> List.of(announced));
    }

    /** Tells it, after it was entered. */
    public void tell(Context context) {
        told().forEach(context::tell);
    }

    /** True if the operation has announced the write already, with the lock. */
    boolean isMade(Context context) {
        return context.eventLog().hasAnnounced(sentence(write));
    }

    /** True if the write was announced as the way back from another one. */
    boolean isForetold(Context context) {
        return context.eventLog().hasAnnounced(conditional(write));
    }

    /** What became of the last write that a dead process announced for a router, once that was fenced. */
    public static Optional<String> settled(InFlight dead, RouterState fenced) {
        return dead.announced().stream()
                .filter(write -> !write.conditional() && write.router().equals(fenced.router()))
                .reduce((earlier, last) -> last)
                .map(write -> fenced.router() + " is " + fenced.routing() + ": the announced write " + sentence(write)
                        + (write.to().equals(fenced.split().toString()) ? " was made" : " was not made"));
    }

    private static String conditional(AnnouncedWrite write) {
        return "if that does not hold, " + sentence(write);
    }

    private static String sentence(AnnouncedWrite write) {
        return write.router() + " " + write.from() + " -> " + write.to();
    }
}
