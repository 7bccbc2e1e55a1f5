package dev.bluegreen.integration;

import dev.bluegreen.laws.killmatrix.KillMatrix;
import dev.bluegreen.laws.killmatrix.scene.KillScene;
import dev.bluegreen.laws.killmatrix.scene.RouterObject;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.testkit.CustomResources;
import dev.bluegreen.testkit.FakeCluster;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Weights of subsets in a VirtualService in the kill matrix. A build does a part; {@code -Dkillmatrix.istio.every=1} does all. */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class IstioKillMatrixTest {

    private static final int EVERY = Integer.getInteger("killmatrix.istio.every", 2_003);

    @Test
    void weightsOfAVirtualServiceHoldTheLawsWhateverHappensAtAnyCall() {
        ObjectMatrix.hold(KillMatrix.of(IstioKillMatrixTest::scene).every(EVERY));
    }

    private static KillScene scene() {
        return ObjectMatrix.scene(platform -> platform.virtualService("edge"), new Edge());
    }

    /** The VirtualService {@code edge}. */
    private record Edge() implements RouterObject {

        @Override
        public String resource() {
            return "virtualservices";
        }

        @Override
        public String name() {
            return "edge";
        }

        @Override
        public String router() {
            return "VirtualService/edge";
        }

        @Override
        public void create(FakeCluster cluster) {
            cluster.install(CustomResources.ISTIO).apply("""
                    apiVersion: v1
                    kind: Service
                    metadata: {name: shop}
                    spec: {selector: {app: shop}, ports: [{port: 80, targetPort: http}]}
                    ---
                    apiVersion: networking.istio.io/v1
                    kind: DestinationRule
                    metadata: {name: shop}
                    spec: {host: shop, subsets: [{name: v1, labels: {track: blue}}, {name: v2, labels: {track: green}}]}
                    ---
                    apiVersion: networking.istio.io/v1
                    kind: VirtualService
                    metadata: {name: edge}
                    spec:
                      hosts: [shop]
                      http:
                        - name: shop
                          route:
                            - {destination: {host: shop, subset: v1}, weight: 100}
                            - {destination: {host: shop, subset: v2}, weight: 0}
                    """);
            cluster.virtualService("edge");
        }

        @Override
        public Optional<TrafficSplit> split(Map<String, Object> object) {
            return Tree.at(object, "spec", "http", 0, "route")
                    .map(route ->
                            new TrafficSplit(Tree.number(route, 0, 0, "weight"), Tree.number(route, 0, 1, "weight")));
        }

        @Override
        public long token(Map<String, Object> object) {
            return Tree.token(object);
        }
    }
}
