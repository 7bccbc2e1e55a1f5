package dev.bluegreen.fabric8.release;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static dev.bluegreen.testkit.assertion.TestkitAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.Release;
import dev.bluegreen.check.smoke.Preview;
import dev.bluegreen.check.smoke.SmokeTest;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.testkit.fault.Fault;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Smoke tests through a temporary Service. */
class PreviewTest {

    private static final String PREVIEW = "bluegreen-preview-myapp";

    private final Site site = Site.withApp();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void theServiceLeadsToTheIdleTrackAndIsTakenAwayAfterTheTest() {
        CutoverReport report =
                site.release().smokeTest(green(site.platform)).build().switchTo(GREEN);

        assertThat(report.evidence().get(0).sentence()).contains("was as expected at http://localhost:");
        assertThat(site.writes())
                .filteredOn(write -> write.name().equals(PREVIEW) || write.is("create", "services"))
                .extracting(write -> write.verb() + " " + write.resource())
                .containsExactly("create services", "delete services");
        assertThat(previews()).isEmpty();
    }

    @Test
    void aTestThatFailsTakesItAwayToo() {
        SmokeTest blue = SmokeTest.get("/").expectHeader("X-Track", "blue").via(preview(site.platform));

        assertThatThrownBy(() -> site.release().smokeTest(blue).build().switchTo(GREEN))
                .hasMessageContaining("header X-Track is 'green', expected 'blue'");
        assertThat(previews()).isEmpty();
        assertThat(site.cluster).routes(Site.SERVICE).to(BLUE);
    }

    @Test
    void thePlanShowsItsWrites() {
        assertThat(site.release()
                        .smokeTest(green(site.platform))
                        .build()
                        .plan(GREEN)
                        .writes())
                .extracting(Object::toString)
                .contains(
                        "create Service/" + PREVIEW + ": a preview of the idle track, for a smoke test",
                        "delete Service/" + PREVIEW + ": end the preview");
    }

    @Test
    void whatAProcessThatDiedLeftIsTakenAwayByWhoeverTakesOver() {
        site.cluster
                .faults()
                .on("delete")
                .resource("services")
                .client(Site.RELEASER)
                .nth(1)
                .then(Fault.crashBefore());
        assertThatThrownBy(() ->
                        site.release().smokeTest(green(site.platform)).build().switchTo(GREEN))
                .isInstanceOf(RuntimeException.class);
        assertThat(previews()).containsExactly(PREVIEW);

        CutoverReport report = site.releaseOfAnotherProcess().build().recover();

        assertThat(previews()).isEmpty();
        assertThat(report.history())
                .anySatisfy(event -> assertThat(event.sentence())
                        .isEqualTo("deleted Service/" + PREVIEW + ", left by a smoke test"));
        assertThat(site.lockIsFree()).isTrue();
        assertThat(site.cluster).routes(Site.SERVICE).to(BLUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stage", "rollBack", "switchTo"})
    void theNextOperationTakesItAwayWhateverItIs(String operation) {
        site.cluster
                .faults()
                .on("delete")
                .resource("services")
                .client(Site.RELEASER)
                .nth(1)
                .then(Fault.crashBefore());
        site.release().build().switchTo(GREEN);
        site.release().build().switchTo(BLUE);
        assertThatThrownBy(() ->
                        site.release().smokeTest(green(site.platform)).build().switchTo(GREEN))
                .isInstanceOf(RuntimeException.class);
        assertThat(previews()).containsExactly(PREVIEW);
        Release next = site.releaseOfAnotherProcess().build();

        switch (operation) {
            case "stage" -> next.stage(GREEN).overStandby().apply();
            case "rollBack" -> next.rollBack();
            default -> next.switchTo(GREEN);
        }

        assertThat(previews()).isEmpty();
        assertThat(site.lockIsFree()).isTrue();
    }

    @Test
    void theNextHolderTriesAgainWhenItCannotBeDeletedForNow() {
        site.cluster
                .faults()
                .on("delete")
                .resource("services")
                .client(Site.RELEASER)
                .nth(1)
                .then(Fault.crashBefore());
        assertThatThrownBy(() ->
                        site.release().smokeTest(green(site.platform)).build().switchTo(GREEN))
                .isInstanceOf(RuntimeException.class);
        site.cluster.faults().on("delete").resource("services").first(3).then(Fault.status(503));

        site.releaseOfAnotherProcess().build().recover();

        assertThat(previews()).isEmpty();
    }

    @Test
    void whatATestCouldNotTakeAwayIsTakenAwayBeforeTheCutoverEnds() {
        site.cluster.faults().on("delete").resource("services").first(8).then(Fault.status(503));

        assertThatThrownBy(() ->
                        site.release().smokeTest(green(site.platform)).build().switchTo(GREEN))
                .hasMessageContaining("cannot delete services \"" + PREVIEW + "\"");
        assertThat(previews()).isEmpty();
        assertThat(site.cluster).routes(Site.SERVICE).to(BLUE);
    }

    @Test
    void theNextCutoverReplacesWhatIsStillThere() {
        site.cluster.faults().on("delete").resource("services").first(8).then(Fault.status(403));
        assertThatThrownBy(() ->
                        site.release().smokeTest(green(site.platform)).build().switchTo(GREEN))
                .hasMessageContaining("cannot delete services \"" + PREVIEW + "\"");
        assertThat(previews()).containsExactly(PREVIEW);
        site.cluster.faults().clear();

        site.release().smokeTest(green(site.platform)).build().switchTo(GREEN);

        assertThat(site.cluster).routes(Site.SERVICE).to(GREEN);
        assertThat(previews()).isEmpty();
    }

    @Test
    void aServiceOfAnotherOwnerIsLeftAlone() {
        Service other = site.service();
        site.kubectl()
                .services()
                .resource(new ServiceBuilder()
                        .withNewMetadata()
                        .withName(PREVIEW)
                        .endMetadata()
                        .withSpec(other.getSpec()
                                .edit()
                                .withClusterIP(null)
                                .withClusterIPs()
                                .build())
                        .build())
                .create();

        assertThatThrownBy(() -> site.release()
                        .cutover(site.platform.selectorPatch(Site.SERVICE))
                        .smokeTest(green(site.platform))
                        .build()
                        .switchTo(GREEN))
                .hasMessageContaining("Service/" + PREVIEW + " exists without the labels of a preview");
        assertThat(site.kubectl().services().withName(PREVIEW).get()).isNotNull();
        assertThat(site.cluster).routes(Site.SERVICE).to(BLUE);
    }

    private SmokeTest green(Fabric8Platform platform) {
        return SmokeTest.get("/").expectHeader("X-Track", "green").via(preview(platform));
    }

    private Preview preview(Fabric8Platform platform) {
        return platform.previewService(
                (service, port) -> site.cluster.service(service).uri());
    }

    private List<String> previews() {
        return site.kubectl().services().withLabel("bluegreen.dev/preview").list().getItems().stream()
                .map(service -> service.getMetadata().getName())
                .toList();
    }
}
