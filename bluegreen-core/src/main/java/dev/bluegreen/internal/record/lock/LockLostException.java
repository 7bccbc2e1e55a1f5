package dev.bluegreen.internal.record.lock;

import dev.bluegreen.model.BlueGreenException;

/** Another holder has the lock, or it could not be confirmed in time: this operation writes nothing more. */
public final class LockLostException extends BlueGreenException {

    private static final long serialVersionUID = 1;

    LockLostException(String message) {
        super(message);
    }
}
