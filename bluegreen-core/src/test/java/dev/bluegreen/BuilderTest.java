package dev.bluegreen;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.check.ChangeWindow;
import dev.bluegreen.check.approval.Approval;
import dev.bluegreen.check.slo.Bake;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Deadlines;
import dev.bluegreen.model.TrackLabels;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.scene.Shop;
import dev.bluegreen.spi.Platform;
import dev.bluegreen.spi.PlatformProvider;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuilderTest {

    private final Shop shop = new Shop();

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "Shop", "shop_1", "-shop", "shop-", "a.b"})
    void refusesANameThatIsNotADnsLabel(String name) {
        assertThatThrownBy(() -> BlueGreen.release(name).on(shop.platform).build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("release: '" + name + "' is not a DNS-1123 label");
    }

    @Test
    void saysEverythingThatIsWrongAtOnce() {
        ReleaseBuilder wrong = BlueGreen.release("Shop")
                .bake(Duration.ofSeconds(-1))
                .standby(Duration.ofHours(-1))
                .minReadyPods(0);

        assertThatThrownBy(wrong::build)
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        e -> assertThat(e.problems())
                                .satisfiesExactly(
                                        problem -> assertThat(problem).startsWith("on: no platform"),
                                        problem -> assertThat(problem).startsWith("release: 'Shop'"),
                                        problem -> assertThat(problem).startsWith("bake: -1 s is negative"),
                                        problem -> assertThat(problem).startsWith("standby: -1 h 0 min is negative"),
                                        problem -> assertThat(problem).startsWith("minReadyPods: 0")));
    }

    @Test
    void refusesDurationsThatAreNone() {
        Duration negative = Duration.ofSeconds(-1);

        assertThatThrownBy(() -> BlueGreen.release("shop")
                        .on(shop.platform)
                        .approval(Approval.callback(asked -> Approval.Answer.PENDING)
                                .within(negative))
                        .bake(Bake.lasting(Duration.ofMinutes(1)).every(negative))
                        .deadlines(new Deadlines(negative, Duration.ZERO, Duration.ofSeconds(1)))
                        .build())
                .hasMessageContaining("deadlines.preflight: -1 s is not positive; give a duration above 0")
                .hasMessageContaining("deadlines.verify: 0 s is not positive")
                .hasMessageContaining("approval.within: -1 s is negative")
                .hasMessageContaining("bake.every: -1 s; give 100 ms or more");
        assertThat(shop.writes()).isEmpty();
    }

    @Test
    void refusesSlosWithoutABake() {
        ReleaseBuilder wrong = shop.builder().bake(Duration.ZERO, asked -> new Slo.Result(Slo.Verdict.GOOD, "fine"));

        assertThatThrownBy(wrong::build).hasMessageContaining("bake: 0 s with 1 SLO(s)");
    }

    @Test
    void refusesMoreThanTheRecordHasRoomFor() {
        Slo[] objectives = IntStream.rangeClosed(1, 21)
                .mapToObj(number -> ((Slo) asked -> new Slo.Result(Slo.Verdict.GOOD, "fine")).named("route " + number))
                .toArray(Slo[]::new);
        ChangeWindow[] windows = IntStream.rangeClosed(0, 20)
                .mapToObj(day -> ChangeWindow.deny("UTC")
                        .during(
                                LocalDate.of(2027, 1, 1).plusDays(day),
                                LocalDate.of(2027, 1, 1).plusDays(day)))
                .toArray(ChangeWindow[]::new);

        assertThatThrownBy(
                        shop.builder().bake(Duration.ofMinutes(1), objectives).window(windows)::build)
                .hasMessageContainingAll("bake: 21 objectives; give at most 20", "window: 21 windows; give at most 20");
    }

    @Test
    void refusesTheSameRouterTwice() {
        ReleaseBuilder wrong =
                shop.builder().cutover(shop.platform.router("web")).cutover(shop.platform.router("web"));

        assertThatThrownBy(wrong::build).hasMessageContaining("router/web is named twice");
    }

    @Test
    void refusesLabelsThatCannotTellTheTracksApart() {
        ReleaseBuilder wrong = shop.builder().labels(labels -> labels.withTrack("track", "one", "one"));

        assertThatThrownBy(wrong::build).hasMessageContaining("BLUE and GREEN both have the value 'one'");
    }

    @Test
    @SuppressWarnings("NullAway")
    void refusesToSwitchToNothing() {
        assertThatThrownBy(() -> shop.release().switchTo(null)).hasMessageContaining("track: null");
        assertThatThrownBy(() -> shop.builder().switchTo(null)).hasMessageContaining("track: null");
        assertThat(shop.calls).isEmpty();
    }

    @Test
    void eachCallReturnsANewBuilder() {
        ReleaseBuilder base = shop.builder();
        ReleaseBuilder changed = base.minReadyPods(0);

        assertThat(base.build().name()).isEqualTo("shop");
        assertThatThrownBy(changed::build).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void anArrayThatIsChangedAfterTheCallChangesNothing() {
        String[] services = {"metrics"};
        ReleaseBuilder builder = new Shop().builder().allowExposedBy(services);

        services[0] = "NOT A NAME";

        assertThat(builder.build()).isNotNull();
    }

    @Test
    void theBuilderSwitchesByItself() {
        assertThat(shop.builder().switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void workloadsCanBeNamed() {
        shop.platform.deploy("v1", "shop:1", 1).deploy("v2", "shop:2", 1);

        Release release =
                shop.builder().workload(BLUE, "v1").workload(GREEN, "v2").build();

        assertThat(release.status().world().green().name()).isEqualTo("v2");
    }

    @Test
    void withoutAnAdapterItSaysWhatToAdd() {
        assertThatThrownBy(() -> BlueGreen.release("shop").switchTo(GREEN))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("add dev.bluegreen:bluegreen-fabric8");
    }

    @Test
    void withSeveralAdaptersItNamesThem() {
        assertThatThrownBy(() -> Adapters.only(List.of(provider("one"), provider("two"))))
                .hasMessageContaining("(one, two)")
                .hasMessageContaining("call .on(platform)");
    }

    @Test
    void labelsSelectATrack() {
        TrackLabels labels = TrackLabels.of("shop").withApp("app.kubernetes.io/name", "shop");

        assertThat(labels.selector(GREEN))
                .containsEntry("track", "green")
                .containsEntry("app.kubernetes.io/name", "shop");
    }

    private PlatformProvider provider(String name) {
        return new PlatformProvider() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Platform open() {
                return shop.platform;
            }
        };
    }
}
