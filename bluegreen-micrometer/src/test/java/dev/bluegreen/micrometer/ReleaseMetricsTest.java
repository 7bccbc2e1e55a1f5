package dev.bluegreen.micrometer;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.Release;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.CutoverEvent.Source;
import dev.bluegreen.event.CutoverListener;
import dev.bluegreen.event.Outbox;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.RefusedException;
import dev.bluegreen.result.ReleaseStatus;
import dev.bluegreen.testkit.memory.CallInterceptor;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Counters and timers follow the events; gauges show what was last seen. */
class ReleaseMetricsTest {

    private final MeteredShop shop = new MeteredShop();
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ReleaseMetrics metrics = ReleaseMetrics.of(registry, shop.time);

    @Test
    void aScrapeHasEveryName() {
        Release release = shop.builder(metrics)
                .bake(shop.bake(shop.objective().observedBy(metrics.objectivesOf("web", "shop"))))
                .standby(ofHours(24))
                .build();
        metrics.watching(new Unsent(new Outbox(shop.time, "a chat", event -> {})));
        release.switchTo(GREEN);
        release.rollBack();
        release.switchTo(GREEN);
        shop.time.advance(ofHours(1));
        metrics.saw(release.status());
        shop.time.advance(ofMinutes(1));

        assertThat(registry.scrape())
                .contains(
                        "bluegreen_cutovers_total{namespace=\"none\",outcome=\"switched\",release=\"shop\"} 2.0",
                        "bluegreen_cutovers_total{namespace=\"none\",outcome=\"rolled_back\",release=\"shop\"} 1.0",
                        "bluegreen_cutover_duration_seconds_count{namespace=\"none\",outcome=\"switched\",release=\"shop\"} 2",
                        "bluegreen_cutover_duration_seconds_sum{namespace=\"none\",outcome=\"switched\",release=\"shop\"} 120.0",
                        "bluegreen_phase_duration_seconds_sum{namespace=\"none\",phase=\"bake\",release=\"shop\"} 120.0",
                        "bluegreen_rollbacks_total{cause=\"request\",namespace=\"none\",release=\"shop\"} 1.0",
                        "bluegreen_active{namespace=\"none\",release=\"shop\",track=\"green\"} 1.0",
                        "bluegreen_active{namespace=\"none\",release=\"shop\",track=\"blue\"} 0.0",
                        "bluegreen_lock_held{namespace=\"none\",release=\"shop\"} 0.0",
                        "bluegreen_ready_pods{namespace=\"none\",release=\"shop\",track=\"blue\"} 3.0",
                        "bluegreen_drift{namespace=\"none\",release=\"shop\"} 0.0",
                        "bluegreen_notifications_pending{notifier=\"a chat\"} 0.0",
                        "bluegreen_objective{name=\"error rate\",namespace=\"web\",release=\"shop\"} 0.002",
                        "bluegreen_last_seen_seconds{namespace=\"none\",release=\"shop\"} 60.0");
        assertThat(gauge("bluegreen.standby.remaining")).isBetween(22.9 * 3600, 23.1 * 3600);
    }

    @Test
    void aScrapeMakesNoRequest() {
        metrics.saw(shop.builder(metrics).build().status());
        List<String> calls = new ArrayList<>();
        shop.platform.intercept(new CallInterceptor() {
            @Override
            public void before(String made) {
                calls.add(made);
            }
        });

        assertThat(registry.scrape()).contains("bluegreen_ready_pods");
        assertThat(calls).isEmpty();
    }

    @Test
    void aBreachIsTheCauseOfTheRollback() {
        Release release =
                shop.builder(metrics).bake(shop.bake(shop.objective())).build();
        shop.errorRate = 0.5;

        assertThatThrownBy(() -> release.switchTo(GREEN)).isInstanceOf(CutoverException.class);

        assertThat(count("bluegreen.rollbacks", "cause", "breach")).isEqualTo(1);
        assertThat(count("bluegreen.cutovers", "outcome", "rolled_back")).isEqualTo(1);
        assertThat(gauge("bluegreen.active", "track", "blue")).isEqualTo(1);
    }

    @Test
    void anAbortIsTheCauseOfTheRollback() {
        Release release = shop.builder(metrics).bake(ofMinutes(5)).build();
        shop.time.after(
                ofMinutes(1),
                () -> release.cancel(release.status().unfinished().orElseThrow().id()));

        assertThatThrownBy(() -> release.switchTo(GREEN)).isInstanceOf(CutoverException.class);

        assertThat(count("bluegreen.rollbacks", "cause", "aborted")).isEqualTo(1);
    }

