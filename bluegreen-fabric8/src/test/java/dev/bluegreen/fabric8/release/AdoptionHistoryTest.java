package dev.bluegreen.fabric8.release;

import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.PastCutover;
import dev.bluegreen.result.StageReport;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is kept of an adoption names the origin, for as long as it stands for a track. */
class AdoptionHistoryTest {

    private final Site site = Site.plain();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void theHistoryNamesTheOrigin() {
        CutoverReport adopted = release().adopt("myapp").apply();
        CutoverReport back = release().rollBack();

        assertThat(release().status().history())
                .extracting(PastCutover::id, PastCutover::tracks)
                .containsExactly(
                        tuple(back.id(), "BLUE -> the origin myapp"), tuple(adopted.id(), "the origin myapp -> BLUE"));
        assertThat(release().status().toString()).contains("rollback BLUE -> the origin myapp ROLLED_BACK");
        assertThat(BlueGreen.releases(site.platform).toString())
                .contains("traffic on the origin myapp; last rollback BLUE -> the origin myapp ROLLED_BACK");
    }

    @Test
    void aCutoverAfterTheAdoptionIsOneBetweenTracks() {
        CutoverReport unused = release().adopt("myapp").apply();
        site.cluster.clock().advance(Duration.ofMinutes(1));
        StageReport staged = release().stage(GREEN).image("myapp:v2").apply();
        unused = release().switchTo(GREEN);

        assertThat(release().status().history())
                .extracting(PastCutover::tracks)
                .containsExactly("BLUE -> GREEN", "the origin myapp -> BLUE");
        assertThat(BlueGreen.releases(site.platform).toString())
                .contains("traffic on GREEN; last cutover BLUE -> GREEN");
    }

    private Release release() {
        return site.release().build();
    }
}
