package dev.bluegreen.fabric8.internal.dns;

import dev.bluegreen.cutover.Hop;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.fabric8.internal.api.ManagedField;
import dev.bluegreen.fabric8.internal.dns.Records.Entry;
import dev.bluegreen.fabric8.internal.weights.TrackBackend;
import dev.bluegreen.fabric8.internal.weights.WeightedRoute;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Wording;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The records of both tracks as read in one DNSEndpoint. */
interface TrackRecords extends WeightedRoute {

    /** More than this is long for a record that is moved. */
    Duration LONG_TTL = Duration.ofSeconds(60);

    Records records();

    Destinations destinations();

    /** The records of each track, of all types. */
    Map<Track, List<Entry>> entries();

    /** The reason why a track without a share may be answered; empty if it is not. */
    Optional<String> failsOpenTo(Track idle);

    @Override
    default List<TrackBackend> backends(Track track) {
        return destinations().backends(track, entries().getOrDefault(track, List.of()));
    }

    @Override
    default ManagedField field() {
        return new ManagedField("DNSEndpoint", List.of("spec", "endpoints"));
    }

    /** A resolver may have asked right before the records changed. */
    @Override
    default Duration pinned() {
        return all().map(entry -> Duration.ofSeconds(entry.ttl()))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private Stream<Entry> all() {
        return entries().values().stream().flatMap(List::stream);
    }

    @Override
    default List<Finding> findings(Move move) {
        return Stream.of(longTtl().stream(), unequalTtl().stream(), targets(), ignored())
                .flatMap(findings -> findings)
                .toList();
    }

    private Optional<Finding> longTtl() {
        return Optional.of(pinned())
                .filter(ttl -> ttl.compareTo(LONG_TTL) > 0)
                .map(ttl -> Finding.warning(
                        "dns-ttl-long",
                        records().router() + ": records of " + records().name() + " have a TTL of " + Wording.of(ttl)
                                + " (300 s where recordTTL is missing): clients may go to the old track for that time"
                                + " after the move, and after the way back",
                        "set recordTTL to 60 at least " + Wording.of(ttl) + " before the cutover"));
    }

    private Optional<Finding> unequalTtl() {
        List<String> times = all().map(Entry::ttl)
                .distinct()
                .sorted()
                .map(Duration::ofSeconds)
                .map(Wording::of)
                .toList();
        return times.size() <= 1
                ? Optional.empty()
                : Optional.of(Finding.warning(
                        "dns-ttl-unequal",
                        records().router() + ": records of " + records().name() + " have TTLs of "
                                + String.join(" and ", times)
                                + " (an alias has that of its target): shares will differ from the requested split",
                        "give all of them the same recordTTL"));
    }

    private Stream<Finding> targets() {
        return entries().entrySet().stream()
                .flatMap(side -> side.getValue().stream().flatMap(entry -> target(side.getKey(), entry).stream()));
    }

    /** Records that ExternalDNS does not make, which it says in its log only: traffic would stay where it is. */
    private Stream<Finding> ignored() {
        return entries().entrySet().stream()
                .flatMap(side -> side.getValue().stream().flatMap(entry -> ignored(side.getKey(), entry).stream()));
    }

    /** source/crd.go of ExternalDNS, and CheckEndpoint of endpoint/endpoint.go. */
    private Optional<Finding> ignored(Track track, Entry entry) {
        String written = pointing(track, entry);
        if (entry.isDotted()) {
            String sentence = written + " with a dot at the end: ExternalDNS "
                    + (entry.type().equals("CNAME") ? "before version 0.21 " : "") + "makes no record of it";
            return Optional.of(new Finding(
                    "dns-record-ignored",
                    entry.type().equals("CNAME") ? Finding.Severity.WARNING : Finding.Severity.FATAL,
                    sentence,
                    "leave the dot out"));
        }
        return entry.lacksAddresses()
                ? Optional.of(Finding.fatal(
                        "dns-record-ignored",
                        written + ": ExternalDNS makes no record of type " + entry.type()
                                + " without addresses of that type",
                        "make it a CNAME, or set alias to \"true\" in providerSpecific"))
                : Optional.empty();
    }

    /** A record that leads to the other track. */
    @Override
    default Optional<String> unreachable(Track track) {
        return entries().getOrDefault(track, List.of()).stream()
                .filter(entry -> destinations().track(entry).equals(Optional.of(track.other())))
                .map(entry -> pointing(track, entry) + ", which leads to " + track.other())
                .findFirst();
    }

    private String pointing(Track track, Entry entry) {
        return records().router() + ": " + entry.shown() + " of " + track + " points to " + entry.targets();
    }

    private Optional<Finding> target(Track track, Entry entry) {
        String sentence = pointing(track, entry);
        Optional<Track> behind = destinations().track(entry);
        if (behind.isEmpty()) {
            return Optional.of(Finding.warning(
                    "dns-target-unchecked",
                    sentence + "; no Service of the namespace has that load balancer, so it is not known whether it"
                            + " leads to " + track,
                    "check it by hand"));
        }
        return behind.equals(Optional.of(track))
                ? Optional.empty()
                : Optional.of(Finding.fatal(
                        "dns-target-mismatch",
                        sentence + ", which leads to " + track.other(),
                        "point the record to the load balancer of its track"));
    }

    /** What a verifier has to know: the name, and set identifier and targets of each track. */
    default Hop hop() {
        Map<Track, Hop.Backend> backends = new TreeMap<>();
        entries()
                .forEach((track, all) -> backends.put(
                        track,
                        new Hop.Backend(
                                services().getOrDefault(track, ""),
                                all.get(0).id(),
                                Set.copyOf(all.stream()
                                        .flatMap(entry -> entry.targets().stream())
                                        .toList()))));
        return new Hop(records().router(), Set.of(records().name()), backends);
    }
}
