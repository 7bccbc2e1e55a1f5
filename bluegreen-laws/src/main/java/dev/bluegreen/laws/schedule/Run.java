package dev.bluegreen.laws.schedule;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.check.approval.Approval;
import dev.bluegreen.check.approval.Approval.Answer;
import dev.bluegreen.check.approval.ApprovalRequest;
import dev.bluegreen.check.slo.Bake;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.laws.Fact;
import dev.bluegreen.laws.Fact.Operation;
import dev.bluegreen.laws.internal.Told;
import dev.bluegreen.laws.schedule.Schedule.CallFault;
import dev.bluegreen.laws.schedule.Schedule.Freezes;
import dev.bluegreen.laws.schedule.Schedule.Kind;
import dev.bluegreen.laws.schedule.Schedule.Task;
import dev.bluegreen.laws.schedule.Schedule.What;
import dev.bluegreen.model.BlueGreenException;
import dev.bluegreen.model.Track;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.ReleaseStatus;
import dev.bluegreen.spi.CrashException;
import dev.bluegreen.spi.Platform.Handover;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** One schedule on one scene: all releasers do their tasks, then a fresh process recovers, then the result is recorded. */
final class Run {

    /** The longest time of a step without its pause: write and proof within a minute each, the settle bound, a proof. */
    private static final Duration STEPPING = Duration.ofSeconds(60 + 60 + 30 + 60);

    private static final Duration APPROVED_WITHIN = Duration.ofMinutes(1);
    private static final Duration STEP = Duration.ofMinutes(1);
    private static final int MOST_STEPS = 40;
    private static final int RIVALS = 100;

    /** By then a rival has left its note. */
    private static final Duration NOTED = Duration.ofMillis(200);

    private static final Duration UNTIL_ALL_IS_DELIVERED = Duration.ofMinutes(2);

    private final Schedule schedule;
    private final Scene scene;
    private final dev.bluegreen.cutover.Schedule steps;
    private final BiFunction<String, ReleaseBuilder, ReleaseBuilder> setting;
    private final SceneRecorder recorder;
    private final Incidents incidents;
    private final List<Releaser> releasers = new ArrayList<>();
    private final Map<Integer, SimulatedProcess> processes = new HashMap<>();
    private final List<String> errors = new ArrayList<>();
    private final Told told = new Told();
    private final AtomicInteger busy = new AtomicInteger();

    Run(Schedule schedule, Scene scene, dev.bluegreen.cutover.Schedule steps) {
        this(schedule, scene, steps, (releaser, builder) -> builder);
    }

    /** @param setting what else a releaser of a name sets on its release */
    Run(
            Schedule schedule,
            Scene scene,
            dev.bluegreen.cutover.Schedule steps,
            BiFunction<String, ReleaseBuilder, ReleaseBuilder> setting) {
        this.setting = setting;
        this.schedule = schedule;
        this.scene = scene;
        this.steps = steps;
        List<CutoverStrategy> routers = scene.routers(scene.connect("recorder"));
        this.recorder = new SceneRecorder(
                scene,
                schedule.setup(),
                routers.stream().map(CutoverStrategy::router).toList());
        this.incidents = new Incidents(scene, recorder, routers.size());
    }

    RunResult result() {
        incidents.plan(schedule.incidents());
        schedule.setup().freezes().denied().ifPresent(incidents::plan);
        for (int i = 0; i < schedule.setup().skews().size(); i++) {
            begin(i);
        }
        untilNobodyIsBusy();
        scene.advance(UNTIL_ALL_IS_DELIVERED);
        untilItIsRecovered();
        recorder.rest();
        return new RunResult(
                schedule,
                recorder.history().violations(),
                Stream.concat(errors.stream(), told.wrong().stream().map(sentence -> "a sentence " + sentence))
                        .toList(),
                recorder.history(),
                releasers.stream().mapToInt(Releaser::operations).sum(),
                releasers.stream().mapToInt(Releaser::struck).sum(),
                (int) releasers.stream().filter(Releaser::isDead).count());
    }

