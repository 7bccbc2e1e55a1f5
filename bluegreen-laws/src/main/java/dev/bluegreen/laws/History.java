package dev.bluegreen.laws;

import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.testkit.internal.Given;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What happened to one release, in the order in which it took effect, by whoever recorded it: a platform in memory or a fake
 * API. Starts from where the routers and pods were. Thread-safe.
 */
public final class History {

    private final Map<String, TrafficSplit> routers;
    private final Map<Track, Integer> ready;
    private final List<Entry> entries = new ArrayList<>();

    /**
     * One fact.
     *
     * @param at when it took effect, by one clock for all
     * @param fact what
     */
    public record Entry(Instant at, Fact fact) {

        @Override
        public String toString() {
            return at + " " + fact;
        }
    }

    /**
     * Begins a history.
     *
     * @param routers where each router sends traffic at the start, by name
     * @param ready the ready pods of each track at the start
     */
    public static History from(Map<String, TrafficSplit> routers, Map<Track, Integer> ready) {
        return new History(routers, ready);
    }

    private History(Map<String, TrafficSplit> routers, Map<Track, Integer> ready) {
        this.routers = copy("routers", routers);
        this.ready = copy("ready", ready);
        this.ready.values().forEach(pods -> Given.between("ready", pods, 0, Integer.MAX_VALUE));
    }

    private static <K, V> Map<K, V> copy(String what, Map<K, V> given) {
        Given.any(what, given).forEach((key, value) -> {
            Given.any(what, key);
            Given.any(what, value);
        });
        return Map.copyOf(given);
    }

    /** Enters what took effect just now. */
    public synchronized void add(Instant at, Fact fact) {
        entries.add(new Entry(Given.any("at", at), Given.any("fact", fact)));
    }

    /** How many facts there are: the place of the next one. */
    public synchronized int position() {
        return entries.size();
    }

    /** All facts, in order. */
    public synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** Holds the history against all laws. */
    public List<Violation> violations() {
        Facts facts = new Facts(routers, ready, entries());
        return Stream.of(Law.values())
                .flatMap(law -> check(law, facts).stream().distinct().map(sentence -> new Violation(law, sentence)))
                .toList();
    }

    /** The facts, one a line, without the heartbeats. */
    @Override
    public String toString() {
        return entries().stream()
                .filter(entry -> !(entry.fact() instanceof Fact.LockRenewed))
                .map(Entry::toString)
                .collect(Collectors.joining("\n"));
    }

    private static List<String> check(Law law, Facts facts) {
        return switch (law) {
            case ENOUGH_ENDPOINTS -> EndpointChecks.check(facts);
            case ONE_WRITER -> new WriterChecks(facts).check();
            case RECOVERABLE -> RestChecks.check(facts);
            case WAY_BACK ->
                Stream.concat(WayBackChecks.check(facts).stream(), new ClosedWayBackChecks(facts).check().stream())
                        .toList();
            case KEEP_WHAT_IS_NEEDED -> StackChecks.check(facts);
            case NO_FIGHT -> ForeignChecks.check(facts);
            case AUDITED -> AuditChecks.check(facts);
            case ENDS -> EndChecks.check(facts);
            case NO_FAILED_REQUEST -> RequestChecks.check(facts);
            case OUTLIVES ->
                Stream.of(
                                new OutlivesChecks(facts).check(),
                                new FreezeChecks(facts).check(),
                                new RequestedChecks(facts).check())
                        .flatMap(List::stream)
                        .toList();
            case WHOLE_PROOF ->
                Stream.concat(CarrierChecks.check(facts).stream(), SightChecks.check(facts).stream())
                        .toList();
        };
    }
}
