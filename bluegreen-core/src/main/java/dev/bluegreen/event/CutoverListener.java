package dev.bluegreen.event;

import dev.bluegreen.model.CutoverEvent;
import dev.bluegreen.model.Permission;
import java.util.List;

/**
 * Told of everything that happens in an operation, in order, on the operation's own thread: it should be quick. What it
 * throws is logged and changes nothing.
 *
 * <p>Whoever takes over from a process that died, and {@code recover()} in any case, first tells again what the record has
 * of the operation that wrote last: its announced and made writes, milestones, decisions and end, marked as
 * {@link CutoverEvent#replayed() replayed}. So these come at least once, and may come twice.
 */
@FunctionalInterface
public interface CutoverListener {

    /** One thing happened. */
    void on(CutoverEvent event);

    /** The rights that telling takes. */
    default List<Permission> permissions() {
        return List.of();
    }
}
