package dev.bluegreen.laws.killmatrix;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;

import dev.bluegreen.Release;
import dev.bluegreen.laws.Fact;
import dev.bluegreen.laws.killmatrix.scene.Mishap;
import java.time.Duration;
import java.util.Optional;

/** What a process is at when it is spoiled. */
public enum KillOperation {
    /** Moves traffic from BLUE to GREEN. */
    SWITCH,
    /** Goes back to BLUE after a switch to GREEN. */
    ROLL_BACK,
    /** Recovers from a process that died when it had moved all traffic to GREEN: finishes the switch. */
    RECOVER_FINISHING,
    /** Recovers from a process that died before its last traffic write: brings everything back to BLUE. */
    RECOVER_UNDOING,
    /** Scales BLUE down after a switch to GREEN. */
    RETIRE,
    /** Makes GREEN, which gets no traffic, a clone of BLUE with another image. */
    STAGE,
    /** Keeps BLUE for longer after a switch to GREEN; whether it is kept is tried afterwards. */
    EXTEND;

    private static final Duration SETTLED = Duration.ofMinutes(5);
    private static final Duration EXTENSION = Duration.ofHours(1);
    private static final Duration STAGED_WITHIN = Duration.ofMinutes(2);

    /** Brings the scene to where the operation begins. */
    void prepare(Cast cast) {
        switch (this) {
            case SWITCH, STAGE -> {}
            case ROLL_BACK, RETIRE, EXTEND -> {
                cast.undisturbed("earlier", Fact.Operation.SWITCH, release -> release.switchTo(GREEN));
                cast.scene().time().advance(SETTLED);
            }
            case RECOVER_FINISHING -> cast.killedAtItsLastMove(Mishap.KILLED_AFTER);
            case RECOVER_UNDOING -> cast.killedAtItsLastMove(Mishap.KILLED_BEFORE);
        }
    }

    /** True if it may move traffic, so that the new track is struck while it is under way. */
    boolean moves() {
        return switch (this) {
            case SWITCH, ROLL_BACK, RECOVER_FINISHING, RECOVER_UNDOING -> true;
            case RETIRE, STAGE, EXTEND -> false;
        };
    }

    /** Does it. */
    Object act(Release release) {
        return switch (this) {
            case SWITCH -> release.switchTo(GREEN);
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

    /** Tries what has to be impossible after it, or does what it would harm if it landed now. */
    void tempt(Cast cast, Optional<Mishap> mishap) {
        if (this == EXTEND) {
            cast.attempt("janitor", Fact.Operation.RETIRE, Optional.empty(), release -> {
                release.retire(BLUE);
                return Optional.empty();
            });
        }
        if (this == STAGE && mishap.equals(Optional.of(Mishap.DELIVERED_LATE))) {
            cast.attempt("stager", Fact.Operation.STAGE, Optional.empty(), release -> stage(release, "app:after-next"));
        }
    }

    private static Object stage(Release release, String image) {
        return release.stage(GREEN).image(image).within(STAGED_WITHIN).apply();
    }

    /** What it is in a history. */
    Fact.Operation inHistory() {
        return switch (this) {
            case SWITCH -> Fact.Operation.SWITCH;
            case ROLL_BACK -> Fact.Operation.ROLL_BACK;
            case RECOVER_FINISHING, RECOVER_UNDOING -> Fact.Operation.RECOVER;
            case RETIRE -> Fact.Operation.RETIRE;
            case STAGE -> Fact.Operation.STAGE;
            case EXTEND -> Fact.Operation.EXTEND;
        };
    }
}
