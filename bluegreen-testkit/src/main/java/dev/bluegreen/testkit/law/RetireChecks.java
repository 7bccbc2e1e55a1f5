package dev.bluegreen.testkit.law;

import dev.bluegreen.testkit.law.Fact.Kept;
import dev.bluegreen.testkit.law.Fact.Scaled;
import dev.bluegreen.testkit.law.Facts.Placed;
import java.util.ArrayList;
import java.util.List;

/**
 * Law 5. Routers are judged at the moment the scale takes effect, so that one that lands late is caught; only somebody
 * else's move after the operation's last look cannot be held against it.
 */
final class RetireChecks {

    private RetireChecks() {}

    static List<String> check(Facts facts) {
        List<String> broken = new ArrayList<>();
        for (Placed<Scaled> scale : facts.all(Scaled.class)) {
            if (scale.fact().to() < scale.fact().from()) {
                traffic(facts, scale, broken);
                failOpen(facts, scale, broken);
                standby(facts, scale, broken);
            }
        }
        return broken;
    }

    private static void traffic(Facts facts, Placed<Scaled> scale, List<String> broken) {
        Scaled scaled = scale.fact();
        facts.routing(scale.position()).forEach((router, split) -> {
            if (split.sendsTo(scaled.track()) && !movedUnseen(facts, scale, router)) {
                broken.add(scaled.actor() + " scaled " + scaled.track() + " to " + scaled.to() + " at " + scale.at()
                        + " while " + router + " sends traffic " + split);
            }
        });
    }

    private static void failOpen(Facts facts, Placed<Scaled> scale, List<String> broken) {
        Scaled scaled = scale.fact();
        facts.all(Fact.FailsOpen.class).stream()
                .filter(open -> open.position() < scale.position())
                .filter(open -> open.fact().to().contains(scaled.track()))
                .forEach(open -> broken.add(scaled.actor() + " scaled " + scaled.track() + " to " + scaled.to() + " at "
                        + scale.at() + ", which " + open.fact().router() + " may fail open to"));
    }

    private static boolean movedUnseen(Facts facts, Placed<Scaled> scale, String router) {
        int looked = facts.lastBefore(
                        scale.fact().sent(),
                        fact -> fact instanceof Fact.SawRouter saw
                                && saw.router().equals(router)
                                && saw.actor().equals(scale.fact().actor()))
                .orElse(scale.position());
        return facts.between(
                looked,
                scale.position(),
                fact -> fact instanceof Fact.ForeignWrite foreign
                        && foreign.router().equals(router));
    }

    private static void standby(Facts facts, Placed<Scaled> scale, List<String> broken) {
        Scaled scaled = scale.fact();
        facts.lastBefore(scale.position(), fact -> fact instanceof Kept kept && kept.track() == scaled.track())
                .ifPresent(last -> {
                    Kept kept = (Kept) facts.fact(last);
                    if (scaled.clock().isBefore(kept.until())) {
                        broken.add(scaled.actor() + " scaled " + scaled.track() + " to " + scaled.to() + " at "
                                + scaled.clock() + ", kept until " + kept.until());
                    }
                });
    }
}
