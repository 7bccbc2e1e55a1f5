package dev.bluegreen.integration;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.aws.Aws;
import dev.bluegreen.aws.alb.TargetGroupVerifier;
import dev.bluegreen.fabric8.AlbIngress;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.testkit.CustomResources;
import dev.bluegreen.testkit.FakeCluster;
import dev.bluegreen.testkit.aws.FakeAlb;
import dev.bluegreen.testkit.fault.Fault;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/**
 * A cluster and an Application Load Balancer, with a controller between them: it copies the weights of the Ingress {@code edge}
 * to the listener after a lag, and its TargetGroupBindings fill the target groups of both tracks' Services.
 */
final class LbcScene implements AutoCloseable {

    private static final Pattern WEIGHT =
            Pattern.compile("\"serviceName\":\"shop-(blue|green)\".*?\"weight\":(\\d+)", Pattern.DOTALL);

    private static final String KEY = "alb.ingress.kubernetes.io/actions.shop";

    final FakeCluster cluster = FakeCluster.start().install(CustomResources.AWS_LOAD_BALANCER_CONTROLLER);
    final FakeAlb alb = FakeAlb.of(cluster);
    final Fabric8Platform platform = Fabric8Platform.of(cluster.client()).withTime(cluster.time());
    final ElasticLoadBalancingV2Client elb = client(alb);
    final Map<String, String> groups = Map.of("blue", group("blue"), "green", group("green"));
    final String listener;
    private final SharedIndexInformer<Ingress> controller;
    private volatile Duration lag = Duration.ZERO;
    private volatile boolean stuck;

    LbcScene() {
        cluster.app("shop").port(8080).replicas(2).deploy();
        List.of("blue", "green").forEach(this::service);
        LoadBalancer balancer = balancer("edge");
        listener = listener(balancer, forward(100, 0));
        cluster.apply(ingress());
        address("edge", balancer);
        controller = cluster.client("aws-load-balancer-controller")
                .network()
                .v1()
                .ingresses()
                .inform(new Follower());
        cluster.clock().advance(Duration.ofMinutes(2));
    }

