package dev.bluegreen.fabric8.internal.rule;

import dev.bluegreen.model.RouterState;
import dev.bluegreen.spi.Inspection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The Services among the routers of a release that are moved by their selector. */
final class Routers {

    private static final String SERVICE = "Service/";

    private Routers() {}

    static Set<String> services(Inspection inspection) {
        return services(inspection.routers().stream());
    }

    /** Those moved by one write, so that a load balancer behind them may have no target for a moment. */
    static Set<String> patchedAtOnce(Inspection inspection) {
        return services(inspection.routers().stream().filter(router -> !RouterSource.makesBeforeBreak(router)));
    }

    private static Set<String> services(Stream<RouterState> routers) {
        return routers.filter(state ->
                        state.source().map(RouterSource.class::isInstance).orElse(true))
                .map(RouterState::router)
                .filter(router -> router.startsWith(SERVICE))
                .map(router -> router.substring(SERVICE.length()))
                .collect(Collectors.toSet());
    }
}
