package dev.bluegreen.event;

import dev.bluegreen.model.Permission;
import dev.bluegreen.model.ReleaseSpec;
import java.util.List;
import java.util.Optional;

/**
 * Told of everything that happens in an operation, in order, by one thread at a time. Whatever it throws is logged and changes
 * nothing. The operation waits until it has heard, but no longer than a second: a listener that blocks runs on beside the
 * operation, and is told the rest when it comes back. That it has not heard everything is in the record with the next write
 * that the operation makes anyway, so that the next operation tells it again if the process ends before.
 *
 * <p>Whoever takes over from a process that died, and {@code recover()} in any case, first tells again what the record has
 * of the operation that wrote last: its announced and made writes, milestones, decisions and end, marked as
 * {@link CutoverEvent#replayed() replayed}. So these come at least once, and may come twice. To listeners that send later,
 * by an {@link #outbox}, the next operation that has one tells again what was not all sent, however the last one ended.
 */
@FunctionalInterface
public interface CutoverListener {

    /** One thing happened. May block for a second. */
    void on(CutoverEvent event);

    /**
     * Through which it sends what it was told, if it does so later: what the record keeps for it is let go when that has
     * sent it all.
     */
    default Optional<Outbox> outbox() {
        return Optional.empty();
    }

    /** How the log calls it when it fails or is late, such as {@code deployment channel}; blank for its number among the listeners. */
    default String name() {
        return "";
    }

    /** The rights that telling takes. */
    default List<Permission> permissions(ReleaseSpec release) {
        return List.of();
    }
}
