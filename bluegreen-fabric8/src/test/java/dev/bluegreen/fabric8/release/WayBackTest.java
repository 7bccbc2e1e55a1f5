package dev.bluegreen.fabric8.release;

import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.model.Finding;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whether traffic could go back is watched through the bake: pods, their number, and the Service itself. */
class WayBackTest {

    private static final Duration BAKE = Duration.ofMinutes(10);

    private final Site site = Site.withApp();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void tellsAtOnceThatSomebodyScaledTheOldTrackDown() {
        site.cluster.time().after(Duration.ofMinutes(1), () -> scaleBlueTo(1));
        site.cluster.time().after(Duration.ofMinutes(3), () -> scaleBlueTo(0));

        CutoverReport report = site.release().bake(BAKE).build().switchTo(GREEN);

        assertThat(report.history())
                .filteredOn(event -> event.kind() == Kind.WAY_BACK)
                .extracting(CutoverEvent::sentence)
                .satisfies(told ->
                        assertThat(told.get(0)).startsWith("traffic would go back to a weakened BLUE: myapp-blue"))
                .endsWith("traffic cannot go back to BLUE: myapp-blue has 0 of 3 pods ready");
        assertThat(report.findings()).extracting(Finding::id).contains("way-back-weaker", "way-back-lost");
    }

    @Test
    void doesNotSleepThroughTheDeletionOfTheService() {
        site.cluster
                .time()
                .after(
                        Duration.ofMinutes(1),
                        () -> site.kubectl().services().withName(Site.SERVICE).delete());

        assertThatThrownBy(() -> site.release().bake(BAKE).build().switchTo(GREEN))
                .isInstanceOfSatisfying(CutoverException.class, held -> {
                    assertThat(held.report().outcome()).isEqualTo(Outcome.NEEDS_ATTENTION);
                    assertThat(held.report().took()).isLessThan(Duration.ofMinutes(2));
                })
                .hasMessageContaining("the proof no longer holds")
                .hasMessageContaining("the Service does not exist");
        assertThat(site.lockIsFree()).isTrue();
    }

    private void scaleBlueTo(int pods) {
        site.kubectl().apps().deployments().withName("myapp-blue").scale(pods);
    }
}
