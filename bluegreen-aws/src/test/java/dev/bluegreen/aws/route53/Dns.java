package dev.bluegreen.aws.route53;

import dev.bluegreen.aws.Aws;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.spi.TrackAddresses;
import dev.bluegreen.testkit.aws.FakeRoute53;
import dev.bluegreen.testkit.aws.fault.AwsFault;
import dev.bluegreen.testkit.aws.request.AwsRequest;
import dev.bluegreen.testkit.memory.InMemoryPlatform;
import dev.bluegreen.testkit.time.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53.model.ResourceRecordSetFailover;

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
    private final Route53Client person = client("person", Region.AWS_GLOBAL);

    private Dns() {
        route53.host("blue.elb.example", "127.0.1.1").host("green.elb.example", "127.0.1.2");
    }

    static Dns weighted() {
        Dns dns = new Dns();
        dns.route53
                .weighted(NAME, "CNAME", "blue", 100, "blue.elb.example")
                .weighted(NAME, "CNAME", "green", 0, "green.elb.example");
        return dns;
    }

    /** Gives all records a health check of their own, all of which pass. */
    void checked() {
        List<ResourceRecordSet> sets = sets();
        sets.forEach(set -> {
            String check = "check-" + set.setIdentifier();
            route53.healthCheck(check, true);
            put(set.toBuilder().healthCheckId(check).build());
        });
    }

    /** Makes or changes a record as a person would. */
    void put(ResourceRecordSet set) {
        putAll(List.of(set));
    }

    private void putAll(List<ResourceRecordSet> sets) {
        List<Change> changes = sets.stream()
                .map(set -> Change.builder()
                        .action(ChangeAction.UPSERT)
                        .resourceRecordSet(set)
                        .build())
                .toList();
        person.changeResourceRecordSets(
                request -> request.hostedZoneId("Z1").changeBatch(batch -> batch.changes(changes)));
    }

    List<ResourceRecordSet> sets() {
        return person.listResourceRecordSets(
                        request -> request.hostedZoneId("Z1").startRecordName(NAME))
                .resourceRecordSets();
    }

    /** A and AAAA records that are aliases. */
    static Dns aliases(boolean evaluateHealth) {
        Dns dns = new Dns();
        for (RRType type : List.of(RRType.A, RRType.AAAA)) {
            dns.put(alias(type, "blue", 100, evaluateHealth));
            dns.put(alias(type, "green", 0, evaluateHealth));
        }
        return dns;
    }

    static ResourceRecordSet alias(RRType type, String id, long weight, boolean evaluateHealth) {
        return ResourceRecordSet.builder()
                .name(NAME)
                .type(type)
                .setIdentifier(id)
                .weight(weight)
                .aliasTarget(target -> target.hostedZoneId("ZLB")
                        .dnsName("dualstack." + id + ".elb.example.")
                        .evaluateTargetHealth(evaluateHealth))
                .build();
    }

    /** Weighted records with this time to live. */
    static Dns ttl(long seconds) {
        Dns dns = new Dns();
        dns.putAll(Stream.of("blue", "green")
                .map(id -> cname(id, id, seconds)
                        .weight(id.equals("blue") ? 100L : 0L)
                        .build())
                .toList());
        return dns;
    }

    /** A failover pair with health checks that pass. */
    static Dns failover() {
        Dns dns = new Dns();
        dns.route53.healthCheck("check-blue", true).healthCheck("check-green", true);
        dns.failOver(Track.BLUE, 60);
        return dns;
    }

    void failOver(Track primary, long ttl) {
        String first = primary == Track.BLUE ? "blue" : "green";
        String second = primary == Track.BLUE ? "green" : "blue";
        putAll(List.of(
                cname("first", first, ttl)
                        .failover(ResourceRecordSetFailover.PRIMARY)
                        .healthCheckId("check-" + first)
                        .build(),
                cname("second", second, ttl)
                        .failover(ResourceRecordSetFailover.SECONDARY)
                        .healthCheckId("check-" + second)
                        .build()));
    }

    private static ResourceRecordSet.Builder cname(String id, String target, long ttl) {
        return ResourceRecordSet.builder()
                .name(NAME)
                .type(RRType.CNAME)
                .setIdentifier(id)
                .ttl(ttl)
                .resourceRecords(
                        ResourceRecord.builder().value(target + ".elb.example").build());
    }

    Route53Cutover failoverCutover() {
        return Route53Cutover.using(aws(), client())
                .hostedZone("Z1")
                .record(NAME)
                .failover("blue.elb.example", "green.elb.example");
    }

    /** What can go wrong with a write. */
    static AwsFault fault(String how) {
        return switch (how) {
            case "before" -> AwsFault.dropBefore();
            case "after" -> AwsFault.dropAfter();
            case "late" -> AwsFault.deliverLate(Duration.ofMinutes(3));
            case "busy" -> AwsFault.error(400, "PriorRequestNotComplete", "still processing a prior request");
            case "throttled" -> AwsFault.throttled();
            default -> AwsFault.internalFailure();
        };
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
        return client("key", region);
    }

    private Route53Client client(String accessKeyId, Region region) {
        Route53Client client = Route53Client.builder()
                .region(region)
                .endpointOverride(route53.endpoint())
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, "secret")))
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

    /** The move of everything to GREEN, from what the records are now. */
    Move toGreen(Route53Cutover cutover) {
        return Move.builder(platform.workloads().read(SHOP), cutover.observe(SHOP), TrafficSplit.all(Track.GREEN))
                .minReadyPods(PODS)
                .cutoverId("c1")
                .token(7)
                .requestedBy("ann@laptop")
                .build();
    }

    /** As somebody who knows nothing of bluegreen would, with weights that we never write. */
    void moveAsAnotherWriter(Track to) {
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
