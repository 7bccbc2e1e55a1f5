package dev.bluegreen.fabric8.internal.world;

import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointConditions;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where connections to a frontend may go: one endpoint of one slice.
 *
 * @param slice the slice that has it
 * @param endpoint as the slice has it
 * @param address the one that is used: the first
 * @param frontend what leads to it; empty where clients of a headless Service are given the address alone
 * @param port in the pod; empty where clients choose it themselves
 */
public record Backend(
        EndpointSlice slice, Endpoint endpoint, String address, Optional<Frontend> frontend, OptionalInt port) {

    private static final String MANAGER = "endpointslice.kubernetes.io/managed-by";
    private static final String CONTROLLER = "endpointslice-controller.k8s.io";
    private static final String NOBODY = "nobody";

    /** The one of an endpoint, at its first address, as a node proxy takes it; none when it has no address. */
    static Stream<Backend> of(EndpointSlice slice, Endpoint endpoint, Optional<Frontend> frontend, OptionalInt port) {
        return ofAll(slice, endpoint, frontend, port).limit(1);
    }

    /** One for each address of an endpoint, as DNS gives them out. */
    static Stream<Backend> ofAll(
            EndpointSlice slice, Endpoint endpoint, Optional<Frontend> frontend, OptionalInt port) {
        return Stream.ofNullable(endpoint.getAddresses())
                .flatMap(List::stream)
                .map(address -> new Backend(slice, endpoint, address, frontend, port));
    }

    /** Who manages a slice, by its label. */
    public static String manager(EndpointSlice slice) {
        @Nullable Map<String, String> labels = slice.getMetadata().getLabels();
        return labels == null ? NOBODY : labels.getOrDefault(MANAGER, NOBODY);
    }

    /** Whether the EndpointSlice controller computed a slice from the selector of the Service. */
    public static boolean isComputed(EndpointSlice slice) {
        return CONTROLLER.equals(manager(slice));
    }

    static Map<String, String> computed() {
        return Map.of(MANAGER, CONTROLLER);
    }

    /** Whether it stands in a slice that somebody else keeps: a change of the selector does not move it. */
    public boolean isForeign() {
        return !isComputed(slice);
    }

    /** Whether it takes new connections. Not saying is saying ready. */
    public boolean isReady() {
        return condition(EndpointConditions::getReady, true);
    }

    /** Whether it takes connections while it shuts down, which it gets when no endpoint is ready. */
    public boolean isServingLast() {
        return condition(EndpointConditions::getServing, true) && condition(EndpointConditions::getTerminating, false);
    }

    /** Whether it may take new connections, now or when no other is ready any more. */
    public boolean mayTakeTraffic() {
        return isReady() || condition(EndpointConditions::getServing, false);
    }

    /** The pod that the slice says it is. */
    public Optional<ObjectReference> pod() {
        return Optional.ofNullable(endpoint.getTargetRef());
    }

    /** The pod's name, or the address where no pod is named. */
    public String name() {
        return pod().map(ObjectReference::getName).orElseGet(() -> String.valueOf(endpoint.getAddresses()));
    }

    private boolean condition(Function<EndpointConditions, @Nullable Boolean> which, boolean unsaid) {
        return Optional.ofNullable(endpoint.getConditions()).map(which).orElse(unsaid);
    }
}
