package dev.bluegreen.fabric8.proof;

import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.cutover.Preflight;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.Subscription;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** The product's own strategy with a preflight that finds nothing wrong and a proof with one mistake. */
final class BrokenProof implements CutoverStrategy {

    /** What the proof gets wrong. */
    enum Mistake {
        /** A slice without ports counts for the Service's port that has no name. */
        TAKES_SLICES_WITHOUT_PORTS,
        /** Slices of other managers than the EndpointSlice controller are not looked at. */
        DROPS_FOREIGN_SLICES,
        /** The first port stands for all. */
        LOOKS_AT_ONE_PORT,
        /** Slices of any family stand for all families of the Service. */
        FORGETS_FAMILIES,
        /** What was written is taken for what came of it. */
        BELIEVES_THE_WRITE
    }

    private static final String MANAGED_BY = "endpointslice.kubernetes.io/managed-by";
    private static final String CONTROLLER = "endpointslice-controller.k8s.io";

    private final CutoverStrategy own;
    private final KubernetesClient client;
    private final Mistake mistake;

    BrokenProof(CutoverStrategy own, KubernetesClient client, Mistake mistake) {
        this.own = own;
        this.client = client;
        this.mistake = mistake;
    }

    @Override
    public Preflight preflight(Move move) {
        return new Preflight(own.preflight(move).writes(), List.of());
    }

    @Override
    public List<Evidence> verify(Move move, Instant applied) {
        return isServed(move)
                ? List.of(Evidence.confirmed("slices", router(), "all ready"))
                : List.of(Evidence.missing("slices", router(), "not ready yet"));
    }

    private boolean isServed(Move move) {
        Service service = client.services().withName("shop-svc").require();
        List<EndpointSlice> slices = client
                .discovery()
                .v1()
                .endpointSlices()
                .withLabel("kubernetes.io/service-name", "shop-svc")
                .list()
                .getItems()
                .stream()
                .filter(slice -> mistake != Mistake.DROPS_FOREIGN_SLICES || isControllers(slice))
                .toList();
        boolean onTarget = slices.stream().allMatch(slice -> leadsToGreen(slice, slices));
        return mistake == Mistake.BELIEVES_THE_WRITE
                || (onTarget
                        && ports(service)
                                .allMatch(port -> service.getSpec().getIpFamilies().stream()
                                        .allMatch(family -> ready(slices, port, family) >= move.minReadyPods())));
    }

    private static boolean isControllers(EndpointSlice slice) {
        return CONTROLLER.equals(slice.getMetadata().getLabels().get(MANAGED_BY));
    }

    /** A foreign slice is taken to lead elsewhere, unless what it leads to is in one of the controller's. */
    private static boolean leadsToGreen(EndpointSlice slice, List<EndpointSlice> all) {
        List<String> known = all.stream()
                .filter(BrokenProof::isControllers)
                .flatMap(own -> own.getEndpoints().stream())
                .flatMap(endpoint -> endpoint.getAddresses().stream())
                .toList();
        return slice.getEndpoints().stream()
                .filter(endpoint -> Boolean.TRUE.equals(endpoint.getConditions().getReady()))
                .allMatch(endpoint -> isControllers(slice)
                        ? endpoint.getTargetRef().getName().startsWith("shop-green-")
                        : known.containsAll(endpoint.getAddresses()));
    }

    private java.util.stream.Stream<ServicePort> ports(Service service) {
        return service.getSpec().getPorts().stream().limit(mistake == Mistake.LOOKS_AT_ONE_PORT ? 1 : Long.MAX_VALUE);
    }

    private long ready(List<EndpointSlice> slices, ServicePort port, String family) {
        return slices.stream()
                .filter(slice -> mistake == Mistake.FORGETS_FAMILIES
                        || slice.getAddressType().equals(family))
                .filter(slice -> has(slice, port))
                .flatMap(slice -> slice.getEndpoints().stream())
                .filter(endpoint -> Boolean.TRUE.equals(endpoint.getConditions().getReady()))
                .count();
    }

    private boolean has(EndpointSlice slice, ServicePort port) {
        List<EndpointPort> ports = slice.getPorts() == null ? List.of() : slice.getPorts();
        boolean none = ports.isEmpty() && mistake == Mistake.TAKES_SLICES_WITHOUT_PORTS && port.getName() == null;
        return none
                || ports.stream()
                        .anyMatch(declared -> Objects.equals(nameOf(declared.getName()), nameOf(port.getName()))
                                && declared.getProtocol().equals(port.getProtocol()));
    }

    private static String nameOf(String name) {
        return name == null ? "" : name;
    }

    @Override
    public String router() {
        return own.router();
    }

    @Override
    public RouterState observe(ReleaseSpec release) {
        return own.observe(release);
    }

    @Override
    public RouterState shift(Move move) {
        return own.shift(move);
    }

    @Override
    public RouterState fence(ReleaseSpec release, RouterState before, long token, String attempt) {
        return own.fence(release, before, token, attempt);
    }

    @Override
    public Subscription watch(ReleaseSpec release, Runnable onChange) {
        return own.watch(release, onChange);
    }

    @Override
    public Duration settleBound() {
        return own.settleBound();
    }
}
