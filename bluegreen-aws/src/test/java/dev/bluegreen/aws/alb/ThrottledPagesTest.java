package dev.bluegreen.aws.alb;

import static dev.bluegreen.aws.alb.Elbs.forward;
import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.model.Finding;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.testkit.aws.fault.AwsFault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A list that AWS throttles half-way is read again: its first pages are never taken for all of it. */
class ThrottledPagesTest {

    private final Scene scene = Scene.open(2);

    /** What tells a part from the whole is on the last page. */
    @BeforeEach
    void onePageForEach() {
        Elbs.listener(scene.client, scene.balancer, 8080, forward(scene.blue));
        Elbs.rule(scene.client, scene.listener, "/old/*", forward(scene.blue));
        scene.alb.pageSize(1);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DescribeRules",
                "DescribeListeners",
                "DescribeTargetGroups",
                "DescribeTargetHealth",
                "DescribeTags",
                "DescribeTargetGroupAttributes"
            })
    void aPlanIsTheSameAfterACallThatWasThrottled(String action) {
        scene.alb.faults().on(action).nth(2).then(AwsFault.throttled());

        assertThat(release().plan(GREEN).findings().stream()
                        .filter(finding -> finding.id().equals("other-routes"))
                        .map(Finding::sentence))
                .hasSize(2)
                .allMatch(sentence -> sentence.contains("sends requests to BLUE"));
        assertThat(scene.alb.faults().unused()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"DescribeRules", "DescribeListeners", "DescribeTargetGroups", "DescribeTargetHealth"})
    void aReleaseGoesOnAfterACallThatWasThrottled(String action) {
        scene.alb.faults().on(action).nth(2).then(AwsFault.throttled());

        assertThat(release().switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(scene.alb.weights(scene.rule)).containsEntry(scene.green, 100);
        assertThat(scene.alb.faults().unused()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"DescribeListeners", "DescribeTargetGroups", "DescribeTargetHealth"})
    void whatGoesOnBeingThrottledEndsWithinItsDeadlineAndIsNamed(String action) {
        scene.alb.faults().on(action).fromNth(2).then(AwsFault.throttled());

        assertThatThrownBy(() -> release().switchTo(GREEN))
                .hasMessageContainingAll(action, "Rate exceeded", "slow down other callers", "Nothing was moved");
        assertThat(scene.alb.weights(scene.rule)).containsEntry(scene.blue, 100);
    }

    @Test
    void aTrackIsNotRetiredOnAPartOfTheRules() {
        Release shop = release();
        shop.switchTo(GREEN);
        scene.alb.faults().on("DescribeRules").fromNth(2).then(AwsFault.throttled());

        assertThatThrownBy(() -> shop.retire(BLUE)).hasMessageContaining("DescribeRules");
        assertThat(scene.platform.ready("shop-blue")).isEqualTo(2);
    }

    private Release release() {
        return BlueGreen.release("shop")
                .on(scene.platform)
                .cutover(scene.groups().rule(scene.rule))
                .cutover(scene.groups().defaultAction(scene.listener))
                .build();
    }
}
