package dev.bluegreen.fabric8;

import dev.bluegreen.cutover.HopVerifier;
import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.dns.EndpointKind;
import dev.bluegreen.fabric8.internal.dns.ExternalDnsContext;
import dev.bluegreen.fabric8.internal.watch.NamespaceWatch;
import dev.bluegreen.fabric8.internal.weights.WeightedObject;
import dev.bluegreen.fabric8.internal.weights.WeightedParts;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Names;
import dev.bluegreen.model.Track;
import dev.bluegreen.spi.Time;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Moves traffic by the records of one name in a DNSEndpoint, which ExternalDNS writes to Route 53: weighted, or a failover pair.
 * Made by {@link Fabric8Platform#externalDns(String)}. Immutable: each setting returns a new one.
 *
 * <p>One DNSEndpoint holds the records of both tracks, so that each move is one write, which ExternalDNS makes one batch. It says
 * when it has read the object, and not what became of the records: proof of those is a {@code RecordVerifier} of
 * {@code bluegreen-aws}, which may ask DNS resolvers too. Clients may go to the old track for the TTL of the records.
 */
public final class ExternalDns extends WeightedCutover {

    /** The interval of ExternalDNS, and the time Route 53 usually takes. */
    private static final Duration SETTLE = Duration.ofMinutes(2);

    /** Default of ExternalDNS since version 0.22, and before. */
    private static final List<String> PREFIXES =
            List.of("external-dns.kubernetes.io", "external-dns.alpha.kubernetes.io");

    /** A name with it stands for all others below the rest of it. */
    private static final String WILDCARD = "*.";

    private ExternalDns(WeightedParts parts) {
        super(parts);
    }

    static ExternalDns of(Kube kube, NamespaceWatch watch, Time time, String name) {
        String object = name != null && name.startsWith(WILDCARD) ? name.substring(WILDCARD.length()) : name;
        Names.requireObjectName("cutover.externalDns", object);
        String given = name.toLowerCase(Locale.ROOT);
        EndpointKind kind = new EndpointKind(given, Map.of(), Map.of());
        return new ExternalDns(new WeightedParts(
                watch,
                time,
                new WeightedObject(kube, kind, object),
                new ExternalDnsContext(kube, kind.kind(), object, given, PREFIXES),
                new WeightedParts.Settings(SETTLE, Optional.empty())));
    }

    /**
     * A copy for a DNSEndpoint with a name of its own. Default: the name of the records, without {@code *.}.
     *
     * @throws ConfigurationException if it is not a name of an object
     */
    public ExternalDns endpoint(String object) {
        Names.requireObjectName("externalDns.endpoint", object);
        return with(kind(), object, context().prefixes());
    }

    /**
     * A copy whose tracks have these set identifiers. Default: the values of the track's label, such as {@code blue}.
     *
     * @throws ConfigurationException if one is blank or longer than 128 characters, or both are the same
     */
    public ExternalDns identifiers(String blue, String green) {
        Map<Track, String> given = both("externalDns.identifiers", blue, green);
        return with(
                new EndpointKind(kind().name(), given, Map.of()),
                parts().object().name(),
                context().prefixes());
    }

    /**
     * A copy for a PRIMARY and a SECONDARY record, whose targets are swapped: their roles stay. Afterwards the old track is the
     * SECONDARY, which Route 53 answers with whenever the health check of the new one fails.
     *
     * @param blue target of BLUE's record: a host name or an address
     * @param green target of GREEN's record
     * @throws ConfigurationException if one is blank, or both are the same
     */
    public ExternalDns failover(String blue, String green) {
        Map<Track, String> given = both(
                "externalDns.failover",
                Input.requireText("externalDns.failover", blue, 253).toLowerCase(Locale.ROOT),
                Input.requireText("externalDns.failover", green, 253).toLowerCase(Locale.ROOT));
        return with(
                new EndpointKind(kind().name(), Map.of(), given),
                parts().object().name(),
                context().prefixes());
    }

    /**
     * A copy for an ExternalDNS with the flag {@code --annotation-prefix}: annotations with it are looked at to find other objects
     * that ask for the same name. Default: both prefixes that ExternalDNS had as its default.
     *
     * @param prefix with or without a slash at the end
     * @throws ConfigurationException if it is not a DNS name
     */
    public ExternalDns annotationPrefix(String prefix) {
        Input.given("externalDns.annotationPrefix", prefix, "give one such as external-dns.kubernetes.io");
        String plain = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
        Names.requireObjectName("externalDns.annotationPrefix", plain);
        return with(kind(), parts().object().name(), List.of(plain));
    }

    /**
     * A copy with another settle bound, to which the TTL is added: how long after the proof resolvers may get old answers.
     * Default 2 minutes.
     *
     * @throws ConfigurationException if it is negative or longer than 10 years
     */
    public ExternalDns settlesWithin(Duration bound) {
        return with(parts().settings().settlingWithin(Input.requireDuration("settlesWithin", bound)));
    }

    /**
     * A copy that proves moves at Route 53 and DNS servers, such as by a {@code RecordVerifier}.
     *
     * @throws ConfigurationException if it is null
     */
    public ExternalDns verifiedBy(HopVerifier verifier) {
        return with(parts().settings()
                .verifiedBy(Input.given("externalDns.verifiedBy", verifier, "give a HopVerifier, or leave it out")));
    }

    /** True: a way back takes the same time, so a move that is not proven in time is not reverted. */
    @Override
    public boolean staysUnproven() {
        return true;
    }

    private static Map<Track, String> both(String field, String blue, String green) {
        Input.requireText(field, blue, 253);
        Input.requireText(field, green, 253);
        if (blue.equals(green)) {
            throw new ConfigurationException(field + ": '" + blue + "' is given for both tracks; give each its own");
        }
        return Map.of(Track.BLUE, blue, Track.GREEN, green);
    }

    private EndpointKind kind() {
        return (EndpointKind) parts().object().kind();
    }

    private ExternalDnsContext context() {
        return (ExternalDnsContext) parts().context();
    }

    private ExternalDns with(EndpointKind kind, String object, List<String> prefixes) {
        WeightedParts now = parts();
        Kube kube = now.object().kube();
        return new ExternalDns(new WeightedParts(
                now.watch(),
                now.time(),
                new WeightedObject(kube, kind, object),
                new ExternalDnsContext(kube, kind.kind(), object, kind.name(), prefixes),
                now.settings()));
    }

    private ExternalDns with(WeightedParts.Settings settings) {
        WeightedParts now = parts();
        return new ExternalDns(new WeightedParts(now.watch(), now.time(), now.object(), now.context(), settings));
    }
}
