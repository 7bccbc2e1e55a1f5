package dev.bluegreen.event;

import dev.bluegreen.model.CutoverEvent;
import dev.bluegreen.model.Permission;
import java.util.List;
import java.util.Optional;

/**
 * Told of everything that happens in an operation, in order, on the operation's own thread: it should be quick. What it
 * throws is logged and changes nothing.
 *
 * <p>Whoever takes over from a process that died, and {@code recover()} in any case, first tells again what the record has
 * of the operation that wrote last: its announced and made writes, milestones, decisions and end, marked as
 * {@link CutoverEvent#replayed() replayed}. So these come at least once, and may come twice. To listeners that send later,
 * by an {@link #outbox}, the next operation that has one tells again what was not all sent, however the last one ended.
 */
@FunctionalInterface
public interface CutoverListener {

    /** One thing happened. */
    void on(CutoverEvent event);

    /**
     * Through which it sends what it was told, if it does so later: what the record keeps for it is let go when that has
     * sent it all.
     */
    default Optional<Outbox> outbox() {
        return Optional.empty();
    }

    /** The rights that telling takes. */
    default List<Permission> permissions() {
        return List.of();
    }
}
