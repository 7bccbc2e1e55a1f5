package dev.bluegreen.examples;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;

import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.model.Track;
import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.FakeCluster;
import dev.bluegreen.testkit.aws.FakeAlb;
import dev.bluegreen.testkit.time.VirtualTime;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/**
 * The embedded cluster with two stacks, and in front of it a fake Application Load Balancer whose listener sends everything
 * to the pods of BLUE.
 */
final class AlbScene implements AutoCloseable {

    private static final int PODS = 3;
    private static final int PORT = 8080;
    private static final int LISTENER_PORT = 80;
    private static final int HEALTHY_CHECKS = 2;

    final FakeCluster cluster;
    final FakeAlb alb;
    final Fabric8Platform platform;
    final ElasticLoadBalancingV2Client client;
    final String blue;
    final String green;
    final String listener;

    /** In virtual time, in which minutes take milliseconds. */
    AlbScene() {
        this(VirtualTime.create());
    }

    AlbScene(Time time) {
        cluster = FakeCluster.startOn(time);
        alb = FakeAlb.of(cluster);
        platform = Fabric8Platform.of(cluster.client()).withTime(time);
        client = client(alb.endpoint());
        cluster.app("shop").replicas(PODS).port(PORT).deploy();
        blue = group(BLUE);
        green = group(GREEN);
        listener = listener();
        while (!isHealthy(blue) || !isHealthy(green)) {
            Waiting.until(time, time.now().plusSeconds(1));
        }
    }

    /** A client of a load balancer's API. */
    static ElasticLoadBalancingV2Client client(URI endpoint) {
        return ElasticLoadBalancingV2Client.builder()
                .region(Region.of(FakeAlb.REGION))
                .endpointOverride(endpoint)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    private boolean isHealthy(String group) {
        return client.describeTargetHealth(request -> request.targetGroupArn(group)).targetHealthDescriptions().stream()
                .allMatch(target -> target.targetHealth().state() == TargetHealthStateEnum.HEALTHY);
    }

    @Override
    public void close() {
        client.close();
        alb.close();
        platform.close();
        cluster.close();
    }

    /** A target group with the pods of a track, as the cloud's controller registers them. */
    private String group(Track track) {
        String label = track.name().toLowerCase(Locale.ROOT);
        String arn = client.createTargetGroup(request -> request.name("shop-" + label)
                        .protocol("HTTP")
                        .port(PORT)
                        .vpcId("vpc-1")
                        .healthCheckIntervalSeconds(10)
                        .healthyThresholdCount(HEALTHY_CHECKS)
                        .targetType(TargetTypeEnum.IP))
                .targetGroups()
                .get(0)
                .targetGroupArn();
        List<TargetDescription> pods = cluster.client().pods().withLabel("track", label).list().getItems().stream()
                .map(pod -> TargetDescription.builder()
                        .id(pod.getStatus().getPodIP())
                        .port(PORT)
                        .build())
                .toList();
        client.registerTargets(request -> request.targetGroupArn(arn).targets(pods));
        return arn;
    }

    private String listener() {
        String balancer = client.createLoadBalancer(request -> request.name("shop"))
                .loadBalancers()
                .get(0)
                .loadBalancerArn();
        Action toBlue = Action.builder()
                .type(ActionTypeEnum.FORWARD)
                .forwardConfig(config -> config.targetGroups(weighing(blue, 100), weighing(green, 0)))
                .build();
        return client.createListener(request -> request.loadBalancerArn(balancer)
                        .protocol("HTTP")
                        .port(LISTENER_PORT)
                        .defaultActions(toBlue))
                .listeners()
                .get(0)
                .listenerArn();
    }

    private static TargetGroupTuple weighing(String group, int weight) {
        return TargetGroupTuple.builder().targetGroupArn(group).weight(weight).build();
    }
}
