package dev.bluegreen.integration;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.aws.Aws;
import dev.bluegreen.aws.IamPolicy;
import dev.bluegreen.aws.route53.Route53Cutover;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.fabric8.ExternalDns;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Milestone;
import dev.bluegreen.testkit.CustomResources;
import dev.bluegreen.testkit.FakeCluster;
import dev.bluegreen.testkit.FakeService;
import dev.bluegreen.testkit.aws.FakeRoute53;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.route53.Route53Client;

/** Weights in a DNSEndpoint, proven at Route 53 and a DNS server; between them an ExternalDNS that acts a minute later. */
@Tag("exhaustive")
class RecordVerifierTest {

    private static final String NAME = "api.example.com";
    private static final ReleaseSpec SHOP = ReleaseSpec.of("shop");

    private final FakeCluster cluster = FakeCluster.start().install(CustomResources.EXTERNAL_DNS);
    private final FakeRoute53 route53 = FakeRoute53.startOn(cluster.time())
            .zone("Z1", "example.com")
            .weighted(NAME, "CNAME", "blue", 100, "blue.elb.example")
            .weighted(NAME, "CNAME", "green", 0, "green.elb.example")
            .host("blue.elb.example", "127.0.1.1")
            .host("green.elb.example", "127.0.1.2");
    private final Fabric8Platform platform =
            Fabric8Platform.of(cluster.client()).withTime(cluster.time());
    private final Route53Client client = Route53Client.builder()
            .endpointOverride(route53.endpoint())
            .region(Region.AWS_GLOBAL)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIA1", "secret")))
            .httpClient(UrlConnectionHttpClient.create())
            .build();
    private final SharedIndexInformer<GenericKubernetesResource> externalDns;
    private volatile boolean isStuck;

    RecordVerifierTest() {
        cluster.app("shop").replicas(2).deploy();
        for (String track : new String[] {"blue", "green"}) {
            cluster.apply("""
                    apiVersion: v1
                    kind: Service
                    metadata: {name: shop-%1$s}
                    spec: {selector: {app: shop, track: %1$s}, ports: [{port: 80, targetPort: 8080}]}
                    """.formatted(track));
        }
        cluster.apply("""
                apiVersion: externaldns.k8s.io/v1alpha1
                kind: DNSEndpoint
                metadata: {name: api.example.com}
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
        externalDns = cluster.client("external-dns")
                .genericKubernetesResources("externaldns.k8s.io/v1alpha1", "DNSEndpoint")
                .inform(new Follower());
        cluster.clock().advance(ofMinutes(2));
    }

    @AfterEach
    void close() {
        externalDns.close();
        platform.close();
        client.close();
        route53.close();
        cluster.close();
    }

    @Test
    void theMoveAndTheWayBackAreProvenAtRoute53AndByTheAnswersOfADnsServer() {
        Release release = release();

        CutoverReport report = release.switchTo(GREEN);

        assertThat(report.milestone()).contains(Milestone.CONFIG_VERIFIED);
        assertThat(report.evidence())
                .extracting(Evidence::kind)
                .contains("weights", "endpoints", "external-dns", "route53-records", "route53-change", "dns-answer");
        assertThat(route53.dnsClient().address(NAME)).isEqualTo("127.0.1.2");
        release.rollBack();
        assertThat(strategy().observe(SHOP).split()).isEqualTo(TrafficSplit.all(BLUE));
    }

    /** Each request is that of a client of its own, which asks the DNS server; its answers are drawn by a seed. */
    @Test
    void aTenthOfTenThousandRequestsGoesToTheNewTrackAndNoneIsLost() throws Exception {
        ExternalDns strategy = strategy();
        strategy.shift(Move.builder(platform.workloads().read(SHOP), strategy.observe(SHOP), new TrafficSplit(90, 10))
                .minReadyPods(2)
                .cutoverId("c1")
                .token(7)
                .requestedBy("ann")
                .build());
        cluster.clock().advance(ofMinutes(2));
        Map<String, FakeService> hosts =
                Map.of("127.0.1.1", cluster.service("shop-blue"), "127.0.1.2", cluster.service("shop-green"));
        Map<String, Integer> answered = new HashMap<>();
        HttpClient http = HttpClient.newHttpClient();
        for (int client = 0; client < 10_000; client++) {
            FakeService host = hosts.get(route53.dnsClient().address(NAME));
            HttpResponse<Void> answer =
                    http.send(HttpRequest.newBuilder(host.uri()).build(), BodyHandlers.discarding());
            answered.merge(answer.headers().firstValue("X-Track").orElse("failed"), 1, Integer::sum);
        }

        assertThat(answered).containsOnlyKeys("blue", "green");
        assertThat(answered.get("green")).isBetween(880, 1_120);
    }

    @Test
    void aMoveThatExternalDnsDoesNotMakeIsNotProvenAndKeepsTheOldTrack() {
        isStuck = true;
        assertThatThrownBy(() -> release().switchTo(GREEN))
                .hasMessageContaining("CNAME blue=100 green=0, and not 0/100 yet");
        assertThat(strategy().mayFailOpen(SHOP, BLUE))
                .hasValueSatisfying(why -> assertThat(why).contains("by which Route 53 answers with BLUE"));
    }

    @Test
    void refusesRecordsThatDoNotFollowTheDnsEndpoint() {
        route53.weigh(NAME, Map.of("blue", 50, "green", 50));
        assertThatThrownBy(() -> release().switchTo(GREEN))
                .hasMessageContaining("DNSEndpoint/api.example.com is 100/0, and Route 53 has CNAME blue=50 green=50")
                .hasMessageContaining("Nothing was moved");
        ExternalDns other = platform.externalDns("other.example.com").endpoint(NAME);
        assertThat(new IamPolicy(strategy().permissions(SHOP)).json()).contains("route53:ListResourceRecordSets");
        assertThat(other.verifiedBy(cutover().verifier()).router()).isEqualTo("DNSEndpoint/api.example.com");
    }

    private Release release() {
        return BlueGreen.release("shop").on(platform).cutover(strategy()).build();
    }

    private ExternalDns strategy() {
        return platform.externalDns(NAME).verifiedBy(cutover().verifier());
    }

    private Route53Cutover cutover() {
        String server = route53.dns().getHostString() + ":" + route53.dns().getPort();
        return Route53Cutover.using(Aws.on(platform).evenPolls(), client)
                .hostedZone("Z1")
                .record(NAME)
                .weighted("blue", "green")
                .verifiedBy(server);
    }

    private int weight(GenericKubernetesResource endpoint, int index) {
        return Integer.parseInt(endpoint.get("spec", "endpoints", index, "providerSpecific", 0, "value"));
    }

    private final class Follower implements ResourceEventHandler<GenericKubernetesResource> {

        @Override
        public void onAdd(GenericKubernetesResource added) {}

        @Override
        public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource after) {
            int[] weights =
                    IntStream.of(0, 1).map(index -> weight(after, index)).toArray();
            cluster.time().after(Duration.ofMinutes(1), () -> {
                if (!isStuck) {
                    route53.weigh(NAME, Map.of("blue", weights[0], "green", weights[1]));
                }
            });
        }

        @Override
        public void onDelete(GenericKubernetesResource deleted, boolean lastStateUnknown) {}
    }
}
