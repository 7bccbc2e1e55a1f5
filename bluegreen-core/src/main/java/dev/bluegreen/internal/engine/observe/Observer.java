package dev.bluegreen.internal.engine.observe;

import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.internal.engine.observe.Observation.Routed;
import dev.bluegreen.internal.engine.observe.Observation.RouterRead;
import dev.bluegreen.internal.engine.operation.Calls;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.GuardedStrategy;
import dev.bluegreen.internal.record.ControlNote;
import dev.bluegreen.internal.record.RecordCodec;
import dev.bluegreen.internal.record.ReleaseRecord;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Workload;
import dev.bluegreen.model.World;
import dev.bluegreen.spi.Discovery;
import dev.bluegreen.spi.StoredRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads the world of a release. Writes nothing. */
public record Observer(Context context) {

    /**
     * The record as stored in its lease, and its contents.
     *
     * @param lease empty when there is none
     * @param record its contents; an empty record when there is none
     */
    public record Stored(Optional<StoredRecord> lease, ReleaseRecord record) {}

    /**
     * The routers of the release, named or found.
     *
     * @param strategies in the order in which they are moved
     * @param notes additional findings for the plan
     */
    public record Routers(List<CutoverStrategy> strategies, List<Finding> notes) {}

    /** Decodes a record: strictly, or as far as an operation needs it. */
    public interface Decoding {
        ReleaseRecord decode(String where, String json);
    }

    public Stored record(Calls calls) {
        return record(calls, RecordCodec::decode);
    }

    public Stored record(Calls calls, Decoding decoding) {
        Optional<StoredRecord> stored = calls.read(new Liveness(context)::load);
        return new Stored(stored, decode(stored, decoding));
    }

    public ReleaseRecord decode(Optional<StoredRecord> stored, Decoding decoding) {
        return stored.map(found -> ControlNote.heard(decoding.decode(where(), found.json()), found.control()))
                .orElseGet(ReleaseRecord::empty);
    }

    private String where() {
        return context.platform().records().describe(context.release().name());
    }

    /**
     * The routers of the release: those that were named, else the one that is found.
     *
     * @param active the track known or expected to have the traffic
     */
    public Routers routers(Calls calls, Optional<Track> active) {
        List<CutoverStrategy> named = named();
        if (!named.isEmpty()) {
            return new Routers(named, List.of());
        }
        Discovery found = calls.read(() -> context.platform().discover(context.release(), active));
        return new Routers(List.of(GuardedStrategy.of(found.strategy())), found.notes());
    }

    /** The routers that were named; none if the one is to be found. */
    List<CutoverStrategy> named() {
        return context.settings().strategies().stream().map(GuardedStrategy::of).toList();
    }

    /** Both stacks as watched; from the API while nothing is seen of them. */
    public World current(Calls calls, World known) {
        World watched = context.workloads().refresh(known);
        return watched.unseenSince().isEmpty() ? watched : calls.stacks();
    }

    /**
     * True if what was read less than a second ago is what is watched still: then it need not be read again before a write.
     * Makes no request.
     */
    public boolean isCurrent(Observation read) {
        return read.unread().isEmpty()
                && read.read().isFresh(context.time())
                && read.routers().stream().allMatch(routed -> routed.strategy().isCurrent(routed.state()))
                && isWatched(read.world());
    }

    private boolean isWatched(World read) {
        try {
            return context.workloads().refresh(read).equals(read);
        } catch (PlatformException e) {
            return false;
        }
    }

    /** Reads routers and stacks side by side. */
    public Observation observation(Calls calls, List<CutoverStrategy> strategies) {
        return observation(calls, strategies, () -> context.workloads().read(context.release()));
    }

    /** Finds the routers first; a track may have no workload yet. */
    public Observation survey(Calls calls, Optional<Track> active) {
        return survey(calls, routers(calls, active).strategies());
    }

    /** The same, where a track may have no workload yet. */
    public Observation survey(Calls calls, List<CutoverStrategy> strategies) {
        return observation(calls, strategies, () -> context.workloads().survey(context.release()));
    }

    /** Finds the routers first; the stacks as far as they can be read. */
    public Observation readable(Calls calls, Optional<Track> active) {
        return readable(calls, routers(calls, active).strategies());
    }

    /** The same, as far as stacks can be read: a way back needs nothing of the track that traffic leaves. */
    public Observation readable(Calls calls, List<CutoverStrategy> strategies) {
        return observation(calls, strategies, () -> context.workloads().readable(context.release()));
    }

    /** The same, as far as routers can be read as well: one that is gone does not keep the others from going back. */
    public Observation reachable(Calls calls, Optional<Track> active) {
        return reachable(
                calls,
                routers(calls, active).strategies(),
                () -> context.workloads().readable(context.release()));
    }

    private Observation reachable(Calls calls, List<CutoverStrategy> strategies, Supplier<Object> world) {
        Moment begun = Moment.now(context.time());
        List<Supplier<Object>> reads = new ArrayList<>();
        reads.add(world);
        strategies.forEach(strategy -> reads.add(() -> RouterRead.of(calls, strategy, context.release())));
        List<Object> answers = calls.together(reads);
        return RouterRead.observation((World) answers.get(0), all(RouterRead.class, answers), begun);
    }

    static <T> List<T> all(Class<T> type, List<Object> answers) {
        return answers.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** The same even without any stack, since a status is most needed then. */
    public Observation whatever(Calls calls, Optional<Track> active) {
        return reachable(calls, routers(calls, active).strategies(), () -> {
            try {
                return context.workloads().readable(context.release());
            } catch (PlatformException e) {
                return none(e);
            }
        });
    }

    private World none(PlatformException e) {
        if (e.kind() == PlatformException.Kind.TRANSIENT) {
            throw e;
        }
        return none(String.valueOf(e.getMessage()));
    }

    private World none(String why) {
        return new World(
                context.release(), Workload.none(Track.BLUE, "none", why), Workload.none(Track.GREEN, "none", why));
    }

    /** Without any router and stack, for what needs none. */
    public Observation nothing(PlatformException why) {
        return new Observation(none(String.valueOf(why.getMessage())), List.of(), Moment.now(context.time()));
    }

    /** The same right before a write, where the track that traffic moves to is there. */
    public Observation readable(Calls calls, List<CutoverStrategy> strategies, Track to) {
        Observation found =
                observation(calls, strategies, () -> context.workloads().readableBeforeWrite(context.release()));
        Workload target = found.world().workload(to);
        return target.isNone() || target.isReadInPart() ? observation(calls, strategies) : found;
    }

    private Observation observation(Calls calls, List<CutoverStrategy> strategies, Supplier<Object> world) {
        ReleaseSpec release = context.release();
        Moment begun = Moment.now(context.time());
        List<Supplier<Object>> reads = new ArrayList<>();
        reads.add(world);
        strategies.forEach(strategy -> reads.add(() -> new Routed(strategy, strategy.observe(release))));
        List<Object> answers = calls.together(reads);
        return new Observation((World) answers.get(0), all(Routed.class, answers), begun);
    }
}
