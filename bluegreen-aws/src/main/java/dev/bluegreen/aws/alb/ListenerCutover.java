package dev.bluegreen.aws.alb;

import dev.bluegreen.aws.internal.Memo;
import dev.bluegreen.aws.internal.Reads;
import dev.bluegreen.aws.internal.Watch;
import dev.bluegreen.aws.internal.elb.CutoverTags;
import dev.bluegreen.aws.internal.elb.Elb;
import dev.bluegreen.aws.internal.elb.ElbArn;
import dev.bluegreen.aws.internal.elb.GroupHealth;
import dev.bluegreen.aws.internal.route.RouteView;
import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.cutover.Preflight;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.PlatformException.Kind;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;

/**
 * Moves traffic by the weights of two target groups in one rule, or in the default action of one listener. Made by
 * {@link TargetGroupCutover}; thread-safe.
 *
 * <p>All actions are read and written back unchanged but for the weights of the two groups and, if configured, stickiness.
 * A group that no rule names yet is attached at weight 0 first, and gets traffic once its targets are healthy.
 * The tags {@code bluegreen.dev/token}, {@code cutover}, {@code split} and {@code fence} of the same prefix are left on
 * the rule or listener.
 *
 * <p>Elastic Load Balancing has no conditional write. A write is made only if a read right before it still shows the
 * state the plan was made from, and it is read back for a
 * while. A foreign write between that read and ours, or a delayed one of ours, cannot be prevented but is detected: by
 * contradicting evidence with both values, and by every later read. {@code retire} reads before it scales down.
 */
public final class ListenerCutover implements CutoverStrategy {

    /** The largest weight of a target group. */
    private static final int MOST = 999;

    private static final Duration NEXT_LOOK = Duration.ofSeconds(5);

    /** Allowance for throttled or late reads. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private final Pair pair;
    private final ElbArn route;
    private final Watch<RouteProof.Look> watch;

    ListenerCutover(Pair pair, ElbArn route) {
        this.pair = pair;
        this.route = route;
        this.watch = new Watch<>(pair.aws(), Duration.ZERO);
    }

    @Override
    public String router() {
        return route.router();
    }

    @Override
    public Duration settleBound() {
        return pair.options().settleBound(route);
    }

    /** The read-back time plus a margin. */
    @Override
    public Duration provenWithin() {
        return pair.options().readBack().plus(MARGIN);
    }

    @Override
    public boolean supports(TrafficSplit split) {
        return split.blue() <= MOST && split.green() <= MOST;
    }

    @Override
    public List<Permission> permissions(ReleaseSpec release) {
        return permissions(route);
    }

    @Override
    public List<Permission> permissions(ReleaseSpec release, RouterState read) {
        return permissions(Sighting.of(read).map(seen -> seen.view().written()).orElse(route));
    }

    private List<Permission> permissions(ElbArn written) {
        List<Permission> reads = Elb.permissions(
                route.isNetwork() ? "DescribeLoadBalancerAttributes" : "DescribeRules",
                "DescribeListeners",
                "DescribeTags",
                "DescribeTargetHealth",
                "DescribeTargetGroups",
                "DescribeTargetGroupAttributes");
        return Stream.concat(reads.stream(), Elb.permissions(written).stream()).toList();
    }

    /** This rule sends requests by its weights alone, but other rules or listeners may reach the idle track. */
    @Override
    public Optional<String> mayFailOpen(ReleaseSpec release, Track idle) {
        return pair.feeds().keeping(idle);
    }

    @Override
    public RouterState observe(ReleaseSpec release) {
        return state(read());
    }

    /** From the route as observed, and from what is read beside it once for that observation. */
    @Override
    public Preflight preflight(Move move) {
        Sighting seen = Sighting.of(move.before())
                .orElseGet(() -> sighting(read().requireVersion(move.before().version())));
        RouteReads beside =
                seen.beside().get(() -> RouteReads.of(pair, route, move.world().release()));
        return new Preflight(
                PlannedWrites.of(seen.view(), move, pair.options()),
                new RouteRisks(pair, route, beside).of(seen.view(), move));
    }

    /** True: {@link #shift} reads route and targets right before it writes. */
    @Override
    public boolean isCurrent(RouterState read) {
        return true;
    }

    @Override
    public RouterState shift(Move move) {
        requireWritable(move.target());
        Reads reads = pair.elb().reads();
        Supplier<RouteView> reading = reads.begin(this::read);
        Map<Track, Supplier<GroupHealth>> health =
                health(reads, move.world().release(), move.target().tracks());
        RouteView now = reading.get().requireVersion(move.before().version());
        requireKnown(now);
        health.forEach((track, read) -> requireHealthy(track, read.get(), now, move));
        pair.elb().tag(now.written(), CutoverTags.ofMove(move.token(), move.cutoverId(), move.target()));
        write(now, move);
        return readBack(move);
    }

    @Override
    public RouterState fence(ReleaseSpec release, RouterState before, long token, String attempt) {
        RouteView now = read().requireVersion(before.version());
        pair.elb().tag(now.written(), CutoverTags.ofFence(token, attempt));
        Map<String, String> tags = new HashMap<>(now.tags().tags());
        tags.putAll(CutoverTags.ofFence(token, attempt));
        return state(saw(now.with(new CutoverTags(tags))));
    }

