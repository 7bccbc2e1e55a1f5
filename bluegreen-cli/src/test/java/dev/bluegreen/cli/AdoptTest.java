package dev.bluegreen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.testkit.FakeCluster;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An app with one plain Deployment is taken to blue/green. */
class AdoptTest {

    private static final String ORIGIN = "\"origin\":{\"track\":\"GREEN\",\"workload\":\"shop\"}";

    private final FakeCluster cluster = FakeCluster.start();
    private final CommandRun commands = CommandRun.on(cluster);

    AdoptTest() {
        cluster.apply("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: shop}
                spec:
                  replicas: 2
                  selector: {matchLabels: {app: shop}}
                  template:
                    metadata: {labels: {app: shop}}
                    spec:
                      containers:
                        - name: shop
                          image: shop:v1
                          ports: [{containerPort: 8080}]
                          readinessProbe: {httpGet: {path: /, port: 8080}}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: shop}
                spec:
                  selector: {app: shop}
                  ports: [{port: 80, targetPort: 8080}]
                """);
        cluster.awaitReady();
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void isPlannedCarriedOutAndItsOriginRetired() {
        assertThat(onShop("adopt", "shop", "--dry-run").endsWith(0).out()).contains("create Deployment/shop-blue");

        assertThat(onShop("adopt", "shop").endsWith(0).out()).contains("traffic is on BLUE");

        assertThat(onShop("status").endsWith(0).out()).contains("origin shop");
        assertThat(onShop("history").endsWith(0).out()).contains("the origin shop -> BLUE SWITCHED");
        assertThat(onShop("history", "--json").endsWith(0).json().toString()).contains(ORIGIN);
        assertThat(commands.run("history").endsWith(0).out()).contains("the origin shop -> BLUE SWITCHED");
        assertThat(commands.run("history", "--json").endsWith(0).json().toString())
                .contains("\"workload\":\"shop\"");
        assertThat(onShop("retire", "--origin").endsWith(2).err()).contains("shop");
        cluster.clock().advance(Duration.ofHours(25));
        assertThat(onShop("retire", "--origin").endsWith(0).out()).contains("shop");
    }

    @Test
    void whatCannotBeAdoptedIsRefused() {
        assertThat(onShop("adopt", "other").endsWith(2).err()).contains("other");
        assertThat(onShop("retire").endsWith(64).err()).contains("TRACK: not given");
        assertThat(onShop("retire", "--origin").endsWith(2).err()).isNotEmpty();
    }

    @Test
    void theFirstTrackOfAnAppIsIntroducedOnce() {
        cluster.apply("""
                apiVersion: v1
                kind: Service
                metadata: {name: cart}
                spec:
                  selector: {app: cart, track: green}
                  ports: [{port: 80, targetPort: 8080}]
                """);
        String manifest = """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: cart-blue}
                spec:
                  replicas: 2
                  selector: {matchLabels: {app: cart, track: blue}}
                  template:
                    metadata: {labels: {app: cart, track: blue}}
                    spec:
                      containers:
                        - name: cart
                          image: cart:v1
                          ports: [{containerPort: 8080}]
                          readinessProbe: {httpGet: {path: /, port: 8080}}
                """;
        assertThat(commands.run("introduce", "blue", "-r", "cart").endsWith(2).out())
                .isEmpty();
        assertThat(commands.run("introduce", "blue", "-r", "cart", "--image", "cart:v2")
                        .endsWith(64)
                        .err())
                .contains("image: given without a manifest");

        assertThat(commands.given("kind: Nothing", "introduce", "blue", "-r", "cart", "--manifest", "-")
                        .endsWith(64)
                        .err())
                .contains("manifest: line 1 lacks one of apiVersion");

        assertThat(commands.given(manifest, "introduce", "blue", "-r", "cart", "--manifest", "-", "--dry-run")
                        .endsWith(0)
                        .out())
                .contains("create Deployment/cart-blue", "BLUE, without traffic until then");

        assertThat(commands.given(manifest, "introduce", "blue", "-r", "cart", "--manifest", "-", "--image", "cart:v2")
                        .endsWith(0)
                        .out())
                .contains("traffic is on BLUE");
    }

    private CommandRun.Ended onShop(String... args) {
        return commands.run(
                Stream.concat(Stream.of(args), Stream.of("-r", "shop")).toArray(String[]::new));
    }
}
