package dev.bluegreen.fabric8.internal.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.fabric8.Shop;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.PlatformException.Kind;
import dev.bluegreen.model.Track;
import dev.bluegreen.spi.Discovery;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServiceDiscoveryTest {

    private static final Optional<Track> BLUE = Optional.of(Track.BLUE);

    private final Shop shop = Shop.empty();

    @AfterEach
    void nothingWasWritten() {
        try (shop) {
            assertThat(shop.cluster.writes())
                    .filteredOn(request -> request.client().equals("test"))
                    .isEmpty();
        }
    }

    @Test
    void findsTheOneServiceOnTheActiveTrackByOneRequest() {
        shop.serviceOf("shop-front", "app: checkout, track: blue");
        shop.serviceOf("other", "app: other, track: blue");

        Discovery found = shop.platform.discover(Shop.CHECKOUT, BLUE);

        assertThat(found.strategy().router()).isEqualTo("Service/shop-front");
        assertThat(found.notes()).isEmpty();
        assertThat(shop.requests()).containsExactly("list services");
    }

    @Test
    void findsTheOnlyCandidateWhenTheActiveTrackIsUnknown() {
        shop.serviceOf("shop-front", "app: checkout, track: green");

        assertThat(shop.platform
                        .discover(Shop.CHECKOUT, Optional.empty())
                        .strategy()
                        .router())
                .isEqualTo("Service/shop-front");
    }

    @Test
    void makesNoRequestWhereServicesAreWatchedAlready() {
        shop.serviceOf("shop-front", "app: checkout, track: blue");
        shop.platform.workloads().watch(Shop.CHECKOUT, () -> {}).close();
        shop.forget();

        shop.platform.discover(Shop.CHECKOUT, BLUE);

        assertThat(shop.requests()).isEmpty();
    }

    @Test
    void leavesAServiceOnTheIdleTrackAloneAndSaysSo() {
        shop.serviceOf("front", "app: checkout, track: blue");
        shop.serviceOf("preview", "app: checkout, track: green");

        Discovery found = shop.platform.discover(Shop.CHECKOUT, BLUE);

        assertThat(found.strategy().router()).isEqualTo("Service/front");
        assertThat(found.notes()).singleElement().satisfies(note -> {
            assertThat(note.severity()).isEqualTo(Finding.Severity.INFO);
            assertThat(note.sentence()).contains("Service/preview", "it is not moved");
        });
    }

    @Test
    void knowsTheRouterItMovedBeforeWhereverItIsNow() {
        shop.serviceOf("front", "app: checkout, track: green");
        shop.serviceOf("preview", "app: checkout, track: blue");
        shop.kubectl()
                .services()
                .inNamespace("default")
                .withName("front")
                .edit(service -> service.toBuilder()
                        .editMetadata()
                        .addToAnnotations("bluegreen.dev/release", "checkout")
                        .endMetadata()
                        .build());

        assertThat(shop.platform.discover(Shop.CHECKOUT, BLUE).strategy().router())
                .isEqualTo("Service/front");
    }

    @Test
    void refusesTwoCandidatesAndNamesTheCallThatChoosesOne() {
        shop.serviceOf("front", "app: checkout, track: blue");
        shop.serviceOf("back", "app: checkout, track: blue");

        refused(BLUE, Kind.INVALID)
                .hasMessageContaining("front {app=checkout, track=blue}")
                .hasMessageContaining("back {app=checkout, track=blue}")
                .hasMessageContaining(".cutover(platform.selectorPatch(\"back\"))");
    }

    @Test
    void refusesAThirdTrackValue() {
        shop.serviceOf("front", "app: checkout, track: yellow");

        refused(BLUE, Kind.INVALID)
                .hasMessageContaining("Service/front: spec.selector.track is 'yellow'")
                .hasMessageContaining("'blue' for BLUE, 'green' for GREEN");
    }

    @Test
    void namesTheServicesThatSelectTheAppWithoutATrack() {
        shop.serviceOf("front", "app: checkout");

        refused(BLUE, Kind.NOT_FOUND)
                .hasMessageContaining("front {app=checkout} select the app without 'track'")
                .hasMessageContaining("add it with the value of the track that serves now");
    }

    @Test
    void saysWhatItLookedForAndWhatThereIs() {
        shop.serviceOf("other", "app: other");

        refused(BLUE, Kind.NOT_FOUND)
                .hasMessageContaining("{app=checkout, track=blue|green}")
                .hasMessageContaining("other {app=other}");
    }

    @Test
    void takesTheOnlyServiceForTheRouterWhicheverTrackItIsOn() {
        shop.serviceOf("front", "app: checkout, track: green");

        assertThat(shop.platform.discover(Shop.CHECKOUT, BLUE).strategy().router())
                .isEqualTo("Service/front");
    }

    @Test
    void namesANamespaceThatDoesNotExist() {
        assertThatThrownBy(() -> shop.platform.inNamespace("nowhere").discover(Shop.CHECKOUT, BLUE))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        error -> assertThat(error.kind()).isEqualTo(Kind.NOT_FOUND))
                .hasMessageContaining("namespace: 'nowhere' does not exist")
                .hasMessageContaining("inNamespace(");
    }

    @Test
    void needsNoRightToReadNamespaces() {
        shop.cluster.deny("test", "get", "namespaces");

        refused(BLUE, Kind.NOT_FOUND).hasMessageContaining("has no router");
    }

    private AbstractThrowableAssert<?, ?> refused(Optional<Track> active, Kind kind) {
        return assertThatThrownBy(() -> shop.platform.discover(Shop.CHECKOUT, active))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        error -> assertThat(error.kind()).isEqualTo(kind));
    }
}
