package dev.bluegreen.laws.schedule;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.Stage;
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
import dev.bluegreen.spi.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** One schedule on one scene: all releasers do their tasks, then a fresh process recovers, then the result is recorded. */
final class Run {

    /** The longest time of a step without its pause: write and proof within a minute each, the settle bound, a proof. */
    private static final Duration STEPPING = Duration.ofSeconds(60 + 60 + 30 + 60);

    private static final Duration STAGED_WITHIN = Duration.ofMinutes(1);
    private static final Duration APPROVED_WITHIN = Duration.ofMinutes(1);
    private static final Duration EXTENSION = Duration.ofMinutes(1);
    private static final Duration STEP = Duration.ofMinutes(1);
    private static final int MOST_STEPS = 40;
    private static final int RIVALS = 100;
    private static final Duration UNTIL_ALL_IS_DELIVERED = Duration.ofMinutes(2);

    private final Schedule schedule;
    private final Scene scene;
    private final dev.bluegreen.cutover.Schedule steps;
    private final BiFunction<String, ReleaseBuilder, ReleaseBuilder> setting;
    private final SceneRecorder recorder;
    private final Incidents incidents;
    private final List<Releaser> releasers = new ArrayList<>();
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
        Release release = release(releaser, schedule.setup().skews().get(number));
        List<Task> tasks = schedule.tasks().stream()
                .filter(task -> task.releaser() == number)
                .toList();
        busy(releaser.name(), () -> tasks.forEach(task -> work(releaser, release, task)));
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

    /** What people do while a process is about to make a call: it is done when the call goes on. */
    private void meanwhile(CallFault callFault) {
        if (callFault.kind() == Kind.STOPPED) {
            incidents.stop(callFault.by());
            return;
        }
        int number = RIVALS + releasers.size();
        Releaser rival = releaser(number);
        Release release = release(rival, Duration.ZERO);
        Time.Signal done = scene.time().signal();
        busy(rival.name(), () -> {
            try {
                work(rival, release, new Task(number, Duration.ZERO, Operation.CLOSE, Track.GREEN));
            } finally {
                done.raise();
            }
        });
        await(done, STEP);
    }

    private Release release(Releaser releaser, Duration skew) {
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
        Release release = setting.apply(releaser.name(), builder).build();
        if (schedule.setup().freezes().overriding() && releaser.name().equals("p0")) {
            releaser.overrides();
            return release.overridingWindows("ann", "INC-2");
        }
        return release;
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

    private void work(Releaser releaser, Release release, Task task) {
        pass(task.after());
        releaser.standStill();
        releaser.does(task.operation());
        try {
            Optional<CutoverReport> report = act(release, task);
            report.ifPresent(told::say);
            ended(releaser, report.map(CutoverReport::outcome).orElse(Outcome.UNCHANGED), report);
        } catch (CutoverException e) {
            told.say(e);
            boolean moves = task.operation().movesTraffic();
            ended(releaser, moves ? e.report().outcome() : Outcome.REFUSED, Optional.of(e.report()));
        } catch (BlueGreenException e) {
            told.say(e);
            ended(releaser, Outcome.REFUSED, Optional.empty());
        } catch (RuntimeException e) {
            if (!releaser.isDead()) {
                errors.add(task + " threw " + e);
            }
        }
    }

    private Optional<CutoverReport> act(Release release, Task task) {
        return switch (task.operation()) {
            case SWITCH -> Optional.of(release.switchTo(task.track()));
            case ROLL_BACK -> Optional.of(release.rollBack());
            case RECOVER -> Optional.of(release.recover());
            case RESUME -> Optional.of(release.resume());
            case RETIRE -> {
                release.retire(task.track());
                yield Optional.empty();
            }
            case STAGE -> {
                Stage stage = release.stage(task.track()).image("shop:next").within(STAGED_WITHIN);
                (schedule.setup().overStandby() ? stage.overStandby() : stage).apply();
                yield Optional.empty();
            }
            case EXTEND -> {
                release.extendStandby(EXTENSION);
                yield Optional.empty();
            }
            case CLOSE -> {
                release.closeWayBack("a column was dropped");
                yield Optional.empty();
            }
            case OTHER -> Optional.empty();
        };
    }

    private void ended(Releaser releaser, Outcome outcome, Optional<CutoverReport> report) {
        if (!releaser.isDead()) {
            recorder.add(new Fact.Ended(releaser.actor(), outcome, report.flatMap(CutoverReport::active)));
        }
    }

    /** Acts like a person, or the next deployment. */
    private void recover(int number) {
        Releaser fresh = releaser(number);
        Release release = release(fresh, Duration.ZERO);
        fresh.does(Operation.OTHER);
        ReleaseStatus status = release.status();
        told.say(status);
        recorder.add(new Fact.Ended(fresh.actor(), Outcome.UNCHANGED, Optional.empty()));
        if (status.unfinished().isPresent() || status.lock().isPresent()) {
            work(fresh, release, new Task(number, Duration.ZERO, rescue(), Track.BLUE));
        }
    }

    private Operation rescue() {
        return schedule.seed() % 2 == 0 ? Operation.RESUME : Operation.RECOVER;
    }

    private void pass(Duration by) {
        await(scene.time().signal(), by);
    }

    private static void await(Time.Signal signal, Duration longest) {
        try {
            boolean unused = signal.await(longest);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
