package dev.bluegreen.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.laws.killmatrix.KillMatrix;
import dev.bluegreen.laws.killmatrix.KillMatrixResult;
import dev.bluegreen.laws.killmatrix.scene.KillScene;
import dev.bluegreen.laws.killmatrix.scene.ObjectScene;
import dev.bluegreen.laws.killmatrix.scene.RouterObject;
import java.util.List;
import java.util.function.Function;

/** The kill matrix on one object of the cluster that holds weights. */
final class ObjectMatrix {

    private ObjectMatrix() {}

    /** A scene whose only router is that object. */
    static KillScene scene(Function<Fabric8Platform, CutoverStrategy> strategy, RouterObject router) {
        return ObjectScene.of(
                (client, time) -> Fabric8Platform.of(client).withTime(time),
                (client, platform) -> List.of(strategy.apply(platform)),
                List.of(router));
    }

    /** Runs a matrix, which may not break any law. */
    static void hold(KillMatrix matrix) {
        KillMatrixResult result = matrix.run();
        System.out.println(result);

        assertThat(result.failures()).as("\n" + result).isEmpty();
        assertThat(result.runs()).isPositive();
    }
}
