package dev.bluegreen.laws;

import dev.bluegreen.laws.Fact.CancelNoted;
import dev.bluegreen.laws.Fact.Cancelled;
import dev.bluegreen.laws.Fact.Intended;
import dev.bluegreen.laws.Fact.Intends;
import dev.bluegreen.laws.Fact.LockFreed;
import dev.bluegreen.laws.Fact.LockRenewed;
import dev.bluegreen.laws.Fact.LockTaken;
import dev.bluegreen.laws.Fact.Operation;
import dev.bluegreen.laws.Fact.Parked;
import dev.bluegreen.laws.Fact.RecordLost;
import dev.bluegreen.laws.Fact.Requested;
import dev.bluegreen.laws.Fact.Rest;
import dev.bluegreen.laws.Fact.ResultEntered;
import dev.bluegreen.laws.Fact.Routed;
import dev.bluegreen.laws.Fact.Scaled;
import dev.bluegreen.laws.Fact.Staged;
import dev.bluegreen.laws.Fact.Started;
import dev.bluegreen.laws.Fact.Switched;
import dev.bluegreen.laws.Facts.Placed;
import dev.bluegreen.model.Track;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Law 11: what was requested is carried out, waits, or is ended by name, and stays what it is: who asked for it and why, until
 * when an approval is waited for, who approved. While it waits, nobody moves, stages or retires anything by another operation.
 * What is cancelled moves nothing forward any more, and what it moved is back.
 */
final class RequestedChecks {

    private final Facts facts;
    private final List<String> broken = new ArrayList<>();

    RequestedChecks(Facts facts) {
        this.facts = facts;
    }

    List<String> check() {
        facts.all(Parked.class).forEach(parked -> untouched(parked.fact().cutover(), parked.position()));
        facts.all(Requested.class).forEach(requested -> {
            boolean isOver = facts.between(
                    -1, requested.position(), new ResultEntered(requested.fact().cutover())::equals);
            if (isFree(requested.position()) && !isOver) {
                untouched(requested.fact().cutover(), requested.position());
            }
            carriedOut(requested);
        });
        kept();
        facts.all(CancelNoted.class).forEach(this::heard);
        facts.all(Cancelled.class).forEach(this::undone);
        return broken;
    }

    private boolean isFree(int position) {
        return facts.lastBefore(position, fact -> fact instanceof LockFreed || fact instanceof LockTaken).stream()
                .anyMatch(last -> facts.fact(last) instanceof LockFreed);
    }

    private void untouched(String cutover, int parked) {
        facts.all(LockTaken.class).stream()
                .filter(taken -> taken.position() > parked)
                .findFirst()
                .map(taken -> taken.fact().actor())
                .filter(actor ->
                        operation(actor).filter(RequestedChecks::isRefused).isPresent())
                .ifPresent(actor -> facts.all(Fact.class).stream()
                        .filter(write -> write.position() > parked && isHarm(write.fact(), actor, cutover))
                        .findFirst()
                        .ifPresent(write -> broken.add(actor + " wrote at " + write.at() + ", although cutover "
                                + cutover + " was parked when it took the lock: " + write.fact())));
    }

    private static boolean isRefused(Operation operation) {
        return switch (operation) {
            case SWITCH, STAGE, RETIRE, RECOVER, REQUEST -> true;
            default -> false;
        };
    }

    private Optional<Operation> operation(String actor) {
        return facts.all(Started.class).stream()
                .map(Placed::fact)
                .filter(start -> start.actor().equals(actor))
                .map(Started::operation)
                .findFirst();
    }

    private boolean isHarm(Fact fact, String actor, String cutover) {
        Optional<Track> target = facts.target(cutover);
        return (fact instanceof Routed routed && routed.actor().equals(actor))
                || (fact instanceof Scaled scaled && scaled.actor().equals(actor))
                || (fact instanceof Staged staged
                        && staged.actor().equals(actor)
                        && target.equals(Optional.of(staged.track())));
    }

