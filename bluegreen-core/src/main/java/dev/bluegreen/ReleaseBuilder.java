package dev.bluegreen;

import dev.bluegreen.check.ChangeWindow;
import dev.bluegreen.check.DrainGate;
import dev.bluegreen.check.Gate;
import dev.bluegreen.check.PreflightDepth;
import dev.bluegreen.check.Standby;
import dev.bluegreen.check.TrafficProbe;
import dev.bluegreen.check.approval.Approval;
import dev.bluegreen.check.slo.Bake;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.check.smoke.SmokeTest;
import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.cutover.Schedule;
import dev.bluegreen.event.CutoverListener;
import dev.bluegreen.event.Slf4jAudit;
import dev.bluegreen.internal.engine.EngineRelease;
import dev.bluegreen.internal.engine.operation.Requester;
import dev.bluegreen.internal.engine.operation.Settings;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Deadlines;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.ForeignWrites;
import dev.bluegreen.model.RetireBy;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrackLabels;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.spi.Platform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Configures a release. Immutable: each call returns a new builder, so one can be kept and branched. The description of each
 * method says whether a further call <em>adds</em> to earlier ones or <em>sets</em> the value again. No method of the builder
 * checks anything before {@link #build}, which reports all problems at once, those of settings such as a bake included. A
 * value such as a schedule, a metric or a strategy refuses its own bad arguments when it is made: its Javadoc says so.
 */
public final class ReleaseBuilder {

    private final @Nullable String name;
    private final List<Consumer<Draft>> calls;

    private ReleaseBuilder(@Nullable String name, List<Consumer<Draft>> calls) {
        this.name = name;
        this.calls = calls;
    }

    static ReleaseBuilder named(@Nullable String name) {
        return new ReleaseBuilder(name, List.of());
    }

    /**
     * The name of the release, by which a function can tell one release from another: {@code retireDue(shop, release ->
     * described.getOrDefault(release.name(), release))}. Empty if none was given, which {@link #build} reports.
     */
    public String name() {
        return name == null ? "" : name;
    }

    /** Sets the platform the release lives on. Without it the one adapter on the class path opens a platform for a single call. */
    public ReleaseBuilder on(Platform platform) {
        return given("on", platform, (next, it) -> next.platform = it);
    }

    /** Adds a change to the labels that distinguish the tracks; default {@code app: <name>, track: blue|green}. */
    public ReleaseBuilder labels(UnaryOperator<TrackLabels> change) {
        return given("labels", change, (next, it) -> next.labels.add(it));
    }

    /** Sets the workload of one track by its name, instead of discovering it. */
    public ReleaseBuilder workload(Track track, String name) {
        return given("workload", track, (next, it) -> next.workloads.put(it, name));
    }

    /** Adds Services that may select the idle track's pods without naming the track, such as one for metrics. */
    public ReleaseBuilder allowExposedBy(String... services) {
        return given("allowExposedBy", copy(services), (next, it) -> next.exposedBy.addAll(Arrays.asList(it)));
    }

    /** Adds a router to move, instead of discovering it; several routers move together. */
    public ReleaseBuilder cutover(CutoverStrategy strategy) {
        return given("cutover", strategy, (next, it) -> next.strategies.add(it));
    }

    /**
     * Sets the steps in which traffic moves, all routers together: {@code schedule(Schedule.canary(10, ofMinutes(5)))}; default
     * {@link Schedule#allAtOnce()}. Refused if a router cannot split traffic.
     */
    public ReleaseBuilder schedule(Schedule schedule) {
        return given("schedule", schedule, (next, it) -> next.schedule = it);
    }

    /**
     * Sets that the old and the new version must never take traffic at once, such as when they store the same data in two
     * formats: schedules with steps and make-before-break cutovers are refused.
     */
    public ReleaseBuilder oneVersionAtATime() {
        return with(next -> next.oneVersionAtATime = true);
    }

    /** Adds a gate, after the default ones. */
    public ReleaseBuilder gate(Gate gate) {
        return given("gate", gate, (next, it) -> next.gates.add(it));
    }

    /**
     * Adds a gate that stands between the approval and the first move of traffic, such as one that the database has the schema
     * of both versions: asked there only, in order, and until the preflight deadline while it answers "not yet". Its failure
     * refuses the cutover. The plan does not ask it.
     */
    public ReleaseBuilder beforeShift(Gate gate) {
        return given("beforeShift", gate, (next, it) -> next.beforeShift.add(it));
    }

    /** Adds a test of the idle track, before it gets traffic. */
    public ReleaseBuilder smokeTest(SmokeTest test) {
        return given("smokeTest", test, (next, it) -> next.smokeTests.add(it));
    }

    /** Adds probes that observe production traffic after a switch, as part of its proof; default none. */
    public ReleaseBuilder trafficProbe(TrafficProbe... probes) {
        return given(
                "trafficProbe",
                copy(probes),
                (next, it) -> Arrays.asList(it).forEach(probe -> next.take("trafficProbe", probe, next.probes::add)));
    }

    /** Sets the approval that is awaited before traffic moves; default {@link Approval#automatic()}. */
    public ReleaseBuilder approval(Approval approval) {
        return given("approval", approval, (next, it) -> next.approval = it);
    }

    /** Sets the requester of the cutovers, as {@link #requestedBy(String, String)}, without a reason. */
    public ReleaseBuilder requestedBy(String name) {
        return requestedBy(name, "");
    }

    /**
     * Sets the requester of the cutovers of this release, and the reason: a claim, and shown as one in history, audit and
     * approvals. {@link Release#requestedBy} sets it for single calls.
     *
     * @param name at most 100 characters, without line breaks
     * @param reason such as a ticket; at most 200 characters, without line breaks
     */
    public ReleaseBuilder requestedBy(String name, String reason) {
        return with(next -> next.requester = () -> Requester.of(name, reason));
    }

    /**
     * Adds change windows of this release, in which traffic may move forward, or may not: {@link ChangeWindow}. They are
     * checked when a cutover begins: a begun cutover goes on, and a rollback is never frozen.
     */
    public ReleaseBuilder window(ChangeWindow... windows) {
        return given(
                "window",
                copy(windows),
                (next, it) -> Arrays.asList(it)
                        .forEach(window -> next.take("window", window, one -> next.freezes = next.freezes.plus(one))));
    }

    /**
     * Sets that the change windows of the namespace, {@code ConfigMap/bluegreen-windows}, apply too; default off. A cutover
     * is refused while they cannot be read. Windows of the release do not widen them.
     */
    public ReleaseBuilder namespaceWindows() {
        return with(next -> next.freezes = next.freezes.withNamespace());
    }

    /**
     * Sets how long a cutover waits for a closed window to open, with the approval given; default zero: it is refused at
     * once.
     */
    public ReleaseBuilder waitForWindow(Duration longest) {
        return given("waitForWindow", longest, (next, it) -> next.freezes = next.freezes.waiting(it));
    }

    /**
     * Sets that {@code ConfigMap/bluegreen-stop} is read before each traffic write that goes forward, and prevents it while
     * releases of the namespace are stopped; default off. A read up to half a second old counts: a stop posted a second before
     * a write always prevents it. Steps already made stay, and are watched, for 4 h at most before traffic goes back.
     */
    public ReleaseBuilder stoppable() {
        return holdWhileStopped(Duration.ofHours(4));
    }

    /** Sets {@link #stoppable}, and how long steps already made stay before traffic goes back, above 0. */
    public ReleaseBuilder holdWhileStopped(Duration longest) {
        return given("holdWhileStopped", longest, (next, it) -> next.freezes = next.freezes.stoppable(it));
    }

    /** Sets a bake: objectives watched for a time after the proof, whose breach sends traffic back; default none. */
    public ReleaseBuilder bake(Duration duration, Slo... slos) {
        Slo @Nullable [] objectives = copy(slos);
        return with(next -> next.bake(duration, objectives));
    }

    /** Sets a bake with reactions of your own; default {@link Bake#NONE}. */
    public ReleaseBuilder bake(Bake bake) {
        return given("bake", bake, (next, it) -> next.bake = it);
    }

    /** Adds an observer of every objective of the bake, such as a chart; those of a release file are reached only by this. */
    public ReleaseBuilder observedBy(Slo.Observer observer) {
        return given("observedBy", observer, (next, it) -> next.observers.add(it));
    }

    /** Sets how long the old track is kept after traffic is verified; default zero. */
    public ReleaseBuilder standby(Duration duration) {
        return given("standby", duration, (next, it) -> next.standby = Standby.lasting(it));
    }

    /** Sets how the old track is kept, such as with fewer pods; default {@link Standby#NONE}. */
    public ReleaseBuilder standby(Standby standby) {
        return given("standby", standby, (next, it) -> next.standby = it);
    }

    /**
     * Sets that the target is scaled up to the active track's requested replicas before it gets traffic; default off. An
     * autoscaler of the target is pinned to that size until the cutover ends, and never switched off.
     */
    public ReleaseBuilder prescale() {
        return with(next -> next.prescale = true);
    }

    /** Sets how the workload of a track is retired; default {@code SCALING_DOWN}. */
    public ReleaseBuilder retireBy(RetireBy way) {
        return given("retireBy", way, (next, it) -> next.retireBy = it);
    }

    /** Adds a gate before a track is retired; without any, the routers' proof and settle bound suffice. */
    public ReleaseBuilder drainGate(DrainGate gate) {
        return given("drainGate", gate, (next, it) -> next.drainGates.add(it));
    }

    /** Adds a listener to everything that happens, besides the audit. */
    public ReleaseBuilder listener(CutoverListener listener) {
        return given("listener", listener, (next, it) -> next.listeners.add(it));
    }

    /** Sets the audit log; default {@link Slf4jAudit}, which writes to the logger {@code dev.bluegreen.audit}. */
    public ReleaseBuilder audit(CutoverListener audit) {
        return given("audit", audit, (next, it) -> next.audit = List.of(it));
    }

    /** Sets the audit log to none: only listeners receive the events. */
    public ReleaseBuilder withoutAudit() {
        return with(next -> next.audit = List.of());
    }

    /**
     * Sets the severity of a finding by id, which raises or waives it, such as {@code severity("probes-missing", FATAL)}: in the plan, in every step of a
     * schedule, and in {@link Release#recover()}.
     *
     * @param finding an id of {@code docs/findings.md}, or one of a third-party strategy or gate, which has its maker's name before
     *     a slash: {@code acme/slow-start}
     */
    public ReleaseBuilder severity(String finding, Finding.Severity severity) {
        return given("severity", severity, (next, it) -> next.severities.put(finding, it));
    }

    /** Sets the ready pods the target needs, 1 or more; default as many as the active track has. */
    public ReleaseBuilder minReadyPods(int pods) {
        return with(next -> next.minReady = OptionalInt.of(pods));
    }

    /** Sets the reaction to a foreign write to a router during a cutover; default {@code HOLD}. */
    public ReleaseBuilder foreignWrites(ForeignWrites policy) {
        return given("foreignWrites", policy, (next, it) -> next.foreignWrites = it);
    }

    /** Sets the depth of preflight before a cutover; default {@code STANDARD}. {@link Release#plan} always runs all checks. */
    public ReleaseBuilder preflight(PreflightDepth depth) {
        return given("preflight", depth, (next, it) -> next.preflight = it);
    }

    /** Sets the longest each part may take; default {@link Deadlines#DEFAULT}. */
    public ReleaseBuilder deadlines(Deadlines deadlines) {
        return given("deadlines", deadlines, (next, it) -> next.deadlines = it);
    }

    /**
     * Validates the configuration. Getters of the callbacks, such as names and permissions, are called here, once, on the
     * calling thread and without a deadline: one that hangs blocks only this thread, as nothing is locked or written yet.
     * Operations run callbacks on separate threads, with a deadline each.
     *
     * @throws ConfigurationException listing all problems
     */
    public Release build() {
        return engine();
    }

    EngineRelease engine() {
        Draft draft = draft();
        List<String> problems = new ArrayList<>();
        if (draft.platform == null) {
            problems.add("on: no platform; call .on(Fabric8Platform.of(client)), or .switchTo(track) on the builder,"
                    + " which opens one");
        }
        Settings settings = draft.check(problems);
        if (draft.platform == null || settings == null) {
            throw new ConfigurationException(problems);
        }
        return new EngineRelease(settings, draft.requester.get(), draft.platform);
    }

    /**
     * Builds the release and calls {@link Release#switchTo}; without a platform, one is opened for this call.
     *
     * @throws ConfigurationException with all problems of the configuration. Without a platform, also if the class
     *     path has no adapter (the message names the module to add) or several (it names them)
     * @throws dev.bluegreen.result.CutoverException if traffic did not end on the track
     */
    public CutoverReport switchTo(Track to) {
        Draft draft = draft();
        List<String> problems = new ArrayList<>();
        if (to == null) {
            problems.add(EngineRelease.NO_TRACK);
        }
        if (draft.check(problems) == null || to == null) {
            throw new ConfigurationException(problems);
        }
        if (draft.platform != null) {
            return build().switchTo(to);
        }
        try (Platform platform = Adapters.open()) {
            return on(platform).build().switchTo(to);
        }
    }

    /** Applies a value; null is reported by build, with all other problems. */
    private <T> ReleaseBuilder given(String field, @Nullable T value, BiConsumer<Draft, T> change) {
        return with(next -> next.take(field, value, it -> change.accept(next, it)));
    }

    private ReleaseBuilder with(Consumer<Draft> call) {
        return new ReleaseBuilder(
                name, Stream.concat(calls.stream(), Stream.of(call)).toList());
    }

    private Draft draft() {
        Draft draft = new Draft(name);
        calls.forEach(call -> call.accept(draft));
        return draft;
    }

    /** A copy, which later changes of the caller's array do not reach. */
    private static <T> T @Nullable [] copy(T @Nullable [] values) {
        return values == null ? null : values.clone();
    }
}
