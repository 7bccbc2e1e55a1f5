package dev.bluegreen.testkit.memory;

import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.cutover.PlannedWrite;
import dev.bluegreen.cutover.Preflight;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A router with compare-and-set, whose controller acts immediately. */
final class InMemoryRouter implements CutoverStrategy {

    private final String name;
    private final Bus bus;
    private final InMemoryWorkloads workloads;
    private final Duration settleBound;
    private final Way way;
    private RouterState state;
    private long version;

    /**
     * How it moves traffic.
     *
     * @param shares true if by any share
     * @param overlap how long both tracks take traffic in between
     */
    record Way(boolean shares, Optional<Duration> overlap) {

        static final Way AT_ONCE = new Way(false, Optional.empty());
        static final Way BY_SHARES = new Way(true, Optional.empty());
    }

    InMemoryRouter(String name, Track active, Duration settleBound, Way way, Bus bus, InMemoryWorkloads workloads) {
        this.name = name;
        this.way = way;
        this.bus = bus;
        this.workloads = workloads;
        this.settleBound = settleBound;
        this.state = state(TrafficSplit.all(active), 0, Optional.empty(), "setup");
    }

    @Override
    public String router() {
        return "router/" + name;
    }

    @Override
    public RouterState observe(ReleaseSpec release) {
        return bus.call("observe " + router(), this::current);
    }

    @Override
    public Preflight preflight(Move move) {
        return bus.call("preflight " + router(), () -> predicted(move));
    }

    @Override
    public RouterState shift(Move move) {
        return bus.call("shift " + router(), () -> shifted(move));
    }

    @Override
    public RouterState fence(ReleaseSpec release, RouterState before, long token, String attempt) {
        return bus.call(
                "fence " + router(),
                () -> compareAndSet(
                        before,
                        before.split(),
                        token,
                        before.cutoverId(),
                        before.writer().orElse("")));
    }

    @Override
    public List<Evidence> verify(Move move, Instant applied) {
        return bus.unseenSince()
                .map(since -> List.of(Evidence.unseen("routing", router(), since)))
                .orElseGet(() -> seen(move));
    }

    private List<Evidence> seen(Move move) {
        RouterState now = current();
        if (!now.split().equals(move.target())) {
            return List.of(Evidence.contradicted(
                    "routing",
                    router(),
                    "it is " + now.split() + ", written by " + now.writer().orElse("?")));
        }
        return sentTo(move).map(track -> endpoints(move, track)).toList();
    }

    private Evidence endpoints(Move move, Track track) {
        int ready = ready(move, track);
        String count = ready + " of " + move.minReadyPods(track) + " required pods ready";
        if (ready == 0) {
            return Evidence.contradicted("endpoints", router(), count);
        }
        return ready < move.minReadyPods(track)
                ? Evidence.missing("endpoints", router(), count)
                : Evidence.confirmed("endpoints", router(), count);
    }

    /** Tracks that have to take traffic: between two writes the one that comes. */
    private static Stream<Track> sentTo(Move move) {
        Optional<Track> from = move.before().split().only();
        if (move.target().equals(TrafficSplit.both()) && from.isPresent()) {
            return from.map(Track::other).stream();
        }
        return Stream.of(Track.values()).filter(move.target()::sendsTo);
    }

    private int ready(Move move, Track track) {
        return workloads.endpoints(InMemoryWorkloads.name(move.world().release(), track));
    }

    @Override
    public Optional<String> overwritten(Move move) {
        RouterState now = current();
        return bus.unseenSince().isPresent() || now.split().equals(move.target())
                ? Optional.empty()
                : Optional.of(router() + " is " + now.split() + ", written by "
                        + now.writer().orElse("?"));
    }

    @Override
    public Optional<Instant> unseenSince(ReleaseSpec release) {
        return bus.unseenSince();
    }

    @Override
    public Subscription watch(ReleaseSpec release, Runnable onChange) {
        return bus.watch(onChange);
    }

    @Override
    public Duration settleBound() {
        return settleBound;
    }

    @Override
    public boolean supports(TrafficSplit split) {
        return way.shares()
                || CutoverStrategy.super.supports(split)
                || (way.overlap().isPresent() && split.equals(TrafficSplit.both()));
    }

    @Override
    public Optional<Duration> overlap() {
        return way.overlap();
    }

    synchronized RouterState current() {
        return state;
    }

    /** A foreign write, without a token. */
    synchronized void foreignWrite(TrafficSplit split, String writer) {
        state = state(split, state.token(), state.cutoverId(), writer);
        bus.changed();
    }

    private Preflight predicted(Move move) {
        String ready =
                sentTo(move).map(track -> Integer.toString(ready(move, track))).collect(Collectors.joining(" and "));
        PlannedWrite write = new PlannedWrite(
                router(), "set", move.before().split() + " -> " + move.target() + ", " + ready + " pods ready", true);
        List<Finding> findings = sentTo(move)
                .filter(track -> ready(move, track) < move.minReadyPods(track))
                .map(track -> tooFew(move, track))
                .toList();
        return new Preflight(List.of(write), findings);
    }

    private Finding tooFew(Move move, Track track) {
        return new Finding(
                "too-few-ready",
                Finding.Severity.FATAL,
                router() + " would have " + ready(move, track) + " of " + move.minReadyPods(track)
                        + " required pods ready",
                "bring up more pods of " + track);
    }

    private RouterState shifted(Move move) {
        return compareAndSet(move.before(), move.target(), move.token(), Optional.of(move.cutoverId()), "bluegreen");
    }

    private RouterState compareAndSet(
            RouterState before, TrafficSplit split, long token, Optional<String> cutoverId, String writer) {
        RouterState after;
        synchronized (this) {
            if (!state.version().equals(before.version())) {
                throw new PlatformException(
                        PlatformException.Kind.CONFLICT,
                        router() + " is at version " + state.version() + ", not " + before.version());
            }
            after = state(split, token, cutoverId, writer);
            state = after;
        }
        bus.changed();
        return after;
    }

    private RouterState state(TrafficSplit split, long token, Optional<String> cutoverId, String writer) {
        version++;
        return RouterState.builder(router(), split)
                .routing(split.toString())
                .token(token)
                .cutoverId(cutoverId)
                .version(Long.toString(version))
                .writer(Optional.of(writer))
                .build();
    }
}
