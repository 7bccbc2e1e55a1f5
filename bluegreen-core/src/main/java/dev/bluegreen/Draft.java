package dev.bluegreen;

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
import dev.bluegreen.internal.engine.operation.Requester;
import dev.bluegreen.internal.engine.operation.Settings;
import dev.bluegreen.internal.freeze.FreezeSettings;
import dev.bluegreen.internal.record.intent.Terms;
import dev.bluegreen.internal.record.intent.Terms.Freezing;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Deadlines;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.ForeignWrites;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.RetireBy;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrackLabels;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.model.Wording;
import dev.bluegreen.spi.Platform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The settings that the calls of a builder add up to. */
final class Draft {

    final @Nullable String name;

    @Nullable
    Platform platform;

    final List<UnaryOperator<TrackLabels>> labels = new ArrayList<>();
    final Map<Track, String> workloads = new EnumMap<>(Track.class);
    final Set<String> exposedBy = new HashSet<>();
    final List<CutoverStrategy> strategies = new ArrayList<>();
    Schedule schedule = Schedule.allAtOnce();
    boolean oneVersionAtATime;
    final List<Gate> gates = new ArrayList<>();
    final List<Gate> beforeShift = new ArrayList<>();
    final List<SmokeTest> smokeTests = new ArrayList<>();
    final List<TrafficProbe> probes = new ArrayList<>();
    Approval approval = Approval.automatic();
    Supplier<Requester> requester = () -> Requester.UNNAMED;
    FreezeSettings freezes = FreezeSettings.NONE;
    Bake bake = Bake.NONE;
    final List<Slo.Observer> observers = new ArrayList<>();
    Standby standby = Standby.NONE;
    boolean prescale;
    RetireBy retireBy = RetireBy.SCALING_DOWN;
    final List<DrainGate> drainGates = new ArrayList<>();
    final List<CutoverListener> listeners = new ArrayList<>();
    List<CutoverListener> audit = List.of(new Slf4jAudit());
    final Map<String, Finding.Severity> severities = new HashMap<>();
    OptionalInt minReady = OptionalInt.empty();
    PreflightDepth preflight = PreflightDepth.STANDARD;
    ForeignWrites foreignWrites = ForeignWrites.HOLD;
    Deadlines deadlines = Deadlines.DEFAULT;

    private final List<String> missing = new ArrayList<>();

    Draft(@Nullable String name) {
        this.name = name;
    }

    /** Applies a value; null becomes a problem of the configuration. */
    <T> void take(String field, @Nullable T value, Consumer<T> change) {
        if (value == null) {
            missing.add(field + ": null; give a value, or remove the call");
        } else {
            change.accept(value);
        }
    }

    void bake(@Nullable Duration duration, Slo @Nullable ... slos) {
        take(
                "bake",
                duration,
                time -> take(
                        "bake",
                        slos,
                        objectives -> collect(missing, () -> {
                            bake = Bake.lasting(time).watching(objectives);
                            return bake;
                        })));
    }

    /** Null when a problem was added. */
    @Nullable
    Settings check(List<String> problems) {
        int before = problems.size();
        problems.addAll(missing);
        ReleaseSpec spec = collect(problems, this::spec);
        Requester asks = collect(problems, requester);
        problems.addAll(freezes.problems(
                Optional.ofNullable(platform).map(it -> it.time().now())));
        problems.addAll(bake.problems());
        requireRecordable(problems);
        problems.addAll(standby.problems());
        problems.addAll(deadlines.problems());
        if (minReady.isPresent() && minReady.getAsInt() < 1) {
            problems.add("minReadyPods: " + minReady.getAsInt() + "; a track needs 1 ready pod or more");
        }
        CallbackReader reader = new CallbackReader(problems);
        reader.problems("approval", approval::problems);
        smokeTests.forEach(test -> reader.problems("smokeTest", test::problems));
        probes.forEach(probe -> reader.problems("trafficProbe", probe::problems));
        requireDistinctRouters(problems);
        severities.keySet().forEach(id -> requireFinding(id, problems));
        strategies.forEach(strategy -> schedule.problem(strategy).ifPresent(problems::add));
        mixing(problems);
        if (spec == null || asks == null || problems.size() > before) {
            return null;
        }
        Settings settings = settings(spec, reader);
        return problems.size() > before ? null : settings;
    }

    /** What the record has no room for, a process that resumes would not know. */
    private void requireRecordable(List<String> problems) {
        int windows = freezes.windows().size();
        if (windows > Freezing.WINDOWS) {
            problems.add("window: " + windows + " windows; give at most " + Freezing.WINDOWS);
        }
        int objectives = bake.slos().size();
        if (objectives > Terms.OBJECTIVES) {
            problems.add("bake: " + objectives + " objectives; give at most " + Terms.OBJECTIVES
                    + ", such as one query for several routes");
        }
    }

