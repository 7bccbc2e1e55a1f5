package dev.bluegreen.laws;

import dev.bluegreen.laws.Fact.Kept;
import dev.bluegreen.laws.Fact.Scaled;
import dev.bluegreen.laws.Fact.Staged;
import dev.bluegreen.model.Track;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Law 5: what is scaled down, or made to run something else, is needed by nobody. Routers are judged at the moment the write
 * takes effect, so that one that lands late is caught; only somebody else's move after the operation's last look cannot be
 * held against it.
 */
final class StackChecks {

    private final Facts facts;
    private final List<String> broken = new ArrayList<>();

    private StackChecks(Facts facts) {
        this.facts = facts;
    }

    static List<String> check(Facts facts) {
        StackChecks checks = new StackChecks(facts);
        for (int i = 0; i < facts.size(); i++) {
            Optional<Harm> harm = harm(i, facts.at(i), facts.fact(i));
            harm.ifPresent(checks::check);
            if (facts.fact(i) instanceof Scaled) {
                harm.ifPresent(checks::failOpen);
            }
        }
        return checks.broken;
    }

    /** What a write to a stack does to whoever needs the track. */
    private record Harm(int position, Instant at, String actor, Track track, String did, Instant clock, int sent) {

        @Override
        public String toString() {
            return actor + " " + did + " at " + at;
        }
    }

    private static Optional<Harm> harm(int position, Instant at, Fact fact) {
        if (fact instanceof Scaled scaled && scaled.to() < scaled.from()) {
            String did = "scaled " + scaled.track() + " to " + scaled.to();
            return Optional.of(
                    new Harm(position, at, scaled.actor(), scaled.track(), did, scaled.clock(), scaled.sent()));
        }
        if (fact instanceof Staged staged) {
            String did = "staged " + staged.track();
            return Optional.of(
                    new Harm(position, at, staged.actor(), staged.track(), did, staged.clock(), staged.sent()));
        }
        return Optional.empty();
    }

    private void check(Harm harm) {
        traffic(harm);
        standby(harm);
    }

    private void traffic(Harm harm) {
        facts.routing(harm.position()).forEach((router, split) -> {
            if (split.sendsTo(harm.track()) && !movedUnseen(harm, router)) {
                broken.add(harm + " while " + router + " sends traffic " + split);
            }
        });
    }

    /** What runs on such a track may be changed as long as something runs there. */
    private void failOpen(Harm harm) {
        facts.all(Fact.FailsOpen.class).stream()
                .filter(open -> open.position() < harm.position())
                .filter(open -> open.fact().to().contains(harm.track()))
                .forEach(open -> broken.add(harm + ", which " + open.fact().router() + " may fail open to"));
    }

    private boolean movedUnseen(Harm harm, String router) {
        int looked = facts.lastBefore(
                        harm.sent(),
                        fact -> fact instanceof Fact.SawRouter saw
                                && saw.router().equals(router)
                                && saw.actor().equals(harm.actor()))
                .orElse(harm.position());
        return facts.between(
                looked,
                harm.position(),
                fact -> fact instanceof Fact.ForeignWrite foreign
                        && foreign.router().equals(router));
    }

    private void standby(Harm harm) {
        facts.lastBefore(harm.position(), fact -> fact instanceof Kept kept && kept.track() == harm.track())
                .ifPresent(last -> {
                    Kept kept = (Kept) facts.fact(last);
                    if (harm.clock().isBefore(kept.until())) {
                        broken.add(harm + ", which was " + harm.clock() + " by its clock, kept until " + kept.until());
                    }
                });
    }
}
