package dev.bluegreen.testkit.internal.balancer;

import dev.bluegreen.testkit.internal.dataplane.Backend;
import dev.bluegreen.testkit.internal.loopback.HttpRequest;
import java.util.Map;
import java.util.Optional;

/** Servers of which any may answer a request. Thread-safe. */
public interface Pool extends Router {

    /** Whose turn it is; nobody's if there is none that may be asked. */
    Optional<Backend> next();

    /** Passes each request to the next server; without one it is answered 503. */
    @Override
    default Decision decide(HttpRequest request) {
        return next().<Decision>map(server -> new Decision.Forward(server, Map.of()))
                .orElseGet(() -> Decision.status(503));
    }
}
