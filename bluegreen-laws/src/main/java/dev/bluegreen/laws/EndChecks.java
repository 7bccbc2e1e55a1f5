package dev.bluegreen.laws;

import dev.bluegreen.laws.Fact.Ended;
import dev.bluegreen.laws.Fact.Killed;
import dev.bluegreen.laws.Fact.LockFreed;
import dev.bluegreen.laws.Fact.LockTaken;
import dev.bluegreen.laws.Fact.Routed;
import dev.bluegreen.laws.Fact.Scaled;
import dev.bluegreen.laws.Fact.Staged;
import dev.bluegreen.laws.Fact.Started;
import dev.bluegreen.laws.Facts.Placed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Law 8. */
final class EndChecks {

    private EndChecks() {}

    static List<String> check(Facts facts) {
        List<String> broken = new ArrayList<>();
        facts.all(Started.class).forEach(start -> inTime(facts, start, broken));
        facts.all(Routed.class)
                .forEach(write -> settled(
                        facts,
                        write,
                        write.fact().actor(),
                        "moved " + write.fact().router(),
                        broken));
        facts.all(Scaled.class)
                .forEach(write -> settled(
                        facts,
                        write,
                        write.fact().actor(),
                        "scaled " + write.fact().track(),
                        broken));
        facts.all(Staged.class)
                .forEach(write -> settled(
                        facts,
                        write,
                        write.fact().actor(),
                        "staged " + write.fact().track(),
                        broken));
        return broken;
    }

    private static void inTime(Facts facts, Placed<Started> start, List<String> broken) {
        String actor = start.fact().actor();
        Instant deadline = start.at().plus(start.fact().within());
        Optional<Placed<Ended>> end = facts.all(Ended.class).stream()
                .filter(placed -> placed.fact().actor().equals(actor))
                .findFirst();
        boolean killed = facts.all(Killed.class).stream()
                .anyMatch(placed -> placed.fact().actor().equals(actor));
        if (end.isEmpty() && !killed) {
            broken.add(actor + " began at " + start.at() + " and never ended");
        }
        end.filter(placed -> placed.at().isAfter(deadline))
                .ifPresent(placed -> broken.add(actor + " began at " + start.at() + " and ended at " + placed.at()
                        + ", after its deadline " + deadline));
    }

    private static void settled(Facts facts, Placed<?> write, String actor, String did, List<String> broken) {
        facts.lastBefore(write.position(), fact -> isLockOf(fact, actor)).stream()
                .filter(last -> facts.fact(last) instanceof LockFreed)
                .forEach(freed -> broken.add(actor + " " + did + " at " + write.at()
                        + ", after it had freed the lock at " + facts.at(freed)));
    }

    /** One operation may take the lock twice: first to cancel what is parked. */
    private static boolean isLockOf(Fact fact, String actor) {
        return fact.equals(new LockFreed(actor))
                || (fact instanceof LockTaken taken && taken.actor().equals(actor));
    }
}
