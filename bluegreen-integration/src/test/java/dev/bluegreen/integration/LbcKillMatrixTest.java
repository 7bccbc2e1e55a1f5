package dev.bluegreen.integration;

import dev.bluegreen.laws.killmatrix.KillMatrix;
import dev.bluegreen.laws.killmatrix.KillOperation;
import dev.bluegreen.laws.killmatrix.scene.CallFault;
import dev.bluegreen.laws.killmatrix.scene.KillScene;
import dev.bluegreen.laws.killmatrix.scene.RouterObject;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.testkit.FakeCluster;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Weights in an Ingress in the kill matrix. A build does a part; {@code -Dkillmatrix.lbc.every=1} does all. */
@Timeout(value = 40, unit = TimeUnit.MINUTES)
@Tag("exhaustive")
class LbcKillMatrixTest {

    private static final String BLUE_ALONE = """
            {"serviceName":"shop-blue","servicePort":80,"weight":100}""";
    private static final String BOTH = BLUE_ALONE + """
            ,{"serviceName":"shop-green","servicePort":80,"weight":0}""";

    private static final int EVERY = Integer.getInteger("killmatrix.lbc.every", 503);

    @Test
    void weightsOfAnIngressHoldTheLawsWhateverHappensAtAnyCall() {
        ObjectMatrix.hold(KillMatrix.of(() -> scene(BOTH)).every(EVERY));
    }

    /** Only the switch does more than on an Ingress that names both: it adds the new track before it moves traffic. */
    @Test
    void aTrackThatAnIngressDoesNotNameIsAddedWhateverHappensAtAnyCall() {
        ObjectMatrix.hold(KillMatrix.of(() -> scene(BLUE_ALONE))
                .operations(KillOperation.SWITCH, KillOperation.SWITCH_RESUMED)
                .callFaults(CallFault.values())
                .every(EVERY));
    }

    private static KillScene scene(String groups) {
        return ObjectMatrix.scene(platform -> platform.albIngress("edge"), new Edge(groups));
    }

    /** The Ingress {@code edge}. */
    private record Edge(String groups) implements RouterObject {

        private static final String KEY = "alb.ingress.kubernetes.io/actions.shop";
        private static final Pattern WEIGHTS =
                Pattern.compile("shop-blue\\D*80\\D*(\\d+)(?:\\D*shop-green\\D*80\\D*(\\d+))?");

        @Override
        public String resource() {
            return "ingresses";
        }

        @Override
        public String name() {
            return "edge";
        }

        @Override
        public String router() {
            return "Ingress/edge";
        }

        @Override
        public void create(FakeCluster cluster) {
            List.of("blue", "green").forEach(track -> cluster.apply("""
                    apiVersion: v1
                    kind: Service
                    metadata: {name: shop-%1$s}
                    spec: {selector: {app: shop, track: %1$s}, ports: [{port: 80, targetPort: http}]}
                    """.formatted(track)));
            cluster.apply("""
                    apiVersion: networking.k8s.io/v1
                    kind: Ingress
                    metadata:
                      name: edge
                      annotations:
                        %s: '{"type":"forward","forwardConfig":{"targetGroups":[%s]}}'
                    spec: {defaultBackend: {service: {name: shop, port: {name: use-annotation}}}}
                    """.formatted(KEY, groups));
            cluster.ingress("edge");
        }

        @Override
        public Optional<TrafficSplit> split(Map<String, Object> ingress) {
            Matcher weights = WEIGHTS.matcher(
                    Tree.at(ingress, "metadata", "annotations", KEY).orElse("").toString());
            return weights.find()
                    ? Optional.of(new TrafficSplit(
                            Integer.parseInt(weights.group(1)),
                            Integer.parseInt(Objects.requireNonNullElse(weights.group(2), "0"))))
                    : Optional.empty();
        }

        @Override
        public long token(Map<String, Object> ingress) {
            return Tree.token(ingress);
        }
    }
}
