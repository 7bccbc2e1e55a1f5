package dev.bluegreen.fabric8.release;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static dev.bluegreen.testkit.assertion.TestkitAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.check.smoke.SmokeTest;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.testkit.fault.Fault;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Lost answers, conflicts, throttling, crashes and other people's writes, over real HTTP. */
class FaultTest {

    private final Site site = Site.withApp();

    @AfterEach
    void close() {
        assertThat(site.cluster.faults().unused()).isEmpty();
        site.close();
    }

    @Test
    void aPatchWhoseAnswerIsLostIsNotRepeated() {
        onPatch(Fault.dropAfter());

        assertThat(site.release().build().switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(site.trafficWrites()).hasSize(1);
    }

    @Test
    void aPatchThatIsDroppedIsFencedAndRepeated() {
        onPatch(Fault.dropBefore());

        assertThat(site.release().build().switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(site.cluster).routes(Site.SERVICE).to(GREEN);
    }

    @Test
    void aPatchThatIsStillUnderWayIsRejectedWhenItArrives() {
        onPatch(Fault.deliverLate(Duration.ofSeconds(20)));

        CutoverReport report = site.release().build().switchTo(GREEN);
        String settled = site.service().getMetadata().getResourceVersion();
        site.cluster.clock().advance(Duration.ofMinutes(1));

        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(site.service().getMetadata().getResourceVersion()).isEqualTo(settled);
    }

    @Test
    void aScaleDownThatIsStillUnderWayDoesNotHitTheTrackThatTrafficWentBackTo() {
        site.release().build().switchTo(GREEN);
        site.cluster.clock().advance(Duration.ofMinutes(1));
        site.cluster
                .faults()
                .on("patch")
                .resource("deployments")
                .name("myapp-blue")
                .client(Site.RELEASER)
                .nth(1)
                .then(Fault.deliverLate(Duration.ofMinutes(30)));
        site.release().build().retire(BLUE);
        site.kubectl().apps().deployments().withName("myapp-blue").scale(3);
        site.cluster.clock().advance(Duration.ofMinutes(1));

        site.release().build().switchTo(BLUE);
        site.cluster.clock().advance(Duration.ofHours(1));

        assertThat(site.kubectl()
                        .apps()
                        .deployments()
                        .withName("myapp-blue")
                        .require()
                        .getSpec()
                        .getReplicas())
                .isEqualTo(3);
        assertThat(site.cluster).routes(Site.SERVICE).to(BLUE);
    }

    @Test
    void aThrottledPatchIsRetriedAfterTheDelayOfTheServer() {
        onPatch(Fault.status(429, 3));

        assertThat(site.release().build().switchTo(GREEN).took()).isGreaterThanOrEqualTo(Duration.ofSeconds(3));
        assertThat(site.cluster).routes(Site.SERVICE).to(GREEN);
    }

    @Test
    void aServerErrorOnThePatchIsSettledBeforeItIsBelieved() {
        onPatch(Fault.status(500));

        assertThat(site.release().build().switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void readsThatFailForNowAreTriedAgain() {
        site.cluster.faults().on("get").resource("services").first(2).then(Fault.status(503));

        assertThat(site.release().build().switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void anUnrelatedWriteToTheServiceIsNoObstacle() {
        Runnable annotate =
                () -> site.kubectl().services().withName(Site.SERVICE).edit(service -> {
                    service.getMetadata().getAnnotations().put("note", "unrelated");
                    return service;
                });

        site.release().smokeTest(passing(annotate)).build().switchTo(GREEN);

        assertThat(site.service().getMetadata().getAnnotations()).containsEntry("note", "unrelated");
        assertThat(site.cluster).routes(Site.SERVICE).to(GREEN);
    }

    @Test
    void aSelectorThatAnotherWriterChangedMeanwhileIsLeftAlone() {
        site.cluster.namespace("other");
        Runnable intrude = () -> site.select("track", "green");

        assertThatThrownBy(
                        () -> site.release().smokeTest(passing(intrude)).build().switchTo(GREEN))
                .hasMessageContaining("the plan has changed since it was made");
        assertThat(site.trafficWrites()).isEmpty();
    }

    @Test
    void aSelectorTakenBackByKubectlInTheBakeIsReportedAndNotFought() {
        site.cluster.time().after(Duration.ofSeconds(30), () -> site.select("track", "blue"));

        assertThatThrownBy(
                        () -> site.release().bake(Duration.ofMinutes(5)).build().switchTo(GREEN))
                .hasMessageContaining("foreign write")
                .hasMessageContaining("written by ")
                .hasMessageContaining("needs attention");
        assertThat(site.trafficWrites()).hasSize(1);
        assertThat(site.service().getSpec().getSelector()).containsEntry("track", "blue");
    }

    @Test
    void aPatchOfADeadProcessIsRejectedWhenItArrivesAfterTheRecovery() {
        onPatch(Fault.deliverLate(Duration.ofHours(1)));
        site.cluster
                .faults()
                .on("get")
                .resource("services")
                .client(Site.RELEASER)
                .nth(2)
                .then(Fault.crashBefore());
        assertThatThrownBy(() -> site.release().build().switchTo(GREEN)).isInstanceOf(RuntimeException.class);

        CutoverReport report = site.releaseOfAnotherProcess().build().recover();
        String settled = site.service().getMetadata().getResourceVersion();
        site.cluster.clock().advance(Duration.ofHours(2));

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(site.service().getMetadata().getResourceVersion()).isEqualTo(settled);
        assertThat(site.cluster).routes(Site.SERVICE).to(BLUE);
    }

    @Test
    void aProcessThatDiesIsRecoveredByAnother() {
        site.cluster.service(Site.SERVICE).whenSelects("track", "green", () -> site.cluster.crash(Site.RELEASER));
        assertThatThrownBy(() -> site.release().build().switchTo(GREEN)).isInstanceOf(RuntimeException.class);

        CutoverReport report = site.releaseOfAnotherProcess().build().recover();

        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(site.cluster).routes(Site.SERVICE).to(GREEN);
        assertThat(site.lockIsFree()).isTrue();
        assertThat(site.releaseOfAnotherProcess().build().switchTo(BLUE).outcome())
                .isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void aMissingRightIsNamed() {
        site.cluster.deny(Site.RELEASER, "patch", "services");

        assertThatThrownBy(() -> site.release().build().switchTo(GREEN))
                .hasMessageContaining("patch")
                .hasMessageContaining("services")
                .hasMessageContaining("namespace default")
                .hasMessageContaining("traffic is on BLUE");
        assertThat(site.lockIsFree()).isTrue();
    }

    private void onPatch(Fault fault) {
        site.cluster
                .faults()
                .on("patch")
                .resource("services")
                .name(Site.SERVICE)
                .client(Site.RELEASER)
                .nth(1)
                .then(fault);
    }

    private static SmokeTest passing(Runnable meanwhile) {
        return asked -> {
            meanwhile.run();
            return Evidence.confirmed("smoke", asked.idle().name(), "answered");
        };
    }
}
