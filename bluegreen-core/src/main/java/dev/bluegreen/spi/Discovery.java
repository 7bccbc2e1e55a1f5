package dev.bluegreen.spi;

import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.model.Finding;
import java.util.List;

/**
 * Result of discovery, for a user who named no router.
 *
 * @param strategy moves the router that was found
 * @param notes additional findings for the plan, such as a preview Service that is not moved
 */
public record Discovery(CutoverStrategy strategy, List<Finding> notes) {

    /** Copies the list. */
    public Discovery {
        notes = List.copyOf(notes);
    }
}
