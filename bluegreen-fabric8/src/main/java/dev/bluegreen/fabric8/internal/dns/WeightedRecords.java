package dev.bluegreen.fabric8.internal.dns;

import dev.bluegreen.fabric8.internal.api.JsonPatch;
import dev.bluegreen.fabric8.internal.dns.Records.Entry;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Weighted records, by the set identifiers of the tracks. */
record WeightedRecords(Records records, Destinations destinations, Map<Track, List<Entry>> entries)
        implements TrackRecords {

    private static final int HEAVIEST = 255;

    /**
     * Reads them.
     *
     * @param identifiers of the tracks
     * @throws dev.bluegreen.model.PlatformException with {@code INVALID} if the name cannot be moved between the tracks
     */
    static WeightedRecords of(Records records, Destinations destinations, Map<Track, String> identifiers) {
        Map<Track, List<Entry>> found = new EnumMap<>(Track.class);
        List<Entry> all = records.entries();
        identifiers.forEach((track, id) -> found.put(
                track, all.stream().filter(entry -> entry.id().equals(id)).toList()));
        WeightedRecords read = new WeightedRecords(records, destinations, found);
        List<String> types = types(read.of(Track.BLUE));
        if (types.isEmpty() || !types.equals(types(read.of(Track.GREEN)))) {
            throw records.invalid("the records of " + records.name() + " are "
                    + all.stream().map(Entry::shown).toList()
                    + "; each type needs one with set identifier '" + identifiers.get(Track.BLUE) + "' for BLUE and one"
                    + " with '" + identifiers.get(Track.GREEN) + "' for GREEN, or name those in use with"
                    + " identifiers(blue, green), or a failover pair's targets with"
                    + " failover(blue, green)");
        }
        all.stream()
                .filter(entry -> !identifiers.containsValue(entry.id()) && weight(records, entry) > 0)
                .findFirst()
                .ifPresent(other -> {
                    throw records.invalid(other.shown() + " of " + records.name() + " gets a share of "
                            + weight(records, other) + " beside the tracks, whose set identifiers are "
                            + identifiers.values() + "; set its weight to 0 or take it out");
                });
        return read.checked();
    }

    private List<Entry> of(Track track) {
        return entries.getOrDefault(track, List.of());
    }

    private static List<String> types(List<Entry> entries) {
        return entries.stream().map(Entry::type).sorted().toList();
    }

    private static int weight(Records records, Entry entry) {
        String text = entry.property(Records.WEIGHT).orElse("");
        if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) > HEAVIEST) {
            throw records.invalid(entry.shown() + " of " + records.name() + " has in providerSpecific for "
                    + Records.WEIGHT + " the value '" + text
                    + "', which ExternalDNS takes for no weight or for 0; set a"
                    + " whole number of 0 to " + HEAVIEST + ", as a text");
        }
        return Integer.parseInt(text);
    }

    private WeightedRecords checked() {
        List<TrafficSplit> splits = of(Track.BLUE).stream()
                .map(entry -> split(entry, twin(entry)))
                .distinct()
                .toList();
        if (splits.size() > 1) {
            throw records.invalid("the types of " + records.name() + " differ in the shares of the tracks: " + routing()
                    + "; give all of them the weights of the track that serves now");
        }
        return this;
    }

    private Entry twin(Entry blue) {
        return of(Track.GREEN).stream()
                .filter(entry -> entry.type().equals(blue.type()))
                .findFirst()
                .orElse(blue);
    }

    private TrafficSplit split(Entry blueEntry, Entry greenEntry) {
        int blue = weight(records, blueEntry);
        int green = weight(records, greenEntry);
        if (blue == 0 && green == 0) {
            throw records.invalid(blueEntry.shown() + " and " + greenEntry.shown() + " of " + records.name()
                    + " both have weight 0, for which Route 53 answers with each alike; give the track that serves a"
                    + " weight above 0");
        }
        return blue == 0 || green == 0
                ? TrafficSplit.all(green == 0 ? Track.BLUE : Track.GREEN)
                : new TrafficSplit(blue, green);
    }

    @Override
    public TrafficSplit split() {
        Entry blue = of(Track.BLUE).get(0);
        return split(blue, twin(blue));
    }

    @Override
    public String routing() {
        return Stream.of(Track.values())
                .flatMap(track -> of(track).stream())
                .map(entry -> entry.shown() + " " + weight(records, entry))
                .collect(Collectors.joining(", ", records.name() + " {", "}"));
    }

    @Override
    public JsonPatch write(JsonPatch guarded, TrafficSplit target) {
        entries.forEach((track, all) -> all.forEach(entry -> {
            String property = entry.path() + "/providerSpecific/"
                    + entry.place(Records.WEIGHT).orElseThrow();
            guarded.test(entry.path() + "/setIdentifier", entry.id())
                    .test(property + "/name", Records.WEIGHT)
                    .replace(property + "/value", Integer.toString(target.weight(track)));
        }));
        return guarded;
    }

    /** A record at weight 0 is answered when none of those with a weight is healthy. */
    @Override
    public Optional<String> failsOpenTo(Track idle) {
        return of(idle.other()).stream().anyMatch(Entry::mayBeUnhealthy)
                ? Optional.of(records.router() + ": Route 53 answers with the record of " + idle
                        + " at weight 0 when that of " + idle.other() + " is unhealthy; point it to " + idle.other()
                        + " first, or set aws/evaluate-target-health to false and leave out the health check")
                : Optional.empty();
    }
}
