package dev.bluegreen.fabric8.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Preflight has nothing against a move and its proof is complete if, and only if, real connections find all that was answered
 * before answered by the new track alone, and each of its pods among those who answer. What a refusal for want of ready pods
 * counts for is said at {@link ProofOracle}.
 *
 * <p>{@code -Dproof.scenes} says how many scenes, 0 for none, {@code -Dproof.first} the first seed.
 */
class ProofOracleTest {

    static final int SCENES = Integer.getInteger("proof.scenes", 200);
    private static final long FIRST = Long.getLong("proof.first", 1);
    /** From so many scenes on it can be said how many are good, and what was in them. */
    private static final int ENOUGH = 100;

    @Test
    @Timeout(3600)
    void whatIsProvenIsAnswered() throws IOException {
        assumeTrue(SCENES > 0, "-Dproof.scenes=0");
        ProofOracle oracle = new ProofOracle(hasIpv6(), (own, client) -> own);
        oracle.play(FIRST, SCENES);

        System.out.println(oracle.features());
        System.out.printf("proof: %6d scenes good, %d bad%n", oracle.good(), oracle.scenes() - oracle.good());
        System.out.printf("proof: %6d scenes refused for want of ready pods alone%n", oracle.byReadiness());
        System.out.printf("proof: %d scenes, %d agree%n", oracle.scenes(), oracle.agree());
        assertThat(oracle.wrong()).isEmpty();
        if (SCENES >= ENOUGH) {
            assertThat(oracle.good()).isBetween(SCENES * 3 / 10, SCENES * 7 / 10);
            assertThat(oracle.features().seen()).isGreaterThanOrEqualTo(15);
        }
    }

    static boolean hasIpv6() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getByName("::1"))) {
            return probe.isBound();
        } catch (java.net.SocketException e) {
            System.out.println("proof: skipped: there is no ::1 here, so no scene has IPv6");
            return false;
        }
    }
}
