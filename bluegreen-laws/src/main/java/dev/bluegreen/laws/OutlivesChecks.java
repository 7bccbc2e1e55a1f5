package dev.bluegreen.laws;

import dev.bluegreen.laws.Fact.Asked;
import dev.bluegreen.laws.Fact.LockFreed;
import dev.bluegreen.laws.Fact.LockRenewed;
import dev.bluegreen.laws.Fact.LockTaken;
import dev.bluegreen.laws.Fact.Routed;
import dev.bluegreen.laws.Fact.Switched;
import dev.bluegreen.laws.Facts.Placed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Law 11. A cutover that the record calls switched was watched for its whole bake, by processes that held the lock: from the
 * last sign of life of one to the next one's lock nobody watched. The last of them asked the objectives, somebody had
 * approved it before its first move, and the old track is kept.
 */
final class OutlivesChecks {

    /** What a bake may be shorter by than it seems from outside: requests take their time. */
    private static final Duration ALMOST = Duration.ofSeconds(1);

    private final Facts facts;
    private final List<String> broken = new ArrayList<>();

    OutlivesChecks(Facts facts) {
        this.facts = facts;
    }

    List<String> check() {
        facts.all(Switched.class)
                .forEach(switched -> facts.all(Asked.class).stream()
                        .filter(asked ->
                                asked.fact().cutover().equals(switched.fact().cutover()))
                        .findFirst()
                        .ifPresent(asked -> check(asked.fact(), switched)));
        return broken;
    }

    private void check(Asked asked, Placed<Switched> end) {
        List<Placed<Routed>> moves = facts.all(Routed.class).stream()
                .filter(move -> move.fact().cutover().equals(asked.cutover()) && move.position() < end.position())
                .toList();
        if (moves.isEmpty()) {
            return;
        }
        Placed<Routed> last = moves.get(moves.size() - 1);
        bake(asked, last, end);
        objectives(asked, last, end);
        standby(asked, last, end);
        if (asked.needsApproval()
                && !facts.between(-1, moves.get(0).position(), new Fact.Approved(asked.cutover())::equals)) {
            broken.add("cutover " + asked.cutover() + " moved traffic, and nobody had approved it");
        }
    }

    private void bake(Asked asked, Placed<Routed> last, Placed<Switched> end) {
        Duration watched = Duration.between(last.at(), end.at()).minus(unwatched(last, end));
        if (watched.plus(ALMOST).compareTo(asked.bake()) < 0) {
            broken.add("cutover " + asked.cutover() + " was watched for " + watched
                    + " after its last move, of a bake of " + asked.bake());
        }
    }

    private Duration unwatched(Placed<Routed> last, Placed<Switched> end) {
        return facts.all(LockTaken.class).stream()
                .filter(taken -> taken.position() > last.position() && taken.position() < end.position())
                .map(taken -> Duration.between(lastSign(taken.position(), last), taken.at()))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private Instant lastSign(int before, Placed<Routed> last) {
        OptionalInt sign = facts.lastBefore(
                before, fact -> fact instanceof LockRenewed || fact instanceof LockTaken || fact instanceof LockFreed);
        return sign.isPresent() && sign.getAsInt() > last.position() ? facts.at(sign.getAsInt()) : last.at();
    }

    private void objectives(Asked asked, Placed<Routed> last, Placed<Switched> end) {
        if (asked.objectives() == 0 || asked.bake().isZero()) {
            return;
        }
        OptionalInt taken = facts.lastBefore(end.position(), fact -> fact instanceof LockTaken);
        int since = Math.max(last.position(), taken.orElse(0));
        String holder = taken.isPresent() ? ((LockTaken) facts.fact(taken.getAsInt())).actor() : "";
        boolean isJudged = facts.between(since, end.position(), new Fact.Judged(holder, asked.cutover())::equals);
        if (!isJudged) {
            broken.add("cutover " + asked.cutover() + " ended without its objectives");
        }
    }

    private void standby(Asked asked, Placed<Routed> last, Placed<Switched> end) {
        Instant wanted = last.at().plus(asked.standby()).minus(ALMOST);
        Optional<Instant> kept = facts.all(Fact.Kept.class).stream()
                .filter(one -> one.position() < end.position()
                        && one.fact().track() == end.fact().left())
                .reduce((before, after) -> after)
                .map(one -> one.fact().until());
        if (!asked.standby().isZero()
                && kept.filter(until -> !until.isBefore(wanted)).isEmpty()) {
            broken.add("cutover " + asked.cutover() + " ended, and "
                    + end.fact().left() + " is not kept for " + asked.standby());
        }
    }
}
