package dev.bluegreen.integration;

import dev.bluegreen.laws.killmatrix.KillMatrix;
import dev.bluegreen.laws.killmatrix.scene.KillScene;
import dev.bluegreen.laws.killmatrix.scene.RouterObject;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.testkit.FakeCluster;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Weights in a Service with a Network Load Balancer in the kill matrix. A build does a part; {@code -Dkillmatrix.nlb.every=1} all. */
@Timeout(value = 90, unit = TimeUnit.MINUTES)
@Tag("exhaustive")
class NlbKillMatrixTest {

    private static final int EVERY = Integer.getInteger("killmatrix.nlb.every", 2_003);

    @Test
    void weightsOfAServiceHoldTheLawsWhateverHappensAtAnyCall() {
        ObjectMatrix.hold(KillMatrix.of(NlbKillMatrixTest::scene).every(EVERY));
    }

    private static KillScene scene() {
        return ObjectMatrix.scene(
                platform ->
                        platform.nlbService("edge").controllerVersion("3.5.0").settlesWithin(Duration.ofSeconds(30)),
                new Edge());
    }

    /** The Service {@code edge}, whose own pods are those of BLUE. */
    private record Edge() implements RouterObject {

        private static final String KEY = "service.beta.kubernetes.io/actions.TCP-80";
        private static final Pattern WEIGHTS =
                Pattern.compile("\"baseServiceWeight\":(\\d+).*?\"weight\":(\\d+)", Pattern.DOTALL);

        @Override
        public String resource() {
            return "services";
        }

        @Override
        public String name() {
            return "edge";
        }

        @Override
        public String router() {
            return "Service/edge";
        }

        @Override
        public void create(FakeCluster cluster) {
            cluster.apply("""
                    apiVersion: v1
                    kind: Service
                    metadata: {name: shop-green}
                    spec: {selector: {app: shop, track: green}, ports: [{port: 80, targetPort: http}]}
                    ---
                    apiVersion: v1
                    kind: Service
                    metadata:
                      name: edge
                      annotations:
                        %s: '{"type":"forward","forwardConfig":{"baseServiceWeight":100,"targetGroups":[
                          {"serviceName":"shop-green","servicePort":80,"weight":0}]}}'
                    spec:
                      type: LoadBalancer
                      loadBalancerClass: service.k8s.aws/nlb
                      selector: {app: shop, track: blue}
                      ports: [{port: 80, targetPort: http}]
                    """.formatted(KEY));
            cluster.networkLoadBalancer("edge");
        }

        @Override
        public Optional<TrafficSplit> split(Map<String, Object> service) {
            Matcher weights = WEIGHTS.matcher(
                    Tree.at(service, "metadata", "annotations", KEY).orElse("").toString());
            return weights.find()
                    ? Optional.of(
                            new TrafficSplit(Integer.parseInt(weights.group(1)), Integer.parseInt(weights.group(2))))
                    : Optional.empty();
        }

        @Override
        public long token(Map<String, Object> service) {
            return Tree.token(service);
        }
    }
}
