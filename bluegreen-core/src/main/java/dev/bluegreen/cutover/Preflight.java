package dev.bluegreen.cutover;

import dev.bluegreen.model.Finding;
import java.util.List;

/**
 * The planned writes of a strategy, and findings about them.
 *
 * @param writes the writes, in order
 * @param findings the findings; a fatal one refuses the cutover
 */
public record Preflight(List<PlannedWrite> writes, List<Finding> findings) {

    /** Copies the lists. */
    public Preflight {
        writes = List.copyOf(writes);
        findings = List.copyOf(findings);
    }
}
