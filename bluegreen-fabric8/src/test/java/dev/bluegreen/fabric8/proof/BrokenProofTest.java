package dev.bluegreen.fabric8.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.fabric8.proof.BrokenProof.Mistake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Proofs that are wrong in one way each: the oracle has to tell, or it is none. */
class BrokenProofTest {

    /** Within so many scenes. */
    private static final int MOST = 150;

    @ParameterizedTest
    @EnumSource
    void isCaught(Mistake mistake) {
        ProofOracle oracle = new ProofOracle(false, (own, client) -> new BrokenProof(own, client, mistake));

        oracle.playUntilWrong(1, MOST);

        assertThat(oracle.wrong()).singleElement().asString().contains("switched and proven", "traffic: wrong");
    }

    @Test
    void aSliceWithoutPortsIsShownInItsSmallestForm() {
        ProofOracle oracle = new ProofOracle(
                false, (own, client) -> new BrokenProof(own, client, Mistake.TAKES_SLICES_WITHOUT_PORTS));

        oracle.playUntilWrong(1, MOST);

        assertThat(oracle.wrong())
                .singleElement()
                .asString()
                .contains("kind: Service")
                .doesNotContain("kind: EndpointSlice", "kind: Job", "name: other-0");
    }

    @Test
    void aSliceOfAnotherManagerIsShownInItsSmallestForm() {
        ProofOracle oracle =
                new ProofOracle(false, (own, client) -> new BrokenProof(own, client, Mistake.DROPS_FOREIGN_SLICES));

        oracle.playUntilWrong(1, MOST);

        assertThat(oracle.wrong())
                .singleElement()
                .asString()
                .containsOnlyOnce("kind: EndpointSlice")
                .doesNotContain("kind: Job", "name: other-0");
    }
}
