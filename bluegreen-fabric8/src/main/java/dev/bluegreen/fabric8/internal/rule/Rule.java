package dev.bluegreen.fabric8.internal.rule;

import dev.bluegreen.model.Finding;
import dev.bluegreen.spi.Inspection;
import java.util.List;

/** One preflight check. Thread-safe. */
interface Rule {

    List<Finding> check(Inspection inspection);
}
