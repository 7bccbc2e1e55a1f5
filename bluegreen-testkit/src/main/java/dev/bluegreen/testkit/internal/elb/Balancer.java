package dev.bluegreen.testkit.internal.elb;

/**
 * A load balancer.
 *
 * @param type {@code application} or {@code network}
 */
record Balancer(String arn, String name, String type, String dnsName) {}
