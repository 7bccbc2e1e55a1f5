package dev.bluegreen.fabric8.release;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import dev.bluegreen.model.TrackLabels;
import dev.bluegreen.result.CutoverPlan;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a plan says of the Service that would be moved, and of what stands before it. */
class RouterFindingsTest {

    private final Site site = Site.withApp();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void aServiceThatAReleaseOfAnotherNameMovedIsNotMovedByThisOne() {
        site.release().build().switchTo(GREEN);
        site.cluster.clock().advance(Duration.ofMinutes(5));
        int writes = site.writes().size();
        Release rival = BlueGreen.release("shop")
                .labels(labels -> TrackLabels.of("myapp"))
                .on(site.platform)
                .cutover(site.platform.selectorPatch(Site.SERVICE))
                .build();

        assertThatThrownBy(() -> rival.switchTo(BLUE))
                .hasMessageContaining("Service/myapp-svc belongs to release 'myapp', as its annotation"
                        + " bluegreen.dev/release says: the lock of shop does not keep that release from moving it")
                .hasMessageContaining("kubectl annotate service myapp-svc -n default bluegreen.dev/release-");
        assertThat(site.writes()).hasSize(writes);
    }

    @Test
    void aServiceOfAReleaseThatIsGivenUpIsTakenOverOnPurpose() {
        site.release().build().switchTo(GREEN);
        site.cluster.clock().advance(Duration.ofMinutes(5));
        ReleaseBuilder heir = BlueGreen.release("shop")
                .labels(labels -> TrackLabels.of("myapp"))
                .on(site.platform)
                .cutover(site.platform.selectorPatch(Site.SERVICE))
                .severity("other-release", Severity.WARNING);

        assertThat(heir.build().switchTo(BLUE).findings())
                .filteredOn(finding -> finding.id().equals("other-release"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.WARNING));
        assertThat(heir.build().plan(GREEN).findings()).extracting(Finding::id).doesNotContain("other-release");
    }

    /** The client warns, once a process, of a version that is not stable: of a kind that is not even there. */
    @Test
    void aClusterWithoutTargetGroupBindingsMakesNoNoise() {
        try (TracedLog log = TracedLog.of(Fabric8Platform.class)) {
            site.release().build().plan(GREEN);

            assertThat(log.text().lines().filter(line -> line.contains("targetgroupbindings")))
                    .hasSize(2)
                    .allMatch(line -> line.contains("DEBUG") && line.contains("skipped"));
        }
    }

    /** Each operation has an id of its own: what a plan says of one is not what a switch writes. */
    @Test
    void aPlanShowsNoIdOfACutover() {
        CutoverPlan one = site.release().build().plan(GREEN);
        CutoverPlan other = site.release().build().plan(GREEN);

        assertThat(one.writes()).hasToString(other.writes().toString());
        assertThat(one.toString()).contains("label bluegreen.dev/cutover to the id of the cutover");
    }
}
