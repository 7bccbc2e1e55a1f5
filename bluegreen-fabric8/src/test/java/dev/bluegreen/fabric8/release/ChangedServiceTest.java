package dev.bluegreen.fabric8.release;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static dev.bluegreen.testkit.assertion.TestkitAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.model.Finding;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.testkit.FakeCluster;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What somebody changes at the Service besides the track, and Services beside it: no success rests on what is no longer so. */
class ChangedServiceTest {

    private final Site site = Site.withApp();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void aSelectorThatSomebodyNarrowsInTheBakeIsAForeignWrite() {
        inTheBake(() -> site.select("tier", "web"));

        assertNeedsAttention(
                "foreign write: Service/myapp-svc selects {app=myapp, tier=web, track=green} with the label of cutover");
    }

    @Test
    void aSelectorThatSomebodyNarrowsRightAfterTheWriteIsAForeignWrite() {
        site.cluster.service(Site.SERVICE).whenSelects("track", "green", () -> site.select("tier", "web"));

        assertNeedsAttention("foreign write: Service/myapp-svc selects {app=myapp, tier=web, track=green}");
    }

    @Test
    void aServiceThatBecomesAnAliasInTheBakeIsAForeignWrite() {
        inTheBake(() -> edit(service -> {
            service.getSpec().setType("ExternalName");
            service.getSpec().setExternalName("elsewhere.example.org");
        }));

        assertNeedsAttention("foreign write: Service/myapp-svc is of type ExternalName, which routes by DNS");
    }

    @Test
    void aTargetPortThatNoTrackHasIsAForeignWriteAndTrafficDoesNotGoBackInVain() {
        inTheBake(() -> edit(service -> service.getSpec().getPorts().get(0).setTargetPort(new IntOrString("nowhere"))));

        assertNeedsAttention("to nowhere] and no longer [");
        assertThat(site.service().getSpec().getSelector()).containsEntry("track", "green");
        assertThat(site.trafficWrites()).hasSize(1);
        assertThat(site.lockIsFree()).isTrue();
    }

    @Test
    void aTargetPortThatNothingListensOnIsAForeignWriteOfItsManager() {
        inTheBake(() -> edit(service -> service.getSpec().getPorts().get(0).setTargetPort(new IntOrString(9999))));

        assertNeedsAttention("to 9999] and no longer [", ", written by fabric8-kubernetes-client");
        assertThat(site.trafficWrites()).hasSize(1);
    }

    @Test
    void aPortThatIsAddedInTheBakeIsReportedAndHowItIsPublishedIsNot() {
        inTheBake(() -> edit(service -> {
            service.getSpec().setType("NodePort");
            service.getSpec().getPorts().get(0).setNodePort(30080);
        }));
        assertThat(baked().build().switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);

        inTheBake(() -> edit(service -> {
            service.getSpec().getPorts().get(0).setName("http");
            service.getSpec()
                    .getPorts()
                    .add(new ServicePortBuilder()
                            .withName("admin")
                            .withPort(81)
                            .withTargetPort(new IntOrString(8080))
                            .build());
        }));
        assertThatThrownBy(() -> baked().build().switchTo(BLUE)).hasMessageContaining("admin 81/TCP to 8080");
    }

