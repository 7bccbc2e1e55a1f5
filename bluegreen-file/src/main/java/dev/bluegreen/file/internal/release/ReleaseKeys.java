package dev.bluegreen.file.internal.release;

import static dev.bluegreen.file.spi.ValueType.DURATION;
import static dev.bluegreen.file.spi.ValueType.FLAG;
import static dev.bluegreen.file.spi.ValueType.TEXT;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.check.ChangeWindow;
import dev.bluegreen.check.PreflightDepth;
import dev.bluegreen.check.Standby;
import dev.bluegreen.check.TrafficProbe;
import dev.bluegreen.check.approval.Approval;
import dev.bluegreen.check.slo.Bake;
import dev.bluegreen.check.smoke.SmokeTest;
import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.cutover.Schedule;
import dev.bluegreen.event.CutoverListener;
import dev.bluegreen.event.JsonLinesAudit;
import dev.bluegreen.file.internal.release.SettingKeys.Requester;
import dev.bluegreen.file.spi.Filling;
import dev.bluegreen.file.spi.Key;
import dev.bluegreen.file.spi.Keys;
import dev.bluegreen.file.spi.RouterTypes;
import dev.bluegreen.file.spi.ValueType;
import dev.bluegreen.file.spi.Values;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Deadlines;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.ForeignWrites;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.RetireBy;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrackLabels;
import dev.bluegreen.spi.Platform;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The keys of the file itself: each is a call of the builder. */
public final class ReleaseKeys {