    private ReleaseSpec spec() {
        if (name == null) {
            throw new ConfigurationException("release: null; give the name of the app");
        }
        TrackLabels value = ReleaseSpec.of(name).labels();
        for (UnaryOperator<TrackLabels> change : labels) {
            value = Input.given("labels", change.apply(value), "let the function return the labels that it changed");
        }
        return new ReleaseSpec(name, value, workloads, exposedBy);
    }

    private Settings settings(ReleaseSpec spec, CallbackReader reader) {
        return new Settings(
                spec,
                List.copyOf(strategies),
                schedule,
                List.copyOf(gates),
                List.copyOf(beforeShift),
                List.copyOf(smokeTests),
                List.copyOf(probes),
                reader.approval(approval),
                observed(),
                new Settings.Sizing(standby, prescale),
                new Settings.Departing(retireBy, List.copyOf(drainGates), reader.retiring(drainGates, spec)),
                told(),
                Map.copyOf(severities),
                minReady,
                preflight,
                foreignWrites,
                deadlines,
                freezes,
                reader.traits(this, spec));
    }

    /** The bake, whose objectives tell the observers, too. */
    private Bake observed() {
        Bake.Reactions reactions = bake.reactions();
        return observers.isEmpty()
                ? bake
                : Bake.lasting(bake.duration())
                        .every(bake.interval())
                        .onBreach(reactions.toBreach())
                        .onNoData(reactions.toNoData())
                        .onStoreDown(reactions.toStoreDown())
                        .watching(bake.slos().stream().map(this::observed).toArray(Slo[]::new));
    }

    private Slo observed(Slo objective) {
        Slo seen = objective;
        for (Slo.Observer observer : observers) {
            seen = seen.observedBy(observer);
        }
        return seen;
    }

    private static void requireFinding(@Nullable String id, List<String> problems) {
        if (id == null || !FindingIds.isKnown(id)) {
            problems.add(
                    "severity: " + Wording.quoted(id) + " is not the id of a finding; "
                            + Optional.ofNullable(id)
                                    .flatMap(FindingIds::near)
                                    .map(near -> "did you mean '" + near + "'?")
                                    .orElse(
                                            "docs/findings.md lists them; those of others have their maker's name before a slash"));
        }
    }

    private void requireDistinctRouters(List<String> problems) {
        Set<String> seen = new HashSet<>();
        for (CutoverStrategy strategy : strategies) {
            if (!seen.add(strategy.router())) {
                problems.add("cutover: " + strategy.router() + " is named twice; name each router once");
            }
        }
    }

    /** Some routers send traffic to both tracks on its way: all have to, and the app has to bear it. */
    private void mixing(List<String> problems) {
        List<CutoverStrategy> mixing = strategies.stream()
                .filter(strategy -> strategy.overlap().isPresent())
                .toList();
        if (oneVersionAtATime && !schedule.isAtOnce()) {
            problems.add(
                    "schedule: " + schedule + "; oneVersionAtATime() says that both versions may not take traffic at"
                            + " once: move it by Schedule.allAtOnce()");
        }
        if (oneVersionAtATime) {
            mixing.forEach(
                    strategy -> problems.add(
                            "cutover: " + strategy.router() + " makes before it breaks, but"
                                    + " oneVersionAtATime() says that both versions may not take traffic at once: remove one of the two"));
        }
        strategies.stream()
                .filter(strategy -> !mixing.isEmpty() && !strategy.supports(TrafficSplit.both()))
                .forEach(strategy ->
                        problems.add("cutover: " + strategy.router() + " cannot send traffic to both tracks,"
                                + " which " + mixing.get(0).router()
                                + " does before it breaks: let both make before they break,"
                                + " or release them one after the other"));
    }

    private static <T> @Nullable T collect(List<String> problems, Supplier<T> value) {
        try {
            return value.get();
        } catch (ConfigurationException e) {
            problems.addAll(e.problems());
            return null;
        }
    }

    /** All listeners, the audit first; a Slf4jAudit among the listeners replaces one that is the audit, which would say all twice. */
    List<CutoverListener> told() {
        boolean isThere = listeners.stream().anyMatch(Slf4jAudit.class::isInstance);
        return Stream.concat(audit.stream().filter(it -> !(isThere && it instanceof Slf4jAudit)), listeners.stream())
                .toList();
    }
}
