package dev.bluegreen.internal.record;

import dev.bluegreen.cutover.Phase;
import dev.bluegreen.internal.result.UnfinishedData;
import dev.bluegreen.model.Track;
import dev.bluegreen.result.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An operation that is not to be forgotten before it has ended.
 *
 * @param id its id
 * @param operation which one
 * @param started when it began
 * @param by its requester
 * @param from the track that had traffic when it began
 * @param to the track it is for: that gets the traffic, or that is staged, retired or kept
 * @param phase the phase last recorded
 * @param announced traffic writes announced, in order, at most the last {@link #ANNOUNCED}
 * @param stacks tracks whose workload was announced to be written: such a write may still be under way
 */
public record InFlight(
        String id,
        Operation operation,
        Instant started,
        String by,
        Track from,
        Track to,
        Phase phase,
        List<AnnouncedWrite> announced,
        List<Track> stacks) {

    /** Maximum number of announced writes that are kept: there may be a hundred steps, and repeatedly failing recoveries. */
    static final int ANNOUNCED = 50;

    /** Copies the lists and drops what is too much. */
    public InFlight {
        announced = List.copyOf(announced.subList(Math.max(0, announced.size() - ANNOUNCED), announced.size()));
        stacks = stacks.stream().distinct().toList();
    }

    /**
     * A write that is about to be made.
     *
     * @param router the object
     * @param from its value before
     * @param to its value after
     * @param at when it was announced
     * @param conditional true for the way back from the write before, if that does not hold
     */
    public record AnnouncedWrite(String router, String from, String to, Instant at, boolean conditional) {

        public AnnouncedWrite(String router, String from, String to, Instant at) {
            this(router, from, to, at, false);
        }

        private boolean isMixed() {
            return !to.startsWith("0/") && !to.endsWith("/0");
        }
    }

    /** The track that traffic goes back to if it is undone; a rollback is not undone. */
    public Track back() {
        return operation == Operation.ROLL_BACK ? to : from;
    }

    /**
     * How long both tracks took traffic, by the announced writes; empty if they did not.
     *
     * @param end if they still do
     */
    public Optional<Duration> mixed(Instant end) {
        List<AnnouncedWrite> moves =
                announced.stream().filter(write -> !write.conditional()).toList();
        Optional<Instant> since = moves.stream()
                .filter(write -> write.isMixed() && isMade(write, moves))
                .map(AnnouncedWrite::at)
                .findFirst();
        return since.map(begun -> {
            AnnouncedWrite last = moves.get(moves.size() - 1);
            Instant over = last.isMixed() ? end : last.at();
            return over.isBefore(begun) ? Duration.ZERO : Duration.between(begun, over);
        });
    }

    /** False if the next write to the router began elsewhere. */
    private static boolean isMade(AnnouncedWrite write, List<AnnouncedWrite> moves) {
        return moves.subList(moves.indexOf(write) + 1, moves.size()).stream()
                .filter(next -> next.router().equals(write.router()))
                .findFirst()
                .map(next -> next.from().equals(write.to()))
                .orElse(true);
    }

    /** True if a traffic write was announced. */
    public boolean mayHaveMoved() {
        return !announced.isEmpty();
    }

    /** Its name in messages, such as {@code cutover 7f3a}. */
    public String name() {
        return operation.noun() + " " + id;
    }

    /** True if a write of it, or of an attempt at it, is known by this id. */
    public boolean wrote(String writeId) {
        return writeId.equals(id) || writeId.startsWith(id + "-");
    }

    /** The routers of the announced writes, each once. */
    public List<String> routers() {
        return announced.stream().map(AnnouncedWrite::router).distinct().toList();
    }

    InFlight with(Phase next, AnnouncedWrite write) {
        List<AnnouncedWrite> all =
                Stream.concat(announced.stream(), Stream.of(write)).toList();
        return new InFlight(id, operation, started, by, from, to, next, all, stacks);
    }

    /** A copy in a phase. */
    public InFlight in(Phase next) {
        return new InFlight(id, operation, started, by, from, to, next, announced, stacks);
    }

    InFlight parked() {
        return new InFlight(id, operation, started, by, from, to, Phase.APPROVE, List.of(), stacks);
    }

    InFlight touching(Track stack) {
        List<Track> all = Stream.concat(stacks.stream(), Stream.of(stack)).toList();
        return new InFlight(id, operation, started, by, from, to, phase, announced, all);
    }

    UnfinishedData unfinished(Phase reached) {
        return new UnfinishedData(id, operation, from, to, reached, mayHaveMoved(), by);
    }
}
