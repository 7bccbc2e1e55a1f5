package dev.bluegreen.fabric8.internal.rule;

import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import dev.bluegreen.spi.Inspection;
import java.util.List;

/** One preflight check. Thread-safe. */
interface Rule {

    /** Its subject, for the message that it could not be checked. */
    String subject();

    /** Severity if it cannot be checked. */
    default Severity unseen() {
        return Severity.INFO;
    }

    List<Finding> check(Inspection inspection);
}
