package dev.bluegreen.aws.internal.route;

import dev.bluegreen.aws.Aws;
import dev.bluegreen.aws.internal.Freshness;
import dev.bluegreen.aws.internal.elb.GroupHealth;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.Track;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Polls one rule or listener and its target health while there are subscribers. Thread-safe. */
public final class RouteWatch {

    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final Aws aws;
    private final RouteReader reader;
    private final TargetsHealth targets;
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
    private final AtomicLong reads = new AtomicLong();
    private final Freshness route;
    private final Freshness health;
    private volatile @Nullable Look last;
    private volatile Optional<String> failure = Optional.empty();
    private @Nullable Subscription poll;

    public RouteWatch(Aws aws, RouteReader reader, TargetsHealth targets) {
        this.aws = aws;
        this.reader = reader;
        this.targets = targets;
        this.route = new Freshness(aws.time(), this::tell);
        this.health = new Freshness(aws.time(), this::tell);
    }

    /**
     * State at one moment.
     *
     * @param at when the look began
     * @param health by track; empty when only the route was read
     */
    public record Look(Instant at, RouteView view, Map<Track, GroupHealth> health) {

        boolean sameAs(@Nullable Look other) {
            return other != null && view.equals(other.view) && health.equals(other.health);
        }
    }

    public Optional<Look> last() {
        return Optional.ofNullable(last);
    }

    /** Time since which the state of the rule or listener is stale. */
    public Optional<Instant> routeStaleSince() {
        return route.staleSince();
    }

    /** Time since which target health is stale; it is read by separate requests. */
    public Optional<Instant> healthStaleSince() {
        return health.staleSince();
    }

    /** Time since which one of the two cannot be read although there are subscribers. */
    public Optional<Instant> unseenSince() {
        return route.unseenSince().or(health::unseenSince);
    }

    /** Error of the last look; empty if it succeeded. */
    public Optional<String> failure() {
        return failure;
    }

    /** Records a read made outside the polling. */
    public RouteView saw(RouteView view) {
        boolean news;
        synchronized (this) {
            Look now = new Look(aws.time().now(), view, last == null ? Map.of() : last.health());
            reads.incrementAndGet();
            news = !now.sameAs(last) || unseenSince().isPresent();
            last = now;
            route.answered();
        }
        if (news) {
            tell();
        }
        return view;
    }

    public Subscription subscribe(ReleaseSpec release, Runnable onChange) {
        Listener listener = new Listener(onChange, new AtomicBoolean(true));
        synchronized (this) {
            listeners.add(listener);
            if (poll == null) {
                route.begin();
                health.begin();
                poll = aws.poll(INTERVAL, () -> look(release));
            }
        }
        return () -> end(listener);
    }

    private void end(Listener listener) {
        listener.open().set(false);
        synchronized (this) {
            listeners.remove(listener);
            if (listeners.isEmpty() && poll != null) {
                poll.close();
                poll = null;
                route.end();
                health.end();
            }
        }
    }

    private void look(ReleaseSpec release) {
        try {
            lookNow(release);
            failure = Optional.empty();
        } catch (PlatformException e) {
            failure = Optional.of(String.valueOf(e.getMessage()));
            throw e;
        }
    }

    private void lookNow(ReleaseSpec release) {
        long before = reads.get();
        long begun = aws.time().nanos();
        Instant began = aws.time().now();
        RouteView view = reader.read();
        Map<Track, GroupHealth> seen = new EnumMap<>(Track.class);
        for (Track track : Track.values()) {
            seen.put(track, targets.of(release, track));
        }
        keep(new Look(began, view, seen), before, Duration.ofNanos(aws.time().nanos() - begun));
    }

    /**
     * Drops a look that began before the kept one, and one during which an operation read: it may show the state before that
     * operation's write.
     */
    private void keep(Look now, long readsBefore, Duration took) {
        boolean news;
        synchronized (this) {
            if (readsBefore != reads.get() || (last != null && now.at().isBefore(last.at()))) {
                return;
            }
            news = !now.sameAs(last) || unseenSince().isPresent();
            last = now;
            route.answered(took, Duration.ZERO);
            health.answered(took, Duration.ZERO);
        }
        if (news) {
            tell();
        }
    }

    private void tell() {
        listeners.stream()
                .filter(listener -> listener.open().get())
                .forEach(listener -> listener.onChange().run());
    }

    private record Listener(Runnable onChange, AtomicBoolean open) {}
}
