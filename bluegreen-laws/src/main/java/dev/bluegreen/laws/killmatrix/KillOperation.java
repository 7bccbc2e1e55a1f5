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
            case SWITCH, SWITCH_RESUMED, STAGE -> {}
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
            case RETIRE, STAGE, EXTEND -> false;
        };
    }

    /** Runs the operation. */
    Object act(Release release) {
        return switch (this) {
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

    /** What another process does where it left something unfinished. */
    Fact.Operation rescue() {
        return this == RESUME || this == SWITCH_RESUMED ? Fact.Operation.RESUME : Fact.Operation.RECOVER;
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

    private static Object stage(Release release, String image) {
        return release.stage(GREEN).image(image).within(STAGED_WITHIN).apply();
    }

    /** Its kind in a history. */
    Fact.Operation inHistory() {
        return switch (this) {
            case SWITCH, SWITCH_RESUMED -> Fact.Operation.SWITCH;
            case RESUME -> Fact.Operation.RESUME;
            case ROLL_BACK -> Fact.Operation.ROLL_BACK;
            case RECOVER_FINISHING, RECOVER_UNDOING -> Fact.Operation.RECOVER;
            case RETIRE -> Fact.Operation.RETIRE;
            case STAGE -> Fact.Operation.STAGE;
            case EXTEND -> Fact.Operation.EXTEND;
        };
    }
}
