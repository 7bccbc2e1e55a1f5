package dev.bluegreen.laws.killmatrix.scene;

import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.testkit.FakeCluster;
import dev.bluegreen.testkit.aws.FakeAlb;
import dev.bluegreen.testkit.aws.fault.AwsFault;
import dev.bluegreen.testkit.aws.internal.AwsServer;
import dev.bluegreen.testkit.aws.internal.elb.ElasticLoadBalancing;
import dev.bluegreen.testkit.traffic.TargetGroups.Target;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A listener and one of its rules, which forward to two target groups. Elastic Load Balancing has no compare-and-set. */
final class AlbSide implements AwsSide {

    private static final String ACCOUNT = "123456789012";
    private static final String TOKEN = "bluegreen.dev/token";
    private static final Duration UNTIL_HEALTHY = Duration.ofMinutes(2);
    private static final Duration LONGEST_OPERATION = Duration.ofMinutes(6);

    private final ElasticLoadBalancing service;
    private final AlbArns arns;

    AlbSide(FakeCluster cluster) {
        this.service = new ElasticLoadBalancing(FakeAlb.REGION, ACCOUNT, cluster.time(), cluster.targetHost());
        String blue = group("shop-blue");
        String green = group("shop-green");
        String balancer = service.make("CreateLoadBalancer", Map.of("Name", "shop"));
        String listener = service.make(
                "CreateListener",
                forwarding("DefaultActions", blue, green, Map.of("LoadBalancerArn", balancer, "Port", "80")));
        String rule = service.make(
                "CreateRule", forwarding("Actions", blue, green, Map.of("ListenerArn", listener, "Priority", "1")));
        this.arns = new AlbArns(listener, rule, blue, green);
    }

    private static Map<String, String> forwarding(
            String actions, String blue, String green, Map<String, String> others) {
        String tuple = actions + ".member.1.ForwardConfig.TargetGroups.member.";
        Map<String, String> form = new HashMap<>(others);
        form.put(actions + ".member.1.Type", "forward");
        form.put(tuple + "1.TargetGroupArn", blue);
        form.put(tuple + "1.Weight", "100");
        form.put(tuple + "2.TargetGroupArn", green);
        form.put(tuple + "2.Weight", "0");
        return form;
    }

    private static boolean isRule(String router) {
        return router.startsWith("Rule/");
    }

    private String group(String name) {
        return service.make(
                "CreateTargetGroup",
                Map.of("Name", name, "TargetType", "ip", "Port", "8080", "HealthCheckIntervalSeconds", "10"));
    }

    AlbArns arns() {
        return arns;
    }

    /** A rule that is not moved serves something else: otherwise it would keep a track from being retired. */
    @Override
    public void moves(List<String> routers) {
        if (routers.stream().noneMatch(AlbSide::isRule)) {
            service.forward(arns.rule(), Map.of(group("other"), 1));
        }
        if (routers.stream().allMatch(AlbSide::isRule)) {
            service.forward(arns.listener(), Map.of(group("another"), 1));
        }
    }

    @Override
    public String service() {
        return "elasticloadbalancing";
    }

    @Override
    public AwsServer server() {
        return service.server();
    }

    @Override
    public State state(String router) {
        String route = isRule(router) ? arns.rule() : arns.listener();
        Map<String, Integer> weights = service.weights(route);
        TrafficSplit split =
                new TrafficSplit(weights.getOrDefault(arns.blue(), 0), weights.getOrDefault(arns.green(), 0));
        return new State(
                split.only().map(TrafficSplit::all).orElse(split),
                Long.parseLong(service.tags(route).getOrDefault(TOKEN, "0")));
    }

    @Override
    public boolean shows(String action, String router) {
        return isRule(router)
                ? action.equals("DescribeRules") || action.equals("ModifyRule")
                : action.equals("DescribeListeners") || action.equals("ModifyListener");
    }

    @Override
    public AwsFault conflict(String action) {
        return AwsFault.error(400, "OperationNotPermitted", "the listener cannot be used like this now");
    }

    @Override
    public boolean hasCompareAndSet() {
        return false;
    }

    @Override
    public Set<Track> failsOpenTo() {
        return Set.of();
    }

    @Override
    public Duration within() {
        return LONGEST_OPERATION;
    }

    /** Registers the existing pods, and waits until they are healthy. */
    @Override
    public void follow(FakeCluster cluster) {
        for (Track track : Track.values()) {
            String group = track == Track.BLUE ? arns.blue() : arns.green();
            String label = track == Track.BLUE ? "blue" : "green";
            List<Target> pods =
                    cluster.client(FakeCluster.KUBECTL).pods().withLabel("track", label).list().getItems().stream()
                            .map(pod -> new Target(pod.getStatus().getPodIP(), 8080))
                            .toList();
            List<Target> gone = service.targets(group).stream()
                    .filter(target -> !pods.contains(target))
                    .toList();
            service.deregister(group, gone);
            service.register(group, pods);
        }
        cluster.clock().advance(UNTIL_HEALTHY);
    }

    @Override
    public void close() {
        service.close();
    }
}