    @Override
    public List<Evidence> verify(Move move, Instant applied) {
        return new RouteProof(router(), pair.groups(), pair.options(), watch).of(move, applied);
    }

    @Override
    public Optional<Instant> unseenSince(ReleaseSpec release) {
        return watch.unseenSince();
    }

    @Override
    public Subscription watch(ReleaseSpec release, Runnable onChange) {
        return watch.subscribe(() -> look(release), onChange);
    }

    @Override
    public String toString() {
        return router();
    }

    private RouteView read() {
        return RouteView.read(pair.elb(), pair.groups(), route);
    }

    private Sighting sighting(RouteView view) {
        return new Sighting(view, new Memo<>(pair.aws().time()));
    }

    private RouterState state(RouteView view) {
        return sighting(view).state();
    }

    private Map<Track, Supplier<GroupHealth>> health(Reads reads, ReleaseSpec release, Collection<Track> tracks) {
        Map<Track, Supplier<GroupHealth>> health = new EnumMap<>(Track.class);
        tracks.forEach(track -> health.put(track, reads.begin(() -> pair.health(release, track))));
        return health;
    }

    /** Law 1, on a read made right before the write. A group that no rule uses yet is attached, then awaited. */
    private void requireHealthy(Track track, GroupHealth health, RouteView now, Move move) {
        if (health.has(GroupHealth.Meaning.NOT_ATTACHED)
                && !now.forward().attached(pair.groups().of(track))) {
            pair.elb().modify(now.written(), now.forward().attaching(pair.groups()));
            throw notYet(track, "was attached at weight 0 and is not checked yet");
        }
        pair.options().missing(health, move.minReadyPods(track)).ifPresent(sentence -> {
            throw health.has(GroupHealth.Meaning.MISCONFIGURED) ? never(track, sentence) : notYet(track, sentence);
        });
    }

    /** Refuses to write back actions that the SDK could not read completely. */
    private void requireKnown(RouteView now) {
        now.unknownFields().ifPresent(unknown -> {
            throw new PlatformException(Kind.INVALID, unknown.sentence() + "; " + unknown.remedy());
        });
    }

    private PlatformException notYet(Track track, String sentence) {
        return new PlatformException(Kind.TRANSIENT, about(track, sentence), null, Optional.of(NEXT_LOOK));
    }

    /** Error for targets that no waiting will make usable. */
    private PlatformException never(Track track, String sentence) {
        return new PlatformException(Kind.INVALID, about(track, sentence) + "; waiting will not help");
    }

    private String about(Track track, String sentence) {
        return router() + ": the target group " + pair.groups().of(track).shortName() + " of " + track + " " + sentence;
    }

    /** After a lost response the route is read at once: in most cases the write took effect. */
    private void write(RouteView now, Move move) {
        try {
            pair.elb().modify(now.written(), actions(now, move));
        } catch (PlatformException e) {
            if (e.kind() != Kind.OUTCOME_UNKNOWN || !isThere(move)) {
                throw e;
            }
        }
    }

    private boolean isThere(Move move) {
        try {
            return read().split().equals(move.target());
        } catch (PlatformException e) {
            return false;
        }
    }

    private RouteProof.Look look(ReleaseSpec release) {
        Reads reads = pair.elb().reads();
        Supplier<RouteView> reading = reads.begin(this::read);
        Map<Track, Supplier<GroupHealth>> targets = health(reads, release, List.of(Track.values()));
        RouteView view = reading.get();
        Map<Track, GroupHealth> health = new EnumMap<>(Track.class);
        targets.forEach((track, read) -> health.put(track, read.get()));
        return new RouteProof.Look(view, health);
    }

    private RouteView saw(RouteView view) {
        watch.saw(last ->
                new RouteProof.Look(view, last.map(RouteProof.Look::health).orElse(Map.of())));
        return view;
    }

    private RouterState readBack(Move move) {
        RouteView after = saw(written());
        if (!after.split().equals(move.target())) {
            throw new PlatformException(
                    Kind.CONFLICT,
                    router() + " was set to " + move.target() + " and is " + after.split()
                            + " when it is read back: another client wrote it");
        }
        return state(after);
    }

    /** The route after an accepted write. An error of this read is not an error of the write. */
    private RouteView written() {
        try {
            return read();
        } catch (PlatformException e) {
            throw new PlatformException(
                    Kind.OUTCOME_UNKNOWN, router() + " was written and not read back: " + e.getMessage(), e);
        }
    }

    private List<Action> actions(RouteView now, Move move) {
        boolean keepSticky = !(pair.options().stickiness() instanceof Stickiness.Disable);
        return now.forward().with(pair.groups(), move.target(), keepSticky);
    }

    private void requireWritable(TrafficSplit split) {
        if (!supports(split)) {
            throw new PlatformException(
                    Kind.INVALID,
                    router() + ": split " + split + " cannot be written: a target group's weight is 0 to " + MOST);
        }
    }
}
