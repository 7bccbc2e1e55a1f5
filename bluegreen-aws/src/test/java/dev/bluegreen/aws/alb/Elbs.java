package dev.bluegreen.aws.alb;

import java.net.URI;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/** Short words for what tests do with a real SDK client. */
final class Elbs {

    private Elbs() {}

    /** An unmodified client that makes one attempt, so that tests see every fault. */
    static ElasticLoadBalancingV2Client client(URI endpoint, String region, String accessKeyId) {
        return ElasticLoadBalancingV2Client.builder()
                .endpointOverride(endpoint)
                .region(Region.of(region))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, "secret")))
                .httpClient(UrlConnectionHttpClient.create())
                .overrideConfiguration(config -> config.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    static String balancer(ElasticLoadBalancingV2Client client, String name, String type, String... subnets) {
        return client.createLoadBalancer(
                        request -> request.name(name).type(type).subnets(subnets))
                .loadBalancers()
                .get(0)
                .loadBalancerArn();
    }

    static String group(ElasticLoadBalancingV2Client client, String name, TargetTypeEnum type) {
        return group(client, name, type, "HTTP");
    }

    static String group(ElasticLoadBalancingV2Client client, String name, TargetTypeEnum type, String protocol) {
        return client.createTargetGroup(request -> request.name(name)
                        .protocol(protocol)
                        .port(8080)
                        .vpcId("vpc-1")
                        .healthCheckIntervalSeconds(10)
                        .targetType(type))
                .targetGroups()
                .get(0)
                .targetGroupArn();
    }

    /** Of HTTP, or of TCP if it is of a Network Load Balancer. */
    static String listener(ElasticLoadBalancingV2Client client, String balancer, int port, Action... actions) {
        return client.createListener(request -> request.loadBalancerArn(balancer)
                        .protocol(balancer.contains("/net/") ? "TCP" : "HTTP")
                        .port(port)
                        .defaultActions(actions))
                .listeners()
                .get(0)
                .listenerArn();
    }

    static String rule(ElasticLoadBalancingV2Client client, String listener, String path, Action... actions) {
        return client.createRule(request -> request.listenerArn(listener)
                        .priority(client.describeRules(all -> all.listenerArn(listener))
                                .rules()
                                .size())
                        .conditions(RuleCondition.builder()
                                .field("path-pattern")
                                .values(path)
                                .build())
                        .actions(actions))
                .rules()
                .get(0)
                .ruleArn();
    }

    static Action forward(TargetGroupTuple... groups) {
        return Action.builder()
                .type(ActionTypeEnum.FORWARD)
                .order(1)
                .forwardConfig(config -> config.targetGroups(groups))
                .build();
    }

    /** The short form of one group. */
    static Action forward(String group) {
        return Action.builder()
                .type(ActionTypeEnum.FORWARD)
                .targetGroupArn(group)
                .build();
    }

    static TargetGroupTuple weighing(String group, int weight) {
        return TargetGroupTuple.builder().targetGroupArn(group).weight(weight).build();
    }

    static void register(ElasticLoadBalancingV2Client client, String group, List<String> ids, int port) {
        client.registerTargets(request -> request.targetGroupArn(group)
                .targets(ids.stream()
                        .map(id -> TargetDescription.builder().id(id).port(port).build())
                        .toList()));
    }

    static List<Action> actionsOfRule(ElasticLoadBalancingV2Client client, String rule) {
        return client.describeRules(request -> request.ruleArns(rule))
                .rules()
                .get(0)
                .actions();
    }
}
