package dev.bluegreen.integration;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static dev.bluegreen.testkit.assertion.TestkitAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.aws.Aws;
import dev.bluegreen.aws.alb.TargetGroupVerifier;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.testkit.traffic.Traffic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A Service whose pods of both tracks are targets of one group, proven there between the two writes of a cutover. */
@Tag("exhaustive")
class WidenedServiceVerifierTest {

    private final LbcScene scene = new LbcScene();

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void noRequestIsLostThereAndBack() {
        String listener = scene.service("web", "{app: shop, track: blue}");
        Release release = release();
        try (Traffic traffic = scene.alb.traffic(listener).keepAlive().start()) {
            traffic.awaitAnswered(20);
            CutoverReport report = release.switchTo(GREEN);
            traffic.awaitTrack(GREEN);
            release.rollBack();
            traffic.awaitTrack(BLUE);

            assertThat(traffic.stop()).hasNoFailedRequests();
            assertThat(report.history())
                    .anyMatch(event -> event.sentence().contains("all 2 ready pods are healthy targets of"));
            assertThat(report.evidence()).allMatch(seen -> seen.verdict() == Evidence.Verdict.CONFIRMED);
        }
    }

    @Test
    void isRefusedWhereNoTargetGroupIsFound() {
        scene.service("web", "{app: shop, track: blue}");
        scene.cluster.client().network().v1().ingresses().withName("web").delete();

        assertThatThrownBy(() -> release().switchTo(GREEN))
                .hasMessageContaining("Service/web: no target group of its pods was found");
    }

    private Release release() {
        return BlueGreen.release("shop")
                .on(scene.platform)
                .cutover(scene.platform
                        .selectorPatch("web")
                        .makeBeforeBreak(
                                TargetGroupVerifier.of(Aws.on(scene.platform).evenPolls(), scene.elb)))
                .build();
    }
}
