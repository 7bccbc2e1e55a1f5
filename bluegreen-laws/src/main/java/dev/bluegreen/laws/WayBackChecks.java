package dev.bluegreen.laws;

import dev.bluegreen.laws.Fact.Ended;
import dev.bluegreen.laws.Fact.Operation;
import dev.bluegreen.laws.Fact.Routed;
import dev.bluegreen.laws.Fact.Started;
import dev.bluegreen.laws.Facts.Placed;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/**
 * Law 4. A rollback without a disturbance, to an old track that had a ready pod all the time, was not staged over and was not
 * retired, has to succeed.
 */
final class WayBackChecks {

    private static final Set<Outcome> BACK = Set.of(Outcome.ROLLED_BACK, Outcome.UNCHANGED);

    private WayBackChecks() {}

    static List<String> check(Facts facts) {
        List<String> broken = new ArrayList<>();
        for (Placed<Started> start : facts.all(Started.class)) {
            if (start.fact().operation() == Operation.ROLL_BACK) {
                oneWriteEach(facts, start, broken);
                facts.all(Ended.class).stream()
                        .filter(end -> end.fact().actor().equals(start.fact().actor()))
                        .forEach(end -> success(facts, start, end, broken));
            }
        }
        return broken;
    }

    private static void oneWriteEach(Facts facts, Placed<Started> start, List<String> broken) {
        Map<String, Integer> writes = new TreeMap<>();
        facts.all(Routed.class).stream()
                .map(Placed::fact)
                .filter(routed -> routed.actor().equals(start.fact().actor()))
                .filter(routed -> !isFirstOfTwo(routed))
                .forEach(routed -> writes.merge(routed.router(), 1, Integer::sum));
        writes.forEach((router, count) -> {
            if (count > 1) {
                broken.add(start.fact().actor() + " wrote " + router + " " + count + " times to go back");
            }
        });
    }

    /** A router that makes before it breaks lets both tracks take traffic first. */
    private static boolean isFirstOfTwo(Routed routed) {
        return routed.to().equals(TrafficSplit.both()) && routed.from().only().isPresent();
    }

    private static void success(Facts facts, Placed<Started> start, Placed<Ended> end, List<String> broken) {
        String actor = start.fact().actor();
        boolean alone = !facts.between(start.position(), end.position(), fact -> isForeignTo(actor, fact))
                && !facts.between(-1, start.position(), fact -> isUnsettled(fact))
                && !othersAreAtWork(facts, start);
        OptionalInt first = facts.lastBefore(start.position(), fact -> fact instanceof Fact.Routed);
        boolean switched = facts.between(-1, start.position(), WayBackChecks::isSwitch);
        if (!alone || !switched || first.isEmpty() || BACK.contains(end.fact().outcome())) {
            return;
        }
        Track old = ((Routed) facts.fact(first.getAsInt()))
                .to()
                .only()
                .map(Track::other)
                .orElse(Track.BLUE);
        boolean isReadable = !facts.between(
                -1, end.position(), fact -> fact instanceof Fact.Forbidden forbidden && forbidden.track() == old);
        if (isReadable
                && isStandby(facts, old, first.getAsInt(), start.position())
                && !isClosed(facts, old, end.position())
                && facts.leastReady(old, start.position(), end.position()) > 0) {
            broken.add(actor + " ended at " + end.at() + " as " + end.fact().outcome() + ", although " + old
                    + " had ready pods all the time and nobody disturbed it");
        }
    }

    private static boolean isStandby(Facts facts, Track track, int after, int before) {
        return !isRetired(facts, track, after, before)
                && !facts.between(after, before, fact -> fact instanceof Fact.Staged staged && staged.track() == track);
    }

    /** Until another cutover succeeds: one that was sent back leaves traffic where the way back was closed. */
    private static boolean isClosed(Facts facts, Track old, int before) {
        return facts.all(Fact.WayBackClosed.class).stream()
                .filter(closed -> closed.position() < before && closed.fact().on() == old.other())
                .anyMatch(closed -> !facts.between(
                        closed.position(),
                        before,
                        fact -> fact instanceof Fact.Switched next
                                && !next.cutover().equals(closed.fact().cutover())));
    }

    /**
     * A track that an operation scaled to 0 is not a standby, even if a stray pod of it turns up; scaled up again, it is one.
     */
    private static boolean isRetired(Facts facts, Track track, int after, int before) {
        OptionalInt last =
                facts.lastBefore(before, fact -> fact instanceof Fact.Scaled scaled && scaled.track() == track);
        return last.isPresent()
                && last.getAsInt() > after
                && facts.fact(last.getAsInt()) instanceof Fact.Scaled scaled
                && scaled.to() == 0;
    }

    /** Before the first cutover there is no track to go back to. */
    private static boolean isSwitch(Fact fact) {
        return fact instanceof Ended end && end.outcome() == Outcome.SWITCHED;
    }

    private static boolean isForeignTo(String actor, Fact fact) {
        return fact instanceof Fact.Disturbed
                || fact instanceof Fact.ForeignWrite
                || fact instanceof Fact.RecordLost
                || (fact instanceof Fact.Started other && !other.actor().equals(actor))
                || (fact instanceof Fact.LockRenewed other && !other.actor().equals(actor))
                || (fact instanceof Fact.LockTaken taken && !taken.actor().equals(actor));
    }

    private static boolean othersAreAtWork(Facts facts, Placed<Started> start) {
        return facts.all(Started.class).stream()
                .filter(other -> other.position() < start.position())
                .anyMatch(other -> !facts.between(
                        other.position(),
                        start.position(),
                        fact -> fact instanceof Ended end
                                && end.actor().equals(other.fact().actor())));
    }

    /**
     * An event that may have left an unfinished cutover, or moved traffic unseen, leaves open which track the rollback goes
     * to.
     */
    private static boolean isUnsettled(Fact fact) {
        return fact instanceof Fact.Killed
                || fact instanceof Fact.Disturbed
                || fact instanceof Fact.ForeignWrite
                || fact instanceof Fact.RecordLost
                || (fact instanceof Ended end && end.outcome() == Outcome.NEEDS_ATTENTION);
    }
}
