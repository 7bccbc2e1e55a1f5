package dev.bluegreen.examples;

import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.model.Track;
import dev.bluegreen.testkit.FakeCluster;
import dev.bluegreen.testkit.aws.FakeRoute53;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.route53.Route53Client;

/**
 * The embedded cluster with two stacks behind a load balancer each, and a fake Route 53 that sends all clients of
 * {@value #NAME} to BLUE's; in virtual time, in which minutes take milliseconds.
 */
final class DnsScene implements AutoCloseable {

    static final String NAME = "api.example.com";
    static final String ZONE = "Z1";

    private static final String MANIFEST = "route53/shop.yaml";
    private static final Map<Track, String> ADDRESSES = Map.of(Track.BLUE, "127.0.1.1", Track.GREEN, "127.0.1.2");

    final FakeCluster cluster = FakeCluster.start();
    final FakeRoute53 route53 = FakeRoute53.startOn(cluster.time()).zone(ZONE, "example.com");
    final Fabric8Platform platform = Fabric8Platform.of(cluster.client()).withTime(cluster.time());
    final Route53Client client = Route53Client.builder()
            .region(Region.AWS_GLOBAL)
            .endpointOverride(route53.endpoint())
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();

    DnsScene() {
        cluster.applyResource(DnsScene.class, MANIFEST).awaitReady();
        for (Track track : Track.values()) {
            String host = lower(track) + ".elb.example";
            balance("shop-" + lower(track), host);
            route53.host(host, ADDRESSES.getOrDefault(track, ""))
                    .weighted(NAME, "CNAME", lower(track), track == Track.BLUE ? 100 : 0, host);
        }
    }

    /** The load balancer of an address that DNS answered with. */
    InetSocketAddress behind(String address) {
        Track track = ADDRESSES.entrySet().stream()
                .filter(entry -> entry.getValue().equals(address))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no load balancer has the address " + address));
        return cluster.service("shop-" + lower(track)).address();
    }

    @Override
    public void close() {
        client.close();
        route53.close();
        platform.close();
        cluster.close();
    }

    /** The write of the cloud's controller when the load balancer is ready. */
    private void balance(String service, String host) {
        cluster.client()
                .services()
                .inNamespace(FakeCluster.DEFAULT_NAMESPACE)
                .withName(service)
                .editStatus(found -> new ServiceBuilder(found)
                        .withNewStatus()
                        .withNewLoadBalancer()
                        .addNewIngress()
                        .withHostname(host)
                        .endIngress()
                        .endLoadBalancer()
                        .endStatus()
                        .build());
    }

    private static String lower(Track track) {
        return track.name().toLowerCase(Locale.ROOT);
    }
}
