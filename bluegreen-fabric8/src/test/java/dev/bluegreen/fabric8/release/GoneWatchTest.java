package dev.bluegreen.fabric8.release;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static dev.bluegreen.testkit.assertion.TestkitAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.CutoverListener;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.testkit.fault.Fault;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a restarted API server does to watches and to whoever waits, at every phase. */
class GoneWatchTest {

    private final Site site = Site.withApp();

    @AfterEach
    void close() {
        site.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"PREFLIGHT", "LOCK", "SHIFT", "VERIFY", "BAKE"})
    void aWatchThatIsAnswered410IsOpenedAnew(Phase phase) {
        CutoverReport report = baked().listener(at(phase, this::forget)).build().switchTo(GREEN);

        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(site.cluster).routes(Site.SERVICE).to(GREEN);
    }

    @ParameterizedTest
    @EnumSource(names = {"LOCK", "ROLL_BACK"})
    void aWayBackOutlivesA410(Phase phase) {
        site.release().build().switchTo(GREEN);

        CutoverReport report =
                site.release().listener(at(phase, this::forget)).build().rollBack();

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(site.cluster).routes(Site.SERVICE).to(BLUE);
    }

    @ParameterizedTest
    @ValueSource(ints = {410, 429, 500, 503})
    void aFreshProcessOpensItsFirstWatchesAgain(int code) {
        site.release().build().switchTo(GREEN);
        refuseTwice("process-1", code);

        assertThat(site.releaseOfAnotherProcess().build().rollBack().outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(site.cluster).routes(Site.SERVICE).to(BLUE);
    }

    @ParameterizedTest
    @EnumSource(names = {"PREFLIGHT", "LOCK", "SHIFT", "VERIFY", "BAKE"})
    void anApiThatIsAwayWhileAListenerBlocksEndsNothingLate(Phase phase) {
        Duration took = took(baked().listener(at(phase, () -> {
            site.cluster.partition(Site.RELEASER);
            site.cluster.time().after(Duration.ofMinutes(1), () -> site.cluster.heal(Site.RELEASER));
            block();
        })));
        assertThat(took).isLessThan(Duration.ofMinutes(4));

        site.cluster.clock().advance(Duration.ofMinutes(15));
        CutoverReport recovered = site.releaseOfAnotherProcess().build().recover();
        assertThat(recovered.active()).isPresent();
        assertThat(site.release().build().status().unfinished()).isEmpty();
        assertThat(site.release().build().status().lock()).isEmpty();
    }

    private static Duration took(ReleaseBuilder release) {
        try {
            return release.build().switchTo(GREEN).took();
        } catch (CutoverException e) {
            return e.report().took();
        }
    }

    private void block() {
        try {
            site.cluster.time().signal().await(Duration.ofMinutes(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ReleaseBuilder baked() {
        return site.release().bake(Duration.ofMinutes(1), Slo.podHealth());
    }

    /** Restarted, and without the history that watches would go on from; each watch besides hears it once more. */
    private void forget() {
        refuseTwice(Site.RELEASER, 410);
        site.cluster.compact();
        site.cluster.dropWatches();
    }

    private void refuseTwice(String client, int code) {
        for (String resource : new String[] {"services", "pods", "endpointslices", "deployments"}) {
            site.cluster
                    .faults()
                    .on("watch")
                    .resource(resource)
                    .client(client)
                    .first(2)
                    .then(Fault.status(code));
        }
    }

    private static CutoverListener at(Phase phase, Runnable action) {
        return event -> {
            if (event.kind() == CutoverEvent.Kind.PHASE && event.phase() == phase) {
                action.run();
            }
        };
    }
}