    /** Unseen state cannot be proven: the caller repeats the call once it is seen again. */
    private void untilItIsRecovered() {
        boolean blind = incidents.watchesAreBlind();
        busy("recovery", () -> recover(-1));
        untilNobodyIsBusy();
        if (blind) {
            incidents.awaitSight();
            busy("another recovery", () -> recover(-2));
            untilNobodyIsBusy();
        }
    }

    private void begin(int number) {
        Releaser releaser = releaser(number);
        SimulatedProcess process = process(releaser, schedule.setup().skews().get(number));
        List<Task> tasks = schedule.tasks().stream()
                .filter(task -> task.releaser() == number)
                .toList();
        busy(releaser.name(), () -> tasks.forEach(task -> work(process, task)));
    }

    private void busy(String name, Runnable work) {
        busy.incrementAndGet();
        scene.time().fork(name, () -> {
            try {
                work.run();
            } catch (CrashException e) {
                // Its process was killed between two tasks.
            } finally {
                busy.decrementAndGet();
            }
        });
    }

    private void untilNobodyIsBusy() {
        for (int step = 0; busy.get() > 0 && step < MOST_STEPS; step++) {
            scene.advance(STEP);
        }
    }

    private Releaser releaser(int number) {
        Releaser releaser =
                new Releaser(number, schedule.seed(), scene.time(), recorder, schedule.callFaults(), this::meanwhile);
        releaser.mayTake(schedule.setup().freezes().waiting().plus(stopped()));
        steps.steps().forEach(step -> releaser.mayTake(STEPPING.plus(step.pause())));
        releasers.add(releaser);
        return releaser;
    }

    /** How long releases are stopped in all. */
    private Duration stopped() {
        Stream<Duration> byIncidents = schedule.incidents().stream()
                .filter(incident -> incident.what() == What.STOP)
                .map(incident -> Duration.ofSeconds(incident.number()));
        Stream<Duration> byCalls = schedule.callFaults().stream()
                .filter(callFault -> callFault.kind() == Kind.STOPPED)
                .map(CallFault::by);
        return Stream.concat(byIncidents, byCalls).reduce(Duration.ZERO, Duration::plus);
    }

    /** What people do while a process is about to make a call; a note they leave is there when the call goes on. */
    private void meanwhile(CallFault callFault) {
        switch (callFault.kind()) {
            case STOPPED -> incidents.stop(callFault.by());
            case CLOSED -> rival(Operation.CLOSE);
            case CANCELLED -> rival(Operation.CANCEL);
            case SHUT_DOWN -> shutDown(callFault.releaser(), Handover.ROLL_BACK);
            default -> shutDown(callFault.releaser(), Handover.LEAVE);
        }
    }

    private void rival(Operation operation) {
        int number = RIVALS + releasers.size();
        SimulatedProcess rival = process(releaser(number), Duration.ZERO);
        busy("rival", () -> work(rival, new Task(number, Duration.ZERO, operation, Track.GREEN)));
        pass(NOTED);
    }

    private void shutDown(int number, Handover handover) {
        Optional.ofNullable(processes.get(number)).ifPresent(process -> {
            recorder.add(new Fact.Disturbed(process.releaser().actor(), "shutdown: " + handover));
            process.shutDown(handover, told, work -> busy("shutdown", work));
        });
    }

    private SimulatedProcess process(Releaser releaser, Duration skew) {
        ReleaserTime time = new ReleaserTime(scene.time(), skew, releaser);
        Connection connection = new Connection(scene.connect(releaser.name()), releaser, time, recorder);
        ReleaseBuilder builder = BlueGreen.release(scene.app())
                .on(connection)
                .listener(told)
                .schedule(steps)
                .bake(bake(releaser))
                .standby(schedule.setup().standby());
        builder = frozen(builder, schedule.setup().freezes());
        if (schedule.setup().approved()) {
            builder = builder.approval(
                    Approval.callback(request -> approved(releaser, request)).within(APPROVED_WITHIN));
        }
        for (CutoverStrategy router : connection.routers(scene, incidents)) {
            builder = builder.cutover(router);
        }
        SimulatedProcess process = new SimulatedProcess(releaser, connection, setting.apply(releaser.name(), builder));
        processes.put(releaser.number(), process);
        return schedule.setup().freezes().overriding() && releaser.number() == 0 ? process.overriding() : process;
    }

