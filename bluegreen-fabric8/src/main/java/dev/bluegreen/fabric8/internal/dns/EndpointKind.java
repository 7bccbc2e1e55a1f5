package dev.bluegreen.fabric8.internal.dns;

import dev.bluegreen.fabric8.internal.api.ApiCall;
import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.api.ObjectKind;
import dev.bluegreen.fabric8.internal.weights.TrackServices;
import dev.bluegreen.fabric8.internal.weights.WeightedKind;
import dev.bluegreen.fabric8.internal.weights.WeightedRoute;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.Map;
import java.util.Optional;

/**
 * The records of a name in a DNSEndpoint.
 *
 * @param identifiers set identifiers of the tracks; empty for the values of their label
 * @param failover targets of the tracks; empty for weighted records
 */
public record EndpointKind(String name, Map<Track, String> identifiers, Map<Track, String> failover)
        implements WeightedKind {

    private static final ObjectKind KIND =
            new ObjectKind("externaldns.k8s.io", "v1alpha1", "DNSEndpoint", "dnsendpoints");
    private static final int HEAVIEST = 255;

    @Override
    public ObjectKind kind() {
        return KIND;
    }

    @Override
    public ObjectKind served(Kube kube) {
        boolean isServed = kube.ask(
                        new ApiCall("get", KIND.group(), KIND.plural(), "", kube.namespace()),
                        client -> client.getApiResources(KIND.apiVersion()))
                .filter(list -> list.getResources().stream()
                        .anyMatch(resource -> resource.getName().equals(KIND.plural())))
                .isPresent();
        if (!isServed) {
            throw new PlatformException(
                    PlatformException.Kind.NOT_FOUND,
                    "cutover: the cluster serves no DNSEndpoint of " + KIND.apiVersion()
                            + "; install the CRD of ExternalDNS (dnsendpoints.externaldns.k8s.io), and run it with"
                            + " --source=crd");
        }
        return KIND;
    }

    /** Services, for their load balancers. */
    @Override
    public Optional<ObjectKind> beside() {
        return Optional.of(ObjectKind.SERVICE);
    }

    @Override
    public int largestWeight() {
        return HEAVIEST;
    }

    @Override
    public boolean expresses(TrafficSplit split) {
        return failover.isEmpty()
                ? WeightedKind.super.expresses(split)
                : split.only().isPresent();
    }

    @Override
    public String limits() {
        return failover.isEmpty() ? WeightedKind.super.limits() : "a failover pair sends everything to one track";
    }

    @Override
    public WeightedRoute read(GenericKubernetesResource object, TrackServices services) {
        Records records = new Records(KIND.router(object.getMetadata().getName()), object, name);
        Destinations destinations = new Destinations(services);
        return failover.isEmpty()
                ? WeightedRecords.of(records, destinations, identifiers(services))
                : FailoverRecords.of(records, destinations, failover);
    }

    private Map<Track, String> identifiers(TrackServices services) {
        return identifiers.isEmpty()
                ? Map.of(
                        Track.BLUE, services.release().labels().blue(),
                        Track.GREEN, services.release().labels().green())
                : identifiers;
    }
}
