package dev.bluegreen.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.laws.killmatrix.KillMatrix;
import dev.bluegreen.laws.killmatrix.KillMatrixResult;
import dev.bluegreen.laws.killmatrix.scene.KillScene;
import dev.bluegreen.laws.killmatrix.scene.ObjectScene;
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

    static final int SAMPLE = 17;

    private static final int EVERY = Integer.getInteger("killmatrix.every", SAMPLE);

    /** Most calls of a release with several Services are those of one with one: a part of their runs is enough. */
    private static final int EVERY_OF_SEVERAL = 5;

    @Test
    void everyCallOfEveryOperationOnOneService() {
        hold(KillMatrix.of(() -> scene(1)).every(EVERY));
    }

    @Test
    void callsOfEveryOperationOnTwoServices() {
        hold(KillMatrix.of(() -> scene(2)).every(EVERY * EVERY_OF_SEVERAL));
    }

    private static void hold(KillMatrix matrix) {
        KillMatrixResult result = matrix.run();
        System.out.println(result);

        assertThat(result.failures()).as("\n" + result).isEmpty();
    }

    private static KillScene scene(int services) {
        return ObjectScene.services(
                (client, time) -> Fabric8Platform.of(client).withTime(time), Fabric8Platform::selectorPatch, services);
    }
}
