package dev.bluegreen.laws;

import dev.bluegreen.laws.Fact.Begun;
import dev.bluegreen.laws.Fact.LockTaken;
import dev.bluegreen.laws.Fact.Operation;
import dev.bluegreen.laws.Fact.Overridden;
import dev.bluegreen.laws.Fact.Overrides;
import dev.bluegreen.laws.Fact.ResultEntered;
import dev.bluegreen.laws.Fact.Routed;
import dev.bluegreen.laws.Fact.Sent;
import dev.bluegreen.laws.Fact.Started;
import dev.bluegreen.laws.Fact.Stopped;
import dev.bluegreen.laws.Fact.Switched;
import dev.bluegreen.laws.Fact.Windows;
import dev.bluegreen.laws.Facts.Placed;
import dev.bluegreen.model.Track;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Law 11: what people hold against a move holds for whoever makes it. No write that goes forward is sent while all releases have
 * been stopped for a second; none that is the first of its cutover while the change windows have been closed for a second,
 * unless they are passed by name, which then is recorded.
 */
final class FreezeChecks {

    /** What an operation has to know by then. */
    private static final Duration KNOWN = Duration.ofSeconds(1);

    private static final Set<Operation> ENDING = Set.of(Operation.RECOVER, Operation.RESUME);

    private final Facts facts;
    private final List<String> broken = new ArrayList<>();

    FreezeChecks(Facts facts) {
        this.facts = facts;
    }

    List<String> check() {
        facts.all(Sent.class).stream().filter(this::isForward).forEach(write -> {
            stopped(write);
            if (!facts.between(-1, write.position(), fact -> isMoved(fact, write.fact()))) {
                closed(write);
            }
        });
        return broken;
    }

    private boolean isForward(Placed<Sent> write) {
        Sent sent = write.fact();
        Optional<Track> target = facts.target(sent.cutover());
        return target.isPresent()
                && Facts.isMore(sent.to(), sent.from(), target.get())
                && !isEndOfAWayBack(write, target.get());
    }

    /** A switch to where the last one came from is ended by another process, when nothing can be undone. */
    private boolean isEndOfAWayBack(Placed<Sent> write, Track target) {
        OptionalInt last = facts.lastBefore(write.position(), fact -> fact instanceof Switched);
        return last.isPresent()
                && ((Switched) facts.fact(last.getAsInt())).left() == target
                && facts.between(
                        -1,
                        write.position(),
                        fact -> fact instanceof Started start
                                && start.actor().equals(write.fact().actor())
                                && ENDING.contains(start.operation()));
    }

    private static boolean isMoved(Fact fact, Sent sent) {
        return fact instanceof Routed routed && routed.cutover().equals(sent.cutover());
    }

    private void stopped(Placed<Sent> write) {
        facts.lastBefore(write.position(), fact -> fact instanceof Stopped).ifPresent(last -> {
            if (facts.fact(last).equals(new Stopped(true)) && isKnown(last, write)) {
                broken.add(did(write) + ", although all releases were stopped at " + facts.at(last));
            }
        });
    }

    private void closed(Placed<Sent> write) {
        facts.all(Windows.class).stream()
                .map(windows -> windows.fact().whose())
                .distinct()
                .forEach(whose -> facts.lastBefore(
                                write.position(),
                                fact -> fact instanceof Windows windows
                                        && windows.whose().equals(whose))
                        .ifPresent(last -> {
                            if (facts.fact(last).equals(new Windows(whose, false)) && isKnown(last, write)) {
                                passed(
                                        write,
                                        "the change windows of the " + whose + " were closed at " + facts.at(last));
                            }
                        }));
    }

    private void passed(Placed<Sent> write, String closed) {
        Sent sent = write.fact();
        boolean isOverriding = Stream.concat(Stream.of(sent.actor()), beginner(sent.cutover()))
                .anyMatch(actor -> facts.between(-1, write.position(), new Overrides(actor)::equals));
        if (!isOverriding) {
            broken.add(did(write) + ", although " + closed);
        }
        facts.all(ResultEntered.class).stream()
                .filter(end -> end.fact().cutover().equals(sent.cutover()))
                .filter(end -> facts.between(write.position(), end.position(), fact -> isMoved(fact, sent)))
                .filter(end -> !facts.between(-1, end.position(), new Overridden(sent.cutover())::equals))
                .forEach(end -> broken.add("the record of cutover " + sent.cutover() + " does not say by whom "
                        + sent.actor() + " passed closed change windows"));
    }

    /** Who asked for a cutover; whoever carries it out passes the windows in that name. */
    private Stream<String> beginner(String cutover) {
        return facts.all(Begun.class).stream()
                .filter(begun -> begun.fact().cutover().equals(cutover))
                .mapToInt(begun -> facts.lastBefore(begun.position(), fact -> fact instanceof LockTaken)
                        .orElse(begun.position()))
                .mapToObj(facts::fact)
                .filter(LockTaken.class::isInstance)
                .map(fact -> ((LockTaken) fact).actor());
    }

    private boolean isKnown(int position, Placed<Sent> write) {
        return !facts.at(position).plus(KNOWN).isAfter(write.at());
    }

    private static String did(Placed<Sent> write) {
        Sent sent = write.fact();
        return sent.actor() + " sent " + sent.router() + " from " + sent.from() + " to " + sent.to() + " at "
                + write.at();
    }
}
