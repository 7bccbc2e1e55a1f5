package dev.bluegreen.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.laws.killmatrix.KillMatrix;
import dev.bluegreen.laws.killmatrix.KillMatrixResult;
import dev.bluegreen.laws.killmatrix.scene.KillScene;
import dev.bluegreen.laws.killmatrix.scene.ObjectScene;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A strategy of one's own in the kill matrix. A build does a part; {@code -Dkillmatrix.every=1} does all. */
@Timeout(value = 40, unit = TimeUnit.MINUTES)
@Tag("exhaustive")
class ConfigMapKillMatrixTest {

    private static final int EVERY = Integer.getInteger("killmatrix.every", 201);

    @Test
    void holdsTheLawsWhateverHappensAtAnyCall() {
        KillMatrixResult result = KillMatrix.of(ConfigMapKillMatrixTest::scene)
                .every(EVERY)
                .progress(System.out::println)
                .run();

        assertThat(result.failures()).isEmpty();
        assertThat(result.runs()).isPositive();
    }

    private static KillScene scene() {
        return ObjectScene.of(
                (client, time) -> Fabric8Platform.of(client).withTime(time),
                (client, platform) -> List.of(new ConfigMapCutover(client, platform, "default", "edge")),
                List.of(new ConfigMapRouter("edge")));
    }
}
