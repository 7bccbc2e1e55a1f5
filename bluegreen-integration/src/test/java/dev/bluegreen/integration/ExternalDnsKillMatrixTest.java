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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Weights of records in a DNSEndpoint in the kill matrix. A build does a part; {@code -Dkillmatrix.externaldns.every=1} does all. */
@Timeout(value = 90, unit = TimeUnit.MINUTES)
@Tag("exhaustive")
class ExternalDnsKillMatrixTest {

    private static final int EVERY = Integer.getInteger("killmatrix.externaldns.every", 2_003);

    @Test
    void weightsOfRecordsHoldTheLawsWhateverHappensAtAnyCall() {
        ObjectMatrix.hold(KillMatrix.of(ExternalDnsKillMatrixTest::scene).every(EVERY));
    }

    private static KillScene scene() {
        return ObjectMatrix.scene(
                platform -> platform.externalDns("api.example.com").endpoint("edge"), new Edge());
    }

    /** The DNSEndpoint {@code edge}. */
    private record Edge() implements RouterObject {

        @Override
        public String resource() {
            return "dnsendpoints";
        }

        @Override
        public String name() {
            return "edge";
        }

        @Override
        public String router() {
            return "DNSEndpoint/edge";
        }

        @Override
        public void create(FakeCluster cluster) {
            cluster.install(CustomResources.EXTERNAL_DNS);
            List.of("blue", "green").forEach(track -> cluster.apply("""
                    apiVersion: v1
                    kind: Service
                    metadata: {name: shop-%1$s}
                    spec: {selector: {app: shop, track: %1$s}, ports: [{port: 80, targetPort: http}]}
                    """.formatted(track)));
            cluster.apply("""
                    apiVersion: externaldns.k8s.io/v1alpha1
                    kind: DNSEndpoint
                    metadata: {name: edge}
                    spec:
                      endpoints:
                        - dnsName: api.example.com
                          recordType: CNAME
                          recordTTL: 60
                          setIdentifier: blue
                          targets: [blue.elb.example]
                          providerSpecific: [{name: aws/weight, value: "100"}]
                        - dnsName: api.example.com
                          recordType: CNAME
                          recordTTL: 60
                          setIdentifier: green
                          targets: [green.elb.example]
                          providerSpecific: [{name: aws/weight, value: "0"}]
                    """);
        }

        @Override
        public Optional<TrafficSplit> split(Map<String, Object> object) {
            return Tree.at(object, "spec", "endpoints")
                    .map(records -> new TrafficSplit(weight(records, 0), weight(records, 1)));
        }

        private static int weight(Object records, int place) {
            return Tree.number(records, 0, place, "providerSpecific", 0, "value");
        }

        @Override
        public long token(Map<String, Object> object) {
            return Tree.token(object);
        }
    }
}
