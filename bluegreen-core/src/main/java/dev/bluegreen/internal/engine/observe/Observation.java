package dev.bluegreen.internal.engine.observe;

import dev.bluegreen.cutover.Attachment;
import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.internal.engine.observe.Observation.Routed;
import dev.bluegreen.internal.engine.operation.Calls;
import dev.bluegreen.internal.engine.operation.Longest;
import dev.bluegreen.internal.record.InFlight;
import dev.bluegreen.internal.record.ReleaseRecord;
import dev.bluegreen.internal.record.lock.Tokens;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.World;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The world of a release at one moment: its stacks, and where each of its routers sends traffic.
 *
 * @param world the stacks
 * @param routers the routers, in the order in which they are moved
 * @param read when the routers were read
 * @param unread routers that could not be read, each with the reason
 */
public record Observation(World world, List<Routed> routers, Moment read, List<String> unread) {

    Observation(World world, List<Routed> routers, Moment read) {
        this(world, routers, read, List.of());
    }

    /**
     * One router.
     *
     * @param strategy moves it
     * @param state as it was read
     */
    public record Routed(CutoverStrategy strategy, RouterState state) {

        /** How long after a verified write over this state the data plane may still act on it. */
        public Duration settleBound() {
            return state.settleBound().orElseGet(strategy::settleBound);
        }

        /** The addition of a track that it does not name; empty if it names both. */
        public Optional<Attachment> attachment(Track to) {
            return strategy.attachment(state, to);
        }

        /** The rights that moving it takes, as it was read. */
        public List<Permission> permissions(ReleaseSpec release) {
            return strategy.permissions(release, state);
        }
    }

    /** Routers that have to name a track, or have named it just now, before it can get traffic. */
    public List<Routed> attaching(Track to) {
        return routers.stream()
                .filter(routed -> routed.attachment(to).isPresent())
                .toList();
    }

    /** The longest settle bound of its routers. */
    public Duration settleBound() {
        return routers.stream().map(Routed::settleBound).reduce(Duration.ZERO, Longest::of);
    }

    /** The strategies that move the routers, in order. */
    public Stream<CutoverStrategy> strategies() {
        return routers.stream().map(Routed::strategy);
    }

    /** Names of the routers. */
    public List<String> names() {
        return routers.stream().map(routed -> routed.state().router()).toList();
    }

    /** Routers that a cutover may have moved, and that are not among these: where they send traffic is not known here. */
    public List<String> besides(InFlight left) {
        return left.routers().stream()
                .filter(router -> !names().contains(router))
                .filter(router -> unread.stream().noneMatch(text -> text.startsWith(router + " ")))
                .toList();
    }

    /** These routers, to follow the result of a cutover; empty if there are none. */
    public String notLookedAt(InFlight left) {
        List<String> others = besides(left);
        return others.isEmpty()
                ? ""
                : "; not looked at, because this release does not move it: " + String.join(", ", others)
                        + "; see where it sends traffic";
    }

    /** The track every router sends everything to; empty when they do not agree, or one of them could not be read. */
    public Optional<Track> active() {
        if (!unread.isEmpty()) {
            return Optional.empty();
        }
        List<Optional<Track>> targets = routers.stream()
                .map(routed -> routed.state().split().only())
                .distinct()
                .toList();
        return targets.size() == 1 ? targets.get(0) : Optional.empty();
    }

    /** True if all routers that could be read send everything to a track. */
    public boolean isOn(Track track) {
        return routers.stream().allMatch(routed -> routed.state().split().only().equals(Optional.of(track)));
    }

    /** True if any router sends a track any traffic. */
    public boolean sendsTo(Track track) {
        return routers.stream().anyMatch(routed -> routed.state().split().sendsTo(track));
    }

    public long highestToken() {
        return tokens().max().orElse(0);
    }

    /** The highest that operations may have written since the record knew this one. */
    public long highestToken(long known) {
        return tokens().filter(token -> Tokens.isReachable(token, known)).max().orElse(0);
    }

