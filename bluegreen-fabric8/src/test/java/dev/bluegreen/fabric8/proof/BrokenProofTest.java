package dev.bluegreen.fabric8.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bluegreen.fabric8.proof.BrokenProof.Mistake;
import dev.bluegreen.fabric8.proof.ProofScene.State;
import dev.bluegreen.fabric8.proof.ProofScene.Target;
import java.io.IOException;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Proofs that are wrong in one way each: the oracle has to tell at a scene that has what it takes, or it is none. */
@Tag("exhaustive")
class BrokenProofTest {

    private static final long MOST_SEEDS = 100_000;

    @ParameterizedTest
    @EnumSource
    void isCaughtAndShownInItsSmallestForm(Mistake mistake) throws IOException {
        assumeTrue(ProofOracleTest.SCENES > 0, "-Dproof.scenes=0");
        assumeTrue(ProofOracleTest.hasIpv6() || mistake != Mistake.FORGETS_FAMILIES, "no ::1 here");
        long seed = LongStream.range(1, MOST_SEEDS)
                .filter(any -> reveals(mistake).test(SceneDice.draw(any, true)))
                .findFirst()
                .orElseThrow();

        ProofOracle broken = new ProofOracle(true, (own, client) -> new BrokenProof(own, client, mistake));
        broken.play(seed, 1);
        ProofOracle sound = new ProofOracle(true, (own, client) -> own);
        sound.play(seed, 1);

        assertThat(sound.agree()).isEqualTo(1);
        assertThat(broken.wrong())
                .singleElement()
                .asString()
                .contains("seed " + seed + ", shrunk", "product: switched and proven", "traffic: wrong")
                .contains("kind: Service")
                .matches(text -> text.contains("kind: EndpointSlice") == (mistake == Mistake.DROPS_FOREIGN_SLICES));
    }

    private static Predicate<ProofScene> reveals(Mistake mistake) {
        Predicate<ProofScene> calm = BrokenProofTest::isCalm;
        return switch (mistake) {
            case TAKES_SLICES_WITHOUT_PORTS ->
                calm.and(scene -> scene.slices().isEmpty()
                        && scene.ports().get(0).name().isEmpty()
                        && scene.green().leads(scene.ports().get(0)).isEmpty());
            case DROPS_FOREIGN_SLICES ->
                calm.and(scene -> scene.slices().size() == 1
                        && scene.slices().get(0).target() == Target.BLUE
                        && scene.slices().get(0).ready()
                        && scene.ports().stream()
                                .anyMatch(port -> port.name()
                                                .equals(scene.slices().get(0).portName())
                                        && port.protocol()
                                                .equals(scene.slices().get(0).protocol()))
                        && scene.ports().stream()
                                .allMatch(port -> scene.green().leads(port).isPresent()));
            case LOOKS_AT_ONE_PORT ->
                calm.and(scene -> scene.slices().isEmpty()
                        && scene.ports().size() > 1
                        && scene.green().leads(scene.ports().get(0)).isPresent()
                        && scene.green().leads(scene.ports().get(1)).isEmpty());
            case FORGETS_FAMILIES ->
                scene -> isQuiet(scene)
                        && scene.slices().isEmpty()
                        && scene.families().equals(ProofScene.BOTH)
                        && scene.green().families().equals(ProofScene.IPV4)
                        && scene.ports().stream()
                                .allMatch(port -> scene.green().leads(port).isPresent());
            case BELIEVES_THE_WRITE ->
                calm.and(scene -> scene.slices().isEmpty()
                        && scene.ports().size() == 1
                        && scene.green().leads(scene.ports().get(0)).isEmpty());
        };
    }

    private static boolean isCalm(ProofScene scene) {
        return isQuiet(scene)
                && scene.families().equals(ProofScene.IPV4)
                && scene.green().families().equals(ProofScene.BOTH);
    }

    private static boolean isQuiet(ProofScene scene) {
        return scene.strangers().isEmpty()
                && !scene.headless()
                && !scene.publishesNotReady()
                && scene.green().state() == State.READY
                && scene.blue().state() == State.READY
                && scene.blue().replicas() > 0
                && scene.blue().families().equals(ProofScene.BOTH)
                && scene.ports().stream()
                        .allMatch(port -> scene.blue().leads(port).isPresent());
    }
}