    @Test
    void aWayBackTakesThePortsAsTheyAre() {
        site.release().build().switchTo(GREEN);
        edit(service -> service.getSpec().getPorts().get(0).setPort(8088));

        assertThat(site.release().build().rollBack().outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void aRecoveryWaitsForTheSlicesOfASelectorThatSomebodyMovedBack() {
        inTheBake(() -> site.select("track", "blue"));
        assertNeedsAttention("foreign write: Service/myapp-svc selects {app=myapp, track=blue}");
        site.select("track", "green");
        site.cluster.settle();
        site.cluster.endpointsLag(Duration.ofSeconds(10));
        site.select("track", "blue");

        CutoverReport recovered = site.releaseOfAnotherProcess().build().recover();

        assertThat(recovered.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(site.cluster).routes(Site.SERVICE).to(BLUE);
        assertThat(site.lockIsFree()).isTrue();
    }

    @Test
    void aTargetThatShrinksInTheBakeIsReportedWithNumbersAndNotCalledProven() {
        inTheBake(() -> scale("myapp-green", 1));

        CutoverReport report = baked().build().switchTo(GREEN);

        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(report.findings())
                .filteredOn(finding -> finding.id().equals("target-weaker"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.sentence())
                        .startsWith("at the end of the bake not all that was proven holds: myapp-green has 1 of 3 pods"
                                + " ready (Service/myapp-svc: 1 pod of GREEN ready for ")
                        .endsWith(", 3 required)"));
        assertThat(report.sentence()).contains("myapp-green has 1 of 3 pods ready");
        assertThat(site.release().build().status().history().get(0).reason())
                .startsWith("proven, but at the end of the bake not all that was proven holds: ");
    }

    @Test
    void anAnnotationOfAnotherOwnerDoesNotCount() {
        inTheBake(() -> edit(service -> service.getMetadata().getAnnotations().put("team", "shop")));

        assertThat(baked().build().switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void trafficDoesNotGoBackByASelectorThatTakesNoPodOfTheOldTrack() {
        site.release().build().switchTo(GREEN);
        site.kubectl()
                .pods()
                .withLabel("track", "green")
                .list()
                .getItems()
                .forEach(pod -> site.kubectl()
                        .pods()
                        .withName(pod.getMetadata().getName())
                        .edit(known -> {
                            known.getMetadata().getLabels().put("tier", "web");
                            return known;
                        }));
        site.select("tier", "web");

        assertThatThrownBy(() -> site.release().build().rollBack())
                .isInstanceOf(CutoverException.class)
                .hasMessageContaining("Service/myapp-svc would select none of the 3 pods of BLUE that are ready by"
                        + " {app=myapp, tier=web, track=blue}")
                .hasMessageContaining("traffic is on GREEN");
        assertThat(site.cluster).routes(Site.SERVICE).to(GREEN);

        edit(service -> service.getSpec().getSelector().remove("tier"));
        assertThat(site.release().build().rollBack().outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(site.cluster).routes(Site.SERVICE).to(BLUE);
    }

    @Test
    void tellsOfAServiceThatStaysOnTheTrackThatTrafficLeaves() {
        site.cluster.apply("""
                apiVersion: v1
                kind: Service
                metadata: {name: inside, namespace: default}
                spec: {selector: {track: blue}, ports: [{port: 80, targetPort: 8080}]}
                """);

        assertThat(left(site.release()))
                .containsExactly("Service/inside selects {track=blue} and is not moved: its traffic stays on BLUE");
        assertThat(left(site.release().allowExposedBy("inside"))).isEmpty();
        assertThat(left(site.release()
                        .cutover(site.platform.selectorPatch(Site.SERVICE))
                        .cutover(site.platform.selectorPatch("inside"))))
                .isEmpty();
    }

    @Test
    void aBreachWhoseWayBackWasLostIsNotForgottenByRecover() {
        inTheBake(() -> scale("myapp-blue", 0));
        Slo breachedLater = asked -> new Slo.Result(
                asked.now().isAfter(asked.switched().plusSeconds(60)) ? Slo.Verdict.BAD : Slo.Verdict.GOOD, "errors");
        assertThatThrownBy(() -> site.release()
                        .bake(Duration.ofMinutes(2), breachedLater)
                        .build()
                        .switchTo(GREEN))
                .hasMessageContaining("myapp-blue has no ready pod, so traffic cannot go back to BLUE; bring one up and"
                        + " call recover(), or recover(FINISH) to stay on GREEN");
        scale("myapp-blue", 3);
        site.cluster.awaitReady();

        assertThatThrownBy(() -> site.releaseOfAnotherProcess().build().rollBack())
                .hasMessageContaining("was not rolled back to BLUE: cutover ")
                .hasMessageContaining("(BLUE -> GREEN) was left unfinished in ROLL_BACK; call recover(ROLL_BACK)");
        assertThat(site.releaseOfAnotherProcess().build().recover().outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(site.cluster).routes(Site.SERVICE).to(BLUE);
    }

    private void inTheBake(Runnable act) {
        site.cluster.time().after(Duration.ofSeconds(30), act);
    }

    private ReleaseBuilder baked() {
        return site.release().bake(Duration.ofMinutes(2));
    }

    private void assertNeedsAttention(String... why) {
        assertThatThrownBy(() -> baked().build().switchTo(GREEN))
                .isInstanceOfSatisfying(
                        CutoverException.class,
                        stopped -> assertThat(stopped.report().outcome()).isEqualTo(Outcome.NEEDS_ATTENTION))
                .hasMessageContainingAll(why);
    }

    private static List<String> left(ReleaseBuilder release) {
        return release.build().plan(GREEN).findings().stream()
                .filter(finding -> finding.id().equals("service-left-behind"))
                .map(Finding::sentence)
                .toList();
    }

    private void edit(Consumer<Service> change) {
        site.kubectl().services().withName(Site.SERVICE).edit(service -> {
            change.accept(service);
            return service;
        });
    }

    private void scale(String deployment, int pods) {
        site.cluster
                .client(FakeCluster.KUBECTL)
                .apps()
                .deployments()
                .withName(deployment)
                .scale(pods);
    }
}