    private LongStream tokens() {
        return routers.stream().mapToLong(routed -> routed.state().token());
    }

    /** True if a release has moved the routers, and no record tells of it: a fence leaves a token, and no cutover. */
    public boolean isUnrecorded(ReleaseRecord record) {
        return record.active().isEmpty()
                && record.inFlight().isEmpty()
                && highestToken() > 0
                && routers.stream()
                        .anyMatch(routed -> routed.state().cutoverId().isPresent());
    }

    /** True if a router carries a write of a cutover. */
    public boolean isWrittenBy(InFlight cutover) {
        return routers.stream()
                .flatMap(routed -> routed.state().cutoverId().stream())
                .anyMatch(cutover::wrote);
    }

    public Observation with(World refreshed) {
        return new Observation(refreshed, routers, read, unread);
    }

    /** Current routing as text. */
    public String whereTrafficIs() {
        return active().map(track -> "traffic is on " + world.release().named(track))
                .orElseGet(() -> (isShared() ? "traffic is shared: " : disagreement("do", "are")) + everyRouter());
    }

    /** The same, of a moment that is over. */
    public String whereTrafficWas() {
        return active().map(track -> "traffic was on " + world.release().named(track))
                .orElseGet(() -> (isShared() ? "traffic was shared: " : disagreement("did", "were")) + everyRouter());
    }

    private String disagreement(String doing, String being) {
        return unread.isEmpty() ? "the routers " + doing + " not agree: " : "the routers " + being + ": ";
    }

    /** True if every router gives both tracks the same shares. */
    private boolean isShared() {
        return unread.isEmpty()
                && routers.stream()
                                .map(routed -> routed.state().split())
                                .distinct()
                                .count()
                        == 1;
    }

    /** Each router with its value, for a person. */
    public String everyRouter() {
        return everyRouter(state -> "");
    }

    /** The same, with who wrote it, where the platform knows. */
    public String everyRouterAndWriter() {
        return everyRouter(
                state -> state.writer().map(by -> " (written by " + by + ")").orElse(""));
    }

    private String everyRouter(Function<RouterState, String> more) {
        Stream<String> known = routers.stream()
                .map(Routed::state)
                .map(state -> state.router() + " " + state.routing() + more.apply(state));
        return Stream.concat(known, unread.stream()).collect(Collectors.joining(", "));
    }

    /**
     * One router as it was read, or why it could not be.
     *
     * @param strategy moves it
     * @param state as it was read
     * @param error why it was not
     */
    public record RouterRead(CutoverStrategy strategy, Optional<RouterState> state, Optional<PlatformException> error) {

        public static RouterRead of(Calls calls, CutoverStrategy strategy, ReleaseSpec release) {
            try {
                return new RouterRead(
                        strategy, Optional.of(calls.read(() -> strategy.observe(release))), Optional.empty());
            } catch (PlatformException e) {
                return new RouterRead(strategy, Optional.empty(), Optional.of(e));
            }
        }

        /**
         * The results of the reads, as far as they succeeded.
         *
         * @throws PlatformException when none of them could be read
         */
        public static Observation observation(World world, List<RouterRead> reads, Moment at) {
            if (reads.stream().allMatch(read -> read.state().isEmpty())) {
                reads.stream()
                        .flatMap(read -> read.error().stream())
                        .findFirst()
                        .ifPresent(error -> {
                            throw error;
                        });
            }
            return new Observation(
                    world,
                    reads.stream().flatMap(read -> read.routed().stream()).toList(),
                    at,
                    reads.stream().flatMap(read -> read.unread().stream()).toList());
        }

        private Optional<Routed> routed() {
            return state.map(known -> new Routed(strategy, known));
        }

        private Optional<String> unread() {
            return error.map(why -> strategy.router() + " unknown (" + why.getMessage() + ")");
        }
    }
}
