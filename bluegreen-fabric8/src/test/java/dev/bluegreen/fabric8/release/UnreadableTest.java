package dev.bluegreen.fabric8.release;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static dev.bluegreen.testkit.assertion.TestkitAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.model.Finding;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.testkit.fault.Fault;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A way back takes what may be read: what may not is told, and does not keep traffic on the new track. */
class UnreadableTest {

    private static final String FRESH = "process-1";

    private final Site site = Site.withApp();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void aRecoveryThatMayNotReadSlicesGoesBackAndSaysThatItIsNotProven() {
        dieAfterTheMove();
        forbid("endpointslices");

        assertThatThrownBy(() -> site.releaseOn(FRESH).build().recover())
                .isInstanceOfSatisfying(
                        CutoverException.class,
                        unproven -> assertThat(unproven.report().outcome()).isEqualTo(Outcome.NEEDS_ATTENTION))
                .hasMessageContaining("endpointslices")
                .hasMessageContaining("Current routing: Service/myapp-svc {app=myapp, track=blue}");
        assertThat(site.cluster).routes(Site.SERVICE).to(BLUE);
        assertThat(site.releaseOn("allowed").build().recover().outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(site.lockIsFree()).isTrue();
    }

    @Test
    void rollsBackWhereNoDeploymentMayBeRead() {
        site.release().build().switchTo(GREEN);
        forbid("deployments");

        CutoverReport report = site.releaseOn(FRESH).build().rollBack();

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(report.findings())
                .filteredOn(finding -> finding.id().equals("way-back-unread"))
                .extracting(Finding::sentence)
                .singleElement()
                .asString()
                .contains("of BLUE only pods could be read, 3 of them are ready", "deployments");
        assertThat(site.cluster).routes(Site.SERVICE).to(BLUE);
    }

    @Test
    void recoversWhereNoDeploymentMayBeRead() {
        dieAfterTheMove();
        site.kubectl().pods().withLabel("track", "green").delete();
        forbid("deployments");

        site.releaseOn(FRESH).build().recover();

        assertThat(site.lockIsFree()).isTrue();
    }

    @Test
    void takesTrafficBackWhereNoPodMayBeReadAndSaysThatItIsNotProven() {
        site.release().build().switchTo(GREEN);
        forbid("pods");

        assertThatThrownBy(() -> site.releaseOn(FRESH).build().rollBack())
                .isInstanceOfSatisfying(CutoverException.class, unproven -> {
                    assertThat(unproven.report().outcome()).isEqualTo(Outcome.NEEDS_ATTENTION);
                    assertThat(unproven.report().findings())
                            .filteredOn(finding -> finding.id().equals("way-back-unread"))
                            .extracting(Finding::sentence)
                            .singleElement()
                            .asString()
                            .contains("myapp-blue counts 3 of them as ready", "cannot list pods");
                })
                .hasMessageContaining("Current routing: Service/myapp-svc {app=myapp, track=blue}");
        assertThat(site.cluster).routes(Site.SERVICE).to(BLUE);
        assertThat(site.releaseOn("allowed").build().recover().outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void doesNotGoBackToPodsThatWereNotSeenReady() {
        site.release().build().switchTo(GREEN);
        site.kubectl().apps().deployments().withName("myapp-blue").scale(0);
        site.cluster.clock().settle();
        forbid("pods");

        assertThatThrownBy(() -> site.releaseOn(FRESH).build().rollBack())
                .hasMessageContaining("myapp-blue has no ready pod")
                .hasMessageContaining("Nothing was moved; traffic is on GREEN");
    }

    @Test
    void nothingIsSwitchedToATrackThatMayNotBeRead() {
        site.release().build().switchTo(GREEN);
        forbid("deployments");

        assertThatThrownBy(() -> site.releaseOn(FRESH).build().switchTo(BLUE)).hasMessageContaining("deployments");
        assertThat(site.cluster).routes(Site.SERVICE).to(GREEN);
    }

    private void dieAfterTheMove() {
        site.cluster
                .faults()
                .on("patch")
                .resource("services")
                .client("dying")
                .nth(1)
                .then(Fault.crashAfter());
        assertThatThrownBy(() -> site.releaseOn("dying").build().switchTo(GREEN))
                .isInstanceOf(CutoverException.class);
        site.cluster.clock().advance(Duration.ofMinutes(1));
    }

    private void forbid(String resource) {
        for (String verb : List.of("get", "list", "watch")) {
            site.cluster.deny(FRESH, verb, resource);
        }
    }
}
