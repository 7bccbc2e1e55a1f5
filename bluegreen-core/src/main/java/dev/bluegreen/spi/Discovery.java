package dev.bluegreen.spi;

import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.model.Finding;
import java.util.List;

/**
 * What was found when the user named no router.
 *
 * @param strategy moves the router that was found
 * @param notes what the plan should show besides, such as a preview Service that is left alone
 */
public record Discovery(CutoverStrategy strategy, List<Finding> notes) {

    /** Copies the list. */
    public Discovery {
        notes = List.copyOf(notes);
    }
}
