package dev.bluegreen.laws;

import dev.bluegreen.laws.Fact.Ended;
import dev.bluegreen.laws.Fact.Routed;
import dev.bluegreen.laws.Facts.Placed;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Law 1. The writer cannot know of the death of a pod while the request is in flight, so a write is judged by the best state
 * between the writer's last look at the pods, at the earliest when it got the lock, and the sending. A later loss has to be
 * found by the proof.
 */
final class EndpointChecks {

    private EndpointChecks() {}

    static List<String> check(Facts facts) {
        List<String> broken = new ArrayList<>();
        for (Placed<Routed> write : facts.all(Routed.class)) {
            for (Track track : Track.values()) {
                if (hasToServe(write.fact(), track)) {
                    before(facts, write, track, broken);
                    after(facts, write, track, broken);
                }
            }
        }
        return broken;
    }

    /** From one track to both the one that comes has to: the one that goes may be gone. */
    private static boolean hasToServe(Routed routed, Track track) {
        boolean goes =
                routed.to().equals(TrafficSplit.both()) && routed.from().only().equals(Optional.of(track));
        return routed.to().sendsTo(track) && !goes;
    }

    private static void before(Facts facts, Placed<Routed> write, Track track, List<String> broken) {
        Routed routed = write.fact();
        int looked = facts.lastBefore(
                        routed.sent(),
                        fact -> fact instanceof Fact.SawPods saw && saw.actor().equals(routed.actor()))
                .orElse(routed.sent());
        int locked = facts.lastBefore(
                        routed.sent(),
                        fact -> fact instanceof Fact.LockTaken taken
                                && taken.actor().equals(routed.actor()))
                .orElse(-1);
        int ready = facts.mostReady(track, Math.max(looked, locked), routed.sent());
        if (ready < asked(routed, track)) {
            broken.add(routed.actor() + " sent " + routed.router() + " to " + routed.to() + " at " + write.at()
                    + " when " + track + " had " + ready + " ready pods of " + asked(routed, track) + " asked for");
        }
    }

    /** An operation that reports a switch has seen the requested pods after the write. */
    private static void after(Facts facts, Placed<Routed> write, Track track, List<String> broken) {
        Routed routed = write.fact();
        facts.all(Ended.class).stream()
                .filter(end -> end.fact().actor().equals(routed.actor()))
                .filter(end -> end.position() > write.position())
                .filter(end -> end.fact().outcome() == Outcome.SWITCHED)
                .filter(end -> facts.mostReady(track, write.position(), end.position()) < asked(routed, track))
                .forEach(end -> broken.add(routed.actor() + " called the switch to " + track + " proven at " + end.at()
                        + ", but since the write " + track + " never had " + asked(routed, track) + " ready pods"));
    }

    /** A track that keeps only part of its share needs one pod. */
    private static int asked(Routed routed, Track track) {
        long now = (long) routed.to().weight(track) * routed.from().weight(track.other());
        long before = (long) routed.from().weight(track) * routed.to().weight(track.other());
        return now < before ? 1 : Math.max(1, routed.asked());
    }
}
