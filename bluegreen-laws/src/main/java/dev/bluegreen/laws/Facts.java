package dev.bluegreen.laws;

import dev.bluegreen.laws.History.Entry;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

/** A finished history, with the queries of the checks. Positions count from 0. */
final class Facts {

    private final Map<String, TrafficSplit> routers;
    private final Map<Track, Integer> ready;
    private final List<Entry> entries;

    Facts(Map<String, TrafficSplit> routers, Map<Track, Integer> ready, List<Entry> entries) {
        this.routers = routers;
        this.ready = ready;
        this.entries = entries;
    }

    /** A fact of one kind and its place. */
    record Placed<T extends Fact>(int position, Instant at, T fact) {}

    int size() {
        return entries.size();
    }

    Instant at(int position) {
        return entries.get(position).at();
    }

    Fact fact(int position) {
        return entries.get(position).fact();
    }

    <T extends Fact> List<Placed<T>> all(Class<T> kind) {
        List<Placed<T>> found = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            if (kind.isInstance(fact(i))) {
                found.add(new Placed<>(i, at(i), kind.cast(fact(i))));
            }
        }
        return found;
    }

    /** The last position before another at which a condition holds. */
    OptionalInt lastBefore(int position, Predicate<Fact> wanted) {
        for (int i = Math.min(position, entries.size()) - 1; i >= 0; i--) {
            if (wanted.test(fact(i))) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    /** True if a condition holds at a position in between, both ends excluded. */
    boolean between(int after, int before, Predicate<Fact> wanted) {
        for (int i = after + 1; i < before; i++) {
            if (wanted.test(fact(i))) {
                return true;
            }
        }
        return false;
    }

    /** True if a split sends a greater part of all traffic to a track than another. */
    static boolean isMore(TrafficSplit to, TrafficSplit from, Track track) {
        return (long) to.weight(track) * from.weight(track.other())
                > (long) from.weight(track) * to.weight(track.other());
    }

    /** The track that a cutover was asked to move traffic to; empty for other operations. */
    Optional<Track> target(String cutover) {
        return all(Fact.Begun.class).stream()
                .map(Placed::fact)
                .filter(begun -> begun.cutover().equals(cutover))
                .map(Fact.Begun::to)
                .findFirst();
    }

    /** The splits of the routers right before a position. */
    Map<String, TrafficSplit> routing(int position) {
        Map<String, TrafficSplit> now = new LinkedHashMap<>(routers);
        for (int i = 0; i < position; i++) {
            if (fact(i) instanceof Fact.Routed routed) {
                now.put(routed.router(), routed.to());
            } else if (fact(i) instanceof Fact.ForeignWrite foreign) {
                now.put(foreign.router(), foreign.to());
            }
        }
        return now;
    }

    /** The most, or fewest, ready pods of a track at any moment from one position to another. */
    int mostReady(Track track, int from, int to) {
        return ready(track, from, to, true);
    }

    /** The fewest ready pods of a track at any moment from one position to another. */
    int leastReady(Track track, int from, int to) {
        return ready(track, from, to, false);
    }

    private int ready(Track track, int from, int to, boolean most) {
        int found = readyAt(track, from);
        for (int i = from; i < Math.min(to, entries.size()); i++) {
            if (fact(i) instanceof Fact.Ready ready && ready.track() == track) {
                found = most ? Math.max(found, ready.pods()) : Math.min(found, ready.pods());
            }
        }
        return found;
    }

    private int readyAt(Track track, int position) {
        OptionalInt last = lastBefore(position + 1, fact -> fact instanceof Fact.Ready r && r.track() == track);
        return last.isPresent() ? ((Fact.Ready) fact(last.getAsInt())).pods() : ready.getOrDefault(track, 0);
    }
}