    private static final Key<String> NAME = Key.of("name", ValueType.DNS_LABEL, "The name of the app.");
    private static final Key<UnaryOperator<TrackLabels>> LABELS = Key.of(
            "labels",
            SettingKeys.LABELS,
            "The labels that distinguish the tracks; default app: <name>, track: blue|green.");
    private static final Key<Map<Track, String>> WORKLOADS =
            Key.of("workloads", SettingKeys.WORKLOADS, "The workloads of the tracks, instead of discovering them.");
    private static final Key<List<String>> ALLOW_EXPOSED_BY = Key.of(
            "allowExposedBy",
            ValueType.listOf(ValueType.DNS_LABEL),
            "Services that may select the idle track's pods without naming the track, such as one for metrics.");
    private static final Key<Schedule> SCHEDULE =
            Key.of("schedule", SettingKeys.SCHEDULE, "The steps in which traffic moves; default all at once.");
    private static final Key<Boolean> ONE_VERSION_AT_A_TIME =
            Key.of("oneVersionAtATime", FLAG, "Both versions must never take traffic at once.");
    private static final Key<List<SmokeTest>> SMOKE_TESTS = Key.of(
            "smokeTests", ValueType.listOf(SmokeTestKeys.TYPE), "Tests of the idle track, before it gets traffic.");
    private static final Key<List<TrafficProbe>> TRAFFIC_PROBES = Key.of(
            "trafficProbes", ValueType.listOf(ProbeKeys.TYPE), "Probes of production traffic, as part of the proof.");
    private static final Key<Approval> APPROVAL =
            Key.of("approval", ApprovalKeys.TYPE, "The approval that is awaited before traffic moves; default none.");
    private static final Key<Requester> REQUESTED_BY = Key.of(
            "requestedBy", SettingKeys.REQUESTED_BY, "The requester and the reason, where the caller gives none.");
    private static final Key<List<ChangeWindow>> WINDOWS = Key.of(
            "windows",
            ValueType.listOf(TEXT.map(ReleaseKeys::window)),
            "Change windows, such as: allow Mon,Tue 08:00-17:00 Europe/Berlin; deny 2026-12-20/2027-01-06 Europe/Berlin.");
    private static final Key<Boolean> NAMESPACE_WINDOWS =
            Key.of("namespaceWindows", FLAG, "The windows in ConfigMap/bluegreen-windows apply, too.");
    private static final Key<Duration> WAIT_FOR_WINDOW =
            Key.of("waitForWindow", DURATION, "How long a cutover waits for a closed window; default not at all.");
    private static final Key<Boolean> STOPPABLE =
            Key.of("stoppable", FLAG, "ConfigMap/bluegreen-stop prevents traffic writes that go forward.");
    private static final Key<Duration> HOLD_WHILE_STOPPED =
            Key.of("holdWhileStopped", DURATION, "The same, and how long steps already made stay; default 4h.");
    private static final Key<Bake> BAKE =
            Key.of("bake", BakeKeys.TYPE, "The time after the proof in which a breached objective sends traffic back.");
    private static final Key<Standby> STANDBY = Key.of(
            "standby",
            SettingKeys.STANDBY,
            "How long the old track is kept after traffic is verified; default not at all.");
    private static final Key<Boolean> PRESCALE =
            Key.of("prescale", FLAG, "The target is scaled up to the active track's replicas before it gets traffic.");
    private static final Key<RetireBy> RETIRE_BY = Key.of(
            "retireBy", ValueType.constant(List.of(RetireBy.values())), "How a track is retired; default scalingDown.");
    private static final Key<List<CutoverListener>> NOTIFIERS =
            Key.of("notifiers", ValueType.listOf(NotifierKeys.TYPE), "Who is told what happens.");
    private static final Key<Boolean> AUDIT_LOG =
            Key.of("auditLog", FLAG, "Events are written to the logger dev.bluegreen.audit; default true.");
    private static final Key<String> AUDIT_DIRECTORY = Key.of(
            "auditDirectory",
            TEXT,
            "The directory, relative to this file, to which events are appended as lines of JSON.");
    private static final Key<Map<String, Finding.Severity>> SEVERITIES = Key.of(
            "severities",
            ValueType.mapOf(ValueType.constant(List.of(Finding.Severity.values()))),
            "Severities of findings by id, which raise or waive them: docs/findings.md.");
    private static final Key<Integer> MIN_READY_PODS = Key.of(
            "minReadyPods",
            ValueType.WHOLE,
            "The ready pods that the target needs; default as many as the active track.");
    private static final Key<ForeignWrites> FOREIGN_WRITES = Key.of(
            "foreignWrites",
            ValueType.constant(List.of(ForeignWrites.values())),
            "The reaction to a foreign write to a router during a cutover; default hold.");
    private static final Key<PreflightDepth> PREFLIGHT = Key.of(
            "preflight",
            ValueType.constant(List.of(PreflightDepth.values())),
            "The depth of preflight before a cutover; default standard.");
    private static final Key<Deadlines> DEADLINES =
            Key.of("deadlines", SettingKeys.DEADLINES, "The longest that each part may take.");

    private ReleaseKeys() {}

    /** The keys, with the types of routers there are. */
    public static Keys<Described> with(Iterable<RouterTypes> found) {
        List<Keys<? extends CutoverStrategy>> types = new ArrayList<>();
        found.forEach(more -> types.addAll(more.routers()));
        Key<List<CutoverStrategy>> routers = Key.of(
                "routers",
                ValueType.listOf(ValueType.<CutoverStrategy>choice(types)),
                "The routers to move, all or none; default the one Service that is discovered.");
        return Keys.of("A blue/green release: docs/release-file.md.", NAME)
                .allowing(LABELS, WORKLOADS, ALLOW_EXPOSED_BY, routers, SCHEDULE, ONE_VERSION_AT_A_TIME)
                .allowing(SMOKE_TESTS, TRAFFIC_PROBES, APPROVAL, REQUESTED_BY)
                .allowing(WINDOWS, NAMESPACE_WINDOWS, WAIT_FOR_WINDOW, STOPPABLE, HOLD_WHILE_STOPPED)
                .allowing(BAKE, STANDBY, PRESCALE, RETIRE_BY, NOTIFIERS, AUDIT_LOG, AUDIT_DIRECTORY)
                .allowing(SEVERITIES, MIN_READY_PODS, FOREIGN_WRITES, PREFLIGHT, DEADLINES)
                .making(values -> describe(values, routers));
    }

