package dev.bluegreen.fabric8.internal.world;

import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointConditions;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint of one slice, to which connections to a frontend may go.
 *
 * @param frontend its frontend; empty for a headless Service without ports
 * @param port port of the pod; empty if clients choose it
 */
public record Backend(
        EndpointSlice slice, Endpoint endpoint, String address, Optional<Frontend> frontend, OptionalInt port) {

    private static final String MANAGER = "endpointslice.kubernetes.io/managed-by";
    private static final String CONTROLLER = "endpointslice-controller.k8s.io";
    private static final String UNMANAGED = "nobody";

    /** The backend of an endpoint at its first address, as kube-proxy uses it; none without an address. */
    static Stream<Backend> of(EndpointSlice slice, Endpoint endpoint, Optional<Frontend> frontend, OptionalInt port) {
        return ofAll(slice, endpoint, frontend, port).limit(1);
    }

    /** One backend for each address of an endpoint, as returned by DNS. */
    static Stream<Backend> ofAll(
            EndpointSlice slice, Endpoint endpoint, Optional<Frontend> frontend, OptionalInt port) {
        return Fields.each(endpoint.getAddresses())
                .map(address -> new Backend(slice, endpoint, address, frontend, port));
    }

    /** The manager of a slice, by its label. */
    public static String manager(EndpointSlice slice) {
        return Fields.labels(slice).getOrDefault(MANAGER, UNMANAGED);
    }

    /** True if the EndpointSlice controller computed the slice from the selector of the Service. */
    public static boolean isComputed(EndpointSlice slice) {
        return CONTROLLER.equals(manager(slice));
    }

    static Map<String, String> computed() {
        return Map.of(MANAGER, CONTROLLER);
    }

    /** True if another manager keeps its slice: a change of the selector does not move it. */
    public boolean isForeign() {
        return !isComputed(slice);
    }

    /** True if it takes new connections; an absent condition means ready. */
    public boolean isReady() {
        return condition(EndpointConditions::getReady, true);
    }

    /** True if it is terminating but serving; it gets connections if no endpoint is ready. */
    public boolean isServingLast() {
        return condition(EndpointConditions::getServing, true) && condition(EndpointConditions::getTerminating, false);
    }

    /** True if it may take new connections, now or when no other is ready any more. */
    public boolean mayTakeTraffic() {
        return isReady() || condition(EndpointConditions::getServing, false);
    }

    /** The pod named by the slice. */
    public Optional<ObjectReference> pod() {
        return Optional.ofNullable(endpoint.getTargetRef());
    }

    /** The pod's name, or the address if no pod is named. */
    public String name() {
        return pod().map(ObjectReference::getName).orElseGet(() -> String.valueOf(endpoint.getAddresses()));
    }

    private boolean condition(Function<EndpointConditions, @Nullable Boolean> which, boolean unsaid) {
        return Optional.ofNullable(endpoint.getConditions()).map(which).orElse(unsaid);
    }
}
