package dev.bluegreen.laws.schedule;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.Stage;
import dev.bluegreen.laws.Fact;
import dev.bluegreen.laws.Fact.Operation;
import dev.bluegreen.laws.internal.Told;
import dev.bluegreen.laws.schedule.Schedule.Setup;
import dev.bluegreen.laws.schedule.Schedule.Task;
import dev.bluegreen.result.Cancellation;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.CutoverRequest;
import dev.bluegreen.result.ReleaseStatus;
import dev.bluegreen.result.ReleaseStatus.ClosedWayBack;
import dev.bluegreen.spi.Platform.Handover;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** The release as one process has it, and what its user calls. */
final class SimulatedProcess {

    private static final Duration STAGED_WITHIN = Duration.ofMinutes(1);
    private static final Duration EXTENSION = Duration.ofMinutes(1);
    private static final Duration SHUT_DOWN_WITHIN = Duration.ofSeconds(20);
    private static final String REQUESTER = "bob";
    private static final String REASON = "OPS-1";

    private final Releaser releaser;
    private final Connection platform;
    private final ReleaseBuilder builder;
    private final Release release;

    SimulatedProcess(Releaser releaser, Connection platform, ReleaseBuilder builder) {
        this(releaser, platform, builder, builder.build());
    }

    private SimulatedProcess(Releaser releaser, Connection platform, ReleaseBuilder builder, Release release) {
        this.releaser = releaser;
        this.platform = platform;
        this.builder = builder;
        this.release = release;
    }

    /** The same, whose calls pass closed windows by name. */
    SimulatedProcess overriding() {
        releaser.overrides();
        return new SimulatedProcess(releaser, platform, builder, release.overridingWindows("ann", "INC-2"));
    }

    Releaser releaser() {
        return releaser;
    }

    ReleaseStatus status() {
        releaser.does(Operation.OTHER);
        return release.status();
    }

    /** Tells it to end, on a thread of its own. */
    void shutDown(Handover handover, Told told, Consumer<Runnable> fork) {
        fork.accept(() -> platform.shutdown(SHUT_DOWN_WITHIN, handover).forEach(told::say));
    }

    /** Makes a call of the public API; the report of one that moves traffic. */
    Optional<CutoverReport> act(Task task, Setup setup, Scene scene, SceneRecorder recorder, Told told) {
        releaser.does(task.operation());
        switch (task.operation()) {
            case SWITCH -> {
                return Optional.of(release.switchTo(task.track()));
            }
            case ROLL_BACK -> {
                return Optional.of(release.rollBack());
            }
            case RECOVER -> {
                return Optional.of(release.recover());
            }
            case RESUME -> {
                return Optional.of(release.resume());
            }
            case RETIRE -> told.say(release.retire(task.track()));
            case STAGE -> {
                Stage stage = release.stage(task.track()).image("shop:next").within(STAGED_WITHIN);
                told.say((setup.overStandby() ? stage.overStandby() : stage).apply());
            }
            case EXTEND -> told.say(release.extendStandby(EXTENSION));
            case CLOSE -> close(recorder, told);
            case REQUEST -> request(task, recorder, told);
            case CANCEL -> cancel(RecordJson.of(scene.record()).inFlight().orElse("none-1"), recorder, told);
            case RESUME_DUE ->
                BlueGreen.resumeDue(platform, name -> Optional.of(builder)).forEach(told::say);
            case OTHER -> {}
        }
        return Optional.empty();
    }

    private void close(SceneRecorder recorder, Told told) {
        ClosedWayBack closed = release.closeWayBack("a column was dropped");
        told.say(closed);
        recorder.add(new Fact.ClosingConfirmed(closed.on()));
    }

    private void request(Task task, SceneRecorder recorder, Told told) {
        CutoverRequest request = release.requestedBy(REQUESTER, REASON).request(task.track());
        told.say(request);
        recorder.add(new Fact.Requested(request.id(), REQUESTER + ": " + REASON));
    }

    private void cancel(String cutover, SceneRecorder recorder, Told told) {
        Cancellation cancellation = release.cancel(cutover);
        told.say(cancellation);
        if (cancellation.done()) {
            recorder.add(new Fact.Cancelled(cutover));
        }
    }
}
