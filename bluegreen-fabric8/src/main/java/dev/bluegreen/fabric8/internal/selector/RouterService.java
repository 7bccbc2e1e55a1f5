package dev.bluegreen.fabric8.internal.selector;

import dev.bluegreen.fabric8.internal.api.JsonPatch;
import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.service.RouterView;
import dev.bluegreen.fabric8.internal.service.ServicePorts;
import dev.bluegreen.model.PlatformException;
import io.fabric8.kubernetes.api.model.Service;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads and writes one Service, and keeps its last state, so that a write need not read it again. */
public final class RouterService {

    private final Kube kube;
    private final String name;
    private volatile @Nullable Service last;
    private volatile Basis basis = new Basis("", List.of());

    public RouterService(Kube kube, String name) {
        this.kube = kube;
        this.name = name;
    }

    /**
     * State a move was planned from.
     *
     * @param cutover id of the cutover
     * @param ports ports of the Service, which a move does not change
     */
    private record Basis(String cutover, List<String> ports) {}

    public String name() {
        return name;
    }

    /** Records the Service before a move is written. */
    public void moving(String cutover, Service before) {
        basis = new Basis(cutover, ServicePorts.of(before));
    }

    /** The ports a move was planned from; empty if another process made it. */
    public Optional<List<String>> portsOf(String cutover) {
        return Optional.of(basis)
                .filter(known -> known.cutover().equals(cutover))
                .map(Basis::ports);
    }

    /** The last version read or written; empty before the first. */
    public Optional<String> seenVersion() {
        return Optional.ofNullable(last).map(seen -> seen.getMetadata().getResourceVersion());
    }

    /** Reads it from the API. */
    public Service read() {
        Service read = kube.service(name).orElseThrow(this::notThere);
        last = read;
        return read;
    }

    /**
     * The Service at a version: the last state, or a fresh read.
     *
     * @throws PlatformException with {@code CONFLICT} if it has another version by now
     */
    public Service at(String version) {
        Service seen = last;
        Service service = seen != null && hasVersion(seen, version) ? seen : read();
        if (!hasVersion(service, version)) {
            throw new PlatformException(
                    PlatformException.Kind.CONFLICT,
                    RouterView.router(name) + " is at resourceVersion "
                            + service.getMetadata().getResourceVersion() + ", but was read at " + version
                            + ": another client wrote it");
        }
        return service;
    }

    /** Writes it, by one request. */
    public Service patch(JsonPatch patch) {
        Service written = kube.patchService(name, patch);
        last = written;
        return written;
    }

    private static boolean hasVersion(Service service, String version) {
        return version.equals(service.getMetadata().getResourceVersion());
    }

    private PlatformException notThere() {
        List<Service> all = kube.services();
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
