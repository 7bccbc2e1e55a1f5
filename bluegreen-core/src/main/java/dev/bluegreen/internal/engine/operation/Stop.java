package dev.bluegreen.internal.engine.operation;

import dev.bluegreen.event.RollBackCause;
import dev.bluegreen.internal.record.intent.Intent.Parked;
import dev.bluegreen.internal.record.lock.LockLostException;
import dev.bluegreen.model.ForeignWrites;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.spi.CrashException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An operation cannot go on. How it then ends depends on why, and on whether traffic has moved: see
 * {@link #consequence(boolean, ForeignWrites)}.
 */
public final class Stop extends RuntimeException {

    private static final long serialVersionUID = 1;

    private enum Kind {
        PLAIN,
        UNEXPECTED,
        FOREIGN,
        FROZEN,
        STAYING,
        HELD,
        LEFT,
        PARKED,
        LOCK_LOST,
        UNRESOLVED
    }

    /** End of a stopped switch. */
    public enum Consequence {
        /** Nothing was moved. */
        REFUSED,
        ROLLED_BACK,
        /** Traffic stays where it is. */
        FROZEN,
        /** A person has to look. */
        ATTENTION,
        /** It stays where it is, for another process to go on. */
        LEFT,
        /** A write may still land: the lock is left to run out. */
        UNRESOLVED
    }

    private final Kind kind;
    private final boolean mayHaveMoved;
    private final transient Optional<Parked> wait;
    private final RollBackCause cause;

    private Stop(String why, Kind kind, @Nullable Throwable cause) {
        this(why, kind, cause, false, kind == Kind.FOREIGN ? RollBackCause.FOREIGN_WRITE : RollBackCause.ERROR);
    }

    private Stop(Parked wait) {
        super(wait.waitsFor(), null, false, false);
        this.kind = Kind.PARKED;
        this.mayHaveMoved = false;
        this.wait = Optional.of(wait);
        this.cause = RollBackCause.ERROR;
    }

    private Stop(String why, Kind kind, @Nullable Throwable error, boolean mayHaveMoved, RollBackCause cause) {
        super(why, error, false, false);
        this.cause = cause;
        this.wait = Optional.empty();
        this.kind = kind;
        this.mayHaveMoved = mayHaveMoved;
    }

    public static Stop because(String why) {
        return new Stop(why, Kind.PLAIN, null);
    }

    public static Stop because(Throwable cause) {
        return new Stop(Failures.sentence(cause), Kind.PLAIN, cause);
    }

    /** Stops if there is a reason to. */
    public static void ifAny(Optional<String> why) {
        if (why.isPresent()) {
            throw because(why.get());
        }
    }

    /**
     * The one place where everything that can end an operation becomes a stop.
     *
     * @throws CrashException if it is one: a process that died cleans nothing up
     */
    public static Stop of(Throwable thrown) {
        RuntimeException failure = Failures.of(thrown);
        if (failure instanceof Stop stop) {
            return stop;
        }
        return new Stop(Failures.sentence(failure), kind(failure), failure);
    }

    private static Kind kind(RuntimeException failure) {
        if (failure instanceof LockLostException) {
            return Kind.LOCK_LOST;
        }
        return failure instanceof PlatformException ? Kind.PLAIN : Kind.UNEXPECTED;
    }

    /** A foreign write changed a router. */
    public static Stop foreign(String what) {
        return new Stop("foreign write: " + what + "; it was left as it is", Kind.FOREIGN, null);
    }

    /** Whether a write was made could not be settled in time: the lock must not be freed. */
    public static Stop unresolved(String why) {
        return new Stop(why, Kind.UNRESOLVED, null);
    }

    /** Traffic is to stay where it is, and a person is to decide. */
    public static Stop frozen(String why) {
        return new Stop(why, Kind.FROZEN, null);
    }

    /** Traffic has moved, unproven, and stays where it is until a manual check. */
    public static Stop staying(String why) {
        return new Stop(why, Kind.STAYING, null);
    }

    /** Traffic may not move forward for now: where it is already, it stays, and is watched. */
    public static Stop held(String why) {
        return new Stop(why, Kind.HELD, null);
    }

    /** Its process is being shut down: it stays where it is, for another process to go on. */
    public static Stop left(String why) {
        return new Stop(why, Kind.LEFT, null);
    }

    /** Nothing was moved: it waits from here on without its process. */
    public static Stop parked(String waitsFor, Optional<Instant> until) {
        return new Stop(new Parked(waitsFor, until));
    }

    /** The wait, if it waits without its process. */
    public Optional<Parked> parked() {
        return wait;
    }

    /** The same, after a write whose answer was lost: it may have taken effect before the foreign write. */
    public Stop afterLostAnswer() {
        String both = why() + "; a write whose answer was lost may have taken effect before that";
        return new Stop(both, kind, getCause(), true, cause);
    }

    /** The same, with why traffic goes back if it does. */
    public Stop by(RollBackCause why) {
        return new Stop(why(), kind, getCause(), mayHaveMoved, why);
    }

    /** Why traffic goes back, if it does. */
    public RollBackCause cause() {
        return cause;
    }

    /** The reason, without the full stop at its end: the sentence it becomes part of goes on. */
    public String why() {
        return Failures.sentence(this);
    }

    /** How the work of a process on a cutover ended, in the middle of a sentence: was held by people, or stopped. */
    public String ending() {
        return isHeld() ? " was held: " : " stopped: ";
    }

    /** How a switch ends. Before traffic has moved, a lost lock is no different from any refusal. */
    public Consequence consequence(boolean moved, ForeignWrites policy) {
        if (isUnresolved() || (moved && keepsLock())) {
            return Consequence.UNRESOLVED;
        }
        if (isLeft()) {
            return Consequence.LEFT;
        }
        if (!moved) {
            return mayHaveMoved ? Consequence.ATTENTION : Consequence.REFUSED;
        }
        return switch (kind) {
            case FROZEN -> Consequence.FROZEN;
            case STAYING -> Consequence.ATTENTION;
            case FOREIGN -> policy == ForeignWrites.HOLD ? Consequence.ATTENTION : Consequence.ROLLED_BACK;
            default -> Consequence.ROLLED_BACK;
        };
    }

    /** End of an operation that was already rolling back: nothing is left to undo. */
    public Consequence consequenceForWayBack(boolean moved) {
        if (keepsLock()) {
            return Consequence.UNRESOLVED;
        }
        return moved || mayHaveMoved ? Consequence.ATTENTION : Consequence.REFUSED;
    }

    /** True if the lock must not be freed: a write may still land, or another holder has it. */
    public boolean keepsLock() {
        return kind == Kind.UNRESOLVED || kind == Kind.LOCK_LOST;
    }

    /** True if it says no more than that something could not be done. */
    public boolean isPlain() {
        return kind == Kind.PLAIN && !mayHaveMoved;
    }

    /** True if the platform gave no answer for now. */
    public boolean isForNow() {
        return getCause() instanceof PlatformException error && error.kind() == PlatformException.Kind.TRANSIENT;
    }

    /** True if it is unexpected, such as a programming error. */
    public boolean isUnexpected() {
        return kind == Kind.UNEXPECTED;
    }

    public boolean isUnresolved() {
        return kind == Kind.UNRESOLVED;
    }

    public boolean isStaying() {
        return kind == Kind.STAYING;
    }

    public boolean isForeign() {
        return kind == Kind.FOREIGN;
    }

    public boolean isHeld() {
        return kind == Kind.HELD;
    }

    public boolean isLeft() {
        return kind == Kind.LEFT;
    }

    public boolean isFrozen() {
        return kind == Kind.FROZEN;
    }
}
