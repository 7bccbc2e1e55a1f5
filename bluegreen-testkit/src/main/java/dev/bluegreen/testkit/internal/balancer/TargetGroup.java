package dev.bluegreen.testkit.internal.balancer;

import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.internal.balancer.TargetHealth.State;
import dev.bluegreen.testkit.internal.dataplane.Backend;
import dev.bluegreen.testkit.traffic.TargetHost;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Targets of a load balancer and their health, on the cluster's time. Requests go to healthy targets in turn; when there
 * is none, to all that are registered; when there are none of these either, to nobody.
 *
 * <p>Checks are timed like a real balancer's, but left out while their outcome cannot change anything, so that a day
 * without change costs nothing. Thread-safe.
 */
public final class TargetGroup implements Pool, AutoCloseable {

    private final Time time;
    private final TargetHost host;
    private final Map<Backend, Target> targets = new LinkedHashMap<>();
    private final Rotation<Target> rotation = new Rotation<>();
    private final long origin;
    private final Runnable forgetHost;
    private GroupSettings settings;
    private boolean inUse;
    private Time.@Nullable Timer nextCheck;

    /** A group without targets, which a listener uses. */
    public TargetGroup(Time time, TargetHost host, GroupSettings settings) {
        this.time = time;
        this.host = host;
        this.settings = settings;
        this.origin = time.nanos();
        this.inUse = true;
        this.forgetHost = host.onChange(this::checkSoon);
    }

    /** From now on targets are treated like this. */
    public synchronized void configure(GroupSettings other) {
        settings = other;
        checkSoon();
    }

    /** True if a listener uses the group: one that is in nobody's use is not checked. */
    public synchronized void inUse(boolean used) {
        if (used != inUse) {
            inUse = used;
            registered(target -> true).forEach(this::begin);
        }
    }

    /** Begins to register a target; one that drains is registered anew, one that is there stays as it is. */
    public synchronized void register(Backend address) {
        Target present = targets.get(address);
        if (present == null || present.state == State.DRAINING) {
            Target target = new Target(address);
            targets.put(address, target);
            time.after(settings.registration(), () -> ready(target));
        }
    }

    /** Registers a target that has been there, and healthy, for long. */
    public synchronized void adopt(Backend address) {
        Target target = new Target(address);
        targets.put(address, target);
        target.beginChecks();
        for (int i = 0; i < settings.firstPasses(); i++) {
            check(target, time.nanos() - settings.slowStart().toNanos());
        }
        checkSoon();
    }

    /** Sends a target no new request from now on, and forgets it when it has drained. */
    public synchronized void deregister(Backend address) {
        Target target = targets.get(address);
        if (target == null || target.state == State.DRAINING) {
            return;
        }
        if (target.isChecked()) {
            target.drain();
            time.after(settings.draining(), () -> forget(target));
        } else {
            targets.remove(address);
        }
    }

    /** All targets, the draining ones too, in the order in which they were registered. */
    public synchronized List<TargetHealth> health() {
        return targets.values().stream().map(Target::health).toList();
    }

    @Override
    public synchronized Optional<Backend> next() {
        List<Target> healthy = registered(target -> target.state == State.HEALTHY);
        List<Target> asked = healthy.isEmpty() ? registered(Target::isChecked) : healthy;
        return rotation.next(weights(asked)).map(target -> target.address);
    }

    /** Checks nobody any more. */
    @Override
    public synchronized void close() {
        forgetHost.run();
        targets.clear();
    }

    /** Targets start slowly only beside one that does not. */
    private Map<Target, Double> weights(Collection<Target> asked) {
        long now = time.nanos();
        Duration slowStart = settings.slowStart();
        boolean allStart = asked.stream().allMatch(target -> target.isStarting(slowStart, now));
        return asked.stream()
                .collect(Collectors.toMap(
                        target -> target,
                        target -> allStart ? 1 : target.growth(slowStart, now),
                        (one, other) -> one,
                        LinkedHashMap::new));
    }

    private synchronized void ready(Target target) {
        if (targets.get(target.address) == target && target.state == State.INITIAL) {
            begin(target);
        }
    }

    private void begin(Target target) {
        if (target.state == State.DRAINING) {
            return;
        }
        if (inUse) {
            target.beginChecks();
            check(List.of(target));
        } else {
            target.idle();
        }
    }

    private synchronized void forget(Target target) {
        targets.remove(target.address, target);
    }

    private synchronized void checkAll() {
        nextCheck = null;
        check(registered(Target::isChecked));
    }

    private void check(List<Target> which) {
        which.forEach(target -> check(target, time.nanos()));
        if (!targets.values().stream().allMatch(Target::isSettled)) {
            checkSoon();
        }
    }

    private void check(Target target, long now) {
        target.checked(host.probe(target.address.ip(), target.address.port()), settings, now);
    }

    /** At the next of the moments at which this group checks, which are an interval apart. */
    private synchronized void checkSoon() {
        if (nextCheck == null && !targets.isEmpty()) {
            long interval = settings.interval().toNanos();
            long since = (time.nanos() - origin) % interval;
            nextCheck = time.after(Duration.ofNanos(interval - since), this::checkAll);
        }
    }

    private List<Target> registered(Predicate<Target> which) {
        return targets.values().stream()
                .filter(Target::isRegistered)
                .filter(which)
                .toList();
    }
}
