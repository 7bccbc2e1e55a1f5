package dev.bluegreen.aws.internal;

import dev.bluegreen.aws.Aws;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.Wording;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls one router while there are subscribers, with one poller for all. It is a cache of AWS with one value, the last state
 * seen, for proofs only: writes rest on reads of their own. Thread-safe.
 *
 * @param <S> state of the router at one moment
 */
public final class Watch<S> {

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final Aws aws;
    private final Duration turn;
    private final Map<Object, Runnable> subscribers = new ConcurrentHashMap<>();
    private final Freshness looks;
    private final Freshness reads;
    private Optional<Subscription> poll = Optional.empty();
    private Optional<Seen<S>> seen = Optional.empty();
    private Optional<String> failure = Optional.empty();
    private long changes;

    /** @param turn how long a look may wait for the account's rate limit before it counts as late */
    public Watch(Aws aws, Duration turn) {
        this.aws = aws;
        this.turn = turn;
        this.looks = new Freshness(aws.time(), this::tell);
        this.reads = new Freshness(aws.time(), this::readsExpire);
    }

    /**
     * A state as seen.
     *
     * @param at when the read began
     */
    public record Seen<S>(Instant at, S state) {}

    /** Calls back when the state changes, becomes stale or is seen again, until closed. */
    public Subscription subscribe(Supplier<S> look, Runnable onChange) {
        Object key = new Object();
        synchronized (this) {
            subscribers.put(key, onChange);
            if (poll.isEmpty()) {
                reads.begin();
                looks.begin();
                poll = Optional.of(aws.poll(INTERVAL, () -> look(look)));
            }
        }
        return () -> unsubscribe(key);
    }

    private synchronized void unsubscribe(Object key) {
        subscribers.remove(key);
        if (subscribers.isEmpty()) {
            poll.ifPresent(Subscription::close);
            poll = Optional.empty();
            reads.end();
            looks.end();
            seen = Optional.empty();
            failure = Optional.empty();
        }
    }

    /** The last state seen; empty before the first look, and from a write until the look after it. */
    public synchronized Optional<Seen<S>> seen() {
        return seen;
    }

    /** Time since which the last state seen is stale. */
    public Optional<Instant> staleSince() {
        return reads.staleSince();
    }

    /** Time since which the last complete look is stale, even if an operation has read since. */
    public Optional<Instant> lookStaleSince() {
        return looks.staleSince();
    }

    /** Time since which looks fail although there are subscribers. */
    public Optional<Instant> unseenSince() {
        return reads.unseenSince().or(looks::unseenSince);
    }

    /** Evidence from a stale state: it neither confirms nor contradicts. */
    public synchronized Evidence unseen(String kind, String hop, Instant since) {
        String why = failure.map(error -> "the last look failed: " + error).orElse("no look was answered since");
        return Evidence.missing(kind, hop, "not seen since " + Wording.of(since) + ": " + why);
    }

    /** The error of the last look as the end of a sentence; empty if it succeeded. */
    public synchronized String failed() {
        return failure.map(why -> "; the last look failed: " + why).orElse("");
    }

    /** Records that an operation writes: earlier reads no longer count. */
    public synchronized void forget() {
        changes++;
        seen = Optional.empty();
    }

    /** Records a read of an operation, as a change of the last state. */
    public void saw(Function<Optional<S>, S> read) {
        boolean news;
        synchronized (this) {
            news = keep(new Seen<>(aws.time().now(), read.apply(seen.map(Seen::state))));
            reads.answered(Duration.ZERO, Duration.ZERO);
        }
        if (news) {
            tell();
        }
    }

    private void look(Supplier<S> look) {
        long before = changes();
        Instant at = aws.time().now();
        long begun = aws.time().nanos();
        try {
            Seen<S> now = new Seen<>(at, look.get());
            fails(Optional.empty());
            if (looked(now, before, Duration.ofNanos(aws.time().nanos() - begun))) {
                tell();
            }
        } catch (PlatformException e) {
            LOG.debug("a look failed: {}", e.getMessage());
            fails(Optional.of(String.valueOf(e.getMessage())));
        }
    }

    /** Drops a look during which an operation read or wrote: it may show the state before that. */
    private synchronized boolean looked(Seen<S> now, long before, Duration took) {
        if (before != changes) {
            return false;
        }
        boolean news = keep(now);
        Duration late = (took.compareTo(turn) < 0 ? took : turn).multipliedBy(2);
        reads.answered(took, late);
        looks.answered(took, late);
        return news;
    }

    private boolean keep(Seen<S> now) {
        boolean news = !seen.map(Seen::state).equals(Optional.of(now.state()))
                || unseenSince().isPresent();
        seen = Optional.of(now);
        changes++;
        return news;
    }

    private synchronized void fails(Optional<String> why) {
        failure = why;
    }

    /** Expires only reads of an operation: at the end of a look, looks expire too. */
    private void readsExpire() {
        if (!reads.staleSince().equals(looks.staleSince())) {
            tell();
        }
    }

    private void tell() {
        subscribers.values().forEach(Runnable::run);
    }

    private synchronized long changes() {
        return changes;
    }
}