    @Test
    void aRefusalIsCountedAndMovesNoGauge() {
        shop.platform.setReady("shop-green", 0);
        Release release = shop.builder(metrics).build();

        assertThatThrownBy(() -> release.switchTo(GREEN)).isInstanceOf(RefusedException.class);

        assertThat(count("bluegreen.cutovers", "outcome", "refused")).isEqualTo(1);
        assertThat(gauge("bluegreen.active", "track", "blue")).isNaN();
        assertThat(registry.find("bluegreen.rollbacks").counter()).isNull();
    }

    @Test
    void theLockIsHeldWhileACutoverRunsAndFreeAfterIt() {
        List<Double> held = new ArrayList<>();
        CutoverListener both = event -> {
            metrics.on(event);
            held.add(gauge("bluegreen.lock.held"));
        };

        shop.builder(both).bake(ofMinutes(1)).build().switchTo(GREEN);

        assertThat(held).contains(1.0).endsWith(0.0);
    }

    @Test
    void whatNobodyHasSeenIsNotANumber() {
        Release release = shop.builder(metrics).build();
        release.switchTo(GREEN);

        assertThat(gauge("bluegreen.active", "track", "green")).isEqualTo(1);
        assertThat(gauge("bluegreen.ready.pods", "track", "green")).isNaN();
        assertThat(gauge("bluegreen.drift")).isNaN();
    }

    @Test
    void theActiveTrackFollowsTheWritesOfARollback() {
        Release release = shop.builder(metrics).build();
        release.switchTo(GREEN);

        release.rollBack();

        assertThat(gauge("bluegreen.active", "track", "blue")).isEqualTo(1);
        assertThat(gauge("bluegreen.active", "track", "green")).isZero();
    }

    @Test
    void aWriteWhoseEndIsNotKnownLeavesTheActiveTrackUnknown() {
        Release release = shop.builder(metrics).build();
        release.switchTo(GREEN);
        shop.platform.intercept(new CallInterceptor() {
            @Override
            public void before(String made) {
                if (made.startsWith("shift ")) {
                    throw new PlatformException(PlatformException.Kind.FORBIDDEN, "no");
                }
            }
        });

        assertThatThrownBy(release::rollBack).isInstanceOf(CutoverException.class);

        assertThat(gauge("bluegreen.active", "track", "green")).isNaN();
    }

    @Test
    void releasesOfOneNameInTwoNamespacesShareNoMeter() {
        List<CutoverEvent> events = new ArrayList<>();
        shop.builder(events::add).build().switchTo(GREEN);
        events.forEach(event -> metrics.on(in("web", event)));
        events.forEach(event -> metrics.on(in("test", event)));
        ReleaseStatus status = shop.builder(metrics).build().status();
        metrics.saw(in("web", status));
        metrics.objectivesOf("web", "shop").observed("latency", shop.time.now(), MeteredShop.reading(1));
        metrics.objectivesOf("test", "shop").observed("latency", shop.time.now(), MeteredShop.reading(2));

        assertThat(count("bluegreen.cutovers", "namespace", "web")).isEqualTo(1);
        assertThat(count("bluegreen.cutovers", "namespace", "test")).isEqualTo(1);
        assertThat(gauge("bluegreen.ready.pods", "namespace", "web", "track", "blue"))
                .isEqualTo(3);
        assertThat(gauge("bluegreen.ready.pods", "namespace", "test", "track", "blue"))
                .isNaN();
        assertThat(gauge("bluegreen.objective", "namespace", "web")).isEqualTo(1);
        assertThat(gauge("bluegreen.objective", "namespace", "test")).isEqualTo(2);
        assertThat(registry.getMeters())
                .allSatisfy(
                        meter -> assertThat(meter.getId().getTag("namespace")).isIn("web", "test"));
    }

    @Test
    void notifiersOfOneNameShareNoMeter() {
        Unsent first = new Unsent(new Outbox(shop.time, "a chat", event -> {}));
        Unsent failing = new Unsent(new Outbox(shop.time, "a chat", event -> {
            throw new IllegalStateException("it answered 503");
        }));
        metrics.watching(metrics.watching(first));
        metrics.watching(failing);

        shop.time.manual();

        shop.builder(failing).build().switchTo(GREEN);

        assertThat(gauge("bluegreen.notifications.pending", "notifier", "a chat"))
                .isZero();
        assertThat(gauge("bluegreen.notifications.pending", "notifier", "a chat 2"))
                .isPositive();
        shop.time.advance(ofHours(24));
    }

