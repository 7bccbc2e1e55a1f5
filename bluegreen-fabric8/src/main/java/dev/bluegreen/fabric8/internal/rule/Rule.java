package dev.bluegreen.fabric8.internal.rule;

import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import dev.bluegreen.spi.Inspection;
import java.util.List;

/** Looks at one thing before traffic moves. Thread-safe. */
interface Rule {

    /** What it looks at, for a person who has to do without. */
    String subject();

    /** How bad it is not to be able to look. */
    default Severity unseen() {
        return Severity.INFO;
    }

    List<Finding> check(Inspection inspection);
}
