package dev.bluegreen.fabric8.internal.selector;

import dev.bluegreen.fabric8.internal.api.JsonPatch;
import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.service.RouterView;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.RouterState;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.stream.Collectors;

/** Reads and writes one Service. A write starts from the Service in the state that was read. Thread-safe. */
public record RouterService(Kube kube, String name) {

    /** Reads it from the API. */
    public Service read() {
        return kube.get(Service.class, name).orElseThrow(this::notThere);
    }

    /**
     * The Service of a state: the one the state was read from, or a fresh read for a state without one.
     *
     * @throws PlatformException with {@code CONFLICT} if it has another version by now
     */
    public Service of(RouterState state) {
        Service service = RouterView.source(state).orElseGet(this::read);
        String now = service.getMetadata().getResourceVersion();
        if (!now.equals(state.version())) {
            throw new PlatformException(
                    PlatformException.Kind.CONFLICT,
                    RouterView.router(name) + " is at resourceVersion " + now + ", but was read at " + state.version()
                            + ": another client wrote it");
        }
        return service;
    }

    /** Writes it, by one request. */
    public Service patch(JsonPatch patch) {
        Service named = new ServiceBuilder().withMetadata(kube.named(name)).build();
        return kube.patch(Service.class, named, PatchType.JSON, patch.operations());
    }

    private PlatformException notThere() {
        List<Service> all = kube.list(Service.class);
        if (all.isEmpty()) {
            kube.requireNamespace();
        }
        String names = all.stream().map(RouterView::name).collect(Collectors.joining(", "));
        return new PlatformException(
                PlatformException.Kind.NOT_FOUND,
                "cutover: Service '" + name + "' does not exist in namespace " + kube.namespace() + "; there are: "
                        + (names.isEmpty() ? "none" : names) + "; name one of them, or create it");
    }
}
