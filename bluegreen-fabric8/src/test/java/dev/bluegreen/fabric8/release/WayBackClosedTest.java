package dev.bluegreen.fabric8.release;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static dev.bluegreen.testkit.assertion.TestkitAssertions.assertThat;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.check.slo.Slo.Verdict;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.RefusedException;
import dev.bluegreen.testkit.fault.Fault;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The point of no return, and the note by which another process tells it to the holder of the Lease. */
class WayBackClosedTest {

    private static final String DROPPED = "orders v1 columns dropped";
    private static final String CONTROL = "bluegreen.dev/control";

    @Test
    void anotherProcessClosesItDuringTheBake() {
        try (Site site = Site.withApp()) {
            assertThatThrownBy(() -> site.release()
                            .bake(ofMinutes(10), asked -> {
                                if (site.cluster
                                        .time()
                                        .now()
                                        .isBefore(asked.switched().plusSeconds(60))) {
                                    return new Slo.Result(Verdict.GOOD, "fine");
                                }
                                site.releaseOfAnotherProcess().build().closeWayBack(DROPPED);
                                return new Slo.Result(Verdict.BAD, "too slow");
                            })
                            .build()
                            .switchTo(GREEN))
                    .isInstanceOfSatisfying(
                            CutoverException.class,
                            ended -> assertThat(ended.report().outcome()).isEqualTo(Outcome.FROZEN))
                    .hasMessageContaining(DROPPED);

            assertThat(site.cluster).routes(Site.SERVICE).to(GREEN);
            assertThat(site.trafficWrites()).hasSize(1);
            assertThat(lease(site).getMetadata().getAnnotations()).doesNotContainKey(CONTROL);
            assertThatThrownBy(() -> site.releaseOfAnotherProcess().build().rollBack())
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining(DROPPED);
        }
    }

    @Test
    void atRestItIsOneWriteToTheLease() {
        try (Site site = Site.withApp()) {
            site.release().build().switchTo(GREEN);
            int before = site.writes().size();

            site.release().build().closeWayBack(DROPPED);

            assertThat(site.writes()).hasSize(before + 1);
            assertThat(lease(site).getMetadata().getAnnotations().get(CONTROL)).contains(DROPPED);
            assertThat(site.releaseOfAnotherProcess().build().status().wayBackClosed())
                    .hasValueSatisfying(closed -> assertThat(closed.on()).isEqualTo(GREEN));
        }
    }

    @Test
    void aNoteSurvivesWhereverItIsWrittenBetweenTwoWritesToTheLease() {
        int writes = leaseWrites(0);
        for (int nth = 2; nth <= writes; nth++) {
            assertThat(leaseWrites(nth)).as("a note before write %s", nth).isGreaterThanOrEqualTo(writes);
        }
    }

    /** The writes to the Lease that a baked cutover takes; before the n-th somebody leaves a note on it. */
    private static int leaseWrites(int nth) {
        try (Site site = Site.withApp()) {
            if (nth > 0) {
                site.cluster
                        .faults()
                        .on("update")
                        .resource("leases")
                        .client(Site.RELEASER)
                        .nth(nth - 1)
                        .then(Fault.concurrentEdit(WayBackClosedTest::note));
            }
            assertThat(site.release()
                            .bake(ofMinutes(1), asked -> new Slo.Result(Verdict.GOOD, "fine"))
                            .build()
                            .switchTo(GREEN)
                            .outcome())
                    .isEqualTo(Outcome.SWITCHED);
            if (nth > 0) {
                assertThat(lease(site).getMetadata().getAnnotations().get(CONTROL))
                        .contains("bob");
                assertThat(site.cluster.faults().unused()).isEmpty();
            }
            assertThat(site.lockIsFree()).isTrue();
            int writes = (int) site.writes().stream()
                    .filter(request -> request.resource().equals("leases"))
                    .count();
            assertThat(site.release().build().rollBack().active()).contains(BLUE);
            return writes;
        }
    }

    @SuppressWarnings("unchecked")
    private static void note(Map<String, Object> lease) {
        Map<String, Object> metadata = (Map<String, Object>) lease.get("metadata");
        Map<String, Object> annotations = new HashMap<>((Map<String, Object>) metadata.get("annotations"));
        annotations.put(CONTROL, "{\"later\":{\"by\":\"bob\"}}");
        metadata.put("annotations", annotations);
    }

    private static Lease lease(Site site) {
        return site.kubectl().leases().withName("bluegreen-myapp").require();
    }
}