    @Test
    void aForeignMoveIsDrift() {
        Release release = shop.builder(metrics).build();
        release.switchTo(GREEN);
        shop.platform.foreignWrite("web", TrafficSplit.all(BLUE), "kubectl");

        metrics.saw(release.status());

        assertThat(gauge("bluegreen.drift")).isEqualTo(1);
    }

    @Test
    void redeliveredEventsAreNotCountedAgain() {
        List<CutoverEvent> events = new ArrayList<>();
        shop.builder(events::add).build().switchTo(GREEN);

        events.forEach(metrics::on);
        events.stream().map(CutoverEvent::again).forEach(metrics::on);

        assertThat(count("bluegreen.cutovers", "outcome", "switched")).isEqualTo(1);
    }

    @Test
    void stagingAndExtendingAreNoCutovers() {
        Release release = shop.builder(metrics).standby(ofHours(1)).build();
        release.stage(GREEN).image("shop:3").apply();
        release.switchTo(GREEN);
        release.extendStandby(ofHours(1));

        assertThat(registry.find("bluegreen.cutovers").counters()).hasSize(1);
        assertThat(gauge("bluegreen.lock.held")).isZero();
    }

    @Test
    void eventsOfANotifierThatDoesNotGetThroughArePending() {
        Outbox outbox = new Outbox(shop.time, "a chat", event -> {
            throw new IllegalStateException("it answered 503");
        });
        Unsent chat = metrics.watching(new Unsent(outbox));
        shop.time.manual();

        shop.builder(chat).build().switchTo(GREEN);

        assertThat(gauge("bluegreen.notifications.pending")).isGreaterThan(1);
        shop.time.advance(ofHours(24));
        assertThat(gauge("bluegreen.notifications.pending")).isZero();
    }

    @Test
    void theSameMetersServeManyReleasesAndOperations() {
        Release release = shop.builder(metrics).build();
        release.switchTo(GREEN);
        List<Meter.Id> once = registry.getMeters().stream().map(Meter::getId).toList();
        release.rollBack();
        release.switchTo(GREEN);

        assertThat(registry.getMeters().stream().map(Meter::getId))
                .containsAll(once)
                .hasSizeLessThan(2 * once.size());
    }

    /** The first filter that throws is that of a gauge, then that of a counter. */
    @Test
    void aRegistryThatRefusesMetersLeavesTheGaugesRightAndGetsThemLater() {
        AtomicReference<String> refused = new AtomicReference<>("bluegreen.standby.remaining");
        registry.config().meterFilter(new MeterFilter() {
            @Override
            public MeterFilterReply accept(Meter.Id id) {
                if (id.getName().equals(refused.get())) {
                    throw new IllegalStateException("no more meters");
                }
                return MeterFilterReply.NEUTRAL;
            }
        });
        Release release = shop.builder(metrics).build();
        release.switchTo(GREEN);
        refused.set("bluegreen.cutovers");
        release.rollBack();

        assertThat(gauge("bluegreen.lock.held")).isZero();
        assertThat(gauge("bluegreen.active", "track", "blue")).isEqualTo(1);
        assertThat(gauge("bluegreen.standby.remaining")).isNaN();
    }

    @Test
    void nothingIsRefusedByName() {
        assertThatThrownBy(() -> ReleaseMetrics.of(null)).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> ReleaseMetrics.of(registry, null)).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> metrics.watching(null)).hasMessageContaining("metrics.notifier");
        assertThatThrownBy(() -> metrics.objectivesOf("web", " ")).hasMessageContaining("metrics.release");
    }

    private static CutoverEvent in(String namespace, CutoverEvent event) {
        return event.toBuilder().source(new Source("", namespace, "", "")).build();
    }

    private static ReleaseStatus in(String namespace, ReleaseStatus status) {
        return (ReleaseStatus) Proxy.newProxyInstance(
                ReleaseStatus.class.getClassLoader(),
                new Class<?>[] {ReleaseStatus.class},
                (proxy, method, arguments) ->
                        method.getName().equals("namespace") ? namespace : method.invoke(status, arguments));
    }

    private double gauge(String name, String... tags) {
        return registry.get(name).tags(tags).gauge().value();
    }

    private double count(String name, String... tags) {
        return registry.get(name).tags(tags).counter().count();
    }

    private record Unsent(Outbox sends) implements CutoverListener {

        @Override
        public void on(CutoverEvent event) {
            sends.put(event);
        }

        @Override
        public Optional<Outbox> outbox() {
            return Optional.of(sends);
        }

        @Override
        public String name() {
            return "a chat";
        }
    }
}