    private void carriedOut(Placed<Requested> requested) {
        String cutover = requested.fact().cutover();
        facts.all(Rest.class).stream()
                .filter(rest -> !rest.fact().unfinished().equals(Optional.of(cutover)))
                .filter(rest -> !facts.between(
                        -1,
                        rest.position(),
                        fact -> fact instanceof RecordLost || fact.equals(new ResultEntered(cutover))))
                .forEach(rest -> broken.add("cutover " + cutover + " was requested at " + requested.at()
                        + ", and the record knows nothing of it"));
        facts.all(Intends.class).stream()
                .map(Placed::fact)
                .filter(intent -> intent.cutover().equals(cutover)
                        && !intent.requester().equals(requested.fact().requester()))
                .forEach(intent -> broken.add("cutover " + cutover + " was requested by "
                        + requested.fact().requester() + ", and the record says " + intent.requester()));
    }

    private void kept() {
        List<Placed<Intends>> all = facts.all(Intends.class);
        for (int i = 1; i < all.size(); i++) {
            Intends before = all.get(i - 1).fact();
            Intends now = all.get(i).fact();
            boolean isSame = before.cutover().equals(now.cutover())
                    && before.requester().equals(now.requester())
                    && (before.deadline().isEmpty() || before.deadline().equals(now.deadline()))
                    && (before.approvals() <= now.approvals() || !before.plan().equals(now.plan()));
            if (before.cutover().equals(now.cutover()) && !isSame) {
                broken.add("what was asked for changed at " + all.get(i).at() + ": " + before + " became " + now);
            }
        }
    }

    private void heard(Placed<CancelNoted> note) {
        String cutover = note.fact().cutover();
        facts.all(Switched.class).stream()
                .filter(end -> end.fact().cutover().equals(cutover) && isSeenBefore(note, end))
                .forEach(end -> broken.add("cutover " + cutover + " ended as switched at " + end.at()
                        + ", although it was to be cancelled since " + note.at()));
        facts.all(Routed.class).stream()
                .filter(write -> write.position() > note.position() && isForward(write.fact(), cutover))
                .filter(write -> facts.between(
                        note.position(),
                        write.fact().sent(),
                        new Intended(
                                write.fact().actor(),
                                write.fact().router(),
                                write.fact().to())::equals))
                .forEach(write -> broken.add(write.fact().actor() + " moved "
                        + write.fact().router() + " to " + write.fact().to() + " at " + write.at()
                        + ", although cutover "
                        + cutover + " was to be cancelled since " + note.at()));
    }

    /** Its process has written the record in between. */
    private boolean isSeenBefore(Placed<CancelNoted> note, Placed<Switched> end) {
        return facts.between(
                note.position(), end.position(), fact -> fact instanceof LockRenewed || fact instanceof LockTaken);
    }

    private boolean isForward(Routed write, String cutover) {
        return write.cutover().equals(cutover)
                && facts.target(cutover)
                        .filter(target -> Facts.isMore(write.to(), write.from(), target))
                        .isPresent();
    }

    private void undone(Placed<Cancelled> cancelled) {
        String cutover = cancelled.fact().cutover();
        if (facts.all(Switched.class).stream()
                .anyMatch(end -> end.fact().cutover().equals(cutover))) {
            broken.add("cutover " + cutover + " was cancelled at " + cancelled.at() + ", and is recorded as switched");
        }
        for (Placed<Routed> write : facts.all(Routed.class)) {
            if (isForward(write.fact(), cutover)) {
                if (write.position() > cancelled.position()) {
                    broken.add("cutover " + cutover + " moved " + write.fact().router() + " at " + write.at()
                            + ", although it was cancelled at " + cancelled.at());
                } else if (isLastOf(write, cancelled.position())) {
                    broken.add("cutover " + cutover + " was cancelled at " + cancelled.at() + ", and its move of "
                            + write.fact().router() + " was not undone");
                }
            }
        }
    }

    private boolean isLastOf(Placed<Routed> write, int before) {
        OptionalInt last = facts.lastBefore(
                before,
                fact -> (fact instanceof Routed routed
                                && routed.router().equals(write.fact().router()))
                        || (fact instanceof Fact.ForeignWrite foreign
                                && foreign.router().equals(write.fact().router())));
        return last.isPresent() && last.getAsInt() == write.position();
    }
}
