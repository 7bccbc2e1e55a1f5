package dev.bluegreen.laws;

import dev.bluegreen.laws.Fact.Ended;
import dev.bluegreen.laws.Fact.Routed;
import dev.bluegreen.laws.Fact.Sight;
import dev.bluegreen.laws.Facts.Placed;
import dev.bluegreen.result.Outcome;
import java.util.List;
import java.util.OptionalInt;

/** Law 10: evidence knows its age. An operation that reports a switch has seen the state at a moment after the write. */
final class SightChecks {

    private SightChecks() {}

    static List<String> check(Facts facts) {
        return facts.all(Ended.class).stream()
                .filter(end -> end.fact().outcome() == Outcome.SWITCHED)
                .flatMap(end -> facts.all(Routed.class).stream()
                        .filter(write -> isOf(write, end) && !wasSeen(facts, write.position(), end.position()))
                        .map(write -> end.fact().actor() + " called the switch of "
                                + write.fact().router() + " proven at " + end.at()
                                + ", but nothing that is watched was seen since the write at " + write.at()))
                .toList();
    }

    private static boolean isOf(Placed<Routed> write, Placed<Ended> end) {
        return write.position() < end.position()
                && write.fact().actor().equals(end.fact().actor())
                && write.fact().to().only().equals(end.fact().claimed());
    }

    private static boolean wasSeen(Facts facts, int from, int to) {
        OptionalInt last = facts.lastBefore(from, fact -> fact instanceof Sight);
        boolean clear = last.isEmpty() || facts.fact(last.getAsInt()).equals(new Sight(true));
        return clear || facts.between(from, to, new Sight(true)::equals);
    }
}
