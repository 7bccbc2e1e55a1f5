package dev.bluegreen.aws.route53;

import dev.bluegreen.aws.Aws;
import dev.bluegreen.aws.internal.Freshness;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls the records while there are subscribers, with one poller for all, and ignores what was read before our last write.
 * Thread-safe.
 */
final class RecordWatch {

    private static final Logger LOG = LoggerFactory.getLogger(RecordWatch.class);
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    /** How long a look may wait for the account's rate limit before it counts as failed. */
    private static final Duration TURN = Duration.ofSeconds(30);

    private final Aws aws;
    private final RecordApi api;
    private final Supplier<Seen> looking;
    private final Set<Watcher> watchers = new HashSet<>();
    private final Freshness freshness;
    private Optional<Subscription> poller = Optional.empty();
    private Optional<Seen> seen = Optional.empty();
    private Optional<Sent> sent = Optional.empty();
    private Optional<String> failure = Optional.empty();
    private long writes;

    RecordWatch(Aws aws, RecordApi api, Supplier<Seen> looking) {
        this.aws = aws;
        this.api = api;
        this.looking = looking;
        this.freshness = new Freshness(aws.time(), this::tell);
    }

    /**
     * The records at one moment.
     *
     * @param group the records
     * @param answers what DNS servers answered
     * @param checks state of the health checks of records that get traffic, by id
     */
    record Seen(RecordGroup group, Answers answers, Map<String, HealthChecks.State> checks) {

        Seen {
            checks = Map.copyOf(checks);
        }
    }

    /**
     * Our last change of the records.
     *
     * @param cutover its cutover; empty for a fence
     * @param wanted version of the records after it
     * @param change its id; empty until the response arrives
     * @param inSync true if all servers of Route 53 have it
     */
    record Sent(Optional<String> cutover, long token, String wanted, Optional<String> change, boolean inSync) {}

    private record Watcher(Runnable onChange) {

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    /** Records the next change; earlier reads no longer count. */
    synchronized void sends(Sent next) {
        writes++;
        seen = Optional.empty();
        sent = Optional.of(next);
    }

    synchronized Optional<Seen> seen() {
        return seen;
    }

    synchronized Optional<Sent> sent() {
        return sent;
    }

    /** Time since which the state of the records is stale. */
    Optional<Instant> staleSince() {
        return freshness.staleSince();
    }

    /** Time since which they cannot be read although there are subscribers. */
    Optional<Instant> unseenSince() {
        return freshness.unseenSince();
    }

    /** Error of the last look; empty if it was complete. */
    synchronized Optional<String> failure() {
        return failure;
    }

    Subscription watch(Runnable onChange) {
        Watcher watcher = new Watcher(onChange);
        synchronized (this) {
            watchers.add(watcher);
            if (poller.isEmpty()) {
                freshness.begin();
                poller = Optional.of(aws.poll(INTERVAL, this::look));
            }
        }
        return () -> unwatch(watcher);
    }

    private synchronized void unwatch(Watcher watcher) {
        watchers.remove(watcher);
        if (watchers.isEmpty()) {
            poller.ifPresent(Subscription::close);
            poller = Optional.empty();
            freshness.end();
            seen = Optional.empty();
            failure = Optional.empty();
        }
    }

    /** Reads whatever is permitted, even if some permissions are missing. */
    private void look() {
        long before = writes();
        long begun = aws.time().nanos();
        boolean news = false;
        try {
            Seen now = looking.get();
            news = saw(now, before, Duration.ofNanos(aws.time().nanos() - begun));
            news |= arrives();
            news |= failed(Optional.empty());
        } catch (PlatformException e) {
            LOG.debug("{} could not be read: {}", api.name(), e.getMessage());
            news |= failed(Optional.of(String.valueOf(e.getMessage())));
        }
        if (news) {
            tell();
        }
    }

    private void tell() {
        watching().forEach(watcher -> watcher.onChange().run());
    }

    private synchronized boolean failed(Optional<String> why) {
        boolean news = !failure.equals(why);
        failure = why;
        return news;
    }

    /** True if our last change has become INSYNC since the last look. */
    private boolean arrives() {
        Optional<Sent> pending = sent().filter(one -> !one.inSync());
        return pending.flatMap(Sent::change).filter(api::isInSync).isPresent() && arrived(pending.orElseThrow());
    }

    private synchronized boolean arrived(Sent change) {
        if (!sent.equals(Optional.of(change))) {
            return false;
        }
        sent = Optional.of(new Sent(change.cutover(), change.token(), change.wanted(), change.change(), true));
        return true;
    }

    private synchronized boolean saw(Seen now, long before, Duration took) {
        if (before != writes) {
            return false;
        }
        boolean news = !seen.equals(Optional.of(now)) || freshness.unseenSince().isPresent();
        seen = Optional.of(now);
        Duration turn = took.compareTo(TURN) < 0 ? took : TURN;
        freshness.answered(took, turn.multipliedBy(2));
        return news;
    }

    private synchronized long writes() {
        return writes;
    }

    private synchronized List<Watcher> watching() {
        return List.copyOf(watchers);
    }
}