    private static Described describe(Values values, Key<List<CutoverStrategy>> routers) {
        String name = values.get(NAME);
        Filling<ReleaseBuilder> release = values.begin(BlueGreen.release(name), ReleaseKeys::problems)
                .set(LABELS, ReleaseBuilder::labels)
                .set(WORKLOADS, ReleaseKeys::workloads)
                .each(ALLOW_EXPOSED_BY, ReleaseBuilder::allowExposedBy)
                .each(routers, ReleaseBuilder::cutover)
                .set(SCHEDULE, ReleaseBuilder::schedule)
                .when(ONE_VERSION_AT_A_TIME, ReleaseBuilder::oneVersionAtATime)
                .each(SMOKE_TESTS, ReleaseBuilder::smokeTest)
                .each(TRAFFIC_PROBES, ReleaseBuilder::trafficProbe)
                .set(REQUESTED_BY, (builder, asks) -> builder.requestedBy(asks.name(), asks.reason()))
                .set(APPROVAL, ReleaseBuilder::approval)
                .set(BAKE, ReleaseBuilder::bake)
                .set(STANDBY, ReleaseBuilder::standby)
                .when(PRESCALE, ReleaseBuilder::prescale)
                .set(RETIRE_BY, ReleaseBuilder::retireBy)
                .set(MIN_READY_PODS, ReleaseBuilder::minReadyPods)
                .set(FOREIGN_WRITES, ReleaseBuilder::foreignWrites)
                .set(PREFLIGHT, ReleaseBuilder::preflight)
                .set(DEADLINES, ReleaseBuilder::deadlines)
                .entries(SEVERITIES, ReleaseBuilder::severity);
        ReleaseBuilder builder = telling(freezing(release), values).done();
        List<Permission> ofSecrets = values.permissions();
        return new Described(name, ofSecrets.isEmpty() ? builder : builder.listener(new SecretReads(ofSecrets)));
    }

    private static Filling<ReleaseBuilder> freezing(Filling<ReleaseBuilder> release) {
        return release.each(WINDOWS, ReleaseBuilder::window)
                .when(NAMESPACE_WINDOWS, ReleaseBuilder::namespaceWindows)
                .set(WAIT_FOR_WINDOW, ReleaseBuilder::waitForWindow)
                .when(STOPPABLE, ReleaseBuilder::stoppable)
                .set(HOLD_WHILE_STOPPED, ReleaseBuilder::holdWhileStopped);
    }

    /** The audit directory is opened on a platform only: validating a file writes none. */
    private static Filling<ReleaseBuilder> telling(Filling<ReleaseBuilder> release, Values values) {
        return release.each(NOTIFIERS, ReleaseBuilder::listener)
                .set(AUDIT_LOG, (builder, is) -> is ? builder : builder.withoutAudit())
                .set(AUDIT_DIRECTORY, (builder, directory) -> {
                    Platform platform = values.platform(Platform.class);
                    Path path = values.resolve(directory);
                    return builder.listener(JsonLinesAudit.in(path, platform.time()));
                });
    }

    private static ReleaseBuilder workloads(ReleaseBuilder builder, Map<Track, String> names) {
        ReleaseBuilder next = builder;
        for (Map.Entry<Track, String> entry : names.entrySet()) {
            next = next.workload(entry.getKey(), entry.getValue());
        }
        return next;
    }

    private static ChangeWindow window(String text) {
        ChangeWindow window = ChangeWindow.parse(text);
        if (!window.problems().isEmpty()) {
            throw new ConfigurationException(window.problems());
        }
        return window;
    }

    /** All but that there is no platform yet. */
    private static List<String> problems(ReleaseBuilder builder) {
        try {
            builder.build();
            return List.of();
        } catch (ConfigurationException e) {
            return e.problems().stream()
                    .filter(problem -> !problem.startsWith("on: "))
                    .toList();
        }
    }
}
