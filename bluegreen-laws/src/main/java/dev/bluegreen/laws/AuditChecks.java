package dev.bluegreen.laws;

import dev.bluegreen.laws.Fact.Intended;
import dev.bluegreen.laws.Fact.RecordLost;
import dev.bluegreen.laws.Fact.Rest;
import dev.bluegreen.laws.Fact.ResultEntered;
import dev.bluegreen.laws.Fact.Routed;
import dev.bluegreen.laws.Facts.Placed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Law 7. The record is the audit; at rest it has the result of every write, or shows the cutover as unfinished. */
final class AuditChecks {

    private AuditChecks() {}

    static List<String> check(Facts facts) {
        List<String> broken = new ArrayList<>();
        for (Placed<Routed> write : facts.all(Routed.class)) {
            Routed routed = write.fact();
            if (!facts.between(-1, routed.sent(), fact -> announces(fact, routed))) {
                broken.add(routed.actor() + " moved " + routed.router() + " to " + routed.to() + " at " + write.at()
                        + " without announcing it");
            }
            facts.all(Rest.class).stream()
                    .filter(rest -> rest.position() > write.position())
                    .filter(rest -> !isEntered(facts, routed, rest))
                    .forEach(rest -> broken.add("the record has no result of cutover " + routed.cutover()
                            + ", which moved " + routed.router() + " at " + write.at()));
        }
        return broken;
    }

    private static boolean announces(Fact fact, Routed routed) {
        return fact instanceof Intended intended
                && intended.actor().equals(routed.actor())
                && intended.router().equals(routed.router())
                && intended.to().equals(routed.to());
    }

    private static boolean isEntered(Facts facts, Routed routed, Placed<Rest> rest) {
        return rest.fact().unfinished().equals(Optional.of(routed.cutover()))
                || facts.between(
                        -1,
                        rest.position(),
                        fact -> fact instanceof RecordLost
                                || (fact instanceof ResultEntered entered
                                        && entered.cutover().equals(routed.cutover())));
    }
}
