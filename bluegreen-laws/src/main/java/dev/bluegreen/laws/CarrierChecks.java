package dev.bluegreen.laws;

import dev.bluegreen.laws.Fact.Carries;
import dev.bluegreen.laws.Fact.Ended;
import dev.bluegreen.laws.Fact.Routed;
import dev.bluegreen.laws.Fact.Scaled;
import dev.bluegreen.laws.Facts.Placed;
import dev.bluegreen.model.Track;
import dev.bluegreen.result.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Law 10. Who says that traffic was switched has seen, at one moment after the write, each port served by the target alone that
 * was served before; and each other one by nothing else than the target. Who scales a track down has seen, after the last look
 * at the router, each port without it.
 */
final class CarrierChecks {

    private final Facts facts;
    private final List<String> broken = new ArrayList<>();

    private CarrierChecks(Facts facts) {
        this.facts = facts;
    }

    static List<String> check(Facts facts) {
        CarrierChecks checks = new CarrierChecks(facts);
        facts.all(Ended.class).stream()
                .filter(end -> end.fact().outcome() == Outcome.SWITCHED)
                .forEach(checks::proven);
        facts.all(Scaled.class).stream()
                .filter(scale -> scale.fact().to() < scale.fact().from())
                .forEach(checks::putAway);
        return checks.broken;
    }

    private void proven(Placed<Ended> end) {
        facts.all(Routed.class).stream()
                .filter(write -> write.position() < end.position())
                .filter(write -> write.fact().actor().equals(end.fact().actor()))
                .filter(write -> write.fact().to().only().equals(end.fact().claimed()))
                .forEach(write -> ports(write.fact().router())
                        .filter(port -> !isProven(port, write, end))
                        .forEach(port -> broken.add(end.fact().actor() + " called the switch to "
                                + write.fact().to().only().orElseThrow() + " proven at " + end.at()
                                + ", but since the write "
                                + port.port() + " of " + port.router() + " was never served by that track alone")));
    }

    private boolean isProven(Carries port, Placed<Routed> write, Placed<Ended> end) {
        Track target = write.fact().to().only().orElseThrow();
        boolean wasServed =
                before(port, write.position()).filter(Carries::isServed).isPresent();
        return states(port, write.position(), end.position())
                .anyMatch(state -> state.isServedOnlyBy(target) || (!wasServed && !state.isServed()));
    }

    private void putAway(Placed<Scaled> scale) {
        Track track = scale.fact().track();
        int looked = looked(scale.fact());
        Predicate<Carries> serves = state -> state.tracks().contains(track);
        ports().filter(port -> before(port, scale.fact().sent()).filter(serves).isPresent())
                .filter(port -> states(port, looked, scale.fact().sent()).allMatch(serves))
                .forEach(port -> broken.add(scale.fact().actor() + " scaled " + track + " to "
                        + scale.fact().to() + " at " + scale.at() + ", while it served " + port.port() + " of "
                        + port.router()));
    }

    /** When the operation had read a router for the last time. */
    private int looked(Scaled scale) {
        OptionalInt read = facts.lastBefore(
                scale.sent(),
                fact -> fact instanceof Fact.SawRouter saw && saw.actor().equals(scale.actor()));
        return read.orElse(scale.sent());
    }

    private Stream<Carries> ports(String router) {
        return ports().filter(port -> port.router().equals(router));
    }

    /** The ports of all routers, each without a state. */
    private Stream<Carries> ports() {
        return facts.all(Carries.class).stream()
                .map(Placed::fact)
                .map(fact -> new Carries(fact.router(), fact.port(), Set.of(), false))
                .distinct();
    }

    /** What served it at a place and until another. */
    private Stream<Carries> states(Carries port, int from, int to) {
        Stream<Carries> later = facts.all(Carries.class).stream()
                .filter(placed -> placed.position() > from && placed.position() < to)
                .map(Placed::fact)
                .filter(fact -> isSame(fact, port));
        return Stream.concat(before(port, from).stream(), later);
    }

    private Optional<Carries> before(Carries port, int position) {
        OptionalInt last = facts.lastBefore(position, fact -> fact instanceof Carries other && isSame(other, port));
        return last.isPresent() ? Optional.of((Carries) facts.fact(last.getAsInt())) : Optional.empty();
    }

    private static boolean isSame(Carries one, Carries other) {
        return one.router().equals(other.router()) && one.port().equals(other.port());
    }
}
