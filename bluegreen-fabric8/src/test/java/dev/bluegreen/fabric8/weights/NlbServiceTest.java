package dev.bluegreen.fabric8.weights;

import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.fabric8.NlbService;
import dev.bluegreen.fabric8.Shop;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.testkit.traffic.Traffic;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NlbServiceTest {

    private final NlbShop nlb = new NlbShop();

    @AfterEach
    void close() {
        nlb.close();
    }

    @Test
    void movesEveryConnectionThereAndBackAndLosesNone() {
        Release release = BlueGreen.release(Shop.CHECKOUT.name())
                .on(nlb.shop.platform)
                .cutover(nlb.strategy())
                .build();
        try (Traffic traffic = nlb.route.traffic().start()) {
            traffic.awaitAnswered(20);
            release.switchTo(GREEN);
            traffic.awaitTrack(GREEN);
            assertThat(nlb.action()).isEqualTo(NlbShop.action(0, 100));
            release.rollBack();
            traffic.awaitTrack(Track.BLUE);

            assertThat(traffic.stop().failures()).isEmpty();
        }
    }

    @Test
    void aTenthOfTenThousandConnectionsGoesToTheNewTrackAndNoneIsLost() {
        nlb.strategy().shift(new Moves(nlb.shop, nlb.strategy()).to(new TrafficSplit(90, 10)));
        nlb.shop.rest();
        TenThousand.assertATenthGoesToGreen(nlb.route.atRandom(TenThousand.SEED).traffic());
    }

    @Test
    void waitsTenMinutesForFlows() {
        assertThat(nlb.strategy().settleBound()).isEqualTo(Duration.ofMinutes(10));
        assertThat(ids(nlb.strategy())).contains("nlb-closes-flows");
    }

    @Test
    void refusesAControllerThatDoesNotTakeWeightZero() {
        nlb.controller("v3.3.1");
        assertThat(fatal(nlb.strategy()))
                .singleElement()
                .asString()
                .contains("has version v3.3.1, which does not accept weight 0");
        assertThat(fatal(nlb.strategy().controllerVersion("3.4.0"))).isEmpty();
        assertThat(fatal(nlb.strategy().controllerVersion("2.16.2"))).hasSize(1);
    }

    @Test
    void saysThatItDoesNotKnowTheController() {
        nlb.controller("latest");
        assertThat(ids(nlb.strategy())).contains("controller-version-unknown");
    }

    @Test
    void refusesAServiceThatIsNoTrackOrHasNoLoadBalancer() {
        nlb.edit(service -> {
            service.getSpec().getSelector().remove("track");
            return service;
        });
        assertRefused("names no track; its pods are the base target group");
        assertThatExceptionOfType(PlatformException.class)
                .isThrownBy(() -> nlb.shop.platform.nlbService("checkout-green").observe(Shop.CHECKOUT))
                .withMessageContaining("spec.type is ClusterIP; name a Service of type LoadBalancer");
    }

    @Test
    void refusesAPortWithoutAnActionAndAnActionWithoutABaseWeight() {
        nlb.act(NlbShop.action(100, 0).replace("\"baseServiceWeight\":100,", ""));
        assertRefused("the baseServiceWeight none");
        nlb.act("{\"type\":\"forward\"");
        assertRefused("is not a JSON object");
        nlb.edit(service -> {
            service.getMetadata().getAnnotations().remove(NlbShop.KEY);
            return service;
        });
        assertRefused("port 80 has no annotation service.beta.kubernetes.io/actions.<protocol>-80");
    }

    @Test
    void refusesAVersionThatIsNone() {
        for (String version : new String[] {null, "", "3", "latest", "3.x"}) {
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> nlb.strategy().controllerVersion(version))
                    .withMessageContaining("nlbService.controllerVersion");
        }
    }

    private void assertRefused(String message) {
        assertThatExceptionOfType(PlatformException.class)
                .isThrownBy(() -> nlb.strategy().observe(Shop.CHECKOUT))
                .withMessageContaining(message);
    }

    private List<String> ids(NlbService strategy) {
        return findings(strategy).stream().map(Finding::id).toList();
    }

    private List<String> fatal(NlbService strategy) {
        return new Moves(nlb.shop, strategy).fatal();
    }

    private List<Finding> findings(NlbService strategy) {
        return new Moves(nlb.shop, strategy).findings();
    }
}
