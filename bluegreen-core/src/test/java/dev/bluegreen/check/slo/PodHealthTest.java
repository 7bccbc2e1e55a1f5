package dev.bluegreen.check.slo;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.check.slo.Slo.Result;
import dev.bluegreen.check.slo.Slo.Verdict;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Pod;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Workload;
import dev.bluegreen.model.World;
import dev.bluegreen.scene.Shop;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The objective that the pods of the active track stay well. */
class PodHealthTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    private final Slo health = Slo.podHealth().begin();

    @Test
    void podsThatStayWellAreGood() {
        check(pod("a", true, 2), pod("b", true, 0));

        assertThat(check(pod("a", true, 2), pod("b", true, 0)))
                .isEqualTo(new Result(Verdict.GOOD, "2 pods of shop-green are ready and well"));
    }

    @Test
    void aRestartIsBadUnlessItIsTolerated() {
        Slo lenient = Slo.podHealth().tolerating(1).begin();
        lenient.check(asked(pod("a", true, 2)));
        check(pod("a", true, 2));

        Result result = check(pod("a", true, 3, "Error"));

        assertThat(result.verdict()).isEqualTo(Verdict.BAD);
        assertThat(result.sentence()).isEqualTo("1 restarts, 0 tolerated: a 1 (Error)");
        assertThat(lenient.check(asked(pod("a", true, 3))).verdict()).isEqualTo(Verdict.GOOD);
        assertThat(lenient.check(asked(pod("a", true, 4))).verdict()).isEqualTo(Verdict.BAD);
    }

    @Test
    void aPodKilledForWantOfMemoryIsBadHoweverManyRestartsAreTolerated() {
        Slo lenient = Slo.podHealth().tolerating(100).begin();
        lenient.check(asked(pod("a", true, 0), pod("old", true, 1, "OOMKilled")));

        assertThat(lenient.check(asked(pod("a", true, 1, "OOMKilled"), pod("old", true, 1, "OOMKilled")))
                        .sentence())
                .isEqualTo("a ran out of memory and was killed (OOMKilled)");
    }

    @Test
    void aPodThatWasReadyAndIsNotIsBadAndOneThatStartsIsNot() {
        check(pod("a", true, 0));

        assertThat(check(pod("a", true, 0), pod("new", false, 0)).verdict()).isEqualTo(Verdict.GOOD);
        assertThat(check(pod("a", false, 0), pod("new", true, 0)).sentence())
                .isEqualTo("a was ready and is not ready now");
    }

    @Test
    void aTrackWithoutReadyPodsIsBad() {
        assertThat(check(pod("a", false, 0)).sentence()).isEqualTo("no pod of shop-green is ready");
    }

    @Test
    void aPodThatIsAwayIsNoMatter() {
        check(pod("a", true, 0), pod("b", true, 0));

        assertThat(check(pod("b", true, 0)).verdict()).isEqualTo(Verdict.GOOD);
    }

    @Test
    void theBakeGoesBackWhenPodsAreNotWell() {
        Shop shop = new Shop();
        shop.platform.setReady("shop-green", 3);
        shop.time.after(Duration.ofMinutes(2), () -> shop.platform.setReady("shop-green", 2));

        assertThatThrownBy(() -> shop.builder()
                        .minReadyPods(1)
                        .bake(Duration.ofMinutes(5), Slo.podHealth())
                        .build()
                        .switchTo(GREEN))
                .hasMessageContaining("an SLO is breached: shop-green-2 was ready and is not ready now");
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @Test
    void aNegativeNumberIsRefused() {
        assertThatThrownBy(() -> Slo.podHealth().tolerating(-1))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("slo.podHealth.tolerating: -1");
    }

    private Result check(Pod... pods) {
        return health.check(asked(pods));
    }

    private static SloContext asked(Pod... pods) {
        ReleaseSpec release = ReleaseSpec.of("shop");
        Workload green = Workload.builder(GREEN, "shop-green")
                .selector(release.labels().selector(GREEN))
                .images(List.of("shop:2"))
                .desired(pods.length)
                .pods(List.of(pods))
                .version("1")
                .build();
        return SloContext.of(new World(release, Workload.none(BLUE), green), GREEN, NOW, NOW);
    }

    private static Pod pod(String name, boolean ready, int restarts, String... endings) {
        return Pod.builder(name, name)
                .ready(ready)
                .restarts(restarts)
                .endings(Set.of(endings))
                .build();
    }
}
