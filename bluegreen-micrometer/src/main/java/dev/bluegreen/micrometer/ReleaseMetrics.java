package dev.bluegreen.micrometer;

import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.event.CutoverListener;
import dev.bluegreen.event.Outbox;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Track;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.ReleaseStatus;
import dev.bluegreen.spi.Time;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * Metrics of releases: {@code .listener(metrics)}, and {@code metrics.saw(release.status())} as often as the gauges have to be
 * fresh. Gauges show what this process last saw: a scrape makes no request. Names and tags are in {@code docs/metrics.md}. One
 * for all releases of a process. Thread-safe.
 */
public final class ReleaseMetrics implements CutoverListener {

    private static final String SECONDS = "seconds";

    /** Phases that an operation is in only while it holds the lock. */
    private static final Set<Phase> UNDER_LOCK =
            EnumSet.of(Phase.TEST, Phase.APPROVE, Phase.SCALE, Phase.SHIFT, Phase.VERIFY, Phase.BAKE, Phase.ROLL_BACK);

    private static final Set<String> SETTLED =
            Set.of(Outcome.SWITCHED.name(), Outcome.ROLLED_BACK.name(), Outcome.FROZEN.name());

    private final MeterRegistry registry;
    private final Time time;
    private final Map<ReleaseKey, Seen> releases = new ConcurrentHashMap<>();
    private final Set<ReleaseKey> registered = ConcurrentHashMap.newKeySet();
    private final Map<ObjectiveKey, double[]> objectives = new ConcurrentHashMap<>();
    private final List<Watched> notifiers = new ArrayList<>();
    private final Operations<RunningOperation> running = new Operations<>(gone -> {});

    private ReleaseMetrics(MeterRegistry registry, Time time) {
        this.registry = registry;
        this.time = time;
    }

    private record ObjectiveKey(ReleaseKey release, String name) {}

    private record Watched(Outbox outbox, String name) {}

    /** Metrics in a registry. */
    public static ReleaseMetrics of(MeterRegistry registry) {
        return of(registry, Time.system());
    }

    /**
     * Metrics whose ages and remaining times are counted by another time than the system's.
     *
     * @throws dev.bluegreen.model.ConfigurationException if an argument is null
     */
    public static ReleaseMetrics of(MeterRegistry registry, Time time) {
        return new ReleaseMetrics(
                Input.given("metrics.registry", registry, "give a MeterRegistry"),
                Input.given("metrics.time", time, "give a Time"));
    }

    @Override
    public String name() {
        return "metrics";
    }

    /** Counts an event; redelivered ones were counted by the process that published them. */
    @Override
    public synchronized void on(CutoverEvent event) {
        if (!event.replayed()) {
            RunningOperation operation = running.of(event.cutoverId(), () -> new RunningOperation(event.at()));
            operation.on(event);
            try {
                look(event, operation);
            } finally {
                count(event, operation);
            }
        }
    }

    /**
     * Sets the gauges of a release by what was read, and returns it: {@code metrics.saw(release.status())}.
     *
     * @throws dev.bluegreen.model.ConfigurationException if it is null
     */
    public ReleaseStatus saw(ReleaseStatus status) {
        Input.given("metrics.status", status, "give a ReleaseStatus");
        see(new ReleaseKey(status.namespace(), status.release()), seen -> seen.saw(status));
        return status;
    }

    /**
     * Sets the gauge of the active track by the end of an operation, and returns its report.
     *
     * @throws dev.bluegreen.model.ConfigurationException if it is null
     */
    public CutoverReport saw(CutoverReport report) {
        Input.given("metrics.report", report, "give a CutoverReport");
        String namespace = report.history().stream()
                .findFirst()
                .map(event -> event.source().namespace())
                .orElse("");
        see(new ReleaseKey(namespace, report.release()), seen -> seen.active(report.active()));
        return report;
    }

    /**
     * An observer of the objectives of a release: {@code slo.observedBy(metrics.objectivesOf("shop", "checkout"))}.
     *
     * @param namespace the namespace of the release
     */
    public Slo.Observer objectivesOf(String namespace, String release) {
        ReleaseKey key = new ReleaseKey(
                Input.requireText("metrics.namespace", namespace, 253),
                Input.requireText("metrics.release", release, 253));
        return (objective, at, result) ->
                result.reading().ifPresent(reading -> objective(new ObjectiveKey(key, objective), reading));
    }

    /**
     * Counts the events that a notifier has not sent yet, and returns it: {@code .listener(metrics.watching(slack))}. The second
     * notifier of a name is counted as {@code Slack 2}; one that sends at once has no events to count.
     *
     * @throws dev.bluegreen.model.ConfigurationException if it is null
     */
    public <T extends CutoverListener> T watching(T notifier) {
        Input.given("metrics.notifier", notifier, "give a CutoverListener");
        notifier.outbox().ifPresent(outbox -> watch(outbox, notifier.name()));
        return notifier;
    }

