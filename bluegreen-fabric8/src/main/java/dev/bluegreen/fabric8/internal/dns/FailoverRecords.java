package dev.bluegreen.fabric8.internal.dns;

import dev.bluegreen.cutover.Move;
import dev.bluegreen.fabric8.internal.api.JsonPatch;
import dev.bluegreen.fabric8.internal.dns.Records.Entry;
import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A PRIMARY and a SECONDARY record. Their targets are swapped, health checks included; the roles stay, so that no role ever
 * exists twice.
 */
record FailoverRecords(
        Records records, Destinations destinations, Entry primary, Entry secondary, String blue, String green)
        implements TrackRecords {

    /** @throws dev.bluegreen.model.PlatformException with {@code INVALID} if the records are no such pair */
    static FailoverRecords of(Records records, Destinations destinations, Map<Track, String> targets) {
        List<Entry> all = records.entries();
        Optional<Entry> primary = role(all, "PRIMARY");
        Optional<Entry> secondary = role(all, "SECONDARY");
        if (all.size() != 2 || primary.isEmpty() || secondary.isEmpty()) {
            throw records.invalid("the records of " + records.name() + " are "
                    + all.stream().map(Entry::shown).toList() + "; make it one with " + Records.FAILOVER
                    + " PRIMARY and one with SECONDARY in providerSpecific");
        }
        List<String> both = List.of(targets.getOrDefault(Track.BLUE, ""), targets.getOrDefault(Track.GREEN, ""));
        all.stream()
                .filter(entry -> entry.targets().size() != 1 || !both.containsAll(entry.targets()))
                .findFirst()
                .ifPresent(other -> {
                    throw records.invalid(other.shown() + " of " + records.name() + " points to " + other.targets()
                            + ", not to '" + both.get(0) + "' of BLUE or '" + both.get(1)
                            + "' of GREEN; give the targets of both to failover(blue, green)");
                });
        return new FailoverRecords(records, destinations, primary.get(), secondary.get(), both.get(0), both.get(1));
    }

    private static Optional<Entry> role(List<Entry> all, String role) {
        return all.stream()
                .filter(entry -> entry.property(Records.FAILOVER).equals(Optional.of(role)))
                .findFirst();
    }

    /** Route 53 takes no PRIMARY without a health check, unless it is an alias: ExternalDNS would try for ever. */
    @Override
    public List<Finding> findings(Move move) {
        Stream<Finding> unchecked = move.target().equals(split()) || secondary.isAlias() || secondary.isChecked()
                ? Stream.empty()
                : Stream.of(Finding.fatal(
                        "dns-primary-unchecked",
                        records.router() + ": " + secondary.shown() + " of " + track(secondary)
                                + " would become PRIMARY without a health check, which Route 53 refuses",
                        "give it " + Records.HEALTH_CHECK + " in providerSpecific"));
        return Stream.concat(TrackRecords.super.findings(move).stream(), unchecked)
                .toList();
    }

    private Track track(Entry entry) {
        return entry.targets().contains(blue) ? Track.BLUE : Track.GREEN;
    }

    @Override
    public Map<Track, List<Entry>> entries() {
        Map<Track, List<Entry>> found = new EnumMap<>(Track.class);
        Stream.of(secondary, primary).forEach(entry -> found.put(track(entry), List.of(entry)));
        return found;
    }

    @Override
    public TrafficSplit split() {
        return TrafficSplit.all(track(primary));
    }

    @Override
    public String routing() {
        return records.name() + " {PRIMARY " + primary.targets().get(0) + ", SECONDARY "
                + secondary.targets().get(0) + "}";
    }

    @Override
    public JsonPatch write(JsonPatch guarded, TrafficSplit target) {
        if (target.equals(split())) {
            return guarded;
        }
        return with(with(guarded, primary, secondary), secondary, primary);
    }

    /** Gives a record target and properties of the other; its role and set identifier stay. */
    private static JsonPatch with(JsonPatch guarded, Entry entry, Entry other) {
        List<?> properties = Stream.concat(
                        entry.properties().filter(FailoverRecords::isRole),
                        other.properties().filter(each -> !isRole(each)))
                .toList();
        return guarded.test(entry.path() + "/setIdentifier", entry.id())
                .replace(entry.path() + "/targets", other.targets())
                .replace(entry.path() + "/providerSpecific", properties);
    }

    private static boolean isRole(Object property) {
        return Fields.text(property, "name").equals(Records.FAILOVER);
    }

    /** The secondary answers whenever the primary's health check fails. */
    @Override
    public Optional<String> failsOpenTo(Track idle) {
        return track(secondary) == idle && track(primary) != idle
                ? Optional.of(
                        records.router() + ": Route 53 answers with " + idle + ", the SECONDARY, when the health check"
                                + " of " + idle.other() + " fails; point the SECONDARY to " + idle.other() + " first")
                : Optional.empty();
    }
}