    static ElasticLoadBalancingV2Client client(FakeAlb alb) {
        return ElasticLoadBalancingV2Client.builder()
                .endpointOverride(alb.endpoint())
                .region(Region.of(FakeAlb.REGION))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIA1", "secret")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    /** A Service with a load balancer of its own, whose one target group has the pods that it selects; its listener. */
    String service(String name, String selector) {
        String group = group(name);
        LoadBalancer balancer = balancer(name);
        String own = listener(
                balancer,
                Action.builder()
                        .type(ActionTypeEnum.FORWARD)
                        .targetGroupArn(group)
                        .build());
        cluster.apply("""
                apiVersion: v1
                kind: Service
                metadata: {name: %1$s}
                spec: {selector: %2$s, ports: [{port: 80, targetPort: 8080}]}
                ---
                apiVersion: elbv2.k8s.aws/v1beta1
                kind: TargetGroupBinding
                metadata: {name: %1$s}
                spec: {targetGroupARN: "%3$s", targetType: ip, serviceRef: {name: %1$s, port: 80}}
                ---
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata: {name: %1$s, annotations: {alb.ingress.kubernetes.io/target-type: ip}}
                spec: {defaultBackend: {service: {name: %1$s, port: {number: 80}}}}
                """.formatted(name, selector, group));
        address(name, balancer);
        cluster.clock().advance(Duration.ofMinutes(2));
        return own;
    }

    private LoadBalancer balancer(String name) {
        return elb.createLoadBalancer(request -> request.name("k8s-default-" + name))
                .loadBalancers()
                .get(0);
    }

    private String listener(LoadBalancer balancer, Action action) {
        return elb.createListener(request -> request.loadBalancerArn(balancer.loadBalancerArn())
                        .protocol("HTTP")
                        .port(80)
                        .defaultActions(action))
                .listeners()
                .get(0)
                .listenerArn();
    }

    private void address(String ingress, LoadBalancer balancer) {
        cluster.client()
                .network()
                .v1()
                .ingresses()
                .withName(ingress)
                .editStatus(edge -> new IngressBuilder(edge)
                        .withNewStatus()
                        .withNewLoadBalancer()
                        .addNewIngress()
                        .withHostname(balancer.dnsName().toUpperCase(Locale.ROOT))
                        .endIngress()
                        .endLoadBalancer()
                        .endStatus()
                        .build());
    }

    /** Has the controller act this much later. */
    LbcScene lag(Duration by) {
        lag = by;
        return this;
    }

    /** Takes GREEN out of the action, as before its first release. */
    void nameBlueAlone() {
        cluster.client().network().v1().ingresses().withName("edge").edit(edge -> {
            edge.getMetadata().getAnnotations().put(KEY, """
                    {"type":"forward","forwardConfig":{"targetGroups":[\
                    {"serviceName":"shop-blue","servicePort":80,"weight":100}]}}""");
            return edge;
        });
        cluster.clock().advance(Duration.ofMinutes(2));
    }

    /** Has the controller act no more. */
    void stick() {
        stuck = true;
    }

    AlbIngress verified() {
        return verified(platform);
    }

    private AlbIngress verified(Fabric8Platform process) {
        return process.albIngress("edge")
                .verifiedBy(TargetGroupVerifier.of(Aws.on(process).evenPolls(), elb));
    }

    ReleaseBuilder release() {
        return release(platform);
    }

    ReleaseBuilder release(Fabric8Platform process) {
        return BlueGreen.release("shop").on(process).cutover(verified(process));
    }

    /** The platform of another process, which the caller closes. */
    Fabric8Platform another(String name) {
        return Fabric8Platform.of(cluster.client(name)).withTime(cluster.time());
    }

    /** The weights at the load balancer: blue/green. */
    String weights() {
        Map<String, Integer> weights = alb.weights(listener);
        return weights.get(groups.get("blue")) + "/" + weights.get(groups.get("green"));
    }

    /** Has the controller tag the target groups instead of binding them. */
    void tagInsteadOfBinding() {
        groups.forEach((track, arn) -> elb.addTags(request -> request.resourceArns(arn)
                .tags(Tag.builder()
                        .key("ingress.k8s.aws/resource")
                        .value("default/edge-shop-" + track + ":80")
                        .build())));
        cluster.faults().on("list").resource("targetgroupbindings").first(1_000).then(Fault.status(404));
    }

    @Override
    public void close() {
        controller.close();
        platform.close();
        elb.close();
        alb.close();
        cluster.close();
    }

    private void service(String track) {
        cluster.apply("""
                apiVersion: v1
                kind: Service
                metadata: {name: shop-%1$s}
                spec: {selector: {app: shop, track: %1$s}, ports: [{port: 80, targetPort: 8080}]}
                ---
                apiVersion: elbv2.k8s.aws/v1beta1
                kind: TargetGroupBinding
                metadata: {name: shop-%1$s}
                spec: {targetGroupARN: "%2$s", targetType: ip, serviceRef: {name: shop-%1$s, port: 80}}
                """.formatted(track, groups.get(track)));
    }

    private static String ingress() {
        return """
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata:
                  name: edge
                  annotations:
                    %s: '{"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":"shop-blue","servicePort":80,"weight":100},
                      {"serviceName":"shop-green","servicePort":80,"weight":0}]}}'
                spec:
                  defaultBackend: {service: {name: shop, port: {name: use-annotation}}}
                """.formatted(KEY);
    }

    private String group(String track) {
        return elb.createTargetGroup(request -> request.name("shop-" + track)
                        .protocol("HTTP")
                        .port(8080)
                        .vpcId("vpc-1")
                        .healthCheckIntervalSeconds(10)
                        .targetType(TargetTypeEnum.IP))
                .targetGroups()
                .get(0)
                .targetGroupArn();
    }

    private Action forward(int blue, int green) {
        return Action.builder()
                .type(ActionTypeEnum.FORWARD)
                .forwardConfig(config -> config.targetGroups(weighing("blue", blue), weighing("green", green)))
                .build();
    }

    private TargetGroupTuple weighing(String track, int weight) {
        return TargetGroupTuple.builder()
                .targetGroupArn(groups.get(track))
                .weight(weight)
                .build();
    }

    private void follow(Ingress edge) {
        Map<String, Integer> weights = WEIGHT.matcher(
                        edge.getMetadata().getAnnotations().get(KEY))
                .results()
                .collect(Collectors.toMap(found -> groups.get(found.group(1)), LbcScene::weight));
        cluster.time().after(lag, () -> {
            if (!stuck) {
                alb.forward(listener, weights);
            }
        });
    }

    private static int weight(MatchResult found) {
        return Integer.parseInt(found.group(2));
    }

    private final class Follower implements ResourceEventHandler<Ingress> {

        @Override
        public void onAdd(Ingress added) {}

        @Override
        public void onUpdate(Ingress before, Ingress after) {
            if (!before.getMetadata()
                    .getAnnotations()
                    .equals(after.getMetadata().getAnnotations())) {
                follow(after);
            }
        }

        @Override
        public void onDelete(Ingress deleted, boolean lastStateUnknown) {}
    }
}
