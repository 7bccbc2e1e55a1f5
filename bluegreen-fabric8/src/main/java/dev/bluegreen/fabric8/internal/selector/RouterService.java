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

/** Reads and writes one Service, and keeps what it saw last: a write need not read again what it was decided on. */
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
     * What a move was decided on.
     *
     * @param cutover its id
     * @param ports of the Service that it was written over: a move leaves them as they are
     */
    private record Basis(String cutover, List<String> ports) {}

    public String name() {
        return name;
    }

    /** A move is about to be written over what the Service is. */
    public void moving(String cutover, Service before) {
        basis = new Basis(cutover, ServicePorts.of(before));
    }

    /** The ports that a move was decided on; empty where it was made elsewhere. */
    public Optional<List<String>> portsOf(String cutover) {
        return Optional.of(basis)
                .filter(known -> known.cutover().equals(cutover))
                .map(Basis::ports);
    }

    /** The version it was seen at last, by a read or a write; empty before the first. */
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
     * The Service at a version: as seen last, or as it is now.
     *
     * @throws PlatformException with {@code CONFLICT} when it has another version by now
     */
    public Service at(String version) {
        Service seen = last;
        Service service = seen != null && hasVersion(seen, version) ? seen : read();
        if (!hasVersion(service, version)) {
            throw new PlatformException(
                    PlatformException.Kind.CONFLICT,
                    RouterView.router(name) + " is at resourceVersion "
                            + service.getMetadata().getResourceVersion() + ", was read at " + version
                            + ": somebody else wrote it");
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
