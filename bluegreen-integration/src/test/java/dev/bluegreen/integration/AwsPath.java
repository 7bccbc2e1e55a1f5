package dev.bluegreen.integration;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.aws.Aws;
import dev.bluegreen.aws.alb.TargetGroupCutover;
import dev.bluegreen.aws.route53.Route53Cutover;
import dev.bluegreen.aws.route53.Route53Record;
import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.testkit.FakeCluster;
import dev.bluegreen.testkit.aws.FakeAlb;
import dev.bluegreen.testkit.aws.FakeRoute53;
import dev.bluegreen.testkit.aws.fault.AwsFault;
import dev.bluegreen.testkit.aws.fault.AwsFaults;
import dev.bluegreen.testkit.aws.request.AwsRequest;
import dev.bluegreen.testkit.request.ApiLatency;
import dev.bluegreen.testkit.request.RequestTrace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53.model.ResourceRecordSetFailover;

/** A release whose router is on AWS, where each call takes the same time, and whose lock and pods are in a cluster. */
final class AwsPath implements AutoCloseable {

    /** An assumption, the same for all calls: what counts is how many there are one after another. */
    private static final Duration CALL = Duration.ofMillis(100);

    private static final int PORT = 8080;
    private static final String ZONE = "Z1";
    private static final String NAME = "api.example.com";

    private final FakeCluster cluster;
    private final Fabric8Platform platform;
    private final CutoverStrategy strategy;
    private final Supplier<List<AwsRequest>> calls;
    private final List<AutoCloseable> open;

    private AwsPath(
            FakeCluster cluster,
            Fabric8Platform platform,
            CutoverStrategy strategy,
            Supplier<List<AwsRequest>> calls,
            AwsFaults faults,
            List<AutoCloseable> open) {
        this.cluster = cluster;
        this.platform = platform;
        this.strategy = strategy;
        this.calls = calls;
        this.open = open;
        faults.onAny().then(AwsFault.delay(CALL));
        cluster.api().latency(ApiLatency.measured());
    }

    static AwsPath defaultAction() {
        return balanced(arns -> arns.cutover().defaultAction(arns.listener()));
    }

    static AwsPath rule() {
        return balanced(arns -> {
            String rule = arns.client()
                    .createRule(request -> request.listenerArn(arns.listener())
                            .priority(1)
                            .conditions(RuleCondition.builder()
                                    .field("path-pattern")
                                    .values("/*")
                                    .build())
                            .actions(arns.toBlue()))
                    .rules()
                    .get(0)
                    .ruleArn();
            arns.client()
                    .modifyListener(request -> request.listenerArn(arns.listener())
                            .defaultActions(Action.builder()
                                    .type(ActionTypeEnum.FIXED_RESPONSE)
                                    .fixedResponseConfig(fixed -> fixed.statusCode("404"))
                                    .build()));
            return arns.cutover().rule(rule);
        });
    }

    static AwsPath weightedRecords() {
        return named(record -> record.weighted("blue", "green"), false);
    }

    static AwsPath failoverRecords() {
        return named(record -> record.failover(host("blue"), host("green")), true);
    }

    FakeCluster cluster() {
        return cluster;
    }

    ReleaseBuilder release() {
        return BlueGreen.release("shop").on(platform).cutover(strategy);
    }

