package dev.bluegreen.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.laws.killmatrix.KillMatrix;
import dev.bluegreen.laws.killmatrix.KillMatrixResult;
import dev.bluegreen.laws.killmatrix.KillOperation;
import dev.bluegreen.laws.killmatrix.scene.Blow;
import dev.bluegreen.laws.killmatrix.scene.CallFault;
import dev.bluegreen.laws.killmatrix.scene.ObjectScene;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Every API call of every operation, over real HTTP: the process killed before and after it, and each fault. The full matrix
 * takes many minutes of processor time, so a build does one of {@value #SAMPLE} runs of it, the same ones each time;
 * {@code -Dkillmatrix.every=1} does all. The table of what was done is printed.
 */
@Timeout(value = 40, unit = TimeUnit.MINUTES)
class KillMatrixTest {

    static final int SAMPLE = 67;

    private static final int EVERY = Integer.getInteger("killmatrix.every", SAMPLE);

    /** Most calls of a release with several Services are those of one with one: a part of their runs is enough. */
    private static final int EVERY_OF_SEVERAL = 5;

    private static final int EVERY_WIDENED = Integer.getInteger("killmatrix.widened.every", EVERY * EVERY_OF_SEVERAL);

    private static final int EVERY_KILL = Integer.getInteger("killmatrix.every", 11);

    @Test
    void everyCallOfEveryOperationOnOneService() {
        hold(KillMatrix.of(() -> scene(1)).every(EVERY));
    }

    @Test
    void callsOfEveryOperationOnTwoServices() {
        hold(KillMatrix.of(() -> scene(2)).every(EVERY * EVERY_OF_SEVERAL));
    }

    /** A recovery between the two writes goes on to the new track, so that only the other ways back do without it. */
    @Test
    void callsOfEveryOperationOnAServiceThatMakesBeforeItBreaks() {
        hold(makingBeforeBreaking().callFaults(CallFault.values()).every(EVERY_WIDENED));
        hold(makingBeforeBreaking()
                .operations(KillOperation.ROLL_BACK, KillOperation.RECOVER_FINISHING)
                .blows(Blow.values())
                .every(EVERY_WIDENED));
    }

    private static KillMatrix makingBeforeBreaking() {
        return KillMatrix.of(() -> ObjectScene.services(
                (client, time) -> Fabric8Platform.of(client).withTime(time),
                (platform, name) -> platform.selectorPatch(name).makeBeforeBreak(),
                1));
    }

    /** With a test, an approval, a bake, an objective and a standby: killed at each call, and gone on with. */
    @Test
    void whatWasAskedForIsDoneThoughItsProcessDies() {
        hold(KillMatrix.of(() -> scene(1).asking(Duration.ofMinutes(1), Duration.ofHours(1)))
                .operations(KillOperation.SWITCH_RESUMED, KillOperation.RESUME)
                .callFaults(CallFault.KILLED_BEFORE, CallFault.KILLED_AFTER)
                .every(EVERY_KILL));
    }

    private static void hold(KillMatrix matrix) {
        KillMatrixResult result = matrix.run();
        System.out.println(result);

        assertThat(result.failures()).as("\n" + result).isEmpty();
    }

    private static ObjectScene<Fabric8Platform> scene(int services) {
        return ObjectScene.services(
                (client, time) -> Fabric8Platform.of(client).withTime(time), Fabric8Platform::selectorPatch, services);
    }
}
