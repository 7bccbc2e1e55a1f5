package dev.bluegreen.testkit.aws.internal.elb;

import dev.bluegreen.testkit.aws.internal.AwsService;
import dev.bluegreen.testkit.aws.internal.QueryService;
import dev.bluegreen.testkit.aws.internal.Xml;

/** The API by action. */
final class ElbService {

    private static final String NAMESPACE = "http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/";

    private ElbService() {}

    /** @param lock held while a call is carried out */
    static AwsService of(String region, ElbReads reads, ElbWrites writes, Object lock) {
        return new QueryService("elasticloadbalancing", NAMESPACE, region, lock)
                .all("DescribeLoadBalancers", reads::loadBalancers)
                .all("DescribeListeners", reads::listeners)
                .all("DescribeRules", reads::rules)
                .all("DescribeTargetGroups", reads::groups)
                .one("DescribeLoadBalancerAttributes", reads::balancerAttributes)
                .one(
                        "ModifyLoadBalancerAttributes",
                        form -> ElbReads.balancerAttributes(writes.modifyBalancerAttributes(form)))
                .one("DescribeTargetGroupAttributes", reads::attributes)
                .one("DescribeTargetHealth", reads::health)
                .one("DescribeTags", reads::tags)
                .one(
                        "CreateLoadBalancer",
                        form -> Xml.of("LoadBalancers", ElbReads.balancer(writes.createLoadBalancer(form))))
                .one("CreateTargetGroup", form -> Xml.of("TargetGroups", reads.group(writes.createTargetGroup(form))))
                .one("CreateListener", form -> Xml.of("Listeners", reads.listener(writes.createListener(form))))
                .one("ModifyListener", form -> Xml.of("Listeners", reads.listener(writes.modifyListener(form))))
                .one("CreateRule", form -> Xml.of("Rules", ElbReads.rule(writes.createRule(form))))
                .one("ModifyRule", form -> Xml.of("Rules", ElbReads.rule(writes.modifyRule(form))))
                .none("ModifyTargetGroupAttributes", writes::modifyAttributes)
                .none("RegisterTargets", writes::register)
                .none("DeregisterTargets", writes::deregister)
                .none("AddTags", writes::addTags)
                .none("RemoveTags", writes::removeTags);
    }
}
