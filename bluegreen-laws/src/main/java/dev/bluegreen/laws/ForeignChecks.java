package dev.bluegreen.laws;

import dev.bluegreen.laws.Fact.Ended;
import dev.bluegreen.laws.Fact.ForeignWrite;
import dev.bluegreen.laws.Fact.Routed;
import dev.bluegreen.laws.Fact.SawRouter;
import dev.bluegreen.laws.Facts.Placed;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Law 6. A foreign write is fought if an operation writes a router that was moved by another writer after the operation, holding
 * the lock, had read it. It is missed if an operation that read the router after such a move claims success.
 */
final class ForeignChecks {

    private ForeignChecks() {}

    static List<String> check(Facts facts) {
        List<String> broken = new ArrayList<>();
        for (Placed<ForeignWrite> foreign : facts.all(ForeignWrite.class)) {
            if (!foreign.fact().from().equals(foreign.fact().to())) {
                fought(facts, foreign, broken);
                missed(facts, foreign, broken);
            }
        }
        return broken;
    }

    private static void fought(Facts facts, Placed<ForeignWrite> foreign, List<String> broken) {
        String router = foreign.fact().router();
        facts.all(Routed.class).stream()
                .filter(write -> write.position() > foreign.position())
                .filter(write -> write.fact().router().equals(router))
                .filter(write -> !isUndone(facts, foreign, write))
                .filter(write -> hadRead(facts, write.fact().actor(), router, foreign.position()))
                .forEach(write -> broken.add(write.fact().actor() + " moved " + router + " to "
                        + write.fact().to() + " at " + write.at() + ", after "
                        + foreign.fact().writer() + " had moved it from "
                        + foreign.fact().from() + " to " + foreign.fact().to() + " at " + foreign.at()));
    }

    /** True if by then another operation had moved the router, or it had the value again that the operation knew. */
    private static boolean isUndone(Facts facts, Placed<ForeignWrite> foreign, Placed<Routed> write) {
        String router = foreign.fact().router();
        boolean movedOn = facts.between(
                foreign.position(),
                write.position(),
                fact -> fact instanceof Routed moved && moved.router().equals(router));
        return movedOn
                || known(facts, foreign, write.fact().actor())
                        .equals(facts.routing(write.position()).get(router));
    }

    private static boolean isMovedOn(Facts facts, Placed<ForeignWrite> foreign, int position) {
        return facts.between(
                foreign.position(),
                position,
                fact -> fact instanceof Routed moved
                        && moved.router().equals(foreign.fact().router()));
    }

    private static TrafficSplit known(Facts facts, Placed<ForeignWrite> foreign, String actor) {
        String router = foreign.fact().router();
        int last = facts.lastBefore(foreign.position(), fact -> isReading(fact, actor, router))
                .orElse(foreign.position());
        return facts.routing(last + 1).getOrDefault(router, foreign.fact().from());
    }

    private static boolean isReading(Fact fact, String actor, String router) {
        return fact.equals(new SawRouter(actor, router))
                || (fact instanceof Routed moved
                        && moved.actor().equals(actor)
                        && moved.router().equals(router));
    }

    private static boolean hadRead(Facts facts, String actor, String router, int position) {
        OptionalInt locked = facts.lastBefore(
                position,
                fact -> fact instanceof Fact.LockTaken taken && taken.actor().equals(actor));
        return locked.isPresent()
                && facts.between(locked.getAsInt(), position, fact -> fact.equals(new SawRouter(actor, router)));
    }

    private static void missed(Facts facts, Placed<ForeignWrite> foreign, List<String> broken) {
        String router = foreign.fact().router();
        facts.all(Ended.class).stream()
                .filter(end -> end.position() > foreign.position())
                .filter(end -> end.fact().outcome() == Outcome.SWITCHED)
                .filter(end -> !isMovedOn(facts, foreign, end.position()) && isElsewhere(facts, end, router))
                .filter(end -> facts.between(
                        foreign.position(),
                        end.position(),
                        fact -> fact.equals(new SawRouter(end.fact().actor(), router))))
                .forEach(end -> broken.add(end.fact().actor() + " called the switch done at " + end.at() + ", but "
                        + router + " was moved to " + foreign.fact().to() + " by "
                        + foreign.fact().writer() + " at " + foreign.at()));
    }

    private static boolean isElsewhere(Facts facts, Placed<Ended> end, String router) {
        TrafficSplit now = facts.routing(end.position()).get(router);
        return now != null && !now.only().equals(end.fact().claimed());
    }
}
