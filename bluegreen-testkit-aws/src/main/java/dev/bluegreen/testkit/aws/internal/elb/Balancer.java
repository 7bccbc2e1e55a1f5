package dev.bluegreen.testkit.aws.internal.elb;

import java.util.Map;
import java.util.TreeMap;

/** A load balancer and its attributes. Guarded by its state's lock. */
final class Balancer {

    final String arn;
    final String name;
    final boolean isNetwork;
    final String dnsName;

    /** An NLB crosses zones only if so configured; an ALB always does (ELB API, LoadBalancerAttribute). */
    final Map<String, String> attributes = new TreeMap<>();

    Balancer(String arn, String name, boolean isNetwork, String dnsName) {
        this.arn = arn;
        this.name = name;
        this.isNetwork = isNetwork;
        this.dnsName = dnsName;
        attributes.put("deletion_protection.enabled", "false");
        attributes.put("load_balancing.cross_zone.enabled", isNetwork ? "false" : "true");
    }

    String type() {
        return isNetwork ? "network" : "application";
    }
}
