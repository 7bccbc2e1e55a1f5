package dev.bluegreen.fabric8.internal.rule;

import dev.bluegreen.model.RouterState;
import dev.bluegreen.spi.Inspection;
import io.fabric8.kubernetes.api.model.Service;
import java.util.Set;
import java.util.stream.Collectors;

/** The Services among the routers of a release that are moved by their selector. */
final class Routers {

    private static final String SERVICE = "Service/";

    private Routers() {}

    static Set<String> services(Inspection inspection) {
        return inspection.routers().stream()
                .filter(state -> state.source().map(Service.class::isInstance).orElse(true))
                .map(RouterState::router)
                .filter(router -> router.startsWith(SERVICE))
                .map(router -> router.substring(SERVICE.length()))
                .collect(Collectors.toSet());
    }
}