    /** The path of an action, the calls to AWS in it. */
    RequestTrace trace(Runnable action) {
        int before = calls.get().size();
        RequestTrace trace = cluster.api().trace(action);
        List<AwsRequest> made = calls.get();
        return trace.and(made.subList(before, made.size()).stream()
                .map(call -> new RequestTrace.Entry(
                        FakeCluster.DEFAULT_CLIENT,
                        "AWS",
                        call.action(),
                        call.at(),
                        call.at().plus(CALL)))
                .toList());
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    private record Balanced(
            ElasticLoadBalancingV2Client client, TargetGroupCutover cutover, String listener, Action toBlue) {}

    private static AwsPath balanced(Function<Balanced, CutoverStrategy> strategy) {
        FakeCluster cluster = FakeCluster.start();
        cluster.app("shop").port(PORT).deploy();
        cluster.awaitReady();
        FakeAlb alb = FakeAlb.of(cluster);
        Fabric8Platform platform = Fabric8Platform.of(cluster.client()).withTime(cluster.time());
        ElasticLoadBalancingV2Client client =
                client(ElasticLoadBalancingV2Client.builder(), alb.endpoint(), Region.of(FakeAlb.REGION));
        String blue = group(cluster, client, "blue");
        String green = group(cluster, client, "green");
        Action toBlue = Action.builder()
                .type(ActionTypeEnum.FORWARD)
                .forwardConfig(config -> config.targetGroups(weighing(blue, 100), weighing(green, 0)))
                .build();
        String listener = listener(client, toBlue);
        TargetGroupCutover cutover = TargetGroupCutover.between(Aws.on(platform).evenPolls(), client, blue, green);
        CutoverStrategy made = strategy.apply(new Balanced(client, cutover, listener, toBlue));
        cluster.clock().advance(Duration.ofMinutes(2));
        return new AwsPath(
                cluster, platform, made, alb::requests, alb.faults(), List.of(client, alb, platform, cluster));
    }

    private static String group(FakeCluster cluster, ElasticLoadBalancingV2Client client, String track) {
        String arn = client.createTargetGroup(request -> request.name("shop-" + track)
                        .protocol("HTTP")
                        .port(PORT)
                        .vpcId("vpc-1")
                        .healthCheckIntervalSeconds(10)
                        .targetType(TargetTypeEnum.IP))
                .targetGroups()
                .get(0)
                .targetGroupArn();
        cluster.client()
                .pods()
                .withLabel("track", track)
                .list()
                .getItems()
                .forEach(pod -> client.registerTargets(request -> request.targetGroupArn(arn)
                        .targets(TargetDescription.builder()
                                .id(pod.getStatus().getPodIP())
                                .port(PORT)
                                .build())));
        return arn;
    }

    private static String listener(ElasticLoadBalancingV2Client client, Action toBlue) {
        String balancer = client.createLoadBalancer(request -> request.name("shop"))
                .loadBalancers()
                .get(0)
                .loadBalancerArn();
        return client.createListener(request -> request.loadBalancerArn(balancer)
                        .protocol("HTTP")
                        .port(80)
                        .defaultActions(toBlue))
                .listeners()
                .get(0)
                .listenerArn();
    }

    private static TargetGroupTuple weighing(String group, int weight) {
        return TargetGroupTuple.builder().targetGroupArn(group).weight(weight).build();
    }

    private static AwsPath named(Function<Route53Record, CutoverStrategy> strategy, boolean failover) {
        FakeCluster cluster = FakeCluster.start();
        cluster.app("shop").port(PORT).deploy();
        Stream.of("blue", "green").forEach(track -> expose(cluster, track));
        cluster.awaitReady();
        FakeRoute53 route53 = FakeRoute53.startOn(cluster.time()).zone(ZONE, "example.com");
        Fabric8Platform platform = Fabric8Platform.of(cluster.client()).withTime(cluster.time());
        Route53Client client = client(Route53Client.builder(), route53.endpoint(), Region.AWS_GLOBAL);
        if (failover) {
            route53.healthCheck("check-blue", true).healthCheck("check-green", true);
            client.changeResourceRecordSets(request -> request.hostedZoneId(ZONE)
                    .changeBatch(batch -> batch.changes(
                            failover("first", ResourceRecordSetFailover.PRIMARY, "blue"),
                            failover("second", ResourceRecordSetFailover.SECONDARY, "green"))));
        } else {
            route53.weighted(NAME, "CNAME", "blue", 100, host("blue"))
                    .weighted(NAME, "CNAME", "green", 0, host("green"));
        }
        cluster.clock().advance(Duration.ofMinutes(2));
        Route53Record record = Route53Cutover.using(Aws.on(platform).evenPolls(), client)
                .hostedZone(ZONE)
                .record(NAME);
        return new AwsPath(
                cluster,
                platform,
                strategy.apply(record),
                route53::requests,
                route53.faults(),
                List.of(client, route53, platform, cluster));
    }

    private static Change failover(String id, ResourceRecordSetFailover role, String track) {
        return Change.builder()
                .action(ChangeAction.CREATE)
                .resourceRecordSet(ResourceRecordSet.builder()
                        .name(NAME)
                        .type(RRType.CNAME)
                        .setIdentifier(id)
                        .failover(role)
                        .healthCheckId("check-" + track)
                        .ttl(60L)
                        .resourceRecords(
                                ResourceRecord.builder().value(host(track)).build())
                        .build())
                .build();
    }

    /** A Service of a track alone, with the load balancer that a cloud's controller has made for it. */
    private static void expose(FakeCluster cluster, String track) {
        Service service = new ServiceBuilder()
                .withNewMetadata()
                .withName("lb-" + track)
                .endMetadata()
                .withNewSpec()
                .withType("LoadBalancer")
                .withSelector(Map.of("app", "shop", "track", track))
                .addNewPort()
                .withPort(80)
                .withNewTargetPort(PORT)
                .endPort()
                .endSpec()
                .build();
        cluster.client().resource(service).create();
        cluster.client()
                .resource(service)
                .editStatus(found -> new ServiceBuilder(found)
                        .withNewStatus()
                        .withNewLoadBalancer()
                        .addNewIngress()
                        .withHostname(host(track))
                        .endIngress()
                        .endLoadBalancer()
                        .endStatus()
                        .build());
    }

    private static String host(String track) {
        return track + ".elb.example";
    }

    private static <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C> C client(
            B builder, URI endpoint, Region region) {
        return builder.region(region)
                .endpointOverride(endpoint)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }
}
