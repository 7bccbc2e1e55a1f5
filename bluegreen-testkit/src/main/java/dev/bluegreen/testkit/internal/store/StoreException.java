package dev.bluegreen.testkit.internal.store;

/** The store refuses a change; nothing was committed. */
public final class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why it was refused. */
    public enum Reason {
        /** An object of that name is there. */
        ALREADY_EXISTS,
        /** A precondition on uid or resourceVersion does not hold. */
        CONFLICT,
        /** The object has no usable name. */
        INVALID
    }

    private final Reason reason;
    private final transient ResourceKey key;

    StoreException(Reason reason, ResourceKey key, String message) {
        super(message);
        this.reason = reason;
        this.key = key;
    }

    /** Why it was refused. */
    public Reason reason() {
        return reason;
    }

    /** The object that was to be changed. */
    public ResourceKey key() {
        return key;
    }
}
