package dev.bluegreen.fabric8.release;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static dev.bluegreen.testkit.PodSelector.pods;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.bluegreen.Release;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.testkit.Behaviour;
import dev.bluegreen.testkit.fault.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Over HTTP, too, the same scene has the same outcome and the same writes in the same order. */
class SameOrderTest {

    @Test
    void theSameSceneEndsTheSameWay() {
        List<String> first = writesOfALongDay();

        assertThat(first).hasSizeGreaterThan(10).anyMatch(write -> write.startsWith("patch services"));
        for (int i = 0; i < 4; i++) {
            assertThat(writesOfALongDay()).isEqualTo(first);
        }
    }

    /** A switch with a lost answer, a way back, a refusal, another switch and a retirement. */
    private static List<String> writesOfALongDay() {
        try (Site site = Site.withApp()) {
            site.cluster.faults().on("patch").resource("services").nth(1).then(Fault.dropAfter());
            Release release = site.release().build();
            List<String> outcomes = new ArrayList<>();
            outcomes.add(release.switchTo(GREEN).outcome().toString());
            outcomes.add(release.rollBack().outcome().toString());
            site.cluster.behave(pods("track=green"), Behaviour.neverReady());
            site.cluster.settle();
            Throwable refused = catchThrowable(() -> release.switchTo(GREEN));
            outcomes.add(((CutoverException) refused).report().outcome().toString());
            site.cluster.behave(pods("track=green"), Behaviour.readyAfter(Duration.ZERO));
            site.cluster.awaitReady();
            outcomes.add(release.switchTo(GREEN).outcome().toString());
            site.cluster.clock().advance(Duration.ofMinutes(5));
            release.retire(BLUE);
            site.writes()
                    .forEach(write -> outcomes.add(
                            "%s %s %s %d".formatted(write.verb(), write.resource(), write.name(), write.status())));
            return outcomes;
        }
    }
}
