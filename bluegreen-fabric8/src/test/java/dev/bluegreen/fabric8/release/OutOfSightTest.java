package dev.bluegreen.fabric8.release;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static dev.bluegreen.testkit.Behaviour.neverReady;
import static dev.bluegreen.testkit.assertion.TestkitAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.check.slo.Bake;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.CutoverListener;
import dev.bluegreen.model.Finding;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.testkit.PodSelector;
import dev.bluegreen.testkit.fault.Fault;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Watches that are cut off, refused, silent or closed show what was: a release does not take that for what is. */
@Tag("exhaustive")
class OutOfSightTest {

    private static final Duration BAKE = Duration.ofMinutes(1);

    private final Site site = Site.withApp();

    @AfterEach
    void close() {
        site.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"PREFLIGHT", "LOCK", "APPROVE", "SHIFT", "VERIFY", "BAKE"})
    void anApiThatIsAwayForEightSecondsEndsNothingBadly(Phase phase) {
        CutoverReport report = baked().listener(at(phase, () -> away(Duration.ofSeconds(8))))
                .build()
                .switchTo(GREEN);

        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(site.cluster).routes(Site.SERVICE).to(GREEN);
    }

    @ParameterizedTest
    @EnumSource(names = {"PREFLIGHT", "LOCK", "APPROVE", "SHIFT", "VERIFY", "BAKE"})
    void anApiThatIsAwayForAMinuteDoesNotEndInAnUnseenSuccess(Phase phase) {
        assertThatThrownBy(() -> baked().listener(at(phase, () -> away(Duration.ofSeconds(60))))
                        .build()
                        .switchTo(GREEN))
                .isInstanceOf(CutoverException.class);

        site.cluster.clock().advance(Duration.ofMinutes(2));
        CutoverReport recovered = site.releaseOfAnotherProcess().build().recover();
        assertThat(recovered.active()).isPresent();
        assertThat(site.release().build().status().lock()).isEmpty();
    }

    @Test
    void anApiThatIsAwayForEightSecondsDoesNotEndAWayBack() {
        site.release().build().switchTo(GREEN);
        for (Phase phase : List.of(Phase.LOCK, Phase.ROLL_BACK)) {
            CutoverReport report = site.release()
                    .listener(at(phase, () -> away(Duration.ofSeconds(8))))
                    .build()
                    .rollBack();

            assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
            site.release().build().switchTo(GREEN);
        }
    }

    @Test
    void podsAreNotHealthyWhileTheyAreUnseen() {
        site.cluster.time().after(Duration.ofSeconds(15), () -> away(Duration.ofSeconds(8)));

        CutoverReport report = site.release()
                .bake(Bake.lasting(BAKE).watching(Slo.podHealth()).every(Duration.ofSeconds(3)))
                .build()
                .switchTo(GREEN);

        assertThat(report.history())
                .extracting(CutoverEvent::sentence)
                .anyMatch(told -> told.startsWith("NO_DATA the pods of myapp-green were not seen since"));
        assertThat(report.findings())
                .extracting(Finding::sentence)
                .anyMatch(told -> told.matches("nothing was seen of .* for [0-9]+ s of the bake, which took 1 min"));
    }

    @Test
    void watchesThatAreRefusedFromTheBakeOnGiveNoProof() {
        assertThatThrownBy(() -> baked().listener(at(Phase.BAKE, this::refuseWatches))
                        .build()
                        .switchTo(GREEN))
                .isInstanceOfSatisfying(
                        CutoverException.class,
                        blind -> assertThat(blind.report().outcome()).isEqualTo(Outcome.NEEDS_ATTENTION))
                .hasMessageContaining("nothing was seen of")
                .hasMessageContaining("not seen since");
        assertThat(site.cluster).routes(Site.SERVICE).to(BLUE);
    }

    /** Blind for longer than the proof of the move, that of the way back and those of a recovery take together. */
    @Test
    void whatNobodySeesIsLeftOnTheOldTrackAndRecoveredWhenItIsSeenAgain() {
        Duration blind = Duration.ofSeconds(400);
        Instant begun = site.cluster.clock().now();
        assertThatThrownBy(() -> site.release()
                        .listener(at(Phase.SHIFT, () -> refuseWatchesFor(blind)))
                        .build()
                        .switchTo(GREEN))
                .isInstanceOfSatisfying(
                        CutoverException.class,
                        unseen -> assertThat(unseen.report().outcome()).isEqualTo(Outcome.NEEDS_ATTENTION))
                .hasMessageContaining("the proof is not complete at the deadline")
                .hasMessageContaining("not seen since")
                .hasMessageContaining("recover()");
        assertThat(Duration.between(begun, site.cluster.clock().now())).isLessThan(Duration.ofSeconds(150));
        assertThat(site.cluster).routes(Site.SERVICE).to(BLUE);
        assertThat(site.lockIsFree()).isTrue();
        assertThat(site.release().build().status().unfinished()).isPresent();

        assertThatThrownBy(() -> site.release().build().recover()).hasMessageContaining("not seen since");
        assertThat(site.release().build().status().unfinished()).isPresent();

        site.cluster.clock().advance(blind);
        CutoverReport recovered = site.release().build().recover();

        assertThat(recovered.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(recovered.active()).contains(BLUE);
        assertThat(site.release().build().status().unfinished()).isEmpty();
        assertThat(site.lockIsFree()).isTrue();
    }

    @Test
    void aServiceThatSomebodyMovedAwayAndBackOutOfSightIsTheirs() {
        after(20, () -> site.select("track", "blue"));
        after(40, () -> site.select("track", "green"));

        assertThatThrownBy(this::switchUnseen)
                .isInstanceOfSatisfying(
                        CutoverException.class,
                        theirs -> assertThat(theirs.report().outcome()).isEqualTo(Outcome.NEEDS_ATTENTION))
                .hasMessageContaining(
                        "foreign write: Service/myapp-svc is {app=myapp, track=green}, as it was left, but was"
                                + " written again by fabric8-kubernetes-client");
        assertThat(site.cluster).routes(Site.SERVICE).to(GREEN);
        assertThat(acceptedTrafficWrites()).isEqualTo(1);
    }

    /** Who applies the value that is there changes nothing, and owns it besides us. */
    @Test
    void aServiceThatSomebodyAppliedAsItIsGoesBack() {
        List<String> owners = new ArrayList<>();
        after(20, () -> {
            applyServiceAsItIs();
            owners.addAll(owners());
        });

        assertThatThrownBy(this::switchUnseen)
                .hasMessageContaining("the proof is not complete at the deadline")
                .hasMessageContaining("recover()");
        assertThat(owners).contains("bluegreen", "argocd-controller");
        assertThat(site.cluster).routes(Site.SERVICE).to(BLUE);
        assertThat(acceptedTrafficWrites()).isEqualTo(2);
    }

    @Test
    void aSilentWatchIsOpenedAnewAndWhatItMissedIsFound() {
        site.cluster
                .faults()
                .on("watch")
                .resource("pods")
                .client(Site.RELEASER)
                .first(1)
                .then(Fault.silentWatch(0));
        site.cluster.time().after(Duration.ofSeconds(30), this::breakGreen);

        assertThatThrownBy(() -> site.release()
                        .bake(Duration.ofMinutes(10), Slo.podHealth())
                        .build()
                        .switchTo(GREEN))
                .isInstanceOfSatisfying(CutoverException.class, back -> {
                    assertThat(back.report().outcome()).isEqualTo(Outcome.ROLLED_BACK);
                    assertThat(back.report().took()).isLessThan(Duration.ofMinutes(3));
                });
    }

    @Test
    void aWatchWithNothingToTellIsNotTakenForSilent() {
        CutoverReport report = site.release()
                .bake(Duration.ofMinutes(10), Slo.podHealth())
                .build()
                .switchTo(GREEN);

        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(report.findings()).extracting(Finding::id).doesNotContain("bake-unseen");
    }

    @Test
    void bookmarksKeepAWatchAliveWithoutARequest() {
        Runnable bookmarks = () -> {
            for (int minute = 1; minute < 10; minute++) {
                site.cluster.time().after(Duration.ofMinutes(minute), site.cluster::bookmark);
            }
        };
        site.release()
                .bake(Duration.ofMinutes(10), Slo.podHealth())
                .listener(at(Phase.BAKE, () -> {
                    site.cluster.requestLog().clear();
                    bookmarks.run();
                }))
                .build()
                .switchTo(GREEN);

        assertThat(site.cluster.requests())
                .filteredOn(request -> request.client().equals(Site.RELEASER))
                .noneMatch(request -> request.verb().equals("list"));
    }

    @Test
    void aPlatformThatIsClosedInTheBakeShowsNothingMore() {
        assertThatThrownBy(() -> baked().listener(at(Phase.BAKE, () -> {
                            site.platform.close();
                            site.cluster.time().after(Duration.ofSeconds(10), this::breakGreen);
                        }))
                        .build()
                        .switchTo(GREEN))
                .isInstanceOf(CutoverException.class);
    }

    private void switchUnseen() {
        site.release()
                .listener(at(Phase.SHIFT, () -> refuseWatchesFor(Duration.ofSeconds(400))))
                .build()
                .switchTo(GREEN);
    }

    private void after(int seconds, Runnable action) {
        site.cluster.time().after(Duration.ofSeconds(seconds), action);
    }

    private void applyServiceAsItIs() {
        Service asItIs = new ServiceBuilder()
                .withNewMetadata()
                .withName(Site.SERVICE)
                .endMetadata()
                .withNewSpec()
                .withSelector(site.service().getSpec().getSelector())
                .endSpec()
                .build();
        site.kubectl()
                .resource(asItIs)
                .inNamespace("default")
                .fieldManager("argocd-controller")
                .serverSideApply();
    }

    private long acceptedTrafficWrites() {
        return site.trafficWrites().stream()
                .filter(request -> request.status() == 200)
                .count();
    }

    private List<String> owners() {
        return site.service().getMetadata().getManagedFields().stream()
                .map(ManagedFieldsEntry::getManager)
                .toList();
    }

    private ReleaseBuilder baked() {
        return site.release().bake(BAKE, Slo.podHealth());
    }

    private void away(Duration during) {
        site.cluster.partition(Site.RELEASER);
        site.cluster.time().after(during, () -> site.cluster.heal(Site.RELEASER));
    }

    private void refuseWatchesFor(Duration time) {
        for (String resource : List.of("services", "pods", "endpointslices", "deployments")) {
            site.cluster
                    .faults()
                    .on("watch")
                    .resource(resource)
                    .client(Site.RELEASER)
                    .then(Fault.status(403));
        }
        site.cluster.dropWatches();
        site.cluster.time().after(time, () -> site.cluster.faults().clear());
    }

    private void refuseWatches() {
        for (String resource : List.of("services", "pods", "endpointslices", "deployments")) {
            site.cluster.deny(Site.RELEASER, "watch", resource);
        }
        site.cluster.dropWatches();
    }

    private void breakGreen() {
        site.kubectl().pods().withLabel("track", "green").delete();
        site.cluster.behave(PodSelector.pods("track=green"), neverReady());
    }

    private static CutoverListener at(Phase phase, Runnable action) {
        return event -> {
            if (event.kind() == CutoverEvent.Kind.PHASE && event.phase() == phase) {
                action.run();
            }
        };
    }
}