    private synchronized void watch(Outbox outbox, String name) {
        if (notifiers.stream().anyMatch(watched -> watched.outbox() == outbox)) {
            return;
        }
        long before = notifiers.stream()
                .filter(watched -> watched.name().equals(name))
                .count();
        notifiers.add(new Watched(outbox, name));
        Gauge.builder("bluegreen.notifications.pending", outbox, Outbox::pending)
                .description("Events that a notifier has not sent yet")
                .tag("notifier", before == 0 ? name : name + " " + (before + 1))
                .strongReference(true)
                .register(registry);
    }

    private void count(CutoverEvent event, RunningOperation operation) {
        Tags tags = ReleaseKey.of(event).tags();
        operation
                .endedPhase()
                .ifPresent(ended -> registry.timer(
                                "bluegreen.phase.duration", with(tags, "phase", lower(ended.phase())))
                        .record(ended.took()));
        if (event.kind() == Kind.PHASE && event.phase() == Phase.ROLL_BACK) {
            String cause = event.cause().map(ReleaseMetrics::lower).orElse("unknown");
            registry.counter("bluegreen.rollbacks", with(tags, "cause", cause)).increment();
        }
        event.outcome().ifPresent(outcome -> {
            String ended = outcome.toLowerCase(Locale.ROOT);
            registry.counter("bluegreen.cutovers", with(tags, "outcome", ended)).increment();
            registry.timer("bluegreen.cutover.duration", with(tags, "outcome", ended))
                    .record(Duration.between(operation.started(), event.at()));
        });
    }

    /** What an event tells of lock and traffic. */
    private void look(CutoverEvent event, RunningOperation operation) {
        if (event.kind() == Kind.ENDED) {
            running.end(event.cutoverId());
            see(ReleaseKey.of(event), seen -> ended(event, operation, seen));
        } else if (event.kind() == Kind.PHASE && UNDER_LOCK.contains(event.phase())) {
            operation.hasLock();
            see(ReleaseKey.of(event), seen -> seen.lock(true, event.at()));
        }
    }

    private static void ended(CutoverEvent event, RunningOperation operation, Seen seen) {
        if (operation.hadLock()) {
            seen.lock(false, event.at());
        }
        active(event, operation, seen);
    }

    /** Where an operation settles, all routers agree. */
    private static void active(CutoverEvent event, RunningOperation operation, Seen seen) {
        String outcome = event.outcome().orElse("");
        boolean isSettled = SETTLED.contains(outcome);
        Optional<Track> now =
                outcome.equals(Outcome.SWITCHED.name()) ? event.change().to() : operation.active();
        if (isSettled && now.isPresent()) {
            seen.active(now);
        } else if (isSettled || operation.mayHaveMoved()) {
            seen.activeUnknown();
        }
    }

    private void objective(ObjectiveKey key, Slo.Reading reading) {
        double[] last = objectives.computeIfAbsent(key, unknown -> new double[] {Double.NaN});
        last[0] = reading.value();
        Gauge.builder("bluegreen.objective", last, holder -> holder[0])
                .description("Last value of an objective")
                .tags(key.release().tags())
                .tag("name", key.name())
                .strongReference(true)
                .register(registry);
    }

    /** A registry that refuses a gauge, such as at its limit, gets the same one again the next time. */
    private void see(ReleaseKey release, Consumer<Seen> what) {
        Seen seen = releases.computeIfAbsent(release, unknown -> new Seen());
        what.accept(seen);
        if (!registered.contains(release)) {
            register(release, seen);
            registered.add(release);
        }
    }

    private void register(ReleaseKey release, Seen seen) {
        for (Track track : Track.values()) {
            gauge("bluegreen.active", "1 on the track that has all traffic", "", seen, one -> one.active(track))
                    .tags(release.tags())
                    .tag("track", lower(track))
                    .register(registry);
            gauge("bluegreen.ready.pods", "Ready pods of a track", "", seen, one -> one.readyPods(track))
                    .tags(release.tags())
                    .tag("track", lower(track))
                    .register(registry);
        }
        single(release, "bluegreen.lock.held", "1 while an operation holds the lock", "", seen, Seen::lockHeld);
        single(release, "bluegreen.drift", "1 if traffic is not where it was moved to last", "", seen, Seen::drift);
        single(
                release,
                "bluegreen.standby.remaining",
                "Time for which the old track is still kept",
                SECONDS,
                seen,
                one -> one.standbyRemaining(time.now()));
        single(
                release,
                "bluegreen.last.seen",
                "Age of what the gauges show",
                SECONDS,
                seen,
                one -> one.age(time.now()));
    }

    private void single(
            ReleaseKey release, String name, String description, String unit, Seen seen, ToDoubleFunction<Seen> value) {
        gauge(name, description, unit, seen, value).tags(release.tags()).register(registry);
    }

    private static Gauge.Builder<Seen> gauge(
            String name, String description, String unit, Seen seen, ToDoubleFunction<Seen> value) {
        return Gauge.builder(name, seen, value)
                .description(description)
                .baseUnit(unit.isEmpty() ? null : unit)
                .strongReference(true);
    }

    private static String lower(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT);
    }

    /** As all versions of Micrometer take them: those before 1.16 have no methods for {@code Tags}. */
    private static Iterable<Tag> with(Tags tags, String key, String value) {
        return tags.and(key, value);
    }
}
