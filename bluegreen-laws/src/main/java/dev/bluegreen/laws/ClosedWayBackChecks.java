package dev.bluegreen.laws;

import dev.bluegreen.laws.Fact.Intended;
import dev.bluegreen.laws.Fact.Routed;
import dev.bluegreen.laws.Fact.Switched;
import dev.bluegreen.laws.Fact.WayBackClosed;
import dev.bluegreen.laws.Facts.Placed;
import dev.bluegreen.model.Track;
import dev.bluegreen.result.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Law 4, after the way back was closed by name: until the next cutover has moved traffic, or somebody else has, no write sends
 * traffic there that is announced from then on, or sent once the closing is confirmed, unless a cutover was asked to.
 */
final class ClosedWayBackChecks {

    private final Facts facts;

    ClosedWayBackChecks(Facts facts) {
        this.facts = facts;
    }

    List<String> check() {
        List<String> broken = new ArrayList<>();
        for (Placed<WayBackClosed> closed : facts.all(WayBackClosed.class)) {
            facts.all(Routed.class).stream()
                    .filter(write -> write.position() > closed.position() && isBack(closed, write))
                    .filter(write -> !isOver(closed, write.position()))
                    .forEach(write -> broken.add(write.fact().actor() + " moved "
                            + write.fact().router() + " to " + write.fact().to() + " at " + write.at()
                            + ", although the way back from "
                            + closed.fact().on() + " was closed at " + closed.at()));
        }
        return broken;
    }

    private boolean isBack(Placed<WayBackClosed> closed, Placed<Routed> write) {
        Routed routed = write.fact();
        Track back = closed.fact().on().other();
        if (!Facts.isMore(routed.to(), routed.from(), back)
                || facts.target(routed.cutover()).equals(Optional.of(back))) {
            return false;
        }
        int begun = begun(closed, routed);
        return facts.between(closed.position(), begun, fact -> isConfirmed(closed, fact))
                || isRefused(closed, begun, false)
                || (facts.between(closed.position(), begun, fact -> isAnnounced(routed, fact))
                        && !isRefused(closed, begun, true));
    }

    /** The note of a closing that came too late does not count any more once that was said; and only then it is refused. */
    private boolean isRefused(Placed<WayBackClosed> closed, int position, boolean isTooLate) {
        return facts.all(Fact.Ended.class).stream()
                .filter(end -> end.position() > closed.position() && end.position() < position)
                .filter(end -> isRefusal(end.fact()))
                .anyMatch(end -> isTooLate == isGoingBack(closed, end.position()));
    }

    private boolean isRefusal(Fact.Ended end) {
        return end.outcome() == Outcome.REFUSED
                && facts.all(Fact.Started.class).stream()
                        .map(Placed::fact)
                        .anyMatch(start ->
                                start.actor().equals(end.actor()) && start.operation() == Fact.Operation.CLOSE);
    }

    /** True if its cutover had sent a write back before. */
    private boolean isGoingBack(Placed<WayBackClosed> closed, int position) {
        return facts.all(Fact.Sent.class).stream()
                .filter(sent -> sent.position() < position)
                .map(Placed::fact)
                .anyMatch(sent -> sent.cutover().equals(closed.fact().cutover())
                        && Facts.isMore(
                                sent.to(), sent.from(), closed.fact().on().other()));
    }

    /** Where its process first sent it after the closing: a write that is lost is announced once more, and sent again. */
    private int begun(Placed<WayBackClosed> closed, Routed routed) {
        return facts.all(Fact.Sent.class).stream()
                .filter(sent -> sent.position() > closed.position() && isTheSame(sent.fact(), routed))
                .mapToInt(Placed::position)
                .findFirst()
                .orElse(routed.sent());
    }

    private static boolean isTheSame(Fact.Sent sent, Routed routed) {
        return sent.actor().equals(routed.actor())
                && sent.router().equals(routed.router())
                && sent.to().equals(routed.to());
    }

    private static boolean isAnnounced(Routed routed, Fact fact) {
        return fact.equals(new Intended(routed.actor(), routed.router(), routed.to()));
    }

    /** A way back that was announced with the move is taken until its process has heard. */
    private static boolean isConfirmed(Placed<WayBackClosed> closed, Fact fact) {
        return fact.equals(new Fact.ClosingConfirmed(closed.fact().on()));
    }

    /** The move of another cutover. */
    private static boolean isNext(Placed<WayBackClosed> closed, Fact fact) {
        return fact instanceof Routed next
                && !next.cutover().equals(closed.fact().cutover())
                && Facts.isMore(next.to(), next.from(), closed.fact().on());
    }

    private boolean isOver(Placed<WayBackClosed> closed, int position) {
        return facts.between(
                closed.position(),
                position,
                fact -> fact instanceof Fact.ForeignWrite
                        || fact instanceof Fact.RecordLost
                        || isNext(closed, fact)
                        || (fact instanceof Switched switched
                                && !switched.cutover().equals(closed.fact().cutover())));
    }
}
