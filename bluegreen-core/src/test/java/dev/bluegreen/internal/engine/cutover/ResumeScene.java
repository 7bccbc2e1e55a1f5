package dev.bluegreen.internal.engine.cutover;

import static dev.bluegreen.cutover.Schedule.step;
import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.Release;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.check.Standby;
import dev.bluegreen.check.approval.Approval;
import dev.bluegreen.check.approval.Approval.Answer;
import dev.bluegreen.check.slo.Bake;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.cutover.Schedule;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.PastCutover;
import dev.bluegreen.result.Unfinished;
import dev.bluegreen.scene.Shop;
import dev.bluegreen.spi.CrashException;
import dev.bluegreen.spi.StoredRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;

/** Two routers, and a cutover with everything: tests, an approval, two steps, a bake with an objective, a small standby. */
abstract class ResumeScene {

    static final Duration BAKE = Duration.ofMinutes(10);
    static final Duration HOUR = Duration.ofHours(1);

    final Shop shop = new Shop();
    final List<Instant> judged = new CopyOnWriteArrayList<>();
    final AtomicBoolean approved = new AtomicBoolean();
    int tests;
    int asked;

    @BeforeEach
    void routes() {
        shop.platform.routeByShares("web", BLUE, Shop.SETTLE).routeByShares("api", BLUE, Shop.SETTLE);
        approved.set(true);
    }

    void assertResumed(CutoverReport report) {
        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(report.id()).isEqualTo("op-1");
        assertThat(splits()).containsOnly(TrafficSplit.all(GREEN));
        assertThat(shop.lockIsFree()).isTrue();
        assertThat(last().id()).isEqualTo("op-1");
        assertThat(last().outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(routed().status().unfinished()).isEmpty();
        assertThat(Duration.between(
                        shop.time.now(),
                        routed().status().standby().orElseThrow().until()))
                .isBetween(Duration.ofHours(23), Duration.ofHours(24));
        assertThat(shop.platform.ready("shop-blue")).isEqualTo(1);
    }

    PastCutover last() {
        return routed().status().history().get(0);
    }

    static Duration minutes(int count) {
        return Duration.ofMinutes(count);
    }

    List<TrafficSplit> splits() {
        return List.of(
                shop.platform.routing("web").split(),
                shop.platform.routing("api").split());
    }

    void dieAt(String call, int nth) {
        shop.crashAt(call, nth, ignored -> whole().switchTo(GREEN));
    }

    void dieAfter(Duration time) {
        AtomicBoolean dead = new AtomicBoolean();
        shop.time.after(time, () -> dead.set(true));
        die(dead, builder());
    }

    void dieWhenSplit(TrafficSplit split, Duration after) {
        AtomicBoolean dead = new AtomicBoolean();
        die(dead, builder().listener(event -> {
            if (event.sentence().startsWith("holds " + split)) {
                shop.time.after(after, () -> dead.set(true));
            }
        }));
    }

    void dieWhen(Predicate<CutoverEvent> moment) {
        AtomicBoolean dead = new AtomicBoolean();
        die(dead, builder().listener(event -> dead.compareAndSet(false, moment.test(event))));
    }

    void dieWhen(Predicate<CutoverEvent> moment, Duration after) {
        dieWhen(moment, after, builder());
    }

    void dieWhen(Predicate<CutoverEvent> moment, Duration after, ReleaseBuilder release) {
        AtomicBoolean dead = new AtomicBoolean();
        AtomicBoolean seen = new AtomicBoolean();
        die(dead, release.listener(event -> {
            if (moment.test(event) && seen.compareAndSet(false, true)) {
                shop.time.after(after, () -> dead.set(true));
            }
        }));
    }

    void die(AtomicBoolean dead, ReleaseBuilder release) {
        shop.die(dead::get);
        assertThatThrownBy(() -> release.build().switchTo(GREEN)).isInstanceOf(CrashException.class);
        shop.stopIntercepting();
    }

    Release whole() {
        return release(Slo.Verdict.GOOD);
    }

    Release release(Slo.Verdict verdict) {
        return builder(verdict).build();
    }

    ReleaseBuilder builder() {
        return builder(Slo.Verdict.GOOD);
    }

    Release routed() {
        return shop.builder()
                .cutover(shop.platform.router("web"))
                .cutover(shop.platform.router("api"))
                .build();
    }

    ReleaseBuilder bakedOnly(Slo slo) {
        return shop.builder()
                .cutover(shop.platform.router("web"))
                .cutover(shop.platform.router("api"))
                .bake(Bake.lasting(BAKE).watching(slo));
    }

    ReleaseBuilder builder(Slo.Verdict verdict) {
        return shop.builder()
                .cutover(shop.platform.router("web"))
                .cutover(shop.platform.router("api"))
                .smokeTest(asked -> {
                    tests++;
                    return Evidence.confirmed("smoke", asked.idle().name(), "it answers");
                })
                .approval(Approval.callback(request -> {
                            asked++;
                            return approved.get() ? Answer.approved("ann") : Answer.PENDING;
                        })
                        .within(HOUR))
                .schedule(Schedule.of(step(10, minutes(10)), step(50, minutes(20))))
                .bake(Bake.lasting(BAKE).watching(slo(verdict)))
                .standby(Standby.lasting(Duration.ofHours(24)).scaledTo(1));
    }

    Slo slo(Slo.Verdict verdict) {
        Slo function = context -> {
            judged.add(context.now());
            return new Slo.Result(verdict, "the error rate");
        };
        return function.named("error rate");
    }

    Unfinished left() {
        return routed().status().unfinished().orElseThrow();
    }

    /** As a process does that waits no longer itself. */
    void park(String waitsFor) {
        StoredRecord dead = shop.platform.record("shop").orElseThrow();
        String parked = dead.json()
                .replace("\"resumptions\":0", "\"resumptions\":0,\"parked\":{\"waitsFor\":\"" + waitsFor + "\"}");
        StoredRecord free = StoredRecord.builder(dead.acquired(), dead.duration(), parked)
                .renewed(shop.time.now())
                .token(dead.token())
                .build();
        shop.platform.records().compareAndSet("shop", Optional.of(dead), free);
    }
}
