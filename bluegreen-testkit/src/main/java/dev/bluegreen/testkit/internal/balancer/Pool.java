package dev.bluegreen.testkit.internal.balancer;

import dev.bluegreen.testkit.internal.dataplane.Backend;
import java.util.Optional;

/** Servers of which any may answer a request. Thread-safe. */
@FunctionalInterface
public interface Pool {

    /** Whose turn it is; nobody's if there is none that may be asked. */
    Optional<Backend> next();
}
