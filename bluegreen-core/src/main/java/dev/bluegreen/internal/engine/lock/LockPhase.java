package dev.bluegreen.internal.engine.lock;

import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.internal.engine.observe.Liveness;
import dev.bluegreen.internal.engine.observe.Observation;
import dev.bluegreen.internal.engine.observe.Observation.Routed;
import dev.bluegreen.internal.engine.observe.Observer;
import dev.bluegreen.internal.engine.operation.Attempts;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.engine.write.Announcement;
import dev.bluegreen.internal.record.InFlight;
import dev.bluegreen.internal.record.RecordCodec;
import dev.bluegreen.internal.record.ReleaseRecord;
import dev.bluegreen.internal.record.Traffic.Adopted;
import dev.bluegreen.internal.record.WayBackClosed;
import dev.bluegreen.internal.record.intent.Intent;
import dev.bluegreen.internal.record.lock.Holder;
import dev.bluegreen.internal.record.lock.ReleaseLock;
import dev.bluegreen.internal.record.lock.Tokens;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.Track;
import dev.bluegreen.result.Operation;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.Unfinished;
import dev.bluegreen.spi.StoredRecord;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * LOCK: takes the release's lock, raises the fencing token and enters the operation in the record, in one write. A takeover
 * from a silent holder redelivers the events that its listeners may have missed, and raises the token on every router before
 * anything is read again.
 */
public final class LockPhase {

    private static final int ROUNDS = 3;

    private final Context context;
    private final Operation operation;
    private final Observer observer;
    private final Fencing fencing;
    private boolean atOnce;

    public LockPhase(Context context, Operation operation) {
        this.context = context;
        this.operation = operation;
        this.observer = new Observer(context);
        this.fencing = new Fencing(context, looksAgain());
    }

    /**
     * Takes the lock for a new operation; refused while another one is unfinished.
     *
     * @param from the track that has the traffic
     * @param to the track it is for
     */
    public ReleaseLock run(Optional<StoredRecord> seen, Observation observation, Track from, Track to) {
        return run(seen, observation, from, to, Optional.empty());
    }

    /**
     * The same, and announces the first traffic write with it: unless the record was written since it was read, or the lock is
     * taken over from one that died, after which everything has to be read again.
     */
    public ReleaseLock run(
            Optional<StoredRecord> seen, Observation observation, Track from, Track to, Optional<Announcement> first) {
        context.enter(Phase.LOCK);
        return take(seen, observation, new Entry(record -> begin(record, from, to, observation), first, false));
    }

    /** True if the lock was free, and nobody wrote the record since it was read: what was read then counts still. */
    public boolean tookAtOnce() {
        return atOnce;
    }

    /** Takes the lock to complete or undo an unfinished operation; refused if a cutover was parked since it was read. */
    public ReleaseLock adopt(Optional<StoredRecord> seen, Observation observation) {
        boolean wasParked = record(seen).isParked();
        return end(seen, observation, record -> {
            Stop.ifAny(wasParked ? Optional.empty() : record.parked());
            return record;
        });
    }

    /** Takes the lock to go on with the cutover of that id. */
    public ReleaseLock resume(Optional<StoredRecord> seen, Observation observation, String id) {
        boolean wasParked = record(seen).isParked();
        return end(seen, observation, record -> {
            boolean isThere =
                    record.inFlight().filter(now -> now.id().equals(id)).isPresent();
            Stop.ifAny(isThere ? Optional.empty() : Optional.of("another process has ended it meanwhile"));
            Stop.ifAny(
                    record.isParked() && !wasParked
                            ? Optional.of("its process has parked it meanwhile; call again")
                            : Optional.empty());
            return record.intend(record.intent().map(Intent::resumed));
        });
    }

    /**
     * Takes the lock of an unfinished operation.
     *
     * @param entry what is entered with it; may refuse
     */
    public ReleaseLock end(Optional<StoredRecord> seen, Observation observation, UnaryOperator<ReleaseRecord> entry) {
        context.enter(Phase.LOCK);
        return take(seen, observation, new Entry(entry, Optional.empty(), true));
    }

    /**
     * Routers on which a write of the process that died may still land, because they could not be read or written; none where
     * its lock was free. An operation that continues must leave the lock to expire, so that the next one fences them.
     */
    public List<String> unfenced() {
        return fencing.unfenced();
    }

    /**
     * What is entered with the lock.
     *
     * @param operation the record with the operation
     * @param first the write that is announced with it
     * @param adopts true to go on with what is unfinished
     */
    private record Entry(UnaryOperator<ReleaseRecord> operation, Optional<Announcement> first, boolean adopts) {

