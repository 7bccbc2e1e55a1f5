package dev.bluegreen.fabric8.internal.dns;

import dev.bluegreen.cutover.Hop;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.api.ObjectKind;
import dev.bluegreen.fabric8.internal.api.Permissions;
import dev.bluegreen.fabric8.internal.weights.RouterContext;
import dev.bluegreen.fabric8.internal.weights.WeightedRoute;
import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.Track;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is around a DNSEndpoint: ExternalDNS, which reads it, and other objects that ask it for records of the same name.
 *
 * @param object name of the DNSEndpoint
 * @param name of the records
 * @param prefixes of ExternalDNS's annotations
 */
public record ExternalDnsContext(Kube kube, ObjectKind kind, String object, String name, List<String> prefixes)
        implements RouterContext {

    private static final Duration PROVEN = Duration.ofMinutes(5);
    private static final String KIND = "external-dns";

    /** It notes the generation when it reads the object, before it calls Route 53: no proof that records have changed. */
    @Override
    public List<Evidence> said(Move move, GenericKubernetesResource watched, Instant applied, Instant now) {
        Long generation = watched.getMetadata().getGeneration();
        long read = Fields.at(watched.getAdditionalProperties(), "status", "observedGeneration")
                .filter(Number.class::isInstance)
                .map(observed -> ((Number) observed).longValue())
                .orElse(0L);
        return List.of(
                generation != null && read < generation
                        ? Evidence.missing(
                                KIND,
                                kind.router(object),
                                "ExternalDNS has read generation " + read + " of it, not " + generation
                                        + "; it reads every minute unless told otherwise")
                        : Evidence.confirmed(
                                KIND, kind.router(object), "ExternalDNS has read its generation " + generation));
    }

    @Override
    public Duration provenWithin() {
        return PROVEN;
    }

    @Override
    public List<Permission> permissions() {
        return Permissions.ofRoutes(kind);
    }

    @Override
    public List<Finding> findings(String router, Move move) {
        return Stream.of(annotated(ObjectKind.SERVICE), annotated(ObjectKind.INGRESS), listed())
                .flatMap(names -> names)
                .map(names -> Finding.fatal(
                        "dns-name-elsewhere",
                        names + " asks ExternalDNS for records of " + name + " too, so that " + router
                                + " is not all that decides about them",
                        "take the name out there"))
                .toList();
    }

    private Stream<String> annotated(ObjectKind of) {
        return of.listed(kube).stream()
                .filter(each -> prefixes.stream()
                        .map(prefix -> Fields.annotations(each).getOrDefault(prefix + "/hostname", ""))
                        .flatMap(hosts -> Stream.of(hosts.split(",", -1)))
                        .anyMatch(host -> Records.normalized(host.strip()).equals(name)))
                .map(each -> of.router(each.getMetadata().getName()));
    }

    private Stream<String> listed() {
        return kind.listed(kube).stream()
                .filter(each -> !each.getMetadata().getName().equals(object))
                .filter(each -> Fields.list(each.getAdditionalProperties(), "spec", "endpoints")
                        .anyMatch(endpoint -> Records.normalized(Fields.text(endpoint, "dnsName"))
                                .equals(name)))
                .map(each -> kind.router(each.getMetadata().getName()));
    }

    @Override
    public Optional<String> mayFailOpen(WeightedRoute route, Track idle) {
        return route instanceof TrackRecords records ? records.failsOpenTo(idle) : Optional.empty();
    }

    @Override
    public Hop hop(String router, GenericKubernetesResource read, WeightedRoute route) {
        return route instanceof TrackRecords records ? records.hop() : RouterContext.super.hop(router, read, route);
    }
}
