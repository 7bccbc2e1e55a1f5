package dev.bluegreen.fabric8.release;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static dev.bluegreen.testkit.assertion.TestkitAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.testkit.fault.Fault;
import dev.bluegreen.testkit.request.ApiRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A process that sleeps for longer than its lease while it holds the lock, over real HTTP. */
class PausedProcessTest {

    private static final String SLEEPER = "sleeper";

    private final Site site = Site.withApp();
    private final SleepingTime time = new SleepingTime(site.cluster.time());
    private final Fabric8Platform sleeper =
            Fabric8Platform.of(site.cluster.client(SLEEPER)).withTime(time);
    private final List<Outcome> recovered = new ArrayList<>();
    private int writesBeforeItWoke;
    private String serviceVersion = "";

    @AfterEach
    void close() {
        sleeper.close();
        site.close();
    }

    @Test
    void writesNothingMoreWhenItWakesBetweenIntentAndPatch() {
        Release release = sleepingAt(event -> event.kind() == Kind.INTENT, UnaryOperator.identity());

        assertThatThrownBy(() -> release.switchTo(GREEN))
                .isInstanceOf(CutoverException.class)
                .hasMessageContaining("the lock Lease/bluegreen-myapp was not confirmed for")
                .hasMessageContaining("Nothing was moved");

        assertThat(recovered).containsExactly(Outcome.ROLLED_BACK);
        assertThat(writesOfTheSleeper().stream().skip(writesBeforeItWoke)).allSatisfy(write -> {
            assertThat(write.is("update", "leases")).isTrue();
            assertThat(write.status()).isEqualTo(409);
        });
        assertThat(site.service().getMetadata().getResourceVersion()).isEqualTo(serviceVersion);
        assertThat(site.cluster).routes(Site.SERVICE).to(BLUE);
        assertThat(site.lockIsFree()).isTrue();
    }

    @Test
    void itsPatchThatWasOnItsWayWhenTheLeaseWasTakenIsRejectedWhenItArrives() {
        Release release = sleepingWithAPatchOnItsWay(UnaryOperator.identity());

        assertThatThrownBy(() -> release.switchTo(GREEN)).isInstanceOf(CutoverException.class);
        site.cluster.clock().advance(Duration.ofHours(2));

        assertThat(recovered).containsExactly(Outcome.ROLLED_BACK);
        assertThat(site.service().getMetadata().getResourceVersion()).isEqualTo(serviceVersion);
        assertThat(site.cluster).routes(Site.SERVICE).to(BLUE);
    }

    @Test
    void withoutTheFenceThatPatchWouldMoveTrafficBehindTheBackOfWhoeverRecovered() {
        Release release = sleepingWithAPatchOnItsWay(Unfenced::new);

        assertThatThrownBy(() -> release.switchTo(GREEN)).isInstanceOf(CutoverException.class);
        assertThat(site.cluster).routes(Site.SERVICE).to(BLUE);
        site.cluster.clock().advance(Duration.ofHours(2));

        assertThat(recovered).containsExactly(Outcome.ROLLED_BACK);
        assertThat(site.cluster).routes(Site.SERVICE).to(GREEN);
    }

    private Release sleepingWithAPatchOnItsWay(UnaryOperator<CutoverStrategy> rescuerOn) {
        site.cluster
                .faults()
                .on("patch")
                .resource("services")
                .name(Site.SERVICE)
                .client(SLEEPER)
                .nth(1)
                .then(Fault.deliverLate(Duration.ofHours(1)));
        return sleepingAt(
                event -> event.kind() == Kind.WRITE && event.sentence().contains("not confirmed"), rescuerOn);
    }

    /** Falls asleep at an event, until somebody else has recovered the release. */
    private Release sleepingAt(Predicate<CutoverEvent> when, UnaryOperator<CutoverStrategy> rescuerOn) {
        return BlueGreen.release("myapp")
                .on(sleeper)
                .listener(event -> {
                    if (when.test(event) && recovered.isEmpty()) {
                        time.sleepDuring(() -> rescue(rescuerOn));
                    }
                })
                .build();
    }

    private void rescue(UnaryOperator<CutoverStrategy> on) {
        Fabric8Platform other = site.platform("rescuer");
        CutoverStrategy router = on.apply(other.selectorPatch(Site.SERVICE));
        recovered.add(BlueGreen.release("myapp")
                .on(other)
                .cutover(router)
                .build()
                .recover()
                .outcome());
        writesBeforeItWoke = writesOfTheSleeper().size();
        serviceVersion = site.service().getMetadata().getResourceVersion();
    }

    private List<ApiRequest> writesOfTheSleeper() {
        return site.cluster.writes().stream()
                .filter(request -> request.client().equals(SLEEPER))
                .toList();
    }
}
