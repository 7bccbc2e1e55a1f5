package dev.bluegreen.aws.alb;

import static dev.bluegreen.aws.alb.Elbs.forward;
import static dev.bluegreen.aws.alb.Elbs.weighing;

import dev.bluegreen.aws.Aws;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.World;
import dev.bluegreen.spi.TrackAddresses;
import dev.bluegreen.testkit.FakeCluster;
import dev.bluegreen.testkit.aws.FakeAlb;
import dev.bluegreen.testkit.memory.InMemoryPlatform;
import dev.bluegreen.testkit.time.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/** Pods of both tracks in a fake cluster, and a load balancer in front that sends everything to BLUE; all healthy. */
final class Scene implements AutoCloseable {

    static final int PORT = 8080;
    static final ReleaseSpec SHOP = ReleaseSpec.of("shop");

    final FakeCluster cluster = FakeCluster.start();
    final VirtualTime time = cluster.clock();
    final FakeAlb alb = FakeAlb.of(cluster);
    final ElasticLoadBalancingV2Client client = Elbs.client(alb.endpoint(), FakeAlb.REGION, "AKIA1");
    final InMemoryPlatform platform;
    final Aws aws;
    final String balancer;
    final String blue;
    final String green;
    final String listener;
    final String rule;

    private Scene(int pods) {
        cluster.app("shop").replicas(pods).port(PORT).deploy();
        platform = InMemoryPlatform.on(time)
                .deploy("shop-blue", "shop:v1", pods)
                .deploy("shop-green", "shop:v2", pods)
                .expose("shop-blue", addresses(Track.BLUE))
                .expose("shop-green", addresses(Track.GREEN));
        aws = Aws.on(platform);
        balancer = Elbs.balancer(client, "shop", "application");
        blue = group(Track.BLUE);
        green = group(Track.GREEN);
        listener = Elbs.listener(client, balancer, 80, forward(weighing(blue, 100), weighing(green, 0)));
        rule = Elbs.rule(client, listener, "/api/*", forward(weighing(blue, 100), weighing(green, 0)));
        time.advance(Duration.ofMinutes(2));
    }

    static Scene open(int pods) {
        return new Scene(pods);
    }

    TargetGroupCutover groups() {
        return TargetGroupCutover.between(aws, client, blue, green);
    }

    String group(Track track) {
        return group(track, "HTTP");
    }

    String group(Track track, String protocol) {
        String group = Elbs.group(client, "shop-" + label(track), TargetTypeEnum.IP, protocol);
        Elbs.register(client, group, ips(track), PORT);
        return group;
    }

    String of(Track track) {
        return track == Track.BLUE ? blue : green;
    }

    World world() {
        return platform.workloads().read(SHOP);
    }

    List<String> ips(Track track) {
        return cluster.client().pods().withLabel("track", label(track)).list().getItems().stream()
                .map(pod -> pod.getStatus().getPodIP())
                .sorted()
                .toList();
    }

    void foreignWrite(String route, Track track) {
        alb.forward(route, Map.of(of(track), 100, of(track.other()), 0));
    }

    static String label(Track track) {
        return track == Track.BLUE ? "blue" : "green";
    }

    private TrackAddresses addresses(Track track) {
        return new TrackAddresses(Set.of(), Set.copyOf(ips(track)), Set.of());
    }

    @Override
    public void close() {
        client.close();
        alb.close();
        cluster.close();
    }
}
