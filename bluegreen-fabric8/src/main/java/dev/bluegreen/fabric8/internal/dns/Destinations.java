package dev.bluegreen.fabric8.internal.dns;

import dev.bluegreen.fabric8.internal.dns.Records.Entry;
import dev.bluegreen.fabric8.internal.weights.TrackBackend;
import dev.bluegreen.fabric8.internal.weights.TrackServices;
import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.model.Track;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The Services of the namespace, and whose load balancer a record leads to. */
record Destinations(TrackServices services) {

    /** The track whose Service has the load balancer that a record leads to; empty if none has. */
    Optional<Track> track(Entry entry) {
        return behind(entry).flatMap(this::track);
    }

    /** The Service whose pods are counted for a track: that behind its record, or else the first that selects it. */
    Optional<String> service(Track track, Entry entry) {
        return behind(entry)
                .filter(service -> track(service).equals(Optional.of(track)))
                .or(() -> all().filter(service -> track(service).equals(Optional.of(track)))
                        .min(Comparator.comparing(
                                service -> service.getMetadata().getName())))
                .map(service -> service.getMetadata().getName());
    }

    private Optional<GenericKubernetesResource> behind(Entry entry) {
        return all().filter(service -> points(service).anyMatch(entry.targets()::contains))
                .findFirst();
    }

    private Stream<GenericKubernetesResource> all() {
        return services.beside().get().stream();
    }

    private Optional<Track> track(GenericKubernetesResource service) {
        Map<String, String> selector = new TreeMap<>();
        Fields.at(service.getAdditionalProperties(), "spec", "selector")
                .filter(Map.class::isInstance)
                .ifPresent(all ->
                        ((Map<?, ?>) all).forEach((key, value) -> selector.put(key.toString(), String.valueOf(value))));
        return services.trackOf(selector);
    }

    private static Stream<String> points(GenericKubernetesResource service) {
        return Fields.list(service.getAdditionalProperties(), "status", "loadBalancer", "ingress")
                .flatMap(point -> Stream.of(Fields.text(point, "hostname"), Fields.text(point, "ip")))
                .filter(address -> !address.isEmpty())
                .map(Records::normalized);
    }

    /** The same for all records of a track. */
    List<TrackBackend> backends(Track track, List<Entry> entries) {
        return entries.stream()
                .flatMap(entry -> service(track, entry).stream())
                .distinct()
                .map(service -> TrackBackend.of(service, ""))
                .toList();
    }
}
