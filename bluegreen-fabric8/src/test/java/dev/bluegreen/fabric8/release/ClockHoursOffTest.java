package dev.bluegreen.fabric8.release;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static dev.bluegreen.testkit.assertion.TestkitAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Cutover;
import dev.bluegreen.Release;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.testkit.fault.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The clock of a releaser is hours off: no operation ends otherwise, none takes over early or waits for hours. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
@Tag("exhaustive")
class ClockHoursOffTest {

    private final Site site = Site.withApp();

    @AfterEach
    void close() {
        site.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {-720, -5, 5, 720})
    void switchesAndRollsBackInItsTime(long hours) {
        Instant begun = now();
        Release off = off(hours).bake(Duration.ofMinutes(1), Slo.podHealth()).build();

        CutoverReport switched = off.switchTo(GREEN);
        CutoverReport back = site.release().build().rollBack();

        assertThat(switched.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(switched.took()).isLessThan(Duration.ofMinutes(2));
        assertThat(back.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(Duration.between(begun, now())).isLessThan(Duration.ofMinutes(3));
        site.release().build().switchTo(GREEN);
        assertThat(off.rollBack().outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(site.lockIsFree()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {-720, -5, 5, 720})
    void aHolderWhoseClockIsRightIsNotTakenOverWhileItLives(long hours) {
        site.cluster.clock().manual();
        Cutover alive = site.release()
                .bake(Duration.ofMinutes(10), Slo.podHealth())
                .build()
                .start(GREEN);
        site.cluster.clock().advance(Duration.ofSeconds(30));
        Release off = off(hours).build();
        site.cluster.clock().automatic();

        assertThatThrownBy(off::recover).hasMessageContaining("which is alive");
        assertThatThrownBy(() -> off.switchTo(BLUE)).hasMessageContaining("which is alive");
        assertThatThrownBy(off::rollBack).hasMessageContaining("which is alive");
        assertThat(alive.completion().toCompletableFuture().join().outcome()).isEqualTo(Outcome.SWITCHED);
    }

    @ParameterizedTest
    @ValueSource(longs = {-720, -5, 5, 720})
    void aDeadHolderIsTakenOverAfterOneLease(long hours) {
        dieAfterTheMove(Duration.ZERO);
        Instant begun = now();

        CutoverReport recovered = off(hours).build().recover();

        assertThat(recovered.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(Duration.between(begun, now())).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60));
        assertThat(site.lockIsFree()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {-720, -5, 5, 720})
    void aDeadHolderWhoseClockWasOffIsTakenOverAfterOneLease(long hours) {
        dieAfterTheMove(Duration.ofHours(hours));
        Instant begun = now();

        assertThat(site.release().build().recover().outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(Duration.between(begun, now())).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60));
        assertThat(site.release().build().rollBack().outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(site.cluster).routes(Site.SERVICE).to(BLUE);
    }

    private void dieAfterTheMove(Duration skew) {
        site.cluster
                .faults()
                .on("patch")
                .resource("services")
                .client("dying")
                .nth(1)
                .then(Fault.crashAfter());
        assertThatThrownBy(() -> on("dying", skew).build().switchTo(GREEN)).isInstanceOf(CutoverException.class);
    }

    private ReleaseBuilder off(long hours) {
        return on("off", Duration.ofHours(hours));
    }

    private ReleaseBuilder on(String client, Duration skew) {
        return BlueGreen.release("myapp")
                .on(Fabric8Platform.of(site.cluster.client(client))
                        .withTime(new SkewedTime(site.cluster.time(), skew)));
    }

    private Instant now() {
        return site.cluster.clock().now();
    }
}