        ReleaseRecord in(ReleaseRecord record) {
            ReleaseRecord entered = operation.apply(record);
            return first.map(announced -> announced.in(entered)).orElse(entered);
        }

        /** @param told how many events come before those of the write */
        List<CutoverEvent> events(Context context, int told) {
            return first.map(announced -> context.eventLog().pendingWith(told, announced.told()))
                    .orElse(List.of());
        }

        Entry withoutWrite() {
            return new Entry(operation, Optional.empty(), adopts);
        }
    }

    private ReleaseLock take(Optional<StoredRecord> seen, Observation observation, Entry entry) {
        return Attempts.until(
                seen,
                (now, round) -> {
                    Optional<StoredRecord> free = awaitFree(now, entry.adopts());
                    boolean isAsRead = free.equals(seen);
                    atOnce = isAsRead && free.flatMap(StoredRecord::holder).isEmpty();
                    return takeOnce(free, observation, isAsRead ? entry : entry.withoutWrite());
                },
                (now, e, round) -> {
                    if (e.kind() != PlatformException.Kind.CONFLICT || round == ROUNDS) {
                        throw e;
                    }
                    Optional<StoredRecord> other = observer.record(
                                    context.preflightCalls(), RecordCodec::decodeToGoBack)
                            .lease();
                    new Liveness(context).requireFree(other);
                    return other;
                });
    }

    private ReleaseLock takeOnce(Optional<StoredRecord> now, Observation observation, Entry entry) {
        ReleaseRecord left = record(now);
        if (now.flatMap(StoredRecord::holder).isEmpty()) {
            return enter(now, left, observation, entry);
        }
        Optional<DeadMove> dead =
                operation == Operation.SWITCH && !entry.adopts() ? DeadMove.in(left) : Optional.empty();
        return dead.isPresent()
                ? takeFrom(dead.get(), now, observation, entry)
                : takeOver(now, left, observation, entry.withoutWrite());
    }

    private ReleaseLock takeOver(Optional<StoredRecord> now, ReleaseRecord left, Observation observation, Entry entry) {
        ReleaseLock lock = enter(now, left, observation, entry);
        fencing.after(left, observation, lock);
        return lock;
    }

    /**
     * Where a process died that had announced a write: the routers are fenced, after which the write is there or will never
     * be. Absent, its cutover is closed; otherwise a recovery is needed, and the record is left as it was.
     */
    private ReleaseLock takeFrom(DeadMove dead, Optional<StoredRecord> now, Observation observation, Entry entry) {
        dead.requireAbsent(observation);
        Optional<Intent> own = context.intent().withdraw();
        ReleaseLock lock = takeOver(now, record(now), observation, new Entry(record -> record, Optional.empty(), true));
        try {
            dead.requireAbsent(observer.readable(
                    context.preflightCalls(), observation.strategies().toList()));
            own.ifPresent(context.intent()::begin);
            lock.write(record -> entry.operation().apply(abandoned(record)));
            return lock;
        } catch (Stop e) {
            try (lock) {
                lock.release(record -> record);
            }
            throw e;
        } catch (Throwable e) {
            lock.close();
            throw e;
        }
    }

    private ReleaseLock enter(Optional<StoredRecord> now, ReleaseRecord left, Observation observation, Entry entry) {
        boolean unclean = now.flatMap(StoredRecord::holder).isPresent();
        Redelivery.Taken pending = new Redelivery(context).taken(left.log(), unclean || entry.adopts());
        List<RouterState> forged =
                forged(observation, now.map(StoredRecord::token).orElse(0L));
        ReleaseRecord begun = entry.in(left);
        begun.inFlight()
                .ifPresent(move ->
                        context.eventLog().about(move.from(), move.to(), observation.world(), observation.names()));
        Stream<CutoverEvent> announced = entry.events(context, forged.size() + 1).stream();
        ReleaseRecord entered = begun.unparked()
                .pending(Stream.concat(pending.kept().stream(), announced).toList())
                .sinks(pending.sinks())
                .unacknowledged(pending.unacknowledged());
        ReleaseLock lock = take(now, observation, entered);
        forged.forEach(this::tellForged);
        context.tell(Kind.WRITE, "took the lock, token " + lock.token() + requested());
        entry.first().ifPresent(write -> write.tell(context));
        context.eventLog().carry(pending.carried());
        context.eventLog().redeliver(pending.again(), pending::unconfirmedBy);
        return lock;
    }

