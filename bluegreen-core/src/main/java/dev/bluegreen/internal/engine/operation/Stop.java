package dev.bluegreen.internal.engine.operation;

import org.jspecify.annotations.Nullable;

/** An operation cannot go on as asked. How it then ends depends on whether traffic has moved. */
public final class Stop extends RuntimeException {

    private static final long serialVersionUID = 1;

    private enum Kind {
        PLAIN,
        FOREIGN,
        FROZEN,
        STAYING,
        UNRESOLVED
    }

    private final Kind kind;
    private final boolean mayHaveMoved;

    private Stop(String why, Kind kind, @Nullable Throwable cause) {
        this(why, kind, cause, false);
    }

    private Stop(String why, Kind kind, @Nullable Throwable cause, boolean mayHaveMoved) {
        super(why, cause, false, false);
        this.kind = kind;
        this.mayHaveMoved = mayHaveMoved;
    }

    public static Stop because(String why) {
        return new Stop(why, Kind.PLAIN, null);
    }

    public static Stop because(Throwable cause) {
        return new Stop(Failures.sentence(cause), Kind.PLAIN, cause);
    }

    /** Somebody else changed a router. */
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

    /** Traffic has moved, unproven, and is to stay where it is until somebody looks again. */
    public static Stop staying(String why) {
        return new Stop(why, Kind.STAYING, null);
    }

    /** The same, after a write whose answer was lost: it may have taken effect before what is told. */
    public Stop afterLostAnswer() {
        String both = why() + "; a write whose answer was lost may have taken effect before that";
        return new Stop(both, kind, getCause(), true);
    }

    public boolean mayHaveMoved() {
        return mayHaveMoved;
    }

    public String why() {
        return String.valueOf(getMessage());
    }

    /** Whether it says no more than that something could not be done. */
    public boolean isPlain() {
        return kind == Kind.PLAIN && !mayHaveMoved;
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

    public boolean isFrozen() {
        return kind == Kind.FROZEN;
    }
}
