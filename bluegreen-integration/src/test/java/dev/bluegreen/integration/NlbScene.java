package dev.bluegreen.integration;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.aws.Aws;
import dev.bluegreen.aws.alb.TargetGroupVerifier;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.fabric8.NlbService;
import dev.bluegreen.testkit.CustomResources;
import dev.bluegreen.testkit.FakeCluster;
import dev.bluegreen.testkit.aws.FakeAlb;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/**
 * A cluster and a Network Load Balancer, with a controller between them: it copies the weights of the Service {@code shop-blue}
 * to the listener after a lag, and its TargetGroupBindings fill the target groups of both tracks' Services.
 */
final class NlbScene implements AutoCloseable {

    private static final String KEY = "service.beta.kubernetes.io/actions.TCP-80";
    private static final Pattern BASE = Pattern.compile("\"baseServiceWeight\":(\\d+)");
    private static final Pattern OTHER = Pattern.compile("\"weight\":(\\d+)");
    private static final Duration LAG = Duration.ofSeconds(20);

    final FakeCluster cluster = FakeCluster.start().install(CustomResources.AWS_LOAD_BALANCER_CONTROLLER);
    final FakeAlb alb = FakeAlb.of(cluster);
    final Fabric8Platform platform = Fabric8Platform.of(cluster.client()).withTime(cluster.time());
    final String listener;
    private final ElasticLoadBalancingV2Client elb = LbcScene.client(alb);
    private final Map<String, String> groups = Map.of("blue", group("blue"), "green", group("green"));
    private final SharedIndexInformer<Service> controller;
    private volatile boolean stuck;

    NlbScene(String groupsOfTheAction) {
        cluster.app("shop").port(8080).replicas(2).deploy();
        LoadBalancer balancer = elb.createLoadBalancer(
                        request -> request.name("k8s-default-shop").type(LoadBalancerTypeEnum.NETWORK))
                .loadBalancers()
                .get(0);
        listener = listener(balancer);
        service(
                "blue",
                "annotations: {" + KEY + ": '" + action(100, groupsOfTheAction) + "'}",
                "LoadBalancer, loadBalancerClass: service.k8s.aws/nlb");
        service("green", "labels: {}", "ClusterIP");
        controller = cluster.client("aws-load-balancer-controller")
                .services()
                .withName("shop-blue")
                .inform(new Follower());
        cluster.client()
                .services()
                .withName("shop-blue")
                .editStatus(service -> new ServiceBuilder(service)
                        .withNewStatus()
                        .withNewLoadBalancer()
                        .addNewIngress()
                        .withHostname(balancer.dnsName())
                        .endIngress()
                        .endLoadBalancer()
                        .endStatus()
                        .build());
        cluster.clock().advance(Duration.ofMinutes(2));
    }

    /** The action names both tracks. */
    static NlbScene open() {
        return new NlbScene("{\"serviceName\":\"shop-green\",\"servicePort\":80,\"weight\":0}");
    }

    /** The action does not name GREEN yet. */
    static NlbScene ofBlueAlone() {
        return new NlbScene("");
    }

    private static String action(int base, String groups) {
        return "{\"type\":\"forward\",\"forwardConfig\":{\"baseServiceWeight\":" + base + ",\"targetGroups\":[" + groups
                + "]}}";
    }

    NlbService verified() {
        return platform.nlbService("shop-blue")
                .controllerVersion("3.5.0")
                .verifiedBy(TargetGroupVerifier.of(Aws.on(platform).evenPolls(), elb));
    }

    ReleaseBuilder release() {
        return BlueGreen.release("shop").on(platform).cutover(verified());
    }

    /** The weights at the load balancer: blue/green. */
    String weights() {
        Map<String, Integer> weights = alb.weights(listener);
        return weights.get(groups.get("blue")) + "/" + weights.get(groups.get("green"));
    }

    /** Has the controller act no more. */
    void stick() {
        stuck = true;
    }

    @Override
    public void close() {
        controller.close();
        platform.close();
        elb.close();
        alb.close();
        cluster.close();
    }

    private void service(String track, String metadata, String type) {
        cluster.apply("""
                apiVersion: v1
                kind: Service
                metadata:
                  name: shop-%1$s
                  %2$s
                spec: {type: %3$s, selector: {app: shop, track: %1$s}, ports: [{port: 80, targetPort: 8080}]}
                ---
                apiVersion: elbv2.k8s.aws/v1beta1
                kind: TargetGroupBinding
                metadata: {name: shop-%1$s}
                spec: {targetGroupARN: "%4$s", targetType: ip, serviceRef: {name: shop-%1$s, port: 80}}
                """.formatted(track, metadata, type, groups.get(track)));
    }

    private String group(String track) {
        return elb.createTargetGroup(request -> request.name("shop-" + track)
                        .protocol("TCP")
                        .port(8080)
                        .vpcId("vpc-1")
                        .healthCheckIntervalSeconds(10)
                        .targetType(TargetTypeEnum.IP))
                .targetGroups()
                .get(0)
                .targetGroupArn();
    }

    private String listener(LoadBalancer balancer) {
        return elb.createListener(request -> request.loadBalancerArn(balancer.loadBalancerArn())
                        .protocol("TCP")
                        .port(80)
                        .defaultActions(Action.builder()
                                .type(ActionTypeEnum.FORWARD)
                                .targetGroupArn(groups.get("blue"))
                                .build()))
                .listeners()
                .get(0)
                .listenerArn();
    }

    private void follow(String action) {
        Map<String, Integer> weights = new HashMap<>();
        BASE.matcher(action).results().forEach(base -> weights.put(groups.get("blue"), Integer.valueOf(base.group(1))));
        OTHER.matcher(action)
                .results()
                .forEach(other -> weights.put(groups.get("green"), Integer.valueOf(other.group(1))));
        cluster.time().after(LAG, () -> {
            if (!stuck) {
                alb.forward(listener, weights);
            }
        });
    }

    private final class Follower implements ResourceEventHandler<Service> {

        @Override
        public void onAdd(Service added) {
            follow(added.getMetadata().getAnnotations().get(KEY));
        }

        @Override
        public void onUpdate(Service before, Service after) {
            String now = after.getMetadata().getAnnotations().get(KEY);
            if (!now.equals(before.getMetadata().getAnnotations().get(KEY))) {
                follow(now);
            }
        }

        @Override
        public void onDelete(Service deleted, boolean lastStateUnknown) {}
    }
}