    private static ReleaseBuilder frozen(ReleaseBuilder builder, Freezes freezes) {
        ReleaseBuilder frozen = freezes.isStoppable() ? builder.holdWhileStopped(freezes.holding()) : builder;
        if (freezes.denied().isPresent()) {
            frozen = frozen.window(freezes.denied().get().denied());
        }
        if (freezes.ofNamespace()) {
            frozen = frozen.namespaceWindows();
        }
        return freezes.waiting().isZero() ? frozen : frozen.waitForWindow(freezes.waiting());
    }

    private Answer approved(Releaser releaser, ApprovalRequest request) {
        releaser.standStill();
        if (scene.time().nanos() < schedule.setup().freezes().thinking().toNanos()) {
            return Answer.PENDING;
        }
        recorder.add(new Fact.Approved(request.cutoverId()));
        return Answer.approved("ann");
    }

    private Bake bake(Releaser releaser) {
        Bake bake = Bake.lasting(schedule.setup().bake());
        Slo errors = asked -> {
            releaser.standStill();
            recorder.add(new Fact.Judged(releaser.actor(), releaser.inFlight()));
            return incidents.objectivesAreBreached()
                    ? new Slo.Result(Slo.Verdict.BAD, "requests fail")
                    : new Slo.Result(Slo.Verdict.GOOD, "no request fails");
        };
        return bake.duration().isZero() ? bake : bake.watching(errors.named("errors"));
    }

    private void work(SimulatedProcess process, Task task) {
        Releaser releaser = process.releaser();
        pass(task.after());
        releaser.standStill();
        int before = releaser.operations();
        try {
            Optional<CutoverReport> report = process.act(task, schedule.setup(), scene, recorder, told);
            report.ifPresent(told::say);
            ended(releaser, before, report.map(CutoverReport::outcome).orElse(Outcome.UNCHANGED), report);
        } catch (CutoverException e) {
            told.say(e);
            boolean moves = task.operation().movesTraffic();
            ended(releaser, before, moves ? e.report().outcome() : Outcome.REFUSED, Optional.of(e.report()));
        } catch (BlueGreenException e) {
            told.say(e);
            ended(releaser, before, Outcome.REFUSED, Optional.empty());
        } catch (RuntimeException e) {
            if (!releaser.isDead()) {
                errors.add(task + " threw " + e);
            }
        }
    }

    /** One that was refused at once has not begun. */
    private void ended(Releaser releaser, int before, Outcome outcome, Optional<CutoverReport> report) {
        if (!releaser.isDead() && releaser.operations() > before) {
            recorder.add(new Fact.Ended(releaser.actor(), outcome, report.flatMap(CutoverReport::active)));
        }
    }

    /** Acts like a person, or the next deployment. */
    private void recover(int number) {
        SimulatedProcess fresh = process(releaser(number), Duration.ZERO);
        ReleaseStatus status = fresh.status();
        told.say(status);
        recorder.add(new Fact.Ended(fresh.releaser().actor(), Outcome.UNCHANGED, Optional.empty()));
        if (status.unfinished().isPresent() || status.lock().isPresent()) {
            work(fresh, new Task(number, Duration.ZERO, rescue(), Track.BLUE));
        }
    }

    /** A job looks at cutovers only, not at a lock that was left. */
    private Operation rescue() {
        boolean isJob = schedule.seed() % 4 == 2
                && RecordJson.of(scene.record()).inFlight().isPresent();
        return isJob ? Operation.RESUME_DUE : schedule.seed() % 2 == 0 ? Operation.RESUME : Operation.RECOVER;
    }

    private void pass(Duration by) {
        try {
            boolean unused = scene.time().signal().await(by);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