    /**
     * Another operation that has just ended may have done the same, or its opposite: the caller has to look again. A way back
     * and a recovery look by themselves.
     */
    private Optional<StoredRecord> awaitFree(Optional<StoredRecord> seen, boolean adopts) {
        Optional<StoredRecord> now = new Liveness(context).awaitFree(seen);
        if (!looksAgain() && !adopts && now.flatMap(StoredRecord::holder).isEmpty()) {
            seen.flatMap(StoredRecord::holder).ifPresent(holder -> {
                throw Stop.because(holder
                        + " had the lock and has just ended; see status(), and call again if this is still needed");
            });
        }
        return now;
    }

    private boolean looksAgain() {
        return operation == Operation.ROLL_BACK || operation == Operation.RECOVER;
    }

    private ReleaseLock take(Optional<StoredRecord> seen, Observation observation, ReleaseRecord record) {
        Holder holder = new Holder(
                context.release().name(),
                context.holder(),
                now -> context.current(now, operation),
                context.eventLog()::hasUndelivered,
                this::hear,
                context::wake,
                context.holders(),
                context.platform().running());
        long known = seen.map(StoredRecord::token).orElse(0L);
        long highest = observation.highestToken(known);
        return context.preflightCalls()
                .read(() ->
                        ReleaseLock.take(context.platform().records(), context.time(), holder, seen, highest, record));
    }

    private static List<RouterState> forged(Observation observation, long known) {
        return observation.routers().stream()
                .map(Routed::state)
                .filter(router -> !Tokens.isReachable(router.token(), known))
                .toList();
    }

    private void tellForged(RouterState router) {
        context.tell(
                Kind.FINDING,
                router.router() + " carries token " + router.token()
                        + ", which no operation wrote: it does not count, and is replaced by the next write; see who may"
                        + " write " + router.router());
    }

    private void hear(ReleaseRecord record) {
        record.cancelled().ifPresent(by -> context.control().abort(by.clause()));
        record.closedWayBack()
                .filter(closed -> closed.cutover().equals(context.id()))
                .map(WayBackClosed::clause)
                .filter(clause -> context.eventLog().events().stream()
                        .noneMatch(event -> event.sentence().equals(clause)))
                .ifPresent(clause -> context.tell(Kind.WAY_BACK, clause));
    }

    private String requested() {
        return context.requester()
                .name()
                .map(name -> "; requested by " + context.requestedBy())
                .orElse("");
    }

    /** By a record of a newer version, or one that is spoiled, it goes back, and does nothing else. */
    private ReleaseRecord record(Optional<StoredRecord> now) {
        return observer.decode(
                now, operation == Operation.ROLL_BACK ? RecordCodec::decodeToGoBack : RecordCodec::decode);
    }

    private ReleaseRecord refuseUnfinished(ReleaseRecord record) {
        Stop.ifAny(record.parked());
        record.unfinished().filter(Unfinished::trafficIntent).ifPresent(left -> {
            throw DeadMove.unfinished(left, remedy(left));
        });
        return abandoned(record);
    }

    private ReleaseRecord abandoned(ReleaseRecord record) {
        return record.end(
                Outcome.ABANDONED,
                "its process ended before traffic was touched",
                context.time().now());
    }

    /** Message for a rollback, which must not suggest finishing the move by {@code recover()}. */
    private String remedy(Unfinished left) {
        return operation == Operation.ROLL_BACK && left.operation() == Operation.SWITCH
                ? "recover(ROLL_BACK)"
                : "recover()";
    }

    /** The predecessor's announced writes to a stack stay announced until fenced. */
    private ReleaseRecord begin(ReleaseRecord record, Track from, Track to, Observation observation) {
        List<Track> stacks = record.inFlight().map(InFlight::stacks).orElse(List.of());
        return ofTracks(refuseUnfinished(record), to, observation)
                .begin(new InFlight(
                        context.id(),
                        operation,
                        context.started(),
                        context.requestedBy(),
                        from,
                        to,
                        Phase.LOCK,
                        List.of(),
                        stacks))
                .intend(context.intent().now());
    }

    /** A cutover begins an adoption, or is one to a track that an origin does not stand for any more. */
    private ReleaseRecord ofTracks(ReleaseRecord record, Track to, Observation observation) {
        if (operation != Operation.SWITCH) {
            return record;
        }
        return context.release()
                .origin()
                .map(origin -> record.adopting(Adopted.begun(origin, observation.everyRouter())))
                .orElseGet(() -> record.leaving(to));
    }
}
