package dev.bluegreen.internal.engine.write;

import dev.bluegreen.cutover.Attachment;
import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.internal.engine.observe.Observation.Routed;
import dev.bluegreen.internal.engine.operation.Attempts;
import dev.bluegreen.internal.engine.operation.Calls;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Deadline;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.record.lock.ReleaseLock;
import dev.bluegreen.internal.record.lock.Tokens;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.Track;
import java.time.Instant;
import java.util.Optional;

/**
 * Names a track without a share in a router: announced, compare-and-set, settled. It moves no traffic, so that the record has
 * no way back from it.
 */
public record AttachmentWriter(Context context, ReleaseLock lock, Deadline deadline) {

    /**
     * An attachment that was made.
     *
     * @param router the router with the track
     * @param made when
     */
    public record Attached(Attachment attachment, RouterState router, Instant made) {}

    /**
     * The next attempt.
     *
     * @param now the router
     * @param last what the attempt before was to add
     * @param mayLand true if an earlier attempt may still take effect
     */
    private record Try(RouterState now, Optional<Attachment> last, boolean mayLand) {}

    /**
     * Adds the track, if the router does not name it.
     *
     * @return empty if it names it, and can send traffic to it
     * @throws Stop when it was not added; unresolved when a write may still land
     */
    public Optional<Attached> attach(Routed routed, Track track) {
        return Attempts.until(
                new Try(routed.state(), Optional.empty(), false),
                (tried, number) -> attachOnce(routed.strategy(), track, tried, number),
                (tried, e, number) -> afterError(routed.strategy(), track, tried, e, number));
    }

    private Optional<Attached> attachOnce(CutoverStrategy strategy, Track track, Try tried, int number) {
        RouterState now = tried.now();
        requireOurs(now);
        Optional<Attachment> due = strategy.attachment(now, track);
        return due.isEmpty()
                ? tried.last()
                        .map(made -> new Attached(made, now, context.time().now()))
                : due.map(attachment -> attachment
                        .made()
                        .map(made -> new Attached(attachment, now, made))
                        .orElseGet(() -> make(attachment, number)));
    }

    private Attached make(Attachment attachment, int number) {
        String sentence =
                attachment.write().target() + ": " + attachment.write().change();
        lock.write(record ->
                TrafficWriter.requireWanted(record).pending(context.eventLog().pendingWith(Kind.INTENT, sentence)));
        context.tell(Kind.INTENT, sentence);
        lock.requireHeld();
        Instant made = context.time().now();
        RouterState after = attachment.make(lock.token(), context.writeId() + "-attach-" + number);
        context.tell(Kind.WRITE, after.router() + " is " + after.routing());
        return new Attached(attachment, after, made);
    }

    private Try afterError(CutoverStrategy strategy, Track track, Try tried, PlatformException e, int number) {
        context.tell(Kind.WRITE, strategy.router() + " not confirmed: " + e.getMessage());
        Calls calls = context.calls(deadline);
        boolean mayLand = switch (e.kind()) {
            case OUTCOME_UNKNOWN -> true;
            case CONFLICT -> false;
            case TRANSIENT, NOT_FOUND, FORBIDDEN, INVALID -> tried.mayLand();
        };
        if (!calls.again(number, e)) {
            throw end(strategy, mayLand, e);
        }
        try {
            Optional<Attachment> last = strategy.attachment(tried.now(), track);
            return new Try(calls.read(() -> strategy.observe(context.release())), last, mayLand);
        } catch (PlatformException unread) {
            throw end(strategy, mayLand, unread);
        }
    }

    private static Stop end(CutoverStrategy strategy, boolean mayLand, PlatformException e) {
        return mayLand
                ? Stop.unresolved(
                        "whether " + strategy.router() + " was written could not be settled: " + e.getMessage())
                : Stop.because(e);
    }

    /** @throws Stop if another operation has fenced it since */
    private void requireOurs(RouterState now) {
        if (now.token() > lock.token() && Tokens.isReachable(now.token(), lock.token())) {
            throw Stop.because(
                    "lock lost: " + now.router() + " carries token " + now.token() + ", ours is " + lock.token());
        }
    }
}
