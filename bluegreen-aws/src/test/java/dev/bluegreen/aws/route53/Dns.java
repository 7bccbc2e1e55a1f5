package dev.bluegreen.aws.route53;

import dev.bluegreen.aws.Aws;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Track;
import dev.bluegreen.spi.TrackAddresses;
import dev.bluegreen.spi.memory.InMemoryPlatform;
import dev.bluegreen.spi.memory.VirtualTime;
import dev.bluegreen.testkit.aws.FakeRoute53;
import dev.bluegreen.testkit.request.AwsRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.route53.Route53Client;

/** The release {@code shop} in memory, and its name {@code api.example.com} in a fake Route 53, all of it on BLUE. */
final class Dns implements AutoCloseable {

    static final ReleaseSpec SHOP = ReleaseSpec.of("shop");
    static final String NAME = "api.example.com";
    static final int PODS = 2;

    final VirtualTime time = VirtualTime.create();
    final InMemoryPlatform platform = InMemoryPlatform.on(time)
            .deploy("shop-blue", "shop:v1", PODS)
            .deploy("shop-green", "shop:v2", PODS)
            .expose("shop-blue", reachedBy("blue.elb.example"))
            .expose("shop-green", reachedBy("green.elb.example"));
    final FakeRoute53 route53 =
            FakeRoute53.startOn(time).zone("Z1", "example.com").inSyncAfter(Duration.ofSeconds(10));
    private final List<Route53Client> clients = new ArrayList<>();

    static Dns weighted() {
        Dns dns = new Dns();
        dns.route53
                .weighted(NAME, "CNAME", "blue", 100, "blue.elb.example")
                .weighted(NAME, "CNAME", "green", 0, "green.elb.example");
        return dns;
    }

    static Dns empty() {
        return new Dns();
    }

    static TrackAddresses reachedBy(String balancer) {
        return new TrackAddresses(Set.of(balancer), Set.of(), Set.of());
    }

    Aws aws() {
        return Aws.on(platform).route53Pace(Duration.ZERO);
    }

    /** A client as a new process would have it. */
    Route53Client client() {
        return client(Region.AWS_GLOBAL);
    }

    Route53Client client(Region region) {
        Route53Client client = Route53Client.builder()
                .region(region)
                .endpointOverride(route53.endpoint())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(Aws.clientConfiguration().toBuilder()
                        .retryStrategy(AwsRetryStrategy.doNotRetry())
                        .build())
                .build();
        clients.add(client);
        return client;
    }

    Route53Cutover cutover() {
        return Route53Cutover.using(aws(), client())
                .hostedZone("Z1")
                .record(NAME)
                .weighted("blue", "green");
    }

    /** As somebody who knows nothing of bluegreen would, with weights that we never write. */
    void moveAsSomebodyElse(Track to) {
        route53.weigh(NAME, to == Track.BLUE ? Map.of("blue", 255, "green", 0) : Map.of("blue", 0, "green", 255));
    }

    List<String> writes() {
        return route53.requests().stream()
                .filter(AwsRequest::writes)
                .map(AwsRequest::toString)
                .toList();
    }

    @Override
    public void close() {
        clients.forEach(Route53Client::close);
        route53.close();
    }
}
