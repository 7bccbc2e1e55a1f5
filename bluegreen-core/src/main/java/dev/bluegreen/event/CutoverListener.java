package dev.bluegreen.event;

import dev.bluegreen.model.Permission;
import dev.bluegreen.model.ReleaseSpec;
import java.util.List;
import java.util.Optional;

/**
 * Listener to all events of an operation, in order, by one thread at a time. Exceptions are logged and have no other effect.
 * The operation waits for it at most a second per event: a blocking listener runs on concurrently, and gets later events when
 * it returns. Undelivered events are stored in the record with the operation's next write, so that the next operation
 * redelivers them if the process ends before.
 *
 * <p>An operation that takes over from a dead process, and every {@code recover()}, first redelivers the stored events of the
 * operation that wrote last: announced and made writes, milestones, decisions and end, marked as {@link
 * CutoverEvent#replayed() replayed}. Delivery of these is at least once. The next operation with an {@link #outbox}
 * redelivers events that were not completely sent, even if the last operation ended well.
 */
@FunctionalInterface
public interface CutoverListener {

    /** Handles one event. May block for a second. */
    void on(CutoverEvent event);

    /**
     * The outbox, if this listener delivers asynchronously. Events stay stored until it has flushed.
     */
    default Optional<Outbox> outbox() {
        return Optional.empty();
    }

    /** Its name in log messages, such as {@code deployment channel}; blank for its number among the listeners. */
    default String name() {
        return "";
    }

    /** Permissions required to deliver events. */
    default List<Permission> permissions(ReleaseSpec release) {
        return List.of();
    }
}
