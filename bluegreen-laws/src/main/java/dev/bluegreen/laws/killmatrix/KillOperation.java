package dev.bluegreen.laws.killmatrix;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;

import dev.bluegreen.Release;
import dev.bluegreen.laws.Fact;
import dev.bluegreen.laws.killmatrix.scene.CallFault;
import java.time.Duration;
import java.util.Optional;

/** Operations that the matrix disturbs. */
public enum KillOperation {
    /** Moves traffic from BLUE to GREEN. */
    SWITCH,
    /** Goes back to BLUE after a switch to GREEN. */
    ROLL_BACK,
    /** Recovers from a process that died after it moved all traffic to GREEN: finishes the switch. */
    RECOVER_FINISHING,
    /** Recovers from a process that died before its last traffic write: brings everything back to BLUE. */
    RECOVER_UNDOING,
    /** Goes on with a switch whose process died when it had moved all traffic to GREEN. */
    RESUME,
    /** Moves traffic from BLUE to GREEN; if its process dies on the way, another one goes on. */
    SWITCH_RESUMED,
    /** Requests a switch to GREEN, which another process carries out if this one dies. */
    REQUEST,
    /** Cancels a requested switch that is parked. */
    CANCEL,
    /** Carries out a requested switch, as a job does; the next pass goes on if it dies. */
    RESUME_DUE,
    /** Scales BLUE down after a switch to GREEN. */
    RETIRE,
    /** Stages GREEN, which gets no traffic, as a clone of BLUE with another image. */
    STAGE,
    /** Keeps BLUE for longer after a switch to GREEN, and tries afterwards whether it is kept. */
    EXTEND;

    private static final Duration SETTLED = Duration.ofMinutes(5);
    private static final Duration EXTENSION = Duration.ofHours(1);
    private static final Duration STAGED_WITHIN = Duration.ofMinutes(2);

    /** Brings the scene to the state in which the operation begins. */
    void prepare(RunProcesses processes) {
        switch (this) {
            case SWITCH, SWITCH_RESUMED, REQUEST, STAGE -> {}
            case CANCEL, RESUME_DUE -> processes.undisturbed("earlier", Fact.Operation.REQUEST, KillOperation::request);
            case ROLL_BACK, RETIRE, EXTEND -> {
                processes.undisturbed("earlier", Fact.Operation.SWITCH, release -> release.switchTo(GREEN));
                processes.scene().time().advance(SETTLED);
            }
            case RECOVER_FINISHING, RESUME -> processes.killedAtItsLastMove(CallFault.KILLED_AFTER);
            case RECOVER_UNDOING -> processes.killedAtItsLastMove(CallFault.KILLED_BEFORE);
        }
    }

    /** True if it may move traffic, so that the new track is struck while it is under way. */
    boolean moves() {
        return switch (this) {
            case SWITCH, SWITCH_RESUMED, RESUME, ROLL_BACK, RECOVER_FINISHING, RECOVER_UNDOING -> true;
            case REQUEST, CANCEL, RESUME_DUE, RETIRE, STAGE, EXTEND -> false;
        };
    }

    /** Runs the operation in a process. */
    Object act(Release release, String process, RunProcesses processes) {
        return switch (this) {
            case REQUEST -> request(release);
            case CANCEL -> release.cancel(processes.scene().rest().unfinished().orElse("none"));
            case RESUME_DUE -> processes.scene().resumeDue(process);
            case SWITCH, SWITCH_RESUMED -> release.switchTo(GREEN);
            case RESUME -> release.resume();
            case ROLL_BACK -> release.rollBack();
            case RECOVER_FINISHING, RECOVER_UNDOING -> release.recover();
            case RETIRE -> {
                release.retire(BLUE);
                yield Optional.empty();
            }
            case STAGE -> stage(release, "app:next");
            case EXTEND -> release.extendStandby(EXTENSION);
        };
    }

    /** What another process does where it left something unfinished, or no more than its lock. */
    Fact.Operation rescue(boolean isUnfinished) {
        return switch (this) {
            case RESUME, SWITCH_RESUMED, REQUEST -> Fact.Operation.RESUME;
            case RESUME_DUE -> isUnfinished ? Fact.Operation.RESUME_DUE : Fact.Operation.RECOVER;
            default -> Fact.Operation.RECOVER;
        };
    }

    /** Tries an operation that has to be impossible after it, or one that a late write would harm. */
    void tempt(RunProcesses processes, Optional<CallFault> callFault) {
        if (this == EXTEND) {
            processes.attempt("janitor", Fact.Operation.RETIRE, Optional.empty(), release -> {
                release.retire(BLUE);
                return Optional.empty();
            });
        }
        if (this == STAGE && callFault.equals(Optional.of(CallFault.DELIVERED_LATE))) {
            processes.attempt(
                    "stager", Fact.Operation.STAGE, Optional.empty(), release -> stage(release, "app:after-next"));
        }
    }

    private static Object request(Release release) {
        return release.requestedBy("bob", "OPS-1").request(GREEN);
    }

    private static Object stage(Release release, String image) {
        return release.stage(GREEN).image(image).within(STAGED_WITHIN).apply();
    }

    /** Its kind in a history. */
    Fact.Operation inHistory() {
        return switch (this) {
            case SWITCH, SWITCH_RESUMED -> Fact.Operation.SWITCH;
            case RESUME -> Fact.Operation.RESUME;
            case REQUEST -> Fact.Operation.REQUEST;
            case CANCEL -> Fact.Operation.CANCEL;
            case RESUME_DUE -> Fact.Operation.RESUME_DUE;
            case ROLL_BACK -> Fact.Operation.ROLL_BACK;
            case RECOVER_FINISHING, RECOVER_UNDOING -> Fact.Operation.RECOVER;
            case RETIRE -> Fact.Operation.RETIRE;
            case STAGE -> Fact.Operation.STAGE;
            case EXTEND -> Fact.Operation.EXTEND;
        };
    }
}
