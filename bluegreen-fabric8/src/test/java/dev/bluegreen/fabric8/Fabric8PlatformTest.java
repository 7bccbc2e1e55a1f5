package dev.bluegreen.fabric8;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.spi.PlatformProvider;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class Fabric8PlatformTest {

    private final Shop shop = Shop.empty();

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void saysWhereItIs() {
        assertThat(shop.platform.inNamespace("shop").describe()).matches("namespace shop of http://localhost:[0-9]+");
        assertThat(shop.platform.describe()).startsWith("namespace default of ");
    }

    @Test
    void refusesANamespaceThatIsNoName() {
        assertThatThrownBy(() -> shop.platform.inNamespace("Shop/../kube-system"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("namespace: 'Shop/../kube-system'");
    }

    @Test
    void saysWhoActs() {
        assertThat(shop.platform.identity()).matches("[^@]+@[^@]+");
    }

    @Test
    void operationIdsAreUniqueLabelValues() {
        var ids = IntStream.range(0, 1000)
                .mapToObj(number -> shop.platform.newOperationId())
                .collect(Collectors.toSet());

        assertThat(ids).hasSize(1000).allSatisfy(id -> assertThat(id).matches("[a-z0-9]{12}"));
    }

    @Test
    void isFoundByTheServiceLoader() {
        assertThat(ServiceLoader.load(PlatformProvider.class))
                .extracting(PlatformProvider::name)
                .containsExactly("fabric8");
    }

    @Test
    void runsOnTheTimeItIsGiven() {
        assertThat(shop.platform.time()).isSameAs(shop.cluster.time());
        assertThat(shop.platform.inNamespace("shop").time()).isSameAs(shop.cluster.time());
    }
}
