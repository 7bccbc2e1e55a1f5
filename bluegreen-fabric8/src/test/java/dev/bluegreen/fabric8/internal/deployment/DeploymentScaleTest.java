package dev.bluegreen.fabric8.internal.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.fabric8.Shop;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.PlatformException.Kind;
import dev.bluegreen.model.World;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeploymentScaleTest {

    private final Shop shop = Shop.open();

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void scalesOnlyADeploymentThatIsAsItWasRead() {
        World read = shop.world();
        shop.platform.workloads().fence(read.blue(), 7, "op-1");

        assertThatThrownBy(() -> shop.platform.workloads().scale(read.blue(), 0))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        conflict -> assertThat(conflict.kind()).isEqualTo(Kind.CONFLICT));
        assertThat(shop.world().blue().desired()).isEqualTo(read.blue().desired());
        assertThat(shop.cluster
                        .client("reader")
                        .apps()
                        .deployments()
                        .withName(read.blue().name())
                        .require()
                        .getMetadata()
                        .getAnnotations())
                .containsEntry("bluegreen.dev/token", "7")
                .containsEntry("bluegreen.dev/fence", "op-1");
    }

    @Test
    void scalesByOnePatchUnderOurName() {
        shop.platform.workloads().scale(shop.world().blue(), 0);

        assertThat(shop.cluster.writes()).singleElement().satisfies(write -> {
            assertThat(write.is("patch", "deployments")).isTrue();
            assertThat(write.name()).isEqualTo("checkout-blue");
            assertThat(write.fieldManager()).isEqualTo("bluegreen");
        });
        shop.cluster.awaitReady();
        assertThat(shop.world().blue().desired()).isZero();
    }

    @Test
    void refusesToScaleBelowNothing() {
        assertThatThrownBy(() -> shop.platform.workloads().scale(shop.world().blue(), -1))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("pods: -1");
    }
}
