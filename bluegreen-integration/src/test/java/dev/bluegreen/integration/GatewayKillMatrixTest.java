package dev.bluegreen.integration;

import dev.bluegreen.laws.killmatrix.KillMatrix;
import dev.bluegreen.laws.killmatrix.scene.KillScene;
import dev.bluegreen.laws.killmatrix.scene.RouterObject;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.testkit.CustomResources;
import dev.bluegreen.testkit.FakeCluster;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The kill matrix on an HTTPRoute: a part of its runs, and all with {@code -Dkillmatrix.gateway.every=1}. */
@Timeout(value = 40, unit = TimeUnit.MINUTES)
class GatewayKillMatrixTest {

    private static final int EVERY = Integer.getInteger("killmatrix.gateway.every", 503);

    @Test
    void callsOfEveryOperationOnAnHttpRoute() {
        ObjectMatrix.hold(KillMatrix.of(GatewayKillMatrixTest::scene).every(EVERY));
    }

    private static KillScene scene() {
        return ObjectMatrix.scene(platform -> platform.httpRoute("edge"), new Edge());
    }

    /** The route, with a rule for both tracks. */
    private record Edge() implements RouterObject {

        @Override
        public String resource() {
            return "httproutes";
        }

        @Override
        public String name() {
            return "edge";
        }

        @Override
        public String router() {
            return "HTTPRoute/edge";
        }

        @Override
        @SuppressWarnings("resource") // closed with the cluster
        public void create(FakeCluster cluster) {
            cluster.install(CustomResources.GATEWAY_API);
            for (String track : List.of("blue", "green")) {
                cluster.apply("""
                        apiVersion: v1
                        kind: Service
                        metadata: {name: shop-%1$s, namespace: default}
                        spec: {selector: {app: shop, track: %1$s}, ports: [{name: http, port: 80, targetPort: http}]}
                        """.formatted(track));
            }
            cluster.apply("""
                    apiVersion: gateway.networking.k8s.io/v1
                    kind: HTTPRoute
                    metadata: {name: edge, namespace: default}
                    spec:
                      parentRefs: [{name: public}]
                      rules:
                        - backendRefs:
                            - {name: shop-blue, port: 80, weight: 100}
                            - {name: shop-green, port: 80, weight: 0}
                    """);
            cluster.httpRoute("edge");
        }

        @Override
        public Optional<TrafficSplit> split(Map<String, Object> route) {
            return Tree.at(route, "spec", "rules", 0, "backendRefs")
                    .map(backends -> new TrafficSplit(
                            Tree.number(backends, 1, 0, "weight"), Tree.number(backends, 1, 1, "weight")));
        }

        @Override
        public long token(Map<String, Object> route) {
            return Tree.token(route);
        }
    }
}
