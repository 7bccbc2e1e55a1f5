package dev.bluegreen.internal.record;

import dev.bluegreen.cutover.Phase;
import dev.bluegreen.internal.result.UnfinishedData;
import dev.bluegreen.model.Track;
import dev.bluegreen.result.Operation;
import dev.bluegreen.result.Unfinished;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * An operation that is not to be forgotten before it has ended.
 *
 * @param start how it began
 * @param tracks the tracks it is about
 * @param phase the phase last recorded
 * @param intents traffic writes announced, in order, at most the last {@link #INTENTS}
 * @param stacks tracks whose workload was announced to be written: such a write may still be under way
 */
public record InFlight(Start start, Tracks tracks, Phase phase, List<Intent> intents, List<Track> stacks) {

    /** Maximum number of announced writes that are kept: there may be a hundred steps, and repeatedly failing recoveries. */
    static final int INTENTS = 50;

    /** Copies the lists and drops what is too much. */
    public InFlight {
        intents = List.copyOf(intents.subList(Math.max(0, intents.size() - INTENTS), intents.size()));
        stacks = stacks.stream().distinct().toList();
    }

    /**
     * Start of an operation.
     *
     * @param id its id
     * @param operation which one
     * @param at when
     * @param by who asked for it
     */
    public record Start(String id, Operation operation, Instant at, String by) {}

    /**
     * The tracks an operation is about.
     *
     * @param from the track that had traffic when it began
     * @param to the track it is for: that gets the traffic, or that is staged, retired or kept
     */
    public record Tracks(Track from, Track to) {}

    /**
     * A write that is about to be made.
     *
     * @param router the object
     * @param from its value before
     * @param to its value after
     * @param at when it was announced
     */
    public record Intent(String router, String from, String to, Instant at) {}

    /**
     * One that has just begun.
     *
     * @param stacks tracks whose workload an operation before it announced to write
     */
    public static InFlight begun(Start start, Track from, Track to, List<Track> stacks) {
        return new InFlight(start, new Tracks(from, to), Phase.LOCK, List.of(), stacks);
    }

    public String id() {
        return start.id();
    }

    public Operation operation() {
        return start.operation();
    }

    public Instant started() {
        return start.at();
    }

    public String by() {
        return start.by();
    }

    /** The track that had traffic when it began. */
    public Track from() {
        return tracks.from();
    }

    /** The track it is for. */
    public Track to() {
        return tracks.to();
    }

    /** The track that traffic goes back to if it is undone; a rollback is not undone. */
    public Track back() {
        return operation() == Operation.ROLL_BACK ? to() : from();
    }

    /** Its name in messages, such as {@code cutover 7f3a}. */
    public String name() {
        return operation().noun() + " " + id();
    }

    /** The routers of the announced writes, each once. */
    List<String> routers() {
        return intents.stream().map(Intent::router).distinct().toList();
    }

    InFlight with(Phase next, Intent intent) {
        List<Intent> all = new ArrayList<>(intents);
        all.add(intent);
        return new InFlight(start, tracks, next, all, stacks);
    }

    InFlight in(Phase next) {
        return new InFlight(start, tracks, next, intents, stacks);
    }

    InFlight touching(Track stack) {
        List<Track> all = Stream.concat(stacks.stream(), Stream.of(stack)).toList();
        return new InFlight(start, tracks, phase, intents, all);
    }

    Unfinished unfinished(Phase reached) {
        return new UnfinishedData(id(), operation(), from(), to(), reached, !intents.isEmpty());
    }
}
